import type { Account } from "@/lib/demo/state/account";
import type { TokenSealer } from "@/lib/demo/wire/page";
import type { Query } from "@/lib/demo/wire/query";
import type { XmlBytes } from "@/lib/demo/wire/xml-bytes";

export interface ActionContext {
  readonly account: Account;
  readonly sealer: TokenSealer;
}

/** One EC2 action: reads the request and writes what stands inside the response element; throws Ec2Error to refuse. */
export interface Action {
  /** Request parameters beside those of the protocol, by their first part (`Filter` for `Filter.1.Name`). */
  readonly parameters: readonly string[];
  readonly run: (query: Query, context: ActionContext, out: XmlBytes) => void;
}

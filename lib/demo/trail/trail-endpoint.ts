import type { Faults } from "@/lib/demo/faults";
import { ACCOUNT_ID } from "@/lib/demo/state/account";
import { lookupEvents } from "@/lib/demo/trail/lookup-events";
import { LookupLimit } from "@/lib/demo/trail/lookup-limit";
import type { TrailLog } from "@/lib/demo/trail/trail-log";
import { JsonError } from "@/lib/demo/wire/json-error";
import type { TokenSealer } from "@/lib/demo/wire/page";

export const TRAIL_ACTION = "LookupEvents";

/** `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents`, or the same without the package, as newer SDKs write it. */
const TARGET = /^(?:com\.amazonaws\.cloudtrail\.v20131101\.)?CloudTrail_20131101\.(\w+)$/;

export interface TrailEndpointOptions {
  readonly faults: Faults;
  readonly sealer: TokenSealer;
  readonly lookupsPerSecond: number;
  /** The machine's clock, on which the limit runs. */
  readonly now: () => number;
}

/** CloudTrail's side of the endpoint: AWS's JSON protocol 1.1, told from EC2's by the header X-Amz-Target. */
export class TrailEndpoint {
  private readonly limit: LookupLimit;

  constructor(private readonly options: TrailEndpointOptions) {
    this.limit = new LookupLimit(options.lookupsPerSecond, options.now);
  }

  /** `trail` brings the account to the present and gives its history, once the request is known to be served. */
  answer(target: string, body: string, trail: () => { readonly trail: TrailLog; readonly now: number }): Buffer {
    const action = TARGET.exec(target)?.[1];
    if (action === undefined) throw new JsonError("UnknownOperationException", `There is no operation ${target}.`);
    failAsAsked(this.options.faults, action);
    if (action !== TRAIL_ACTION)
      throw new JsonError("UnsupportedOperationException", `This account serves ${TRAIL_ACTION} of CloudTrail only.`);
    this.limit.spend();
    const request = parse(body);
    const document = Buffer.from(JSON.stringify(lookupEvents(request, { ...trail(), sealer: this.options.sealer })));
    const isCut = this.options.faults.truncate?.includes(action);
    return isCut ? document.subarray(0, Math.floor(document.length * 0.6)) : document;
  }
}

function parse(body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    throw new JsonError("SerializationException", "The request's body is no JSON.");
  }
}

function failAsAsked(faults: Faults, action: string): void {
  if (faults.credentials === "expired")
    throw new JsonError("ExpiredTokenException", "The security token included in the request is expired");
  if (faults.credentials === "invalid")
    throw new JsonError("UnrecognizedClientException", "The security token included in the request is invalid.");
  if (faults.deny?.includes(action)) {
    throw new JsonError(
      "AccessDeniedException",
      `User: arn:aws:iam::${ACCOUNT_ID}:user/demo is not authorized to perform: cloudtrail:${action} because no identity-based policy allows the cloudtrail:${action} action`,
    );
  }
  if (faults.fail?.includes(action)) throw new JsonError("InternalFailure", "An internal failure occurred.", 500);
}

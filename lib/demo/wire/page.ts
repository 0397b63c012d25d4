import { createHmac, timingSafeEqual } from "node:crypto";
import type { Ordered } from "@/lib/demo/state/ordered-table";
import { Ec2Error, invalidParameter } from "@/lib/demo/wire/error";
import type { Query } from "@/lib/demo/wire/query";

export interface PageBounds {
  readonly min: number;
  readonly max: number;
}

/** Where a listing goes on, and how far this page goes. */
export interface PageRequest {
  /** The sequence number of the last record of the page before; -1 at the start. */
  readonly after: number;
  readonly limit: number;
}

/** Makes and reads continuation tokens: sealed, so that only a token of this account goes on with its own listing. */
export class TokenSealer {
  constructor(private readonly secret: string) {}

  seal(listingKey: string, after: number): string {
    const body = `${after}.${this.sign(listingKey, 8)}`;
    return Buffer.from(`${body}.${this.sign(body, 16)}`).toString("base64url");
  }

  open(listingKey: string, token: string): number {
    const [after = "", listing = "", signature = "", ...rest] = Buffer.from(token, "base64url").toString().split(".");
    const expected = Buffer.from(this.sign(`${after}.${listing}`, 16));
    const given = Buffer.from(signature);
    if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Ec2Error("InvalidNextToken", "The token is not valid; start the listing again without NextToken");
    }
    if (listing !== this.sign(listingKey, 8)) {
      throw invalidParameter("NextToken belongs to a request with other parameters; repeat those of the first page");
    }
    return Number(after);
  }

  private sign(text: string, bytes: number): string {
    return createHmac("sha256", this.secret)
      .update(text)
      .digest("hex")
      .slice(0, bytes * 2);
  }
}

/** Reads MaxResults and NextToken. Ids and MaxResults exclude each other on EC2. */
export function readPage(
  query: Query,
  options: {
    readonly bounds: PageBounds;
    readonly ids: readonly string[];
    readonly idsName: string;
    readonly sealer: TokenSealer;
  },
): PageRequest {
  const { bounds, ids, idsName, sealer } = options;
  const text = query.text("MaxResults");
  if (text !== null && ids.length > 0) {
    throw new Ec2Error(
      "InvalidParameterCombination",
      `The parameter ${idsName} cannot be used with the parameter MaxResults`,
    );
  }
  const limit = text === null ? Number.POSITIVE_INFINITY : Number(text);
  if (text !== null && (!/^\d{1,9}$/.test(text) || limit < bounds.min || limit > bounds.max)) {
    throw invalidParameter(
      `Value ( ${text} ) for parameter maxResults is invalid. Expecting a value between ${bounds.min} and ${bounds.max}.`,
    );
  }
  const token = query.text("NextToken");
  return { after: token ? sealer.open(query.listingKey(), token) : -1, limit };
}

/** Takes one page out of records in order; `last` is the sequence number to go on after, null on the last page. */
export function takePage<Item extends Ordered>(
  items: Iterable<Item>,
  { limit }: PageRequest,
  matches: (item: Item) => boolean,
): { items: Item[]; last: number | null } {
  const page: Item[] = [];
  for (const item of items) {
    if (!matches(item)) continue;
    if (page.length === limit) return { items: page, last: page.at(-1)?.sequence ?? null };
    page.push(item);
  }
  return { items: page, last: null };
}

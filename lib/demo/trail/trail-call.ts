/** JSON as a CloudTrail record holds it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonRecord = { readonly [key: string]: Json };

/** Who made a call, as its records show; one object for all calls of the same caller. */
export interface TrailCaller {
  /** The session's or the user's name: the attribute `Username` of LookupEvents. */
  readonly username: string;
  readonly accessKeyId: string | null;
  /** `userIdentity` of the record. */
  readonly identity: JsonRecord;
  readonly userAgent: string;
  readonly sourceIp: string;
}

export interface TrailError {
  /** As CloudTrail writes it, EC2's with `Client.`; null: the record has a message only. */
  readonly code: string | null;
  readonly message: string;
}

/** One call as CloudTrail gets to know it. */
export interface TrailCall {
  readonly time: number;
  readonly eventName: string;
  /** `ec2.amazonaws.com` when absent. */
  readonly eventSource?: string;
  readonly caller: TrailCaller;
  readonly error: TrailError | null;
  readonly parameters: JsonRecord | null;
  readonly response: JsonRecord | null;
  readonly resources?: readonly { readonly type: string; readonly name: string }[];
}

/** A call that is recorded: its ids, its place in time, and when LookupEvents knows it. */
export interface TrailRecord extends TrailCall {
  readonly eventId: string;
  readonly requestId: string;
  /** Second, then order of arrival, in one number that grows with time; no two records have the same. */
  readonly place: number;
  readonly deliveredAt: number;
}

export const timeOf = (record: TrailRecord): number => Math.floor(record.place / PLACES_A_SECOND);

/** Places that one second has; a place stays an exact number until the year 2255. */
export const PLACES_A_SECOND = 1_000_000;

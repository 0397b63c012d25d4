import type { Problem } from "@/lib/domain/problem";
import type { TimeRange } from "@/lib/domain/shortage/time-range";

/**
 * `absent`: the source has no CloudTrail (a capture). `waiting`: nothing was read yet. `reading`: what is missing is on
 * its way. `elsewhere`: another process reads into the same store. `read`: all that was wanted, but for the minutes by which
 * delivery lags. The others: why reading does not go on.
 */
export const READING_STATUSES = [
  "absent",
  "waiting",
  "reading",
  "elsewhere",
  "read",
  "denied",
  "throttled",
  "failed",
] as const;
export type ReadingStatus = (typeof READING_STATUSES)[number];

/** What the reader of CloudTrail tells of itself at any moment, without waiting for anything. */
export interface TrailReading {
  readonly status: ReadingStatus;
  /** `LookupEvents`, or what a trail is asked with. */
  readonly source: string;
  /** What it reads, and keeps up to date. */
  readonly wanted: TimeRange | null;
  /** `{ call → the time that was read of it }`, one for each call that can fail, those not begun included. */
  readonly covered: ReadonlyMap<string, readonly TimeRange[]>;
  /** How long reading the rest of `wanted` takes at the pace allowed; null where that is not known. */
  readonly remainingMs: number | null;
  /** Since the process started. */
  readonly readEventCount: number;
  readonly callCount: number;
  /** Of `denied`, `throttled` and `failed`; its remedy names the action to grant. */
  readonly problem: (Problem & { readonly iamAction: string | null }) | null;
  /** The process that reads, of `elsewhere`; null: this one. */
  readonly readBy: string | null;
  /** Another one whenever there may be new findings: what was computed by an older one is stale. */
  readonly version: number;
}

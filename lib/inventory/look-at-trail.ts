import "server-only";
import type { Millis } from "@/lib/domain/brand";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import type { EventScope } from "@/lib/history/event-store";

/** What is known of CloudTrail's reader at this moment, and under which scope the store has its events. */
export interface TrailLook {
  /** Null until the account and its Region are known. */
  readonly scope: EventScope | null;
  readonly reading: TrailReading;
}

const NOTHING_READ: TrailReading = {
  status: "waiting",
  source: "LookupEvents",
  wanted: null,
  covered: new Map(),
  remainingMs: null,
  readEventCount: 0,
  callCount: 0,
  problem: null,
  version: 0,
};

/**
 * Tells how far CloudTrail is read, and has it read on in the background, back to `fromMs` and for as long as somebody
 * looks. Never waits for AWS or for the store.
 */
export async function lookAtTrail(_wanted: { readonly fromMs: Millis }): Promise<TrailLook> {
  return { scope: null, reading: NOTHING_READ };
}

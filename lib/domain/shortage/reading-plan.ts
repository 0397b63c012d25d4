import { type Millis, millis } from "@/lib/domain/brand";
import { subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { MINUTE_MS } from "@/lib/domain/time-units";

/** By when an event can be looked up (CloudTrail user guide, event history): what is younger may still be missing. */
export const DELIVERY_LAG_MS = 15 * MINUTE_MS;

/** A stretch of one call's events to be listed, newest first. */
export interface Listing {
  readonly range: TimeRange;
  /** What can count as read whole, however much of the range was: before it every event was delivered. */
  readonly settledTo: Millis;
}

/** The whole second that a time is in: CloudTrail's times are whole seconds. */
export const floorSecond = (time: number): Millis => millis(Math.floor(time / 1000) * 1000);

/** What was not read up to now, at its newest end; that reaches back a quarter of an hour at least, since delivery lags. */
export function newestListing(wanted: TimeRange, covered: readonly TimeRange[], now: number): Listing {
  const settledTo = floorSecond(now - DELIVERY_LAG_MS);
  const settled = covered.map(({ fromMs, toMs }) => ({ fromMs, toMs: millis(Math.min(toMs, settledTo)) }));
  const gap = subtractRanges({ fromMs: wanted.fromMs, toMs: wanted.toMs }, settled).at(-1);
  return { range: gap ?? { fromMs: settledTo, toMs: wanted.toMs }, settledTo };
}

/** The newest gap that is wholly delivered; null where there is none. */
export function olderListing(wanted: TimeRange, covered: readonly TimeRange[], now: number): Listing | null {
  const settledTo = floorSecond(now - DELIVERY_LAG_MS);
  const range = subtractRanges({ fromMs: wanted.fromMs, toMs: settledTo }, covered).at(-1);
  return range ? { range, settledTo } : null;
}

/** Time that is wanted, delivered and not read. */
export const unreadMs = (wanted: TimeRange, covered: readonly TimeRange[], now: number): number =>
  subtractRanges({ fromMs: wanted.fromMs, toMs: floorSecond(now - DELIVERY_LAG_MS) }, covered).reduce(
    (sum, { fromMs, toMs }) => sum + toMs - fromMs,
    0,
  );

/**
 * What a listing has read whole once its pages reach down to `oldest`, or to its end (`oldest` null). A second's events
 * may be spread over two pages, so a page that is not the last one covers from the second after its oldest event.
 * Null: nothing yet.
 *
 * With a listing of 10:00 to 11:00 and a page whose oldest event is of 10:40:07, 10:40:08 to 11:00 is read.
 */
export function coveredBy({ range, settledTo }: Listing, oldest: number | null): TimeRange | null {
  const fromMs = oldest === null ? range.fromMs : millis(Math.max(range.fromMs, floorSecond(oldest) + 1000));
  const toMs = millis(Math.min(range.toMs, settledTo));
  return fromMs < toMs ? { fromMs, toMs } : null;
}

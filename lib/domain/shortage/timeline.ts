import { type Millis, millis } from "@/lib/domain/brand";
import type { ShortageKind } from "@/lib/domain/shortage/shortage-kind";
import { subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time-units";

const BUCKETS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE_MS);
const MOST_BUCKETS = 60;

/**
 * The smallest round bucket of which a range has at most 60: half an hour for 24 h, a day for 60 days. Beyond these it is
 * two days, however many of them that makes.
 */
export function bucketMsOf({ fromMs, toMs }: TimeRange): number {
  return BUCKETS_MS.find((bucketMs) => (toMs - fromMs) / bucketMs <= MOST_BUCKETS) ?? 2 * DAY_MS;
}

/** How far a bucket's time was read. Of one that was not, a count of 0 says nothing. */
export const BUCKET_READINGS = ["read", "partly", "not-read"] as const;
export type BucketReading = (typeof BUCKET_READINGS)[number];

/** One bar of the timeline: half open, as all ranges. */
export interface TimelineBucket {
  readonly fromMs: Millis;
  readonly toMs: Millis;
  /** `{ kind → failed calls }` */
  readonly counts: Readonly<Record<ShortageKind, number>>;
  readonly reading: BucketReading;
}

/** Counts in equal buckets that start at round times, the first and the last cut to the range. */
export class BucketCounts {
  readonly counts: number[];
  private readonly bucketMs: number;
  private readonly startAt: number;

  constructor(private readonly range: TimeRange) {
    this.bucketMs = bucketMsOf(range);
    this.startAt = Math.floor(range.fromMs / this.bucketMs) * this.bucketMs;
    const length = Math.max(0, Math.ceil((range.toMs - this.startAt) / this.bucketMs));
    this.counts = Array.from({ length }, () => 0);
  }

  /** What lies outside the range does not count. */
  add(at: number): void {
    if (at < this.range.fromMs || at >= this.range.toMs) return;
    const bucket = Math.floor((at - this.startAt) / this.bucketMs);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
  }

  /** The time of a bucket. */
  timeOf(bucket: number): TimeRange {
    const fromMs = this.startAt + bucket * this.bucketMs;
    return {
      fromMs: millis(Math.max(this.range.fromMs, fromMs)),
      toMs: millis(Math.min(this.range.toMs, fromMs + this.bucketMs)),
    };
  }
}

/** Shortages over a range, by kind. */
export class TimelineTally {
  private readonly byKind: Readonly<Record<ShortageKind, BucketCounts>>;

  constructor(range: TimeRange) {
    this.byKind = { capacity: new BucketCounts(range), fragmentation: new BucketCounts(range) };
  }

  add(kind: ShortageKind, at: number): void {
    this.byKind[kind].add(at);
  }

  /** `covered` is the time that was read. */
  toTimeline(covered: readonly TimeRange[]): TimelineBucket[] {
    const { capacity, fragmentation } = this.byKind;
    return capacity.counts.map((count, bucket) => {
      const time = capacity.timeOf(bucket);
      const counts = { capacity: count, fragmentation: fragmentation.counts[bucket] ?? 0 };
      return { ...time, counts, reading: readingOf(time, covered) };
    });
  }
}

function readingOf(bucket: TimeRange, covered: readonly TimeRange[]): BucketReading {
  const missing = subtractRanges(bucket, covered);
  if (missing.length === 0) return "read";
  const missingMs = missing.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return missingMs >= bucket.toMs - bucket.fromMs ? "not-read" : "partly";
}

/**
 * The time that all of several queries have read: a minute is known only when each of the calls that can fail was looked
 * up for it. None without a query.
 */
export function coveredByAll(coverages: readonly (readonly TimeRange[])[], range: TimeRange): TimeRange[] {
  const missing = coverages.flatMap((covered) => subtractRanges(range, covered));
  return coverages.length === 0 ? [] : subtractRanges(range, missing);
}

/** Later than any event. */
const FOREVER = millis(Number.MAX_SAFE_INTEGER);

/**
 * The newest moment up to which all of several queries have read, null where they have read nothing from `fromMs` on. It may
 * lie beyond the range that somebody looks at: what ended before it is over, even where it lasted to the range's end.
 */
export const readUntilOf = (coverages: readonly (readonly TimeRange[])[], fromMs: Millis): Millis | null =>
  coveredByAll(coverages, { fromMs, toMs: FOREVER }).at(-1)?.toMs ?? null;

import { type Millis, millis } from "@/lib/domain/brand";
import type { Finding } from "@/lib/domain/shortage/finding";
import { SHORTAGE_KINDS, type ShortageKind } from "@/lib/domain/shortage/shortage-kind";
import { subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BUCKETS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE_MS);
const MOST_BUCKETS = 60;

/** The smallest round bucket of which a range has at most 60: half an hour for 24 h, a day for 60 and more days. */
export function bucketMsOf({ fromMs, toMs }: TimeRange): number {
  return BUCKETS_MS.find((bucketMs) => (toMs - fromMs) / bucketMs <= MOST_BUCKETS) ?? 48 * HOUR_MS;
}

/** How far a bucket's time was read. Of one that was not, a count of 0 says nothing. */
export const BUCKET_READINGS = ["read", "partly", "not-read"] as const;
export type BucketReading = (typeof BUCKET_READINGS)[number];

export interface TimelineBucket {
  readonly fromMs: Millis;
  readonly toMs: Millis;
  /** `{ kind → failed calls }` */
  readonly counts: Readonly<Record<ShortageKind, number>>;
  readonly reading: BucketReading;
}

/**
 * Shortages over a range in equal buckets that start at round times, the first and the last cut to the range. `covered`
 * is the time that was read. Findings outside the range do not count; one with a `count` stands for so many.
 */
export function timelineOf(
  findings: readonly (Pick<Finding, "kind" | "listedAt"> & { readonly count?: number })[],
  range: TimeRange,
  covered: readonly TimeRange[],
): TimelineBucket[] {
  const bucketMs = bucketMsOf(range);
  const startAt = Math.floor(range.fromMs / bucketMs) * bucketMs;
  const bucketCount = Math.max(0, Math.ceil((range.toMs - startAt) / bucketMs));
  const counts = Array.from({ length: bucketCount }, () => ({ capacity: 0, fragmentation: 0 }));
  for (const { kind, listedAt, count = 1 } of findings) {
    if (listedAt < range.fromMs || listedAt >= range.toMs) continue;
    const bucket = counts[Math.floor((listedAt - startAt) / bucketMs)];
    const shortage = SHORTAGE_KINDS.find((name) => name === kind);
    if (bucket && shortage) bucket[shortage] += count;
  }
  return counts.map((bucket, index) => {
    const fromMs = millis(Math.max(range.fromMs, startAt + index * bucketMs));
    const toMs = millis(Math.min(range.toMs, startAt + (index + 1) * bucketMs));
    return { fromMs, toMs, counts: bucket, reading: readingOf({ fromMs, toMs }, covered) };
  });
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

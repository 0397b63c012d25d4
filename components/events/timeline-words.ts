import { SHORTAGE_WORDS } from "@/components/events/event-words";
import type { TimelineBucketView } from "@/lib/domain/api/event";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import { DAY_MS } from "@/lib/domain/time-units";
import { formatCount, formatNoun, formatUtcDateTime, formatUtcTime } from "@/lib/format";

const READING_WORDS = { read: "", partly: ", only partly read", "not-read": "" } as const;

/** A bucket in words: `14:00 – 14:30: 12 capacity, 3 fragmentation`. Of one that was not read nothing is said but that. */
export function bucketWords(bucket: TimelineBucketView): string {
  const { fromMs, toMs } = bucket;
  const end = toMs - fromMs < DAY_MS ? formatUtcTime(toMs).slice(0, 5) : formatUtcDateTime(toMs).slice(0, 16);
  return `${formatUtcDateTime(fromMs).slice(0, 16)} – ${end} UTC: ${countWords(bucket)}`;
}

export function countWords({ counts, reading }: TimelineBucketView): string {
  const parts = SHORTAGE_KINDS.filter((kind) => (counts[kind] ?? 0) > 0).map(
    (kind) => `${formatCount(counts[kind] ?? 0)} ${SHORTAGE_WORDS[kind].short}`,
  );
  if (parts.length === 0)
    return reading === "read" ? "none" : reading === "partly" ? "none in the part that was read" : "not read";
  return `${parts.join(", ")}${READING_WORDS[reading]}`;
}

const totalOf = ({ counts }: TimelineBucketView): number =>
  SHORTAGE_KINDS.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);

/**
 * What of the timeline is not whole. Of a range that was read to its end only the newest parts can be: CloudTrail delivers
 * an event up to a quarter of an hour late.
 */
function unreadWords(buckets: readonly TimelineBucketView[], isComplete: boolean): string {
  const unread = buckets.filter(({ reading }) => reading !== "read").length;
  if (unread === 0) return "";
  if (isComplete) return " The newest 15 minutes may still gain some: CloudTrail delivers late.";
  return ` ${formatNoun(unread, "part")} of ${buckets.length} not, or only partly, read.`;
}

/** The whole timeline in one sentence; `isComplete` tells that the range was read as far as CloudTrail gives it. */
export function timelineWords(buckets: readonly TimelineBucketView[], isComplete: boolean): string {
  const total = buckets.reduce((sum, bucket) => sum + totalOf(bucket), 0);
  if (total === 0 && buckets.every(({ reading }) => reading === "not-read"))
    return "Nothing of this time was read yet.";
  const rest = unreadWords(buckets, isComplete);
  if (total === 0) return `No failed call in what was read.${rest}`;
  const worst = buckets.reduce((a, b) => (totalOf(b) > totalOf(a) ? b : a));
  return `${formatNoun(total, "failed call")}; most in ${bucketWords(worst)}.${rest}`;
}

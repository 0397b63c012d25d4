import type { EventReading } from "@/lib/domain/api/event";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time-units";
import { formatUtcDateTime, formatUtcTime } from "@/lib/format";

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** `24 h`, `7 d`, `90 min`: the length of a range. */
export function spanWords({ fromMs, toMs }: Span): string {
  const minutes = Math.round((toMs - fromMs) / MINUTE_MS);
  if (minutes % 1440 === 0 && minutes > 1440) return `${minutes / 1440}\u00a0d`;
  if (minutes % 60 === 0) return `${minutes / 60}\u00a0h`;
  return minutes < 60 ? `${minutes}\u00a0min` : `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}

/** The time of day, with the day where that is another one than the range's last. */
export const momentWords = (at: number, { toMs }: Pick<Span, "toMs">): string =>
  toMs - at < DAY_MS / 2 ? formatUtcTime(at).slice(0, 5) : formatUtcDateTime(at).slice(0, 16);

/** `9 more minutes`, `40 more seconds`. */
function moreWords(ms: number): string {
  const [count, unit] = ms < 90_000 ? [Math.ceil(ms / 1000), "second"] : [Math.ceil(ms / MINUTE_MS), "minute"];
  return `${count} more ${unit}${count === 1 ? "" : "s"}`;
}

/** Since when all is known without a gap, up to the newest that was read; null where nothing was. */
export function readBackTo({ covered }: Pick<EventReading, "covered">): number | null {
  return covered.at(-1)?.fromMs ?? null;
}

/** How far a range was read, in one line: `read back to 14:05; 9 more minutes of reading for 24 h`. */
export function readingWords(reading: EventReading, range: Span): string {
  // Nothing opens the store there, nor is anything ever read.
  if (reading.status === "absent") return restWords(reading, range);
  if (reading.store.status === "opening") return "the store of events is being opened";
  if (reading.isComplete)
    return `${spanWords(range)} read completely${reading.readBy === null ? "" : `, by ${reading.readBy}`}`;
  const back = readBackTo(reading);
  // The first pages of several calls' names are events already, but no time of which all is known.
  const begun = reading.readEventCount === 0 ? "nothing read yet" : "no part read completely yet";
  const known = back === null ? begun : `read back to ${momentWords(back, range)}`;
  return `${known}; ${restWords(reading, range)}`;
}

function restWords({ status, readBy, remainingMs, covered }: EventReading, range: Span): string {
  const span = spanWords(range);
  switch (status) {
    case "absent":
      return "this source has no CloudTrail";
    case "denied":
      return "reading on is denied";
    case "throttled":
      return "CloudTrail throttles; it is tried again";
    case "failed":
      return "reading on failed; it is tried again";
    case "elsewhere":
      return `${readBy ?? "another process"} reads on for ${span}`;
    case "waiting":
    case "reading":
    case "read":
      if (remainingMs !== null && remainingMs > 0) return `${moreWords(remainingMs)} of reading for ${span}`;
      return covered.length > 1 ? `with gaps; reading goes on for ${span}` : `reading goes on for ${span}`;
  }
}

/**
 * Completes "not known, because …" for a count of the range; null where the count is whole, which it can be without the
 * store too: what this process has read is in its memory.
 */
export function unreadBecause(reading: EventReading | null, range: Span | null): string | null {
  if (reading === null || range === null) return "CloudTrail’s events are not read yet";
  if (reading.isComplete) return null;
  if (reading.status === "absent") return "the source has no CloudTrail";
  if (reading.status === "denied") return `${reading.problem?.iamAction ?? "cloudtrail:LookupEvents"} is denied`;
  return `only part of the ${spanWords(range)} was read: ${readingWords(reading, range)}`;
}

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/time-units";

const counts = new Intl.NumberFormat("en-US");

/** A figure without a unit: `3,041`. */
export function formatCount(value: number): string {
  return counts.format(value);
}

/**
 * A share 0..1 as whole per cent. The ends are kept for what is exact, so that a rounded figure never says "all" or
 * "none": 0.996 is `> 99 %`, 0.002 is `< 1 %`.
 */
export function formatShare(ratio: number): string {
  const percent = Math.round(ratio * 100);
  if (percent <= 0 && ratio > 0) return "<\u00a01\u00a0%";
  if (percent >= 100 && ratio < 1) return ">\u00a099\u00a0%";
  return `${counts.format(percent)}\u00a0%`;
}

/** An inclusive range: `1–14`, or the one number where both ends agree. */
export function formatRange(range: { readonly low: number; readonly high: number }): string {
  return range.low === range.high
    ? formatCount(range.low)
    : `${formatCount(range.low)}\u2013${formatCount(range.high)}`;
}

/** Two shares as a range, `12–18 %`, or the one share where both read alike. */
export function formatShareRange(low: number, high: number): string {
  const [from, to] = [formatShare(low), formatShare(high)];
  return from === to ? to : `${from.replace(/\u00a0%$/, "")}\u2013${to}`;
}

/** `1 node`, `2 nodes`: the count with its noun. */
export function formatNoun(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const two = (value: number) => String(value).padStart(2, "0");

/** Time of day in UTC: `14:02:31`. */
export function formatUtcTime(timestamp: number): string {
  const date = new Date(timestamp);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** Date and time in UTC: `2026-03-14 14:02:31 UTC`. */
export function formatUtcDateTime(timestamp: number): string {
  const date = new Date(timestamp);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  return `${day} ${formatUtcTime(timestamp)} UTC`;
}

/** A span in UTC, its day told once where both ends share it: `2026-03-14 14:02:31 – 15:00:00 UTC`. */
export function formatUtcSpan(from: number, to: number): string {
  const [start, end] = [formatUtcDateTime(from).slice(0, 19), formatUtcDateTime(to)];
  return `${start} \u2013 ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}

const SPANS = [
  { unit: "d", ms: DAY_MS },
  { unit: "h", ms: HOUR_MS },
  { unit: "min", ms: MINUTE_MS },
  { unit: "s", ms: SECOND_MS },
] as const;

/** A span in its largest whole unit: `3 d`, `5 min`, `12 s`; under a second, and what lies in the future, is `0 s`. */
export function formatAge(spanMs: number): string {
  const span = SPANS.find(({ ms }) => spanMs >= ms);
  return span === undefined ? "0\u00a0s" : `${Math.floor(spanMs / span.ms)}\u00a0${span.unit}`;
}

/** How long something took: `840 ms`, `1.2 s` from a second on, `1 min 20 s` from a minute on. */
export function formatDuration(spanMs: number): string {
  if (spanMs < 1000) return `${Math.round(spanMs)}\u00a0ms`;
  if (spanMs < 59_950) return `${(spanMs / 1000).toFixed(1)}\u00a0s`;
  const seconds = Math.round(spanMs / 1000);
  return `${Math.floor(seconds / 60)}\u00a0min ${seconds % 60}\u00a0s`;
}

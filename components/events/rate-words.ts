import { formatCount, formatDuration } from "@/lib/format";

/** `every 5 s`: how often a caller tries again. */
export const retryWords = (ms: number): string => `every ${formatDuration(ms).replace(/\.0(?=\u00a0s)/, "")}`;

/** Calls a minute: `24`, `1.5`, `< 0.1`. */
export function rateWords(callsPerMinute: number): string {
  if (callsPerMinute < 0.1) return "<\u00a00.1";
  return callsPerMinute < 10 ? callsPerMinute.toFixed(1) : formatCount(Math.round(callsPerMinute));
}

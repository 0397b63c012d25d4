import { MINUTE_MS } from "@/lib/domain/time-units";
import { formatCount, formatDuration } from "@/lib/format";

/** How often a caller tries again: `every 5 s`, `every 2 min 20 s`, `every 21 min`, `every 5 h 9 min`. */
export function retryWords(ms: number): string {
  if (ms < 59_950) return `every ${formatDuration(ms).replace(/\.0(?=\u00a0s)/, "")}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 600) return `every ${spanWords(Math.floor(seconds / 60), "min", seconds % 60, "s")}`;
  const minutes = Math.round(ms / MINUTE_MS);
  return `every ${minutes < 120 ? spanWords(minutes, "min", 0, "s") : spanWords(Math.floor(minutes / 60), "h", minutes % 60, "min")}`;
}

const spanWords = (large: number, unit: string, small: number, smallUnit: string): string =>
  `${large}\u00a0${unit}${small === 0 ? "" : ` ${small}\u00a0${smallUnit}`}`;

/** Calls a minute: `24`, `1.5`, `< 0.1`. */
export function rateWords(callsPerMinute: number): string {
  if (callsPerMinute < 0.1) return "<\u00a00.1";
  return callsPerMinute < 10 ? callsPerMinute.toFixed(1) : formatCount(Math.round(callsPerMinute));
}

import { formatCount } from "@/lib/format";

const two = (value: number): string => String(value).padStart(2, "0");

/** A moment of the run on its axis: `start`, `+45 s`, `+4 min`, `+4:05 min`, `+1:02:05 h`. */
export function runTime(atMs: number): string {
  const seconds = Math.round(atMs / 1_000);
  if (seconds <= 0) return "start";
  if (seconds < 60) return `+${seconds}\u00a0s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `+${minutes}${seconds % 60 === 0 ? "" : `:${two(seconds % 60)}`}\u00a0min`;
  const rest = seconds % 3_600;
  return `+${Math.floor(minutes / 60)}${rest === 0 ? "" : `:${two(Math.floor(rest / 60))}${rest % 60 === 0 ? "" : `:${two(rest % 60)}`}`}\u00a0h`;
}

/** How long something takes, to the second from a second on: `400 ms`, `15 s`, `2 min 5 s`, `1 h 4 min`. */
export function spanWords(spanMs: number): string {
  if (spanMs > 0 && spanMs < 1_000) return `${Math.round(spanMs)}\u00a0ms`;
  const seconds = Math.round(spanMs / 1_000);
  if (seconds < 60) return `${seconds}\u00a0s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes}\u00a0min` : `${minutes}\u00a0min ${seconds % 60}\u00a0s`;
  return minutes % 60 === 0
    ? `${Math.floor(minutes / 60)}\u00a0h`
    : `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}

/** A difference with its sign, a real minus: `+114`, `−3`, `±0`. */
export function signedCount(difference: number): string {
  if (difference === 0) return "±0";
  return difference > 0 ? `+${formatCount(difference)}` : `\u2212${formatCount(-difference)}`;
}

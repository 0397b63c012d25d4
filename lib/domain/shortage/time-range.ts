import type { Millis } from "@/lib/domain/brand";

/** A span of time, half open: `fromMs` belongs to it, `toMs` does not. Milliseconds since the epoch. */
export interface TimeRange {
  readonly fromMs: Millis;
  readonly toMs: Millis;
}

const isFilled = ({ fromMs, toMs }: TimeRange): boolean => fromMs < toMs;

/**
 * The same instants in the fewest ranges, oldest first: ranges that overlap or touch become one, empty ones go.
 *
 * `mergeRanges([{5, 9}, {1, 3}, {3, 4}])` is `[{1, 4}, {5, 9}]`.
 */
export function mergeRanges(ranges: readonly TimeRange[]): TimeRange[] {
  const merged: TimeRange[] = [];
  for (const range of ranges.filter(isFilled).sort((a, b) => a.fromMs - b.fromMs)) {
    const last = merged.at(-1);
    if (!last || last.toMs < range.fromMs) merged.push({ fromMs: range.fromMs, toMs: range.toMs });
    else if (last.toMs < range.toMs) merged[merged.length - 1] = { fromMs: last.fromMs, toMs: range.toMs };
  }
  return merged;
}

/**
 * What of `wanted` none of `taken` holds, oldest first: what is still to be read where `taken` was read.
 *
 * `subtractRanges({0, 10}, [{2, 4}, {8, 20}])` is `[{0, 2}, {4, 8}]`.
 */
export function subtractRanges(wanted: TimeRange, taken: readonly TimeRange[]): TimeRange[] {
  const rest: TimeRange[] = [];
  let fromMs = wanted.fromMs;
  for (const range of mergeRanges(taken)) {
    if (range.toMs <= fromMs) continue;
    if (range.fromMs >= wanted.toMs) break;
    rest.push({ fromMs, toMs: range.fromMs });
    fromMs = range.toMs;
  }
  rest.push({ fromMs, toMs: wanted.toMs });
  return rest.filter(isFilled);
}

/** Whether an instant lies in one of the ranges. */
export const holdsTime = (ranges: readonly TimeRange[], atMs: number): boolean =>
  ranges.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);

import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/time-units";

/** A value axis: what it spans, and where its lines are. */
export interface ValueAxis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const NICE = [1, 2, 2.5, 5, 10];

/** A round step of at least 1 that divides the span into about `count` parts. */
function niceStep(span: number, count: number): number {
  const rough = Math.max(1, span / count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (NICE.find((factor) => factor * power >= rough) ?? 10) * power;
  return Math.max(1, Math.ceil(step));
}

/** Counts whose lowest is above this share of the highest are drawn without the zero: their changes would be a flat line. */
const ZERO_UNTIL_SHARE = 0.6;

/** An axis of counts from whole, round numbers. It begins at 0 unless all counts are far above it. */
export function valueAxis(lowest: number, highest: number, count = 4): ValueAxis {
  const hasZero = lowest < highest * ZERO_UNTIL_SHARE || highest <= 0 || lowest === highest;
  const base = hasZero ? Math.min(0, lowest) : lowest;
  const step = niceStep(Math.max(1, highest - base), count);
  const from = Math.floor(base / step) * step;
  const to = Math.max(from + step, Math.ceil(highest / step) * step);
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
  return { from, to, ticks };
}

const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12, 24, 48, 96, 168].map((hours) => hours * HOUR_MS),
];

/** Round moments of a span, at most `most` of them. */
export function timeTicks(fromMs: number, toMs: number, most: number): readonly number[] {
  const step =
    TIME_STEPS.find((size) => (toMs - fromMs) / size <= most - 1) ?? Math.max(1, (toMs - fromMs) / (most - 1));
  const first = Math.ceil(fromMs / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((toMs - first) / step) + 1) }, (_, index) => first + index * step);
}

/**
 * Moves labels apart that would overlap, each as little as may be, in their order: `{ label → its middle }`. They stay
 * within [from, to] as long as there is room for all.
 */
export function spreadLabels(wanted: readonly number[], gap: number, [from, to]: readonly [number, number]): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const placed = wanted.map((value) => Math.min(to, Math.max(from, value)));
  let edge = from;
  for (const index of order) {
    const value = Math.max(placed[index] ?? 0, edge);
    placed[index] = value;
    edge = value + gap;
  }
  edge = to;
  for (const index of order.toReversed()) {
    const value = Math.min(placed[index] ?? 0, edge);
    placed[index] = value;
    edge = value - gap;
  }
  return placed;
}

import type { ActualCurve, ResultMeasure } from "@/components/simulator/results-props";
import { lowestOf } from "@/components/simulator/subnet-order";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

/** One moment of the chart; null where a series has nothing to say there. */
export interface ChartRow {
  readonly atMs: number;
  readonly today: number | null;
  readonly proposed: number | null;
  readonly band: readonly [low: number, high: number] | null;
  readonly actual: number | null;
}

/** A part of the run, both ends shown. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ChartSource {
  readonly times: Float64Array;
  readonly today: Curve;
  readonly proposed: Curve;
  readonly measure: ResultMeasure;
  readonly span: TimeSpan;
}

export const countsOf = (curve: Curve, measure: ResultMeasure): Int32Array =>
  measure === "addresses" ? curve.free : curve.freeBlocks;

const lowestCountsOf = (curve: Curve, measure: ResultMeasure): Int32Array =>
  measure === "addresses" ? curve.lowestFree : curve.lowestFreeBlocks;

export const bandOf = (curve: Curve, measure: ResultMeasure): Curve["freeBand"] =>
  measure === "addresses" ? curve.freeBand : curve.freeBlocksBand;

/** Samples a stretch is reduced to: its first, the lowest of both sides, and the proposal's highest. */
const KEPT_OF_STRETCH = 4;

/**
 * Which samples to draw, ascending, at most about `most`: the first and the last of the span always, and of every stretch
 * its lowest points of both sides and its highest one, so that no dip and no peak is smoothed away.
 */
export function keptSamples({ times, today, proposed, measure, span }: ChartSource, most: number): readonly number[] {
  const first = Math.max(
    0,
    times.findIndex((time) => time >= span.fromMs),
  );
  const last = Math.max(
    first,
    times.findLastIndex((time) => time <= span.toMs),
  );
  const count = last - first + 1;
  if (count <= most) return Array.from({ length: count }, (_, index) => first + index);
  const stretches = Math.max(1, Math.floor((most - 2) / KEPT_OF_STRETCH));
  const kept = new Set([first, last]);
  const [lowToday, lowProposed] = [lowestCountsOf(today, measure), lowestCountsOf(proposed, measure)];
  const high = countsOf(proposed, measure);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = first + Math.floor((stretch * count) / stretches);
    const to = first + Math.floor(((stretch + 1) * count) / stretches);
    kept.add(from);
    kept.add(extreme(lowToday, from, to, -1));
    kept.add(extreme(lowProposed, from, to, -1));
    kept.add(extreme(high, from, to, 1));
  }
  return [...kept].sort((a, b) => a - b);
}

/** The position of the highest (sign 1) or lowest (sign -1) value of [from, to), the first of equal ones. */
function extreme(values: Int32Array, from: number, to: number, sign: 1 | -1): number {
  let found = from;
  for (let index = from + 1; index < to; index++) {
    if (((values[index] ?? 0) - (values[found] ?? 0)) * sign > 0) found = index;
  }
  return found;
}

/** What stands at a moment, between two samples on the straight line between them. */
export function countAt(times: Float64Array, counts: Int32Array, atMs: number): number {
  const after = times.findIndex((time) => time >= atMs);
  if (after < 0) return counts.at(-1) ?? 0;
  if (after === 0) return counts[0] ?? 0;
  const [t0, t1] = [times[after - 1] ?? 0, times[after] ?? 0];
  const [c0, c1] = [counts[after - 1] ?? 0, counts[after] ?? 0];
  return c0 + ((c1 - c0) * (atMs - t0)) / (t1 - t0);
}

/** The sample that holds at a moment: the last one that is not after it. */
export const sampleAt = (times: Float64Array, atMs: number): number =>
  Math.max(
    0,
    times.findLastIndex((time) => time <= atMs),
  );

/**
 * The rows of a chart: the kept samples, the very lowest point of each side at its exact moment, and each dip between two
 * samples halfway between them. Bands are widened where a dip lies below them.
 */
export function chartRows(source: ChartSource, most: number): readonly ChartRow[] {
  const { times, today, proposed, measure, span } = source;
  const counts = { today: countsOf(today, measure), proposed: countsOf(proposed, measure) };
  const band = bandOf(proposed, measure);
  const rows = new Map<number, ChartRow>();
  const add = (atMs: number, values: Partial<Record<"today" | "proposed", number>>) => {
    const row = rows.get(atMs);
    const next = {
      today: values.today ?? row?.today ?? countAt(times, counts.today, atMs),
      proposed: values.proposed ?? row?.proposed ?? countAt(times, counts.proposed, atMs),
    };
    const around: readonly [number, number] | null =
      band === null
        ? null
        : [
            Math.min(countAt(times, band.low, atMs), next.proposed),
            Math.max(countAt(times, band.high, atMs), next.proposed),
          ];
    rows.set(atMs, { atMs, ...next, band: around, actual: null });
  };
  for (const sample of keptSamples(source, most)) {
    const atMs = times[sample] ?? 0;
    add(atMs, { today: counts.today[sample] ?? 0, proposed: counts.proposed[sample] ?? 0 });
    for (const [side, curve] of [
      ["today", today],
      ["proposed", proposed],
    ] as const) {
      const dip = dipBefore(counts[side], lowestCountsOf(curve, measure), sample);
      const before = times[sample - 1];
      if (dip !== null && before !== undefined && before >= span.fromMs) add((before + atMs) / 2, { [side]: dip });
    }
  }
  for (const [side, curve] of [
    ["today", today],
    ["proposed", proposed],
  ] as const) {
    const { atMs, count } = lowestOf(curve, measure);
    if (atMs >= span.fromMs && atMs <= span.toMs) add(atMs, { [side]: count });
  }
  return [...rows.values()].sort((a, b) => a.atMs - b.atMs);
}

/** The lowest between the sample and the one before, where it is lower than both. */
function dipBefore(counts: Int32Array, lowest: Int32Array, sample: number): number | null {
  const [before, here, dip] = [counts[sample - 1], counts[sample], lowest[sample]];
  if (before === undefined || here === undefined || dip === undefined) return null;
  return dip < Math.min(before, here) ? dip : null;
}

/** The rows with what was read back from the account, each reading at its own moment. */
export function withActual(
  rows: readonly ChartRow[],
  points: ActualCurve["points"],
  { fromMs, toMs }: TimeSpan,
): readonly ChartRow[] {
  const readings = points
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .map(({ atMs, free }): ChartRow => ({ atMs, today: null, proposed: null, band: null, actual: free }));
  return readings.length === 0 ? rows : [...rows, ...readings].sort((a, b) => a.atMs - b.atMs);
}

/** Rings nearer to each other than this share of the plot's width, or height, would run into one. */
const RING_SPACING = { time: 1 / 36, count: 1 / 14 };

/** The readings that are drawn with a ring: so far apart that each is seen, and the lines under them as well. The others lie on the line. */
export function ringMoments(points: ActualCurve["points"], { fromMs, toMs }: TimeSpan): ReadonlySet<number> {
  const shown = points.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const counts = shown.map(({ free }) => free);
  const range = Math.max(1, Math.max(...counts) - Math.min(...counts));
  const rings = new Set<number>();
  let last: (typeof shown)[number] | null = null;
  for (const point of shown) {
    const isFar =
      last === null ||
      Math.hypot(
        (point.atMs - last.atMs) / Math.max(1, toMs - fromMs) / RING_SPACING.time,
        (point.free - last.free) / range / RING_SPACING.count,
      ) >= 1;
    if (!isFar) continue;
    rings.add(point.atMs);
    last = point;
  }
  return rings;
}

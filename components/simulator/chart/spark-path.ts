import type { ValueAxis } from "@/components/simulator/chart/axis";
import { type ChartSource, countsOf, keptSamples } from "@/components/simulator/chart/chart-rows";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

/** A line in a box of 0..width by 0..height, y downwards: `M0 12 L…`. Points outside the axis lie on its edge. */
export function linePath(
  points: readonly (readonly [atMs: number, count: number])[],
  { fromMs, toMs }: ChartSource["span"],
  { from, to }: ValueAxis,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const short = (value: number): number => Math.round(value * 10) / 10;
  return points
    .map(([atMs, count], index) => {
      const x = ((atMs - fromMs) / Math.max(1, toMs - fromMs)) * width;
      const share = Math.min(1, Math.max(0, (count - from) / Math.max(1, to - from)));
      return `${index === 0 ? "M" : "L"}${short(x)} ${short((1 - share) * height)}`;
    })
    .join("");
}

/** Samples of a small curve: as many as it has pixels that count. */
const MOST_SPARK_SAMPLES = 64;

/** A side's points for a small curve; a sample stands for the lowest since the one before, so that dips show. */
export function sparkPoints(source: ChartSource, side: "today" | "proposed"): readonly (readonly [number, number])[] {
  const { times, measure } = source;
  const curve: Curve = source[side];
  const counts = measure === "addresses" ? curve.lowestFree : curve.lowestFreeBlocks;
  const last = times.length - 1;
  return keptSamples(source, MOST_SPARK_SAMPLES).map((sample): readonly [number, number] => [
    times[sample] ?? 0,
    // The end is said in figures beside the curve, so it is drawn as it is.
    (sample === last ? countsOf(curve, measure)[sample] : counts[sample]) ?? 0,
  ]);
}

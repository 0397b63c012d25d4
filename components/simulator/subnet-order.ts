import type { ResultMeasure } from "@/components/simulator/results-props";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

/** The fewest free addresses or blocks of a curve, and when. */
export const lowestOf = (curve: Curve, measure: ResultMeasure): { readonly atMs: number; readonly count: number } =>
  measure === "addresses"
    ? { atMs: curve.lowest.atMs, count: curve.lowest.free }
    : { atMs: curve.lowestBlocks.atMs, count: curve.lowestBlocks.freeBlocks };

export const endOf = ({ end }: Curve, measure: ResultMeasure): number =>
  measure === "addresses" ? end.free : end.freeBlocks;

/** The curves of single subnets, the one that comes down lowest first; equal ones keep their order. */
export const worstFirst = (curves: readonly Curve[], measure: ResultMeasure): readonly Curve[] =>
  curves
    .filter(({ subnetId }) => subnetId !== null)
    .sort((a, b) => lowestOf(a, measure).count - lowestOf(b, measure).count);

/** The subnet that comes down lowest; null without any. */
export const tightestCurve = (curves: readonly Curve[]): Curve | null => worstFirst(curves, "addresses")[0] ?? null;

import type { ScopeNodeHead } from "@/lib/domain/simulation/scope-head";

/** How many pods the pools of some nodes allow. */
export interface PodFigures {
  readonly total: { readonly low: number; readonly middle: number; readonly high: number };
  readonly perNode: { readonly low: number; readonly high: number };
  /** Nodes whose pool bounds no number. */
  readonly unknownCount: number;
}

/** The whole number in the middle of a node's range, the lower one of two. */
const middleOf = ({ low, high }: { readonly low: number; readonly high: number }): number =>
  Math.floor((low + high) / 2);

/** Null without a node whose pool bounds its pods. */
export function podFigures(nodes: readonly ScopeNodeHead[]): PodFigures | null {
  const ranges = nodes.flatMap(({ podRange }) => podRange ?? []);
  if (ranges.length === 0) return null;
  const total = { low: 0, middle: 0, high: 0 };
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const range of ranges) {
    total.low += range.low;
    total.middle += middleOf(range);
    total.high += range.high;
    low = Math.min(low, range.low);
    high = Math.max(high, range.high);
  }
  return { total, perNode: { low, high }, unknownCount: nodes.length - ranges.length };
}

/** Pods of a node as assumed, on average and rounded up; 0 where nothing is known. */
export function typicalPods(figures: PodFigures | null, nodeCount: number, pods: string): number {
  const given = /^\d+$/.test(pods) ? Number(pods) : null;
  if (given !== null) return given;
  if (figures === null || nodeCount === 0) return 0;
  const end = pods === "low" || pods === "high" ? pods : "middle";
  return Math.ceil(figures.total[end] / Math.max(1, nodeCount - figures.unknownCount));
}

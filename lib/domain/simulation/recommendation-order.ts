import type { CandidatePoint, RecommendationGoal } from "@/lib/domain/simulation/recommendation";

const waitOf = ({ waitSeconds }: CandidatePoint): number => waitSeconds ?? Number.POSITIVE_INFINITY;

/** How far a point misses the goal, 0 where it does not: waits and calls as shares of what is allowed. */
export function missOf(point: CandidatePoint, { maxWaitSeconds, maxCallsPerMinute }: RecommendationGoal): number {
  const waited = Math.max(0, (waitOf(point) - maxWaitSeconds) / Math.max(1, maxWaitSeconds));
  const called = Math.max(0, (point.callsPerMinute - maxCallsPerMinute) / Math.max(1, maxCallsPerMinute));
  return waited + called;
}

/**
 * The better point first: one that meets the goal before one that does not, then what misses it least, then the fewest
 * held addresses, the shortest wait, the fewest calls, the fewest settings changed.
 */
export const compareByGoal =
  (goal: RecommendationGoal) =>
  (a: CandidatePoint, b: CandidatePoint): number =>
    Number(b.meets) - Number(a.meets) || compareMisses(missOf(a, goal), missOf(b, goal)) || compareByCost(a, b);

/** Two that miss it without end differ by the rest. */
const compareMisses = (a: number, b: number): number => (a === b ? 0 : a - b);

function compareByCost(a: CandidatePoint, b: CandidatePoint): number {
  const waits = waitOf(a) === waitOf(b) ? 0 : waitOf(a) - waitOf(b);
  return (
    a.heldAddresses - b.heldAddresses ||
    waits ||
    a.callsPerMinute - b.callsPerMinute ||
    Object.keys(a.settings).length - Object.keys(b.settings).length
  );
}

/**
 * The points, fewest held addresses first, with those of the Pareto front marked: no other is at least as good in held
 * addresses, wait and calls and better in one of them. Of equal ones the first has the mark; one that leaves a pod without
 * an address has none.
 */
export function markFront(points: readonly CandidatePoint[]): CandidatePoint[] {
  const sorted = points.toSorted(compareByCost);
  const front: CandidatePoint[] = [];
  return sorted.map((point) => {
    // Sorted so that whatever is better in all, or equal, comes before.
    const isBeaten = front.some(
      (other) => waitOf(other) <= waitOf(point) && other.callsPerMinute <= point.callsPerMinute,
    );
    const isOnFront = !isBeaten && point.waitSeconds !== null;
    if (isOnFront) front.push(point);
    return { ...point, isOnFront };
  });
}

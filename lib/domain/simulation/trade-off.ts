import type { CandidatePoint, Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { compareByGoal } from "@/lib/domain/simulation/recommendation-order";

/** What a point is in the drawing; one may be several. */
export interface TradeOffMark {
  readonly point: CandidatePoint;
  readonly isToday: boolean;
  readonly isPick: boolean;
  /** Nothing meets the goal, and this comes nearest. */
  readonly isNearest: boolean;
}

const keyOf = ({ settings }: CandidatePoint): string =>
  JSON.stringify(Object.entries(settings).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Whether two points are of the same settings. */
const isSamePoint = (a: CandidatePoint | null, b: CandidatePoint | null): boolean =>
  a !== null && b !== null && keyOf(a) === keyOf(b);

/** Today's settings and all that were tried, each once, fewest held addresses first. */
export function tradeOffMarks(
  { points, today, pick }: Recommendation,
  goal: RecommendationGoal,
): readonly TradeOffMark[] {
  const nearest = pick === null ? (points.toSorted(compareByGoal(goal))[0] ?? null) : null;
  return [today, ...points.filter((point) => !isSamePoint(point, today))]
    .map((point) => ({
      point,
      isToday: isSamePoint(point, today),
      isPick: isSamePoint(point, pick),
      isNearest: isSamePoint(point, nearest),
    }))
    .toSorted((a, b) => a.point.heldAddresses - b.point.heldAddresses);
}

/**
 * The points to be joined in a drawing of held addresses against wait: those of the front that none with fewer held
 * addresses undercuts in the wait. The front as a whole counts calls too, so that a line through all of it would go to and fro.
 */
export function frontLine(points: readonly CandidatePoint[]): readonly CandidatePoint[] {
  let shortest = Number.POSITIVE_INFINITY;
  return points
    .filter(({ isOnFront, waitSeconds }) => isOnFront && waitSeconds !== null)
    .toSorted((a, b) => a.heldAddresses - b.heldAddresses || (a.waitSeconds ?? 0) - (b.waitSeconds ?? 0))
    .filter(({ waitSeconds }) => {
      if (waitSeconds === null || waitSeconds > shortest) return false;
      shortest = waitSeconds;
      return true;
    });
}

/** The ones that a choice is between: today's settings, the pick or what comes nearest, and the front. */
export const mainMarks = (marks: readonly TradeOffMark[]): readonly TradeOffMark[] =>
  marks.filter(({ point, isToday, isPick, isNearest }) => isToday || isPick || isNearest || point.isOnFront);

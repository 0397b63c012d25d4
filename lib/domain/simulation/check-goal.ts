import { Checker } from "@/lib/domain/simulation/check-input";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

/** What of a goal cannot be searched for, all of it at once; empty where it can. */
export function goalProblems({ scope }: PreparedScope, goal: RecommendationGoal): InputProblem[] {
  const check = new Checker();
  check.number("goal.podsPerNode", goal.podsPerNode, { low: 1, high: 1_000 });
  check.number("goal.withinSeconds", goal.withinSeconds, { low: 0, high: 3_600, isWhole: false });
  check.number("goal.burstNodes", goal.burstNodes, { low: 1, high: 100_000 });
  check.number("goal.maxWaitSeconds", goal.maxWaitSeconds, { low: 0, high: 3_600, isWhole: false });
  check.number("goal.maxCallsPerMinute", goal.maxCallsPerMinute, { low: 0, high: 1_000_000 });
  if (scope.nodes.length === 0) check.fail("goal.burstNodes", "No node is there for a burst to meet.");
  return check.problems;
}

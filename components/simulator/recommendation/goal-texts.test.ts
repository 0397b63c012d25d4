import { describe, expect, test } from "vitest";
import { FIRST_GOAL, GOAL_PATHS, goalOf } from "@/components/simulator/recommendation/goal-texts";
import { goalProblems } from "@/lib/domain/simulation/check-goal";
import { liveScope } from "@/lib/domain/simulation/fixtures/live-scope";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";

const prepared = prepareScope(
  liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods: 1 }], subnets: [{ cidr: "10.0.0.0/24" }] }),
);

describe("a goal as typed", () => {
  test("the first one can be searched for", () => {
    expect(goalProblems(prepared, goalOf(FIRST_GOAL))).toEqual([]);
  });

  test.each(["", "-1", "five", "1e9", "Infinity"])("%j in every field is refused at each of them", (text) => {
    const goal = goalOf({ pods: text, within: text, nodes: text, wait: text, calls: text, prefixes: "yes" });
    expect(new Set(goalProblems(prepared, goal).map(({ field }) => field))).toEqual(new Set(Object.values(GOAL_PATHS)));
    expect(goal.allowsPrefixes).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { planEstate } from "@/lib/demo/estate/plan";

const total = (nodeCount: number): number => {
  const { core, growth } = planEstate(nodeCount);
  return [...Object.values(core), ...growth.map((unit) => unit.nodeCount)].reduce((sum, count) => sum + count, 0);
};

describe("the division of nodes", () => {
  it.each([10, 11, 33, 59, 60, 61, 157, 1000, 9999, 50_000])("gives out all of %d", (nodeCount) => {
    expect(total(nodeCount)).toBe(nodeCount);
  });

  it("has the story and every kind of node pool in ten nodes", () => {
    const { core, growth } = planEstate(10);
    expect(core).toMatchObject({ dev: 4, prefix: 1, tuned: 1, secured: 1, karpenter: 1, p4d: 1, auto: 1 });
    expect(growth).toEqual([]);
  });

  it("keeps the core as it is when the account grows", () => {
    expect(planEstate(5000).core).toEqual(planEstate(60).core);
    expect(planEstate(5000).growth.length).toBeGreaterThan(8);
  });

  it("takes nothing away from a part when a node is added", () => {
    for (let nodeCount = 10; nodeCount < 60; nodeCount++) {
      const smaller = planEstate(nodeCount).core;
      const larger = planEstate(nodeCount + 1).core;
      for (const part of Object.keys(smaller) as (keyof typeof smaller)[]) {
        expect(larger[part]).toBeGreaterThanOrEqual(smaller[part]);
      }
    }
  });
});

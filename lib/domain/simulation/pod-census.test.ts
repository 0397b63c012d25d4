import { describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { inputTo } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, type TypeName } from "@/lib/domain/simulation/fixtures/live-scope";
import { TargetsBook } from "@/lib/domain/simulation/node-settings";
import { podCapacityOf, takeCensus } from "@/lib/domain/simulation/pod-census";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";
import type { PodsAssumption } from "@/lib/domain/simulation/simulation-input";

const node = (type: TypeName, pods: number) => ({ type, subnet: 0, pods });
const scopeOf = (cidr = "10.0.0.0/24") =>
  liveScope({ nodes: [node("t3.2xlarge", 5), node("t3.2xlarge", 20), node("m5.large", 0)], subnets: [{ cidr }] });

const withRanges = (scope: SimulationScope, ...ranges: ([number, number] | null)[]): SimulationScope => ({
  ...scope,
  nodes: scope.nodes.map((one, number) => {
    const range = ranges[number] ?? null;
    return { ...one, podRange: range && { low: range[0], high: range[1] } };
  }),
});

function census(scope: SimulationScope, pods: PodsAssumption, today = SHIPPED) {
  const input = inputTo(SHIPPED, { today, pods });
  return takeCensus(prepareScope(scope), new TargetsBook(input), pods);
}

const counts = (scope: SimulationScope, pods: PodsAssumption): number[] =>
  census(scope, pods).placed.map((here) => here.length);

describe("the pods of the scope's nodes", () => {
  const scope = withRanges(scopeOf(), [1, 14], [15, 28], [0, 0]);

  it.each<[PodsAssumption, number[]]>([
    ["low", [1, 15, 0]],
    ["middle", [8, 22, 0]],
    ["high", [14, 28, 0]],
  ])("at the %s of the ranges are %j", (pods, expected) => {
    expect(counts(scope, pods)).toEqual(expected);
  });

  it("keep to the range's nearest number with which the pool can rest", () => {
    // 30 addresses on a t3.2xlarge rest with 1 to 14 pods: more of them ask for another ENI.
    expect(counts(withRanges(scope, [10, 40], [15, 28], [0, 0]), "high")[0]).toBe(14);
  });

  it("without a range are any number that the pool has addresses for", () => {
    expect(counts(withRanges(scope, null, [15, 28], [0, 0]), "low")[0]).toBe(1);
    expect(counts(withRanges(scope, null, [15, 28], [0, 0]), "high")[0]).toBe(14);
  });

  it("as a number are the same on every node, as far as max pods and addresses go; the others wait", () => {
    const { placed, beyond, podCount } = census(scope, 40);
    expect(placed.map((here) => here.length)).toEqual([28, 40, 9]);
    // An m5.large may have 27 with an address.
    expect(beyond).toEqual([12, 0, 18]);
    expect(podCount).toBe(40 + 40 + 27);
  });

  it("have numbers that follow one another, and lie in an entry of their ENI", () => {
    const { placed } = census(scope, "high");
    const pods = placed.flat().map(({ pod }) => pod);
    expect(pods).toEqual(pods.map((_, index) => index));
    const prepared = prepareScope(scope);
    for (const [number, here] of placed.entries()) {
      for (const { device, entry } of here) {
        const eni = prepared.nodes[number]?.enis.find((one) => one.device === device);
        expect(eni?.addresses).toContain(entry);
      }
    }
  });

  it("that cannot be under today's settings are told apart from those that only grow", () => {
    const few = { ...SHIPPED, WARM_IP_TARGET: "1" };
    expect(census(scope, "low", few).changingNodes).toEqual([0, 1, 2]);
    const more = { ...SHIPPED, WARM_ENI_TARGET: "2" };
    expect(census(scope, "low", more)).toMatchObject({ changingNodes: [], growingNodes: [0, 1, 2] });
    expect(census(scope, "low")).toMatchObject({ changingNodes: [], growingNodes: [] });
  });

  it("a node that wants more in a full subnet rests for want of it", () => {
    // Nothing of the subnet is free.
    const full = withRanges(
      { ...scope, subnets: scope.subnets.map((subnet) => ({ ...subnet, taken: [[4, 251] as [number, number]] })) },
      [14, 20],
      [28, 28],
      [0, 0],
    );
    expect(counts(full, "high")[0]).toBe(20);
  });
});

describe("host-network pods", () => {
  it.each([
    [29, 27],
    [58, 56],
    [2, 0],
    [1, 0],
    [0, 0],
  ])("of max pods %i leave %i with an address", (maxPods, expected) => {
    expect(podCapacityOf(maxPods)).toBe(expected);
  });
});

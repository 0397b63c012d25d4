import { describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { inputTo, resultOf, SMALL_CLUSTER } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import type { GoBack, SimulationResult } from "@/lib/domain/simulation/simulation-result";

const nodesOf = (pods: readonly number[]) =>
  pods.map((count) => ({ type: "t3.2xlarge" as const, subnet: 0, pods: count }));

const scopeOf = (pods: readonly number[], cidr: string): SimulationScope =>
  liveScope({ nodes: nodesOf(pods), subnets: [{ cidr }] });

function goBackOf(result: SimulationResult): GoBack {
  if (!result.goBack) throw new Error("no way back");
  return result.goBack;
}

const warningsOf = ({ warnings }: SimulationResult) => warnings.filter(({ kind }) => kind === "cannot-go-back");

describe("the way back", () => {
  it("in a roomy subnet fits whatever comes, and nothing is said of it", () => {
    const result = resultOf(scopeOf([5, 5], "10.0.0.0/22"), inputTo(SMALL_CLUSTER));
    expect(goBackOf(result)).toMatchObject({ fits: true, failingNodeCount: 0, morePods: null });
    expect(warningsOf(result)).toEqual([]);
  });

  it("comes down to what today's settings then ask for", () => {
    const result = resultOf(scopeOf([5, 5], "10.0.0.0/22"), inputTo(SMALL_CLUSTER));
    // Ten addresses on two ENIs become nineteen: five pods and an ENI's worth of warm ones.
    expect(goBackOf(result).lowest).toMatchObject({ subnetId: subnetId(0), free: 1_024 - 5 - 2 * 21 });
  });

  it("in a tight one fits now, but not with some pods more: how many is said", () => {
    // 251 addresses, eight nodes of 30: 11 are left, and a 15th pod on a node asks for 15.
    const result = resultOf(scopeOf(Array(8).fill(8), "10.0.0.0/24"), inputTo(SMALL_CLUSTER));
    const { fits, morePods } = goBackOf(result);
    expect(fits).toBe(true);
    expect(morePods).toBeGreaterThan(0);
    // Spread evenly, 6 more on each node are the most that need no third ENI.
    expect(morePods).toBeLessThanOrEqual(8 * 6 + 7);
    const [warning] = warningsOf(result);
    expect(warning?.message).toContain(`${morePods} pods more`);
    expect(warning).toMatchObject({ severity: "notice", subnetIds: [subnetId(0)] });
  });

  it("does not fit where nodes have moved to a subnet that has room for the proposal only", () => {
    const scope = liveScope({
      nodes: nodesOf([5, 5, 5, 5]),
      subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/26" }],
    });
    const movedNodes = { count: 4, subnetId: subnetId(1), atSeconds: 100, everySeconds: 30 };
    const result = resultOf(scope, inputTo(SMALL_CLUSTER, { proposal: { env: SMALL_CLUSTER, movedNodes } }));
    // Four times 11 of 59 addresses; today's settings want an ENI of 15 more on each node.
    expect(result.proposed.curves.find((curve) => curve.subnetId === subnetId(1))?.end.free).toBe(59 - 44);
    const { fits, failingNodeCount, morePods, lowest } = goBackOf(result);
    expect([fits, morePods, lowest.subnetId]).toEqual([false, null, subnetId(1)]);
    expect(failingNodeCount).toBe(4);
    expect(warningsOf(result)).toMatchObject([{ severity: "critical", count: 4, subnetIds: [subnetId(1)] }]);
  });

  it("from nodes that have moved is no trouble for the subnet that they left", () => {
    const scope = liveScope({ nodes: nodesOf([4, 4]), subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }] });
    const movedNodes = { count: 2, subnetId: subnetId(1), atSeconds: 60, everySeconds: 30 };
    const result = resultOf(scope, inputTo(SMALL_CLUSTER, { proposal: { env: SMALL_CLUSTER, movedNodes } }));
    expect(goBackOf(result).fits).toBe(true);
    expect(goBackOf(result).lowest.subnetId).toBe(subnetId(1));
  });

  it("of a proposal that changes nothing is none", () => {
    expect(resultOf(scopeOf([5], "10.0.0.0/24"), inputTo(SHIPPED)).goBack).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { assumptionsOf } from "@/lib/domain/simulation/assumptions";
import { inputTo, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

const scope = liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods: 1 }], subnets: [{ cidr: "10.0.0.0/24" }] });
const said = (parts: Partial<SimulationInput>, of = scope): string =>
  assumptionsOf(of, inputTo(SMALL_CLUSTER, parts)).join("\n");
const added = { count: 1, subnetId: subnetId(0), instanceType: null, podsPerNode: 0, atSeconds: 0, everySeconds: 0 };

describe("what a run takes for granted", () => {
  it.each<[string, Partial<SimulationInput>, RegExp]>([
    ["the low end of the pods", { pods: "low" }, /the pods at the low end of the range/],
    ["the middle of them", { pods: "middle" }, /the pods at the middle of the range/],
    ["a number of pods", { pods: 7 }, /Each node has 7 pods/],
    ["settings that are assumed", { isTodayAssumed: true }, /Today's settings are assumed/],
    ["the rollout's share and time", {}, /at most 10 % of a cluster's nodes at a time, one in 30 s/],
    ["how long EC2 takes", { ec2: "assumed" }, /EC2 takes 10 s for a new ENI and 1 s for addresses/],
    ["that EC2 takes no time", { ec2: "instant" }, /take no time and are never throttled/],
    ["when a new node is ready", { load: withLoad({ addedNodes: added }) }, /takes pods 30 s after its launch/],
    ["that nobody else acts", {}, /Nothing else in these subnets/],
  ])("%s is said", (_name, parts, expected) => {
    expect(said(parts)).toMatch(expected);
  });

  it.each<[string, RegExp]>([
    ["settings that are known", /are assumed/],
    ["new nodes where there are none", /new node takes pods/],
    ["hidden addresses where there are none", /nothing shows/],
  ])("%s are not", (_name, unexpected) => {
    expect(said({})).not.toMatch(unexpected);
  });

  it("that hidden addresses are put somewhere is said where there are some", () => {
    const subnets = scope.subnets.map((subnet) => ({ ...subnet, unexplainedAddressCount: 1 }));
    expect(said({}, { ...scope, subnets })).toMatch(/put at drawn places/);
  });
});

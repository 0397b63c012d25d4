import { describe, expect, it } from "vitest";
import { drain } from "@/lib/domain/ipamd/drain";
import { BurstTrials } from "@/lib/domain/simulation/burst-trial";
import { inputTo, PREFIXES, SMALL_CLUSTER } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

const goal: RecommendationGoal = {
  podsPerNode: 4,
  withinSeconds: 0,
  burstNodes: 1,
  maxWaitSeconds: 10,
  maxCallsPerMinute: 100,
  allowsPrefixes: true,
};
const prepared = prepareScope(
  liveScope({
    nodes: [5, 0, 20].map((pods) => ({ type: "m5.large" as const, subnet: 0, pods })),
    subnets: [{ cidr: "10.0.0.0/24" }],
  }),
);
const trials = (parts: Partial<RecommendationGoal> = {}, input: Partial<SimulationInput> = {}) =>
  new BurstTrials(prepared, inputTo(SHIPPED, { ec2: "assumed", ...input }), { ...goal, ...parts });

describe("a trial of settings", () => {
  it("holds what the nodes hold at rest, before the burst", () => {
    // 5, 0 and 20 pods on ENIs of ten: 20, 10 and 30.
    expect(drain(trials().measure(SHIPPED)).heldAddresses).toBe(60);
    expect(drain(trials({ podsPerNode: 1 }).measure(SHIPPED)).heldAddresses).toBe(60);
  });

  it("has no wait and no call where enough is warm", () => {
    expect(drain(trials({ podsPerNode: 3 }).measure(SHIPPED))).toMatchObject({ waitSeconds: 0, unservedPods: 0 });
    const three = drain(trials({ podsPerNode: 3 }).measure({ ...SHIPPED, WARM_IP_TARGET: "3" }));
    expect(three.waitSeconds).toBe(0);
    // What was taken is made up for: that is a call.
    expect(three.callsPerMinute).toBeGreaterThan(0);
  });

  it("of a burst beyond what is warm waits a whole look and EC2: the worst there is", () => {
    const { waitSeconds } = drain(trials().measure({ ...SHIPPED, WARM_IP_TARGET: "2" }));
    // Two of four are served at once; the look is five seconds off, the call takes one, tries are at whole seconds.
    expect(waitSeconds).toBeGreaterThanOrEqual(6);
    expect(waitSeconds).toBeLessThanOrEqual(7);
  });

  it("with calls that take no time waits for the look alone", () => {
    const { waitSeconds } = drain(trials({}, { ec2: "instant" }).measure({ ...SHIPPED, WARM_IP_TARGET: "2" }));
    expect(waitSeconds).toBeGreaterThanOrEqual(4.9);
    expect(waitSeconds).toBeLessThanOrEqual(6);
  });

  it("under a ceiling leaves pods without an address, and says how many", () => {
    const { waitSeconds, unservedPods } = drain(
      trials({ podsPerNode: 7 }).measure({ ...SHIPPED, MINIMUM_IP_TARGET: "9" }),
    );
    expect(waitSeconds).toBeNull();
    expect(unservedPods).toBeGreaterThan(0);
  });

  it("does not change the next one", () => {
    const kept = trials();
    const first = drain(kept.measure(SMALL_CLUSTER));
    drain(kept.measure(PREFIXES));
    expect(drain(kept.measure(SMALL_CLUSTER))).toEqual(first);
  });

  it("does not depend on which seed draws the looks' phases", () => {
    const byseed = [1, 2, 3].map((seed) => drain(trials({}, { seed }).measure(SMALL_CLUSTER)));
    expect(byseed[1]).toEqual(byseed[0]);
    expect(byseed[2]).toEqual(byseed[0]);
  });
});

describe("the nodes that a burst meets", () => {
  it.each([
    ["one with room for all of it", { podsPerNode: 10, burstNodes: 1 }, { nodeCount: 1, podCount: 10 }],
    ["as many as are asked for", { podsPerNode: 7, burstNodes: 3 }, { nodeCount: 3, podCount: 21 }],
    // 27 pods fit; 22, 27 and 7 have room.
    [
      "where not all have room, those with most",
      { podsPerNode: 25, burstNodes: 2 },
      { nodeCount: 2, podCount: 25 + 22 },
    ],
    ["all there are", { podsPerNode: 30, burstNodes: 9 }, { nodeCount: 3, podCount: 22 + 27 + 7 }],
  ])("are %s", (_name, parts, expected) => {
    expect(trials(parts).burst).toEqual(expected);
  });

  it("have the pods of the scope's nodes known, ascending", () => {
    expect(trials().podsPerNode).toEqual([0, 5, 20]);
  });
});

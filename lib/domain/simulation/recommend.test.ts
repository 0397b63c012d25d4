import { describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { drain } from "@/lib/domain/ipamd/drain";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";
import { heldAtEnd, inputTo, PREFIXES, resultOf, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, type TypeName } from "@/lib/domain/simulation/fixtures/live-scope";
import type { Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { Simulator } from "@/lib/domain/simulation/simulator";

const TYPES: readonly TypeName[] = ["t3.2xlarge", "m5.large", "m5.xlarge"];

const clusterOf = (nodeCount: number, cidr = "10.0.0.0/22"): SimulationScope =>
  liveScope({
    nodes: Array.from({ length: nodeCount }, (_, node) => ({
      type: TYPES[node % TYPES.length] ?? "m5.large",
      subnet: 0,
      pods: (node * 5) % 13,
    })),
    subnets: [{ cidr }],
  });

const goal: RecommendationGoal = {
  podsPerNode: 8,
  withinSeconds: 10,
  burstNodes: 3,
  maxWaitSeconds: 12,
  maxCallsPerMinute: 60,
  allowsPrefixes: true,
};

function recommend(
  scope: SimulationScope,
  parts: Partial<RecommendationGoal> = {},
  input: Partial<SimulationInput> = {},
) {
  const asked = { ...goal, ...parts };
  const outcome = drain(new Simulator(scope).recommend(inputTo(SHIPPED, { ec2: "assumed", ...input }), asked));
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.recommendation;
}

const held = ({ pick }: Recommendation): number => pick?.heldAddresses ?? Number.NaN;

describe("the recommendation", () => {
  const cluster = clusterOf(9);
  const usual = recommend(cluster);

  it("meets the goal, and none that was tried meets it with fewer addresses", () => {
    const { pick, points, today } = usual;
    expect(pick?.meets).toBe(true);
    expect(pick?.waitSeconds).toBeLessThanOrEqual(goal.maxWaitSeconds);
    expect(pick?.callsPerMinute).toBeLessThanOrEqual(goal.maxCallsPerMinute);
    for (const point of points) if (point.meets) expect(point.heldAddresses).toBeGreaterThanOrEqual(held(usual));
    expect(held(usual)).toBeLessThan(today.heldAddresses);
  });

  it("says why, with the figures and what today comes to", () => {
    const { pick, why, today } = usual;
    const saved = today.heldAddresses - held(usual);
    expect(why).toContain(`${held(usual)} addresses on 9 nodes, ${saved} fewer than today`);
    expect(why).toContain(`${pick?.callsPerMinute} EC2 call`);
    for (const [name, value] of Object.entries(pick?.settings ?? {}))
      expect(why).toContain(`${name} ${value ?? "unset"}`);
  });

  it("has points by what they hold, each tried once, none of them today's settings", () => {
    const { points } = usual;
    const heldBy = points.map(({ heldAddresses }) => heldAddresses);
    expect(heldBy).toEqual(heldBy.toSorted((a, b) => a - b));
    expect(new Set(points.map(({ settings }) => JSON.stringify(settings))).size).toBe(points.length);
    for (const { settings, env } of points) {
      expect(Object.keys(settings).length).toBeGreaterThan(0);
      for (const [name, value] of Object.entries(settings)) expect(env[name] ?? null).toBe(value);
    }
  });

  it("gives each point that does not meet the goal its reasons, and no others", () => {
    for (const { meets, because, waitSeconds, callsPerMinute } of [...usual.points, usual.today]) {
      const isLate = waitSeconds === null || waitSeconds > goal.maxWaitSeconds;
      const isBusy = callsPerMinute > goal.maxCallsPerMinute;
      expect(because).toHaveLength(Number(isLate) + Number(isBusy));
      expect(meets).toBe(because.length === 0);
    }
  });

  it("is the same every time", () => {
    expect(recommend(clusterOf(9))).toEqual(usual);
  });

  it("does not depend on the input's proposal, load, rollout and moves", () => {
    const load = withLoad({ churn: { podsPerMinutePerNode: 4, meanLifeSeconds: 30 } });
    const proposal = { env: PREFIXES, movedNodes: null };
    const rollout = { atSeconds: 900, maxUnavailableShare: 0.001, restartSeconds: 3_600 };
    expect(recommend(cluster, {}, { load, proposal, rollout, durationSeconds: 120 })).toEqual(usual);
  });

  it("holds at rest what a run of the same settings comes to", () => {
    for (const { env, heldAddresses } of usual.points.slice(0, 40)) {
      const { proposed } = resultOf(cluster, inputTo(env, { durationSeconds: 60 }));
      if (proposed.atRestMs !== null) expect(heldAddresses).toBe(heldAtEnd(proposed));
    }
    expect(usual.today.heldAddresses).toBe(heldAtEnd(resultOf(cluster, inputTo(SHIPPED)).today));
  });

  it("holds no less for a shorter wait, and no less under fewer calls", () => {
    const byWait = [60, 12, 0].map((maxWaitSeconds) =>
      held(recommend(cluster, { maxWaitSeconds, maxCallsPerMinute: 500 })),
    );
    expect(byWait).toEqual(byWait.toSorted((a, b) => a - b));
    expect(byWait[2]).toBeGreaterThan(byWait[0] ?? 0);
    const byCalls = [500, 20, 6].map((maxCallsPerMinute) =>
      held(recommend(cluster, { maxWaitSeconds: 60, maxCallsPerMinute })),
    );
    expect(byCalls).toEqual(byCalls.toSorted((a, b) => a - b));
  });

  it("has no prefixes where they are not allowed, or no type could have them", () => {
    const without = recommend(cluster, { allowsPrefixes: false });
    const old = liveScope({ nodes: [{ type: "m4.large", subnet: 0, pods: 3 }], subnets: [{ cidr: "10.0.0.0/24" }] });
    for (const { points } of [without, recommend(old, { burstNodes: 1 })]) {
      expect(points.some(({ settings }) => settings.ENABLE_PREFIX_DELEGATION === "true")).toBe(false);
    }
    expect(usual.points.some(({ settings }) => settings.ENABLE_PREFIX_DELEGATION === "true")).toBe(true);
  });
});

describe("a recommendation that has none to give", () => {
  it("says so, and what comes nearest", () => {
    const none = recommend(clusterOf(3), {
      maxWaitSeconds: 0,
      maxCallsPerMinute: 0,
      podsPerNode: 27,
      allowsPrefixes: false,
    });
    if (none.pick === null) {
      expect(none.why).toMatch(/^None of the \d+ settings tried meets the goal\. .+ comes nearest: /);
      expect(none.points.every(({ meets }) => !meets)).toBe(true);
    } else {
      expect(none.pick.callsPerMinute).toBe(0);
    }
  });

  it("where the subnet is full, no settings give the burst its addresses", () => {
    // 59 addresses, 57 of them held; the least that three nodes can do with leaves too few for 60 pods.
    const scope = clusterOf(3, "10.0.0.0/26");
    const { pick, today, why } = recommend(scope, { podsPerNode: 24, maxWaitSeconds: 60, maxCallsPerMinute: 1_000 });
    expect(pick).toBeNull();
    expect(today.waitSeconds).toBeNull();
    expect(today.because[0]).toMatch(/no address/);
    expect(why).toMatch(/^None/);
  });

  it("keeps today's settings where nothing that was tried is better", () => {
    const grownUnder = (env: Environment) =>
      liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods: 2 }], subnets: [{ cidr: "10.0.0.0/24" }], env });
    const parts = { burstNodes: 1, allowsPrefixes: false };
    // What is best for nodes as they are may not be for those that grow under it: ask again until it is.
    let today = SMALL_CLUSTER;
    for (let round = 0; round < 3; round++) today = recommend(grownUnder(today), parts, { today }).pick?.env ?? today;
    const again = recommend(grownUnder(today), parts, { today });
    expect(again.pick).toEqual(again.today);
    expect(again.why).toMatch(/^Today's settings meet the goal/);
  });

  it("does not offer whole ENIs where IP targets keep the pools small: new nodes would hold more than these", () => {
    const { points } = recommend(clusterOf(2), {}, { today: SMALL_CLUSTER });
    for (const { env } of points) {
      const { warmIpTarget, prefixDelegation } = parseSettings(env);
      expect(prefixDelegation || warmIpTarget > 0).toBe(true);
    }
  });

  it("says how much of a burst the nodes' max pods leave room for", () => {
    const { why } = recommend(clusterOf(2), { podsPerNode: 50, burstNodes: 4, maxCallsPerMinute: 1_000 });
    expect(why).toMatch(/leave room for \d+ of the burst's 200 pods, on 2 nodes: only these were tried\.$/);
  });
});

describe("questions that have no recommendation", () => {
  const scope = clusterOf(1);
  const ask = (input: Partial<SimulationInput>, parts: Partial<RecommendationGoal>) =>
    drain(new Simulator(scope).recommend(inputTo(SHIPPED, input), { ...goal, ...parts }));

  it("name what is wrong in the goal and in the input", () => {
    expect(ask({}, { podsPerNode: 0 })).toMatchObject({ kind: "invalid", problems: [{ field: "goal.podsPerNode" }] });
    expect(ask({ seed: -1 }, {})).toMatchObject({ kind: "invalid", problems: [{ field: "seed" }] });
  });

  it("say why nothing is simulated", () => {
    expect(ask({ today: { ENABLE_IPv6: "true" } }, {})).toMatchObject({ kind: "not-simulated" });
  });
});

describe("its progress", () => {
  it("goes from 0 to 1 and never back", () => {
    const steps = new Simulator(clusterOf(4)).recommend(inputTo(SHIPPED), goal);
    let last = 0;
    let count = 0;
    for (let step = steps.next(); !step.done; step = steps.next(), count++) {
      expect(step.value).toBeGreaterThanOrEqual(last);
      expect(step.value).toBeLessThanOrEqual(1);
      last = step.value;
    }
    expect(count).toBeGreaterThan(500);
    expect(last).toBeGreaterThan(0.7);
  });
});

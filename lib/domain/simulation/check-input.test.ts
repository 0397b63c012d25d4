import { describe, expect, it } from "vitest";
import { goalProblems } from "@/lib/domain/simulation/check-goal";
import { inputProblems, reasonNotToSimulate } from "@/lib/domain/simulation/check-input";
import { inputTo, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { simulate } from "@/lib/domain/simulation/simulate";
import { DEFAULT_ROLLOUT, type SimulationInput } from "@/lib/domain/simulation/simulation-input";

const scope = liveScope({
  nodes: [{ type: "m5.large", subnet: 0, pods: 4 }],
  subnets: [
    { cidr: "10.0.0.0/24", zone: "eu-west-1a" },
    { cidr: "10.0.1.0/24", zone: "eu-west-1b" },
  ],
});
const prepared = prepareScope(scope);
const good = inputTo(SHIPPED);

const burst = { pods: 1, nodes: 1, withinSeconds: 0, atSeconds: 0 };
const added = { count: 1, subnetId: subnetId(0), instanceType: null, podsPerNode: 0, atSeconds: 0, everySeconds: 0 };
const moved = { count: 1, subnetId: subnetId(1), atSeconds: 0, everySeconds: 0 };
const moving = (movedNodes: object): Partial<SimulationInput> =>
  ({ proposal: { env: SHIPPED, movedNodes: { ...moved, ...movedNodes } } }) as Partial<SimulationInput>;

/** Not what the types allow, but what a link may say. */
const bad = (value: unknown): never => value as never;

describe("what cannot be run", () => {
  it.each<[string, Partial<SimulationInput>]>([
    ["today", { today: bad([]) }],
    ["today", { today: bad(null) }],
    ["today.WARM_IP_TARGET", { today: { WARM_IP_TARGET: bad(5) } }],
    ["proposal.env", { proposal: { env: bad("WARM_IP_TARGET=5"), movedNodes: null } }],
    ["proposal.env.MAX_ENI", { proposal: { env: { MAX_ENI: bad(null) }, movedNodes: null } }],
    ["pods", { pods: bad("many") }],
    ["pods", { pods: -1 }],
    ["pods", { pods: 2.5 }],
    ["pods", { pods: Number.NaN }],
    ["durationSeconds", { durationSeconds: 59 }],
    ["durationSeconds", { durationSeconds: 8 * 86_400 }],
    ["rollout.atSeconds", { rollout: { ...DEFAULT_ROLLOUT, atSeconds: -1 } }],
    ["rollout.restartSeconds", { rollout: { ...DEFAULT_ROLLOUT, restartSeconds: 0 } }],
    ["rollout.maxUnavailableShare", { rollout: { ...DEFAULT_ROLLOUT, maxUnavailableShare: 0 } }],
    ["rollout.maxUnavailableShare", { rollout: { ...DEFAULT_ROLLOUT, maxUnavailableShare: 1.5 } }],
    ["seed", { seed: -1 }],
    ["seed", { seed: 2 ** 31 }],
    ["seededOrders", { seededOrders: 33 }],
    ["ec2", { ec2: bad("fast") }],
    [
      "load.churn.podsPerMinutePerNode",
      { load: withLoad({ churn: { podsPerMinutePerNode: -1, meanLifeSeconds: 60 } }) },
    ],
    ["load.churn.meanLifeSeconds", { load: withLoad({ churn: { podsPerMinutePerNode: 1, meanLifeSeconds: 0 } }) }],
    ["load.burst.pods", { load: withLoad({ burst: { ...burst, pods: 0 } }) }],
    ["load.burst.nodes", { load: withLoad({ burst: { ...burst, nodes: 1.5 } }) }],
    ["load.burst.withinSeconds", { load: withLoad({ burst: { ...burst, withinSeconds: -1 } }) }],
    ["load.burst.atSeconds", { load: withLoad({ burst: { ...burst, atSeconds: bad("soon") } }) }],
    ["load.drain.share", { load: withLoad({ drain: { share: 1.01, atSeconds: 0 } }) }],
    ["load.drain.atSeconds", { load: withLoad({ drain: { share: 1, atSeconds: Number.POSITIVE_INFINITY } }) }],
    ["load.addedNodes.count", { load: withLoad({ addedNodes: { ...added, count: 0 } }) }],
    ["load.addedNodes.podsPerNode", { load: withLoad({ addedNodes: { ...added, podsPerNode: -1 } }) }],
    ["load.addedNodes.everySeconds", { load: withLoad({ addedNodes: { ...added, everySeconds: -1 } }) }],
    ["load.addedNodes.subnetId", { load: withLoad({ addedNodes: { ...added, subnetId: "subnet-none" } }) }],
    ["load.addedNodes.instanceType", { load: withLoad({ addedNodes: { ...added, instanceType: "m5.metal" } }) }],
    ["proposal.movedNodes.count", moving({ count: 0 })],
    ["proposal.movedNodes.subnetId", moving({ subnetId: "subnet-none" })],
    ["proposal.movedNodes.atSeconds", moving({ atSeconds: -1 })],
    ["podSubnets.eu-west-1a", { podSubnets: { "eu-west-1a": "subnet-none" } }],
  ])("names %s", (field, parts) => {
    const outcome = simulate(scope, { ...good, ...parts });
    expect(outcome).toMatchObject({ kind: "invalid", problems: [{ field }] });
    if (outcome.kind === "invalid") expect(outcome.problems[0]?.message).toMatch(/\.$/);
  });

  it("is named all at once", () => {
    const problems = inputProblems(prepared, { ...good, seed: -1, pods: -1, durationSeconds: 0 });
    expect(problems.map(({ field }) => field).sort()).toEqual(["durationSeconds", "pods", "seed"]);
  });

  it("is more churn than fits, and the message says how much", () => {
    const churn = { podsPerMinutePerNode: 1_000, meanLifeSeconds: 60 };
    const [problem] = inputProblems(prepared, { ...good, load: withLoad({ churn }), durationSeconds: 7 * 86_400 });
    expect(problem?.field).toBe("load.churn.podsPerMinutePerNode");
    expect(problem?.message).toMatch(/10,080,000 pods; at most 3,000,000/);
  });

  it("is a rollout of weeks, and the message says of how many days", () => {
    const nodes = Array.from({ length: 300 }, () => ({ type: "m5.large" as const, subnet: 0, pods: 0 }));
    const many = prepareScope(liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/16" }] }));
    const rollout = { atSeconds: 60, maxUnavailableShare: 0.001, restartSeconds: 3_600 };
    const proposal = { env: { ...SHIPPED, WARM_ENI_TARGET: "0" }, movedNodes: null };
    expect(inputProblems(many, { ...good, rollout, proposal })).toEqual([
      {
        field: "rollout.restartSeconds",
        message:
          "The last node restarts after 13 days; at most 7 fit. Take a shorter time, or a larger maxUnavailable.",
      },
    ]);
    expect(inputProblems(many, { ...good, rollout })).toEqual([]);
    expect(inputProblems(many, { ...good, rollout: { ...rollout, restartSeconds: 1_800 }, proposal })).toEqual([]);
  });

  it("is weeks of moving nodes", () => {
    const nodes = Array.from({ length: 300 }, () => ({ type: "m5.large" as const, subnet: 0, pods: 0 }));
    const many = prepareScope(liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/16" }, { cidr: "10.1.0.0/16" }] }));
    const [problem, ...others] = inputProblems(many, { ...good, ...moving({ count: 100_000, everySeconds: 3_600 }) });
    expect(problem?.field).toBe("proposal.movedNodes.everySeconds");
    expect(problem?.message).toMatch(/moves after 13 days; at most 7 fit/);
    expect(others).toEqual([]);
  });

  it("is more pods on new nodes than fit, those of churn there included", () => {
    const addedNodes = { ...added, count: 10_000, podsPerNode: 1_000 };
    expect(inputProblems(prepared, { ...good, load: withLoad({ addedNodes }) })).toMatchObject([
      { field: "load.addedNodes.podsPerNode", message: expect.stringMatching(/10,000,000 pods; at most 3,000,000/) },
    ]);
    const churn = { podsPerMinutePerNode: 10, meanLifeSeconds: 60 };
    const load = withLoad({ addedNodes: { ...addedNodes, podsPerNode: 0 }, churn });
    expect(inputProblems(prepared, { ...good, load })).toMatchObject([{ field: "load.churn.podsPerMinutePerNode" }]);
  });

  it("is a node like no other where there is none", () => {
    const empty = prepareScope({ ...scope, nodes: [] });
    const [problem] = inputProblems(empty, { ...good, load: withLoad({ addedNodes: added }) });
    expect(problem?.field).toBe("load.addedNodes.instanceType");
  });
});

describe("custom networking", () => {
  const env = { ...SHIPPED, AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" };
  const proposal = { env, movedNodes: null };

  it("needs the ENIConfig's subnet of every zone that has a node, and names the setting and the zone", () => {
    const [problem] = inputProblems(prepared, { ...good, proposal });
    expect(problem?.field).toBe("proposal.env.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG");
    expect(problem?.message).toMatch(/eu-west-1a: name it/);
    expect(problem?.message).not.toMatch(/eu-west-1b/);
  });

  it("of today is named as today's", () => {
    const [problem] = inputProblems(prepared, { ...good, today: env });
    expect(problem?.field).toBe("today.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG");
  });

  it("is fine with a subnet given, and where the nodes show one", () => {
    const podSubnets = { "eu-west-1a": subnetId(1) };
    expect(inputProblems(prepared, { ...good, proposal, podSubnets })).toEqual([]);
    const nodes = scope.nodes.map((node) => ({ ...node, podSubnet: 1 }));
    expect(inputProblems(prepareScope({ ...scope, nodes }), { ...good, proposal })).toEqual([]);
  });
});

describe("what is not simulated", () => {
  it.each([
    [{ ENABLE_IPv6: "true" }, /ENABLE_IPv6/],
    [{ DISABLE_NETWORK_RESOURCE_PROVISIONING: "true" }, /DISABLE_NETWORK_RESOURCE_PROVISIONING/],
  ])("%j is said with the setting, on either side", (extra, expected) => {
    const env = { ...SHIPPED, ...extra };
    expect(reasonNotToSimulate({ ...good, today: env })).toMatch(expected);
    expect(reasonNotToSimulate({ ...good, proposal: { env, movedNodes: null } })).toMatch(expected);
    expect(simulate(scope, { ...good, today: env })).toMatchObject({ kind: "not-simulated" });
  });

  it("values that ipamd ignores are", () => {
    const env = { ...SHIPPED, WARM_IP_TARGET: " 5", MINIMUM_IP_TARGET: "5.0", MAX_ENI: "-1" };
    expect(inputProblems(prepared, { ...good, today: env })).toEqual([]);
    expect(reasonNotToSimulate({ ...good, today: env })).toBeNull();
  });
});

describe("a goal", () => {
  const goal: RecommendationGoal = {
    podsPerNode: 5,
    withinSeconds: 10,
    burstNodes: 1,
    maxWaitSeconds: 10,
    maxCallsPerMinute: 100,
    allowsPrefixes: false,
  };

  it.each<[string, Partial<RecommendationGoal>]>([
    ["goal.podsPerNode", { podsPerNode: 0 }],
    ["goal.podsPerNode", { podsPerNode: 1.5 }],
    ["goal.withinSeconds", { withinSeconds: -1 }],
    ["goal.burstNodes", { burstNodes: 0 }],
    ["goal.maxWaitSeconds", { maxWaitSeconds: Number.NaN }],
    ["goal.maxCallsPerMinute", { maxCallsPerMinute: -1 }],
  ])("that is none names %s", (field, parts) => {
    expect(goalProblems(prepared, { ...goal, ...parts })).toMatchObject([{ field }]);
  });

  it("needs a node", () => {
    expect(goalProblems(prepareScope({ ...scope, nodes: [] }), goal)).toMatchObject([{ field: "goal.burstNodes" }]);
    expect(goalProblems(prepared, goal)).toEqual([]);
  });
});

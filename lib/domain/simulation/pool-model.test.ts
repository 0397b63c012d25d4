import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { EC2_ACTIONS } from "@/lib/domain/ipamd/ec2-actions";
import { ASSUMED_LATENCY_MS, createDelayState, EC2_TOKEN_BUCKETS } from "@/lib/domain/ipamd/ec2-delays";
import { checkTotals, devicesOf } from "@/lib/domain/ipamd/fixtures/pool-totals";
import { init } from "@/lib/domain/ipamd/fleet";
import { ADD } from "@/lib/domain/ipamd/fleet-plan";
import { eniRoom, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { run, step } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario, ScenarioEvent } from "@/lib/domain/ipamd/scenario";
import { type Trace, type TraceRecord, traceScenario, traceToEnd } from "@/lib/domain/ipamd/trace";
import { hashOf } from "@/lib/domain/simulation/draw";
import { inputTo, PREFIXES, resultOf, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, TYPES } from "@/lib/domain/simulation/fixtures/live-scope";
import { ENVIRONMENTS, type RandomRun, randomRuns } from "@/lib/domain/simulation/fixtures/random-run";
import { frameOf } from "@/lib/domain/simulation/frame";
import { planPods } from "@/lib/domain/simulation/load";
import { TargetsBook } from "@/lib/domain/simulation/node-settings";
import { takeCensus } from "@/lib/domain/simulation/pod-census";
import { toEvents } from "@/lib/domain/simulation/pod-lives";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";
import { runNodes } from "@/lib/domain/simulation/run-nodes";
import { SideRunner } from "@/lib/domain/simulation/side-runner";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SideResult } from "@/lib/domain/simulation/simulation-result";

/** One node restarts at a time, so that the rollout is a scenario's patch; none is added and none moves. */
const asPatch = (input: SimulationInput): SimulationInput => ({
  ...input,
  isTodayAssumed: false,
  proposal: { env: input.proposal.env, movedNodes: null },
  load: { ...input.load, addedNodes: null },
  rollout: { atSeconds: input.rollout.atSeconds, maxUnavailableShare: 0.001, restartSeconds: 12.5 },
});

/** The same nodes, pods and events as a plain scenario of the pool model. */
function scenarioOf(scope: SimulationScope, input: SimulationInput, isPatched: boolean): Scenario {
  const prepared = prepareScope(scope);
  const targets = new TargetsBook(input);
  const census = takeCensus(prepared, targets, input.pods);
  const { lives } = planPods(runNodes(scope, input, false), census, input);
  const endAt = frameOf(prepared, input).endAtMs;
  const { atSeconds, restartSeconds } = input.rollout;
  return {
    id: "plain",
    subnets: scope.subnets.map(({ id, cidr, taken, isForCni }) => ({
      id,
      cidr,
      preAllocated: taken,
      roleCni: isForCni,
    })),
    nodes: prepared.nodes.map(({ node, enis }, number) => {
      const { instanceType, maxEnis, ipv4PerEni, supportsPrefixes } = scope.types[node.type] ?? {
        instanceType: "",
        ...TYPES["m5.large"],
      };
      return {
        id: node.instanceId,
        instanceType,
        maxENIs: maxEnis,
        ipv4PerENI: ipv4PerEni,
        pdSupported: supportsPrefixes,
        maxPods: node.maxPods,
        startAt: 0,
        subnet: scope.subnets[node.subnet]?.id ?? "",
        observed: {
          firstStepAt: hashOf(node.instanceId, input.seed) % 5_000,
          enis,
          pods: census.placed[number] ?? [],
        },
      };
    }),
    env: input.today,
    patch: isPatched
      ? { at: (atSeconds + restartSeconds) * 1_000, staggerMs: restartSeconds * 1_000, env: input.proposal.env }
      : null,
    endAt,
    events: eventsOf(toEvents(lives, endAt)),
    ...(input.ec2 === "assumed" && { ec2: { latencyMs: ASSUMED_LATENCY_MS, buckets: EC2_TOKEN_BUCKETS } }),
  };
}

const eventsOf = ({ count, time, node, kind, pod }: ReturnType<typeof toEvents>): ScenarioEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    t: time[index] ?? 0,
    node: node[index] ?? 0,
    op: kind[index] === ADD ? "add" : "remove",
    pod: pod[index] ?? 0,
  }));

/** The last record of a node: kind 2, at the end. */
const endOf = ({ records }: Trace): TraceRecord[] => records.filter(([, , kind]) => kind === 2);

function expectEnd({ end, waits, calls }: SideResult, trace: Trace): void {
  for (const [, node, , enis, , , , prefixes, perEni] of endOf(trace)) {
    const assigned = perEni.reduce((sum, [, , pods]) => sum + pods, 0);
    expect([end.eniCount[node], end.prefixes[node], end.assigned[node]]).toEqual([enis, prefixes, assigned]);
  }
  const served = trace.waits.flatMap(({ waitMs }) => waitMs ?? []);
  expect([waits.podCount, waits.neverCount]).toEqual([trace.waits.length, trace.waits.length - served.length]);
  expect(waits.longestMs).toBe(served.length === 0 ? null : Math.max(...served));
  const made = EC2_ACTIONS.map((action) => trace.calls.reduce((sum, by) => sum + by[action][0] + by[action][1], 0));
  expect(calls.reduce((sum, { total }) => sum + total, 0)).toBe(made.reduce((sum, count) => sum + count, 0));
}

/** One cluster, and nothing hidden, which the plain scenario knows nothing of. */
const plain = (scope: SimulationScope): SimulationScope => ({
  ...scope,
  subnets: scope.subnets.map((subnet) => ({ ...subnet, unexplainedAddressCount: 0 })),
  nodes: scope.nodes.map((node) => ({ ...node, cluster: 0 })),
});

const check = (runs: number, ec2: SimulationInput["ec2"], property: (run: RandomRun) => void): void =>
  fc.assert(
    fc.property(randomRuns, ({ scope, input }) => property({ scope: plain(scope), input: { ...asPatch(input), ec2 } })),
    { numRuns: runs },
  );

describe.each(["instant", "assumed"] as const)("a run against the same nodes as a plain scenario, EC2 %s", (ec2) => {
  it("has the same records, calls and waits", () => {
    check(25, ec2, ({ scope, input }) => {
      const prepared = prepareScope(scope);
      const frame = frameOf(prepared, input);
      const runner = new SideRunner(prepared);
      const variant = { order: null, pods: input.pods };
      expect(traceToEnd(runner.todayStart(frame, variant))).toEqual(traceScenario(scenarioOf(scope, input, false)));
      if (frame.isUnchanged) return;
      expect(traceToEnd(runner.proposedStart(frame, variant))).toEqual(traceScenario(scenarioOf(scope, input, true)));
    });
  });

  it("has the same free addresses and blocks at every sample, and comes to the same end", () => {
    check(25, ec2, ({ scope, input }) => {
      const { times, today, proposed } = resultOf(scope, input);
      const isChanged = proposed !== today;
      for (const [side, isPatched] of [
        [today, false],
        [proposed, isChanged],
      ] as const) {
        const scenario = scenarioOf(scope, input, isPatched);
        expectEnd(side, traceScenario(scenario));
        const fleet = init(scenario);
        const curves = side.curves.filter(({ subnetId }) => subnetId !== null);
        const spaces = curves.map(
          ({ subnetId }) => fleet.account.subnets[fleet.plan.subnets.get(subnetId ?? "") ?? -1],
        );
        for (const [sample, time] of times.entries()) {
          run(fleet, time);
          const seen = spaces.map((space) => [space?.freeCount, space?.freeBlockCount]);
          expect(curves.map(({ free, freeBlocks }) => [free[sample], freeBlocks[sample]])).toEqual(seen);
        }
      }
    });
  });
});

describe("calls that take time, against the same nodes as a plain scenario", () => {
  const rollout = { atSeconds: 0, maxUnavailableShare: 1, restartSeconds: 1 };

  // The pods leave at 15 s, and with the last of a prefix left over from prefix delegation it goes, whatever else waits.
  it("count where a pod that leaves gives a prefix back", () => {
    const scope = liveScope({
      nodes: [{ type: "t3.2xlarge", subnet: 0, pods: 12 }],
      subnets: [{ cidr: "10.0.0.0/24" }],
      env: PREFIXES,
    });
    const load = withLoad({ drain: { share: 1, atSeconds: 15 } });
    const input = inputTo(SHIPPED, { today: PREFIXES, rollout, load, ec2: "assumed" });
    expectEnd(resultOf(scope, input).proposed, traceScenario(scenarioOf(scope, input, true)));
  });

  // An ENI that is detached takes 5 s, and is deleted in another: the run ends at any second of it.
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])("count where the run ends while they are under way, %i s on", (more) => {
    const scope = liveScope({
      nodes: [0, 1].map(() => ({ type: "t3.2xlarge" as const, subnet: 0, pods: 0 })),
      subnets: [{ cidr: "10.0.0.0/24" }],
    });
    const load = withLoad({ churn: { podsPerMinutePerNode: 4, meanLifeSeconds: 20 } });
    const input = inputTo(SHIPPED, { load, ec2: "assumed", seed: 557, durationSeconds: 895 + more });
    expectEnd(resultOf(scope, input).today, traceScenario(scenarioOf(scope, input, false)));
  });
});

/** Addresses that cool for less time than EC2's calls take, under churn, so that ENIs come and go all the time. */
const busyRuns = fc
  .tuple(randomRuns, fc.constantFrom(...ENVIRONMENTS), fc.constantFrom(2_000, 9_000, 40_000))
  .map(([{ scope, input }, env, callMs]) => ({
    scope,
    input: {
      ...input,
      proposal: { ...input.proposal, env: { ...env, IP_COOLDOWN_PERIOD: "3" } },
      load: { ...input.load, churn: { podsPerMinutePerNode: 20, meanLifeSeconds: 40 } },
      durationSeconds: 600,
    },
    delays: {
      latencyMs: {
        AssignPrivateIpAddresses: callMs,
        UnassignPrivateIpAddresses: callMs,
        CreateNetworkInterface: 1_000,
      },
      buckets: EC2_TOKEN_BUCKETS,
    },
  }));

const roomOnEnis = (pool: NodePool): number => devicesOf(pool).reduce((sum, device) => sum + eniRoom(pool, device), 0);

describe("random live scopes under churn, EC2's calls slow", () => {
  it("at every instant a pool's room is that of its ENIs, and all its totals are those of its entries", () => {
    fc.assert(
      fc.property(busyRuns, ({ scope, input, delays }) => {
        const prepared = prepareScope(scope);
        const frame = frameOf(prepared, input);
        const start = new SideRunner(prepared).proposedStart(frame, { order: null, pods: input.pods });
        const fleet = { ...start, plan: { ...start.plan, delays }, delays: createDelayState(delays) };
        for (let instant = 0; step(fleet) !== null; instant++) {
          for (const { pool } of fleet.processes) {
            if (pool.room !== roomOnEnis(pool))
              throw new Error(`at ${fleet.now}: ${pool.room}, not ${roomOnEnis(pool)}`);
            if (instant % 50 === 0) checkTotals(pool);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

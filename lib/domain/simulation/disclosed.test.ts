import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fleet, init } from "@/lib/domain/ipamd/fleet";
import { eniAssigned, isAttached } from "@/lib/domain/ipamd/node-pool";
import { run } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario } from "@/lib/domain/ipamd/scenario";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { scopeOfDisclosedFleet } from "@/lib/domain/simulation/fixtures/disclosed-fleet";
import {
  type LiveScope,
  liveScenario,
  SHIPPED,
  TYPES,
  type TypeName,
} from "@/lib/domain/simulation/fixtures/live-scope";
import { simulate } from "@/lib/domain/simulation/simulate";
import { DEFAULT_ROLLOUT, defaultInput, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";

const TYPE_NAMES = Object.keys(TYPES) as TypeName[];
const ENVIRONMENTS: readonly Environment[] = [
  SHIPPED,
  { ...SHIPPED, WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
  { ...SHIPPED, WARM_IP_TARGET: "5" },
  { ...SHIPPED, ENABLE_PREFIX_DELEGATION: "true" },
  { ...SHIPPED, ENABLE_PREFIX_DELEGATION: "true", WARM_IP_TARGET: "3", MINIMUM_IP_TARGET: "20" },
];

/** A little cluster, settings before and after, pods that come and go until it is looked at, and when that is. */
interface Case {
  readonly spec: LiveScope;
  readonly before: Environment;
  readonly after: Environment;
  readonly events: Scenario["events"];
  readonly seenAt: number;
  readonly patchAfterMs: number;
  readonly staggerMs: number;
}

/** Seconds before the look: when a pod came, and when it left; 0 for one that stays. */
const life = fc.record({
  node: fc.nat(3),
  came: fc.integer({ min: 5, max: 240 }),
  left: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 95 })),
});

const cases: fc.Arbitrary<Case> = fc
  .record({
    kinds: fc.array(fc.tuple(fc.constantFrom(...TYPE_NAMES), fc.nat(1)), { minLength: 1, maxLength: 4 }),
    bits: fc.constantFrom(24, 26, 27),
    before: fc.constantFrom(...ENVIRONMENTS),
    after: fc.constantFrom(...ENVIRONMENTS),
    lives: fc.array(life, { minLength: 20, maxLength: 120 }),
    seenAt: fc.integer({ min: 300, max: 500 }),
    patchAfterMs: fc.constantFrom(1_000, 61_000, 240_000),
    staggerMs: fc.constantFrom(0, 700, 3_000),
  })
  // With the same settings nothing would be rolled out in the simulation.
  .filter(({ before, after }) => before !== after)
  .map(({ kinds, bits, before, after, lives, seenAt, patchAfterMs, staggerMs }) => {
    const nodes = kinds.map(([type, subnet]) => ({ type, subnet, pods: 0 }));
    const subnets = [0, 1].map((number) => ({ cidr: `10.${number}.0.0/${bits}` }));
    const events = lives.flatMap(({ node, came, left }, pod) => {
      const on = node % nodes.length;
      const add = { t: (seenAt - came) * 1_000, node: on, op: "add" as const, pod };
      const gone = Math.min(left, came - 3);
      return left === 0 ? [add] : [add, { t: (seenAt - gone) * 1_000, node: on, op: "remove" as const, pod }];
    });
    return {
      spec: { nodes, subnets, env: before },
      before,
      after,
      events: events.sort((a, b) => a.t - b.t),
      seenAt: seenAt * 1_000,
      patchAfterMs,
      staggerMs,
    };
  });

const LONG_MS = 900_000;

/** The cluster really patched, and where it stands when it is looked at. */
function real({ spec, before, after, events, seenAt, patchAfterMs, staggerMs }: Case): Fleet {
  const scenario: Scenario = {
    ...liveScenario(spec),
    env: before,
    events,
    patch: { at: seenAt + patchAfterMs, staggerMs, env: after },
    endAt: seenAt + LONG_MS,
  };
  const fleet = init(scenario);
  run(fleet, seenAt);
  return fleet;
}

function predict({ spec, before, after, patchAfterMs, staggerMs }: Case, fleet: Fleet): SimulationResult {
  const scope = scopeOfDisclosedFleet(spec, fleet, (node) => patchAfterMs + node * staggerMs);
  const input: SimulationInput = {
    ...defaultInput(before, false),
    proposal: { env: after, movedNodes: null },
    rollout: { ...DEFAULT_ROLLOUT, atSeconds: patchAfterMs / 1_000 },
    durationSeconds: LONG_MS / 1_000,
    ec2: "instant",
    seededOrders: 0,
  };
  const outcome = simulate(scope, input);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.result;
}

describe("a scope in which the nodes' own state is told", () => {
  it("has a proposal whose curves are those that the patched cluster then really has", () => {
    fc.assert(
      fc.property(cases, (cluster) => {
        const fleet = real(cluster);
        const { times, proposed } = predict(cluster, fleet);
        const curves = proposed.curves.filter(({ subnetId }) => subnetId !== null);
        const numbers = curves.map(({ subnetId }) => fleet.plan.subnets.get(subnetId ?? "") ?? -1);
        for (const [sample, time] of times.entries()) {
          run(fleet, cluster.seenAt + time);
          const seen = numbers.map((number) => fleet.account.subnets[number]);
          expect(curves.map(({ free }) => free[sample])).toEqual(seen.map((space) => space?.freeCount));
          expect(curves.map(({ freeBlocks }) => freeBlocks[sample])).toEqual(
            seen.map((space) => space?.freeBlockCount),
          );
        }
        expect([...proposed.end.assigned]).toEqual(
          fleet.processes.map(({ pool }) => {
            let assigned = 0;
            for (let device = 0; device < pool.deviceCapacity; device++) {
              if (isAttached(pool, device)) assigned += eniAssigned(pool, device);
            }
            return assigned;
          }),
        );
      }),
      { numRuns: 60 },
    );
  });
});

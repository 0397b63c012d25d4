import { describe, expect, it } from "vitest";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";
import { type Fleet, init } from "@/lib/domain/ipamd/fleet";
import { nextActionAt } from "@/lib/domain/ipamd/next-action";
import { findEntry, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { type NodeLimits, targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { PodCounts } from "@/lib/domain/ipamd/pod-counts";
import { podRange, podRangeFinder } from "@/lib/domain/ipamd/pod-range";
import { occupy } from "@/lib/domain/ipamd/pool-changes";
import { type EniShape, poolOfShape } from "@/lib/domain/ipamd/resting-pool";
import { run } from "@/lib/domain/ipamd/run-fleet";
import type { Scenario, ScenarioEvent } from "@/lib/domain/ipamd/scenario";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";
import { ascendingOrder, drawBelow, seededOrder, type VisitOrder } from "@/lib/domain/ipamd/visit-order";
import { shapeKey, shapeOf } from "@/lib/domain/ipamd/way-up";

interface Case {
  readonly limits: NodeLimits;
  readonly env: Environment;
}

/** Every pair of limits and environment that occurs in the vectors. */
function casesOfVectors(): Case[] {
  const cases = new Map<string, Case>();
  for (const { nodes, env, patch } of [...readVectors("named"), ...readVectors("open")]) {
    for (const { maxENIs, ipv4PerENI, pdSupported, maxPods } of nodes) {
      const limits = { maxEnis: maxENIs, ipv4PerEni: ipv4PerENI, supportsPrefixDelegation: pdSupported, maxPods };
      for (const one of patch ? [env, patch.env] : [env]) {
        cases.set(JSON.stringify([limits, targetsFor(parseSettings(one), limits)]), { limits, env: one });
      }
    }
  }
  return [...cases.values()];
}

const PLENTY = { freeAddressCount: null, freeBlockCount: null };
/** Longer than any cool-down, gate or age in the model. */
const SETTLE_MS = 900_000;

function scenarioOf({ limits, env }: Case, events: readonly ScenarioEvent[]): Scenario {
  const { maxEnis, ipv4PerEni, supportsPrefixDelegation, maxPods } = limits;
  const size = { maxENIs: maxEnis, ipv4PerENI: ipv4PerEni, pdSupported: supportsPrefixDelegation, maxPods };
  return {
    id: "one node",
    subnets: [{ id: "s", cidr: "10.0.0.0/16", preAllocated: [] }],
    nodes: [{ id: "n", instanceType: "any", ...size, startAt: 0, subnet: "s", podSubnet: "s" }],
    env,
    patch: null,
    endAt: (events.at(-1)?.t ?? 0) + SETTLE_MS,
    events,
  };
}

const poolOf = (fleet: Fleet): NodePool => {
  const pool = fleet.processes[0]?.pool;
  if (!pool) throw new Error("no node");
  return pool;
};

const add = (pod: number, t: number): ScenarioEvent => ({ t, node: 0, op: "add", pod });

/** Some of the pods that fit, for bursts and removals. */
const someCounts = (most: number): number[] =>
  [...new Set([1, 2, 3, 5, 9, 14, 15, 17, 33, 50, most])].filter((pods) => pods <= most);

/** Pods that the node can have, with a bound that keeps the largest types affordable here. */
const mostPods = ({ limits }: Case): number => Math.min(limits.maxPods, 120);

const cases = casesOfVectors();

describe("podRange against the model, for every pair of instance type and settings in the vectors", () => {
  it("has enough of them", () => {
    expect(cases.length).toBeGreaterThan(200);
  });

  it("up: pods that come one by one rest in each shape with exactly the pods it says", () => {
    for (const one of cases) {
      const rangeOf = podRangeFinder(one.limits, one.env);
      const events = Array.from({ length: mostPods(one) }, (_, pod) => add(pod, SETTLE_MS * (pod + 1)));
      const fleet = init(scenarioOf(one, events));
      const seen = new Map<string, PodCounts & { shape: EniShape[] }>();
      for (let pods = 0; pods <= events.length; pods++) {
        run(fleet, SETTLE_MS * (pods + 1) - 1);
        const pool = poolOf(fleet);
        if (fleet.processes[0]?.waiting.length || pool.eniCount === 0) break;
        if (nextActionAt(pool) !== Number.POSITIVE_INFINITY) continue;
        const shape = shapeOf(pool);
        seen.set(shapeKey(shape), { low: seen.get(shapeKey(shape))?.low ?? pods, high: pods, shape });
      }
      const reachedEnd = [...seen.values()].at(-1);
      for (const { low, high, shape } of seen.values()) {
        const { up, union } = rangeOf({ enis: shape, room: PLENTY });
        // The last shape is cut off where the test stops adding pods.
        const isCut = shape === reachedEnd?.shape && high === events.length;
        expect({ ...one, shape, up: isCut && up ? { ...up, high } : up }).toEqual({ ...one, shape, up: { low, high } });
        expect(union?.low).toBeLessThanOrEqual(low);
        expect(union?.high).toBeGreaterThanOrEqual(high);
      }
    }
  });

  it("down: pods that come all at once may overshoot, and rest within it", () => {
    for (const one of cases) {
      const rangeOf = podRangeFinder(one.limits, one.env);
      for (const pods of someCounts(mostPods(one))) {
        const fleet = init(
          scenarioOf(
            one,
            Array.from({ length: pods }, (_, pod) => add(pod, 5_000)),
          ),
        );
        run(fleet, fleet.plan.endAt);
        const pool = poolOf(fleet);
        if (nextActionAt(pool) !== Number.POSITIVE_INFINITY || fleet.processes[0]?.waiting.length) continue;
        const { down } = rangeOf({ enis: shapeOf(pool), room: PLENTY });
        expect({
          ...one,
          pods,
          shape: shapeOf(pool),
          down,
          isIn: down && down.low <= pods && pods <= down.high,
        }).toMatchObject({ isIn: true });
      }
    }
  });

  it.each([
    ["the lowest ENI and entry first", ascendingOrder()],
    ["in a drawn order", seededOrder(3)],
  ])("down: pods that came and went rest within it, %s", (_name, order) => {
    const random = seededOrder(11);
    for (const one of cases) {
      const rangeOf = podRangeFinder(one.limits, one.env);
      for (const { pods, pool } of restsAfterRemovals(one, order, random)) {
        const { down } = rangeOf({ enis: shapeOf(pool), room: PLENTY });
        expect({
          ...one,
          pods,
          shape: shapeOf(pool),
          down,
          isIn: down && down.low <= pods && pods <= down.high,
        }).toMatchObject({ isIn: true });
      }
    }
  });
});

/** Peaks, then removals of drawn pods in three goes, with a rest after each. */
function restsAfterRemovals(one: Case, order: VisitOrder, random: VisitOrder): { pods: number; pool: NodePool }[] {
  const peak = 1 + drawBelow(random, mostPods(one));
  const present = Array.from({ length: peak }, (_, pod) => pod);
  const events = present.map((pod) => add(pod, 5_000));
  for (let go = 1; go <= 3; go++) {
    const leaving = drawBelow(random, present.length + 1);
    for (let i = 0; i < leaving; i++) {
      const [pod = -1] = present.splice(drawBelow(random, present.length), 1);
      events.push({ t: 5_000 + go * SETTLE_MS, node: 0, op: "remove", pod });
    }
  }
  const fleet = init(scenarioOf(one, events), order);
  const rests: { pods: number; pool: NodePool }[] = [];
  for (let go = 1; go <= 4; go++) {
    run(fleet, 4_999 + go * SETTLE_MS);
    const process = fleet.processes[0];
    if (!process || process.waiting.length > 0 || nextActionAt(process.pool) !== Number.POSITIVE_INFINITY) continue;
    rests.push({ pods: process.pool.assigned, pool: { ...process.pool, words: process.pool.words.slice() } });
  }
  return rests;
}

const eni = (addressCount: number, prefixCount: number, isPrimary = false): EniShape => ({
  isPrimary,
  isTrunk: false,
  addressCount,
  prefixCount,
});

/** Small pools, filled in all ways, with entries left from the other mode among them. */
const SHAPES: readonly (readonly EniShape[])[] = [
  [eni(3, 0, true)],
  [eni(1, 0, true), eni(1, 0)],
  [eni(0, 0, true), eni(1, 0)],
  [eni(3, 0, true), eni(3, 0)],
  [eni(3, 0, true), eni(2, 0), eni(1, 0)],
  [eni(3, 0, true), eni(3, 0), eni(3, 0)],
  [eni(0, 0, true), eni(3, 0), eni(0, 0)],
  [eni(0, 1, true)],
  [eni(0, 2, true)],
  [eni(0, 1, true), eni(0, 1)],
  [eni(0, 0, true), eni(0, 1)],
  [eni(0, 3, true), eni(0, 2)],
  [eni(2, 1, true), eni(1, 0)],
  [eni(1, 1, true), eni(2, 1), eni(0, 1)],
];

const SETTINGS: readonly Environment[] = [
  {},
  { WARM_ENI_TARGET: "0" },
  { WARM_ENI_TARGET: "2" },
  { WARM_IP_TARGET: "1" },
  { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "5" },
  { MINIMUM_IP_TARGET: "3" },
  { WARM_IP_TARGET: "5", WARM_PREFIX_TARGET: "1", ENABLE_PREFIX_DELEGATION: "true" },
  { WARM_PREFIX_TARGET: "1", ENABLE_PREFIX_DELEGATION: "true" },
  { WARM_PREFIX_TARGET: "2", ENABLE_PREFIX_DELEGATION: "true" },
  { ENABLE_PREFIX_DELEGATION: "true" },
  { WARM_IP_TARGET: "1", MINIMUM_IP_TARGET: "20", ENABLE_PREFIX_DELEGATION: "true" },
  { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" },
  { MAX_ENI: "2", WARM_ENI_TARGET: "3" },
];

/** What one ENI can have: pods on `singles` addresses, and at least one on each of `prefixes` prefixes. */
interface OnEni {
  readonly singles: number;
  readonly prefixes: number;
}

/** All ways to place pods, but for which address of an entry and which of equal entries. */
function placements(shape: readonly EniShape[], prefixDelegation: boolean): OnEni[][] {
  return shape.reduce<OnEni[][]>(
    (ways, { addressCount, prefixCount }) =>
      ways.flatMap((way) => {
        // Without prefix delegation a prefix whose last pod goes is given back at once.
        const fewest = prefixDelegation ? 0 : prefixCount;
        const prefixes = Array.from({ length: prefixCount - fewest + 1 }, (_, i) => fewest + i);
        const singles = Array.from({ length: addressCount + 1 }, (_, i) => i);
        return singles.flatMap((single) => prefixes.map((prefix) => [...way, { singles: single, prefixes: prefix }]));
      }),
    [[]],
  );
}

/** The pool with pods placed so; `extra` further pods on prefixes that have one already. */
function placed(shape: readonly EniShape[], way: readonly OnEni[], { limits, env }: Case): NodePool {
  const pool = poolOfShape(shape, targetsFor(parseSettings(env), limits));
  for (const [device, { singles, prefixes }] of way.entries()) {
    const firstSingle = (shape[device]?.prefixCount ?? 0) * 16;
    for (let i = 0; i < prefixes; i++) occupy(pool, device, findEntry(pool, device, i * 16));
    for (let i = 0; i < singles; i++) occupy(pool, device, findEntry(pool, device, firstSingle + i));
  }
  return pool;
}

function* fillUp(pool: NodePool, way: readonly OnEni[]): Generator<number> {
  let pods = way.reduce((sum, { singles, prefixes }) => sum + singles + prefixes, 0);
  yield pods;
  for (const [device, { prefixes }] of way.entries()) {
    for (let i = 0; i < prefixes; i++) {
      for (let further = 0; further < 15; further++) {
        occupy(pool, device, findEntry(pool, device, i * 16));
        yield ++pods;
      }
    }
  }
}

describe("podRange against all placements of pods on small pools", () => {
  const limits: NodeLimits = { maxEnis: 3, ipv4PerEni: 4, supportsPrefixDelegation: true, maxPods: 110 };
  const rows = SETTINGS.flatMap((env) =>
    SHAPES.map((shape) => [JSON.stringify(env), shapeKey(shape), env, shape] as const),
  );

  it.each(rows)("%s: %s", (_env, _shape, env, shape) => {
    const { prefixDelegation } = targetsFor(parseSettings(env), limits);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const way of placements(shape, prefixDelegation)) {
      const pool = placed(shape, way, { limits, env });
      for (const pods of fillUp(pool, way)) {
        if (nextActionAt(pool) !== Number.POSITIVE_INFINITY) continue;
        low = Math.min(low, pods);
        high = Math.max(high, pods);
      }
    }
    const { down } = podRange({ enis: shape, room: PLENTY }, limits, env);
    expect(down).toEqual(low === Number.POSITIVE_INFINITY ? null : { low, high });
  });
});

describe("podRange where the subnet has little left", () => {
  const limits: NodeLimits = { maxEnis: 4, ipv4PerEni: 15, supportsPrefixDelegation: true, maxPods: 58 };
  const two = [eni(14, 0, true), eni(14, 0)];

  it.each([
    ["plenty: the 15th pod brings the third ENI", PLENTY, 14],
    ["an ENI's worth: likewise", { freeAddressCount: 15, freeBlockCount: 0 }, 14],
    [
      "one address less: no third ENI comes, every address may have a pod",
      { freeAddressCount: 14, freeBlockCount: 0 },
      28,
    ],
    ["nothing", { freeAddressCount: 0, freeBlockCount: 0 }, 28],
  ])("%s", (_name, room, high) => {
    expect(podRange({ enis: two, room }, limits, {})).toMatchObject({ up: { low: 1, high }, down: { low: 1, high } });
  });

  it("says that a pool on its way has no range", () => {
    const range = podRange({ enis: [eni(5, 0, true)], room: PLENTY }, limits, {});
    expect(range).toMatchObject({ up: null, down: null, union: null });
    expect(range.note).toContain("would not stay as it is");
  });
});

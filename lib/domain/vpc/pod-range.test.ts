import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { ScenarioEvent } from "@/lib/domain/ipamd/scenario";
import { traceScenario } from "@/lib/domain/ipamd/trace";
import { type NodePool, type PoolEni, podRange } from "@/lib/domain/vpc/pod-range";
import { SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";

const DEFAULTS = SHIPPED_POOL_ASSUMPTION.env;

/** ENIs with so many secondary addresses each, the primary first. */
const withSecondaries = (...counts: number[]): PoolEni[] =>
  counts.map((secondaryCount, i) => ({ isPrimary: i === 0, isReleasable: i > 0, secondaryCount, prefixCount: 0 }));

const withPrefixes = (...counts: number[]): PoolEni[] =>
  counts.map((prefixCount, i) => ({ isPrimary: i === 0, isReleasable: i > 0, secondaryCount: 0, prefixCount }));

/** t3.2xlarge: 4 ENIs of 14 slots, 58 pods. */
const t3 = (enis: readonly PoolEni[], parts: Partial<NodePool> = {}): NodePool => ({
  maxEnis: 4,
  slotsPerEni: 14,
  supportsPrefixes: true,
  maxPods: 58,
  enis,
  freeAddressCount: null,
  freeBlockCount: null,
  ...parts,
});

interface Row {
  readonly name: string;
  readonly pool: NodePool;
  readonly env: Readonly<Record<string, string>>;
  readonly range: readonly [number, number];
  readonly isAtRest?: boolean;
}

const WARM_ENI: readonly Row[] = [
  { name: "one full ENI: no pod yet", pool: t3(withSecondaries(14)), env: DEFAULTS, range: [0, 0] },
  { name: "the story: two full ENIs", pool: t3(withSecondaries(14, 14)), env: DEFAULTS, range: [1, 14] },
  {
    name: "three full ENIs, on the way down a pod on each is enough",
    pool: t3(withSecondaries(14, 14, 14)),
    env: DEFAULTS,
    range: [2, 28],
  },
  {
    name: "all ENIs: used up to the last address",
    pool: t3(withSecondaries(14, 14, 14, 14)),
    env: DEFAULTS,
    range: [3, 56],
  },
  { name: "no settings at all are the defaults", pool: t3(withSecondaries(14, 14)), env: {}, range: [1, 14] },
  {
    name: "a target that Go cannot read is the default",
    pool: t3(withSecondaries(14, 14)),
    env: { WARM_ENI_TARGET: "two" },
    range: [1, 14],
  },
  {
    name: "two warm ENIs wanted",
    pool: t3(withSecondaries(14, 14, 14)),
    env: { WARM_ENI_TARGET: "2" },
    range: [1, 14],
  },
  { name: "no warm ENI wanted", pool: t3(withSecondaries(14, 14)), env: { WARM_ENI_TARGET: "0" }, range: [1, 27] },
  { name: "MAX_ENI reached: used up", pool: t3(withSecondaries(14, 14)), env: { MAX_ENI: "2" }, range: [1, 28] },
  {
    name: "a full subnet: the pool cannot grow",
    pool: t3(withSecondaries(14, 14), { freeAddressCount: 0 }),
    env: DEFAULTS,
    range: [1, 28],
  },
  {
    name: "a subnet too full for a whole ENI",
    pool: t3(withSecondaries(14, 14), { freeAddressCount: 14 }),
    env: DEFAULTS,
    range: [1, 28],
  },
  {
    name: "a subnet with room for one ENI",
    pool: t3(withSecondaries(14, 14), { freeAddressCount: 15 }),
    env: DEFAULTS,
    range: [1, 14],
  },
  {
    name: "max pods reached: no further ENI",
    pool: t3(withSecondaries(14, 14), { maxPods: 20 }),
    env: DEFAULTS,
    range: [1, 20],
  },
  { name: "a half-filled further ENI", pool: t3(withSecondaries(14, 6)), env: DEFAULTS, range: [0, 6] },
  {
    name: "a half-filled first ENI would be filled: it is changing",
    pool: t3(withSecondaries(10)),
    env: DEFAULTS,
    range: [0, 10],
    isAtRest: false,
  },
  { name: "no slot filled yet", pool: t3(withSecondaries(0)), env: DEFAULTS, range: [0, 0], isAtRest: false },
  {
    name: "a trunk's addresses keep it without a pod",
    pool: t3(withSecondaries(14, 14).map((eni) => ({ ...eni, isReleasable: false }))),
    env: DEFAULTS,
    range: [0, 14],
  },
  {
    name: "prefixes left from before hold pods of their own",
    pool: t3(withSecondaries(14, 14).map((eni, i) => ({ ...eni, prefixCount: i }))),
    env: DEFAULTS,
    range: [1, 30],
  },
];

const IP_TARGETS: readonly Row[] = [
  {
    name: "WARM_IP_TARGET leaves exactly the pods",
    pool: t3(withSecondaries(7)),
    env: { WARM_IP_TARGET: "2" },
    range: [5, 5],
  },
  {
    name: "at the minimum any number up to it fits",
    pool: t3(withSecondaries(10)),
    env: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
    range: [0, 8],
  },
  {
    name: "above the minimum the pods are known",
    pool: t3(withSecondaries(14, 1)),
    env: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" },
    range: [13, 13],
  },
  {
    name: "a minimum alone is a ceiling",
    pool: t3(withSecondaries(10)),
    env: { MINIMUM_IP_TARGET: "10" },
    range: [0, 10],
  },
  {
    name: "WARM_IP_TARGET=0 is unset",
    pool: t3(withSecondaries(14, 14)),
    env: { WARM_IP_TARGET: "0", WARM_ENI_TARGET: "1" },
    range: [1, 14],
  },
  {
    name: "the warm ENI target is not looked at",
    pool: t3(withSecondaries(7)),
    env: { WARM_IP_TARGET: "2", WARM_ENI_TARGET: "9" },
    range: [5, 5],
  },
  {
    name: "below the minimum it is changing",
    pool: t3(withSecondaries(7)),
    env: { MINIMUM_IP_TARGET: "10" },
    range: [0, 7],
    isAtRest: false,
  },
  {
    name: "below the minimum in a full subnet it stays so",
    pool: t3(withSecondaries(7), { freeAddressCount: 0 }),
    env: { MINIMUM_IP_TARGET: "10" },
    range: [0, 7],
  },
  {
    name: "every slot taken: used up",
    pool: t3(withSecondaries(14, 14, 14, 14)),
    env: { WARM_IP_TARGET: "5" },
    range: [51, 56],
  },
];

const PD = { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" };

const PREFIXES: readonly Row[] = [
  { name: "the one warm prefix", pool: t3(withPrefixes(1)), env: PD, range: [0, 0] },
  { name: "two prefixes, one of them warm", pool: t3(withPrefixes(2)), env: PD, range: [1, 16] },
  { name: "pods spread over three prefixes", pool: t3(withPrefixes(3)), env: PD, range: [2, 32] },
  { name: "max pods reached", pool: t3(withPrefixes(7), { maxPods: 110 }), env: PD, range: [6, 110] },
  {
    name: "max pods not known: up to the larger usual limit",
    pool: t3(withPrefixes(10), { maxPods: null }),
    env: PD,
    range: [9, 144],
  },
  {
    name: "no free block: the pool cannot grow",
    pool: t3(withPrefixes(2), { freeBlockCount: 0 }),
    env: PD,
    range: [1, 32],
  },
  {
    name: "WARM_IP_TARGET in prefixes",
    pool: t3(withPrefixes(2)),
    env: { ...PD, WARM_IP_TARGET: "5" },
    range: [2, 27],
  },
  { name: "a minimum of 32", pool: t3(withPrefixes(2)), env: { ...PD, MINIMUM_IP_TARGET: "32" }, range: [0, 32] },
  {
    name: "Xen falls back to single addresses in silence",
    pool: t3(withSecondaries(14, 14), { supportsPrefixes: false }),
    env: PD,
    range: [1, 14],
  },
  {
    name: "single addresses left from before hold pods of their own",
    pool: t3([{ isPrimary: true, isReleasable: false, secondaryCount: 5, prefixCount: 2 }]),
    env: PD,
    range: [1, 21],
  },
];

const OTHERS: readonly Row[] = [
  {
    name: "custom networking: one ENI for pods",
    pool: t3(withSecondaries(0, 14)),
    env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" },
    range: [0, 0],
  },
  {
    name: "custom networking: two ENIs for pods",
    pool: t3(withSecondaries(0, 14, 14)),
    env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" },
    range: [1, 14],
  },
  {
    name: "custom networking: the primary's slots are no room",
    pool: t3(withSecondaries(0, 14, 14, 14)),
    env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" },
    range: [3, 42],
  },
  {
    name: "ipamd manages nothing",
    pool: t3(withSecondaries(3, 14)),
    env: { DISABLE_NETWORK_RESOURCE_PROVISIONING: "true" },
    range: [0, 17],
  },
  {
    name: "ipamd asks only the metadata service",
    pool: t3(withPrefixes(2)),
    env: { ENABLE_IMDS_ONLY_MODE: "1" },
    range: [0, 32],
  },
];

describe.each([
  ["warm ENIs", WARM_ENI],
  ["IP targets", IP_TARGETS],
  ["prefix delegation", PREFIXES],
  ["other modes", OTHERS],
] as const)("podRange: %s", (_, rows) => {
  test.each(rows)("$name", ({ pool, env, range, isAtRest = true }) => {
    expect(podRange(pool, env)).toEqual({ range: { low: range[0], high: range[1] }, isAtRest });
  });
});

/** Pods that come and go on one node, then ten quiet minutes; what the pool model of ipamd makes of it. */
interface History {
  readonly type: { readonly maxEnis: number; readonly ipv4PerEni: number; readonly maxPods: number };
  readonly env: Readonly<Record<string, string>>;
  readonly preAllocated: number;
  /** Above 0 so many pods are added, below 0 so many leave, some seconds after the one before. */
  readonly changes: readonly (readonly [number, number])[];
  /** Which of the pods leave. */
  readonly leavers: readonly number[];
}

const QUIET_MS = 600_000;
const SETTLED_MS = 200_000;

const anyTarget = fc.option(fc.integer({ min: 0, max: 20 }).map(String), { nil: undefined });
const anyHistory: fc.Arbitrary<History> = fc.record({
  type: fc.constantFrom(
    { maxEnis: 3, ipv4PerEni: 4, maxPods: 11 },
    { maxEnis: 3, ipv4PerEni: 10, maxPods: 29 },
    { maxEnis: 4, ipv4PerEni: 15, maxPods: 58 },
  ),
  env: fc
    .record({
      WARM_ENI_TARGET: fc.option(fc.constantFrom("0", "1", "2"), { nil: undefined }),
      WARM_IP_TARGET: anyTarget,
      MINIMUM_IP_TARGET: anyTarget,
      WARM_PREFIX_TARGET: fc.option(fc.constantFrom("1", "2"), { nil: undefined }),
      ENABLE_PREFIX_DELEGATION: fc.constantFrom("false", "false", "true"),
    })
    .map((env) =>
      Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    ),
  preAllocated: fc.constantFrom(0, 0, 180, 225, 240),
  changes: fc.array(fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 1, max: 90 })), { maxLength: 8 }),
  leavers: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
});

function eventsOf({ type, changes, leavers }: History): { events: ScenarioEvent[]; lastAt: number; podCount: number } {
  const events: ScenarioEvent[] = [];
  const pods: number[] = [];
  let t = 1000;
  let nextPod = 1;
  let draw = 0;
  for (const [count, seconds] of changes) {
    t += seconds * 1000;
    for (let i = 0; i < Math.abs(count); i++) {
      if (count > 0 && pods.length < type.maxPods - 2) {
        pods.push(nextPod);
        events.push({ t, node: 0, op: "add", pod: nextPod++ });
      } else if (count < 0 && pods.length > 0) {
        const [pod] = pods.splice((leavers[draw++ % leavers.length] ?? 0) % pods.length, 1);
        if (pod !== undefined) events.push({ t, node: 0, op: "remove", pod });
      }
    }
  }
  return { events, lastAt: t, podCount: pods.length };
}

describe("podRange against the pool model", () => {
  it("holds the true number of pods wherever the model has come to rest", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { events, lastAt } = eventsOf(history);
        const endAt = lastAt + QUIET_MS;
        const { type, env } = history;
        const trace = traceScenario({
          id: "property",
          subnets: [
            {
              id: "s0",
              cidr: "10.0.0.0/24",
              preAllocated: history.preAllocated === 0 ? [] : [[5, history.preAllocated]],
            },
          ],
          nodes: [
            {
              id: "n0",
              instanceType: "t",
              maxENIs: type.maxEnis,
              ipv4PerENI: type.ipv4PerEni,
              pdSupported: true,
              maxPods: type.maxPods,
              startAt: 0,
              subnet: "s0",
            },
          ],
          env,
          patch: null,
          endAt,
          events,
        });
        const end = trace.records.at(-1);
        const lastChange = trace.records.at(-2);
        fc.pre(end !== undefined && lastChange !== undefined && lastChange[0] <= endAt - SETTLED_MS);
        const usesPrefixes = env.ENABLE_PREFIX_DELEGATION === "true";
        const [freeAddressCount, freeBlockCount] = end[9][0] ?? [0, 0];
        const { range, isAtRest } = podRange(
          {
            maxEnis: type.maxEnis,
            slotsPerEni: type.ipv4PerEni - 1,
            supportsPrefixes: true,
            maxPods: type.maxPods,
            enis: usesPrefixes
              ? withPrefixes(...end[8].map(([, used]) => used))
              : withSecondaries(...end[8].map(([, used]) => used)),
            freeAddressCount,
            freeBlockCount,
          },
          env,
        );
        const assigned = end[5];
        expect({
          isAtRest,
          assigned: assigned >= range.low && assigned <= range.high ? "in range" : assigned,
          range,
        }).toEqual({
          isAtRest: true,
          assigned: "in range",
          range,
        });
      }),
      { numRuns: 400 },
    );
  });
});

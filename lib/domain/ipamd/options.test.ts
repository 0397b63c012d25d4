import { describe, expect, it } from "vitest";
import { EC2_TOKEN_BUCKETS } from "@/lib/domain/ipamd/ec2-delays";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";
import { checkpoint, type Fleet, init, nodesNotLaunched, podWaits } from "@/lib/domain/ipamd/fleet";
import { deletableAt } from "@/lib/domain/ipamd/free-eni";
import { parseScenario } from "@/lib/domain/ipamd/parse-scenario";
import { run } from "@/lib/domain/ipamd/run-fleet";
import type { ObservedNode, Scenario, ScenarioEvent, ScenarioNode } from "@/lib/domain/ipamd/scenario";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { traceScenario } from "@/lib/domain/ipamd/trace";
import { shapeOf } from "@/lib/domain/ipamd/way-up";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";

const m5Large: ScenarioNode = {
  id: "n0",
  instanceType: "m5.large",
  maxENIs: 3,
  ipv4PerENI: 10,
  pdSupported: true,
  maxPods: 29,
  startAt: 0,
  subnet: "s0",
};

const add = (t: number, pod: number): ScenarioEvent => ({ t, node: 0, op: "add", pod });
const remove = (t: number, pod: number): ScenarioEvent => ({ t, node: 0, op: "remove", pod });

const scenario = (change: Partial<Scenario>, env: Environment = {}): Scenario => ({
  id: "option",
  subnets: [{ id: "s0", cidr: "10.0.0.0/24", preAllocated: [] }],
  nodes: [m5Large],
  env,
  patch: null,
  endAt: 600_000,
  events: [],
  ...change,
});

function at(fleet: Fleet, time: number): Fleet {
  run(fleet, time);
  return fleet;
}

const slotsAt = (fleet: Fleet, time: number): number[] => {
  const pool = at(fleet, time).processes[0]?.pool;
  return pool ? shapeOf(pool).map(({ addressCount, prefixCount }) => addressCount + prefixCount) : [];
};

const freeAt = (fleet: Fleet, time: number): number => at(fleet, time).account.subnets[0]?.freeCount ?? -1;

describe("EC2 latency", () => {
  const latencyMs = { CreateNetworkInterface: 2_000, AttachNetworkInterface: 8_000, AssignPrivateIpAddresses: 1_000 };
  const slow = (change: Partial<Scenario>, env?: Environment) =>
    scenario({ ...change, ec2: { latencyMs, buckets: [] } }, env);

  it("of nothing, and no buckets, leaves every trace as it is", () => {
    for (const vector of [...readVectors("named"), ...readVectors("open").slice(0, 60)]) {
      const trace = traceScenario({ ...vector, ec2: { latencyMs: {}, buckets: [] } });
      expect(JSON.parse(JSON.stringify(trace))).toEqual(vector.expected);
    }
  });

  it("holds a start up until its calls have ended; pods wait meanwhile", () => {
    const fleet = init(slow({ events: [add(500, 1)] }));
    expect(slotsAt(fleet, 999)).toEqual([0]);
    expect(slotsAt(fleet, 1_000)).toEqual([9]);
    run(fleet, 5_000);
    expect(podWaits(fleet)).toEqual([{ pod: 1, attempts: 2, waitMs: 1_500 }]);
  });

  it("takes an ENI's addresses when it is asked for and gives them to the node when it is attached", () => {
    const fleet = init(slow({ events: [add(2_000, 1)] }));
    // Ready at 1.0 s, so the pool manager looks at 3.5 s and finds the pod.
    expect(freeAt(fleet, 3_499)).toBe(251 - 10);
    expect(freeAt(fleet, 3_500)).toBe(251 - 20);
    expect(slotsAt(fleet, 13_499)).toEqual([9]);
    expect(slotsAt(fleet, 13_500)).toEqual([9, 9]);
  });

  it("puts the next look a whole interval after the end of the one before", () => {
    const fleet = init(
      slow({ events: [add(2_000, 1), add(14_000, 2), ...Array.from({ length: 9 }, (_, i) => add(14_100, 3 + i))] }),
    );
    expect(freeAt(fleet, 18_499)).toBe(251 - 20);
    expect(freeAt(fleet, 18_500)).toBe(251 - 30);
  });

  it("is paid by a restart, too, which finds what the killed process had asked for", () => {
    const fleet = init(slow({ events: [add(2_000, 1)], patch: { at: 5_000, staggerMs: 0, env: {} } }));
    expect(slotsAt(fleet, 5_000)).toEqual([9, 9]);
  });
});

describe("the account's token buckets", () => {
  const fleetOf = (nodes: number): Scenario =>
    scenario({
      subnets: [{ id: "s0", cidr: "10.0.0.0/16", preAllocated: [] }],
      nodes: Array.from({ length: nodes }, (_, index) => ({ ...m5Large, id: `n${index}` })),
      ec2: { latencyMs: {}, buckets: EC2_TOKEN_BUCKETS },
    });

  it("let 100 starts through at once and then five a second", () => {
    const fleet = init(fleetOf(110));
    const ready = (time: number): number => at(fleet, time).processes.filter(({ pool }) => pool.total > 0).length;
    expect(ready(0)).toBe(100);
    expect(ready(199)).toBe(100);
    expect(ready(200)).toBe(101);
    expect(ready(2_000)).toBe(110);
  });

  it("count what they held up", () => {
    const fleet = init(fleetOf(110));
    run(fleet, 10_000);
    expect([...(fleet.delays?.throttledCalls ?? [])]).toEqual([10, 0, 0, 0, 0, 0]);
    // 200, 400, … 2,000 ms
    expect(fleet.delays?.throttledMs[0]).toBeCloseTo(11_000);
  });
});

describe("security groups for pods", () => {
  const trunk = { attachMs: 10_000, maxBranchEnis: 2, branchCooldownMs: 30_000 };
  const env = { ENABLE_POD_ENI: "true", WARM_ENI_TARGET: "3" };
  const branchPod = (t: number, pod: number): ScenarioEvent => ({ ...add(t, pod), branch: true });
  const withTrunk = (change: Partial<Scenario> = {}) => scenario({ nodes: [{ ...m5Large, trunk }], ...change }, env);

  it("keep a place for the trunk ENI, which holds nothing and stays", () => {
    const fleet = init(withTrunk());
    expect(slotsAt(fleet, 9_999)).toEqual([9, 9]);
    expect(slotsAt(fleet, 60_000)).toEqual([9, 9, 0]);
    const pool = fleet.processes[0]?.pool;
    expect(pool && deletableAt(pool, 2)).toBe(Number.POSITIVE_INFINITY);
  });

  it("keep none where the type has no trunk ENI or the setting is off", () => {
    expect(slotsAt(init(scenario({}, env)), 60_000)).toEqual([9, 9, 9]);
    expect(slotsAt(init(withTrunk({ env: { WARM_ENI_TARGET: "3" } })), 60_000)).toEqual([9, 9, 9]);
  });

  it("give a pod one address of the subnet on a branch ENI, up to the node's number, and release it after the cool-down", () => {
    const events = [branchPod(20_000, 1), branchPod(20_000, 2), branchPod(20_000, 3), remove(30_000, 1)];
    const fleet = init(withTrunk({ events }));
    const before = freeAt(fleet, 19_999);
    expect(freeAt(fleet, 20_000)).toBe(before - 2);
    expect(freeAt(fleet, 59_999)).toBe(before - 2);
    // The first pod's address is released and the third pod's taken.
    expect(freeAt(fleet, 60_000)).toBe(before - 2);
    expect(podWaits(fleet)).toEqual([{ pod: 3, attempts: 40, waitMs: 40_000 }]);
    expect(fleet.processes[0]?.pool.assigned).toBe(0);
  });

  it("let branch pods wait for the trunk", () => {
    const fleet = init(withTrunk({ events: [branchPod(1_000, 1), remove(5_000, 1), branchPod(1_000, 2)] }));
    run(fleet, 20_000);
    expect(podWaits(fleet).map(({ pod, waitMs }) => [pod, waitMs])).toEqual([
      [1, null],
      [2, 9_000],
    ]);
  });
});

describe("further network cards", () => {
  const nodes = [{ ...m5Large, furtherCards: [{ maxENIs: 2 }, { maxENIs: 2 }] }];

  it("hold one ENI with one address each, whatever the targets", () => {
    const fleet = init(scenario({ nodes }, { ENABLE_MULTI_NIC: "true", WARM_ENI_TARGET: "2" }));
    run(fleet, 60_000);
    const [, first, second] = fleet.processes;
    for (const card of [first, second]) expect(card && shapeOf(card.pool)).toMatchObject([{ addressCount: 1 }]);
    expect(fleet.account.subnets[0]?.freeCount).toBe(251 - 2 * 10 - 2 * 2);
  });

  it("hold nothing where ENABLE_MULTI_NIC is off, and keep what they have when it is turned off", () => {
    const off = init(scenario({ nodes }));
    expect(freeAt(off, 60_000)).toBe(251 - 10);
    const patch = { at: 60_000, staggerMs: 0, env: {} };
    const turned = init(scenario({ nodes, patch }, { ENABLE_MULTI_NIC: "true" }));
    expect(freeAt(turned, 59_999)).toBe(freeAt(turned, 500_000));
  });

  it("are in the node's calls and not in its records", () => {
    const { calls, records } = traceScenario(scenario({ nodes }, { ENABLE_MULTI_NIC: "true" }));
    expect(calls).toHaveLength(1);
    expect(calls[0]?.CreateNetworkInterface).toEqual([2, 0]);
    expect(records.every(([, node]) => node === 0)).toBe(true);
  });
});

describe("a node as it was observed", () => {
  const addresses = Array.from({ length: 9 }, (_, index) => 20 + index);
  const second = addresses.map((address) => address + 20);
  const observed: ObservedNode = {
    firstStepAt: 1_200,
    enis: [
      { device: 0, subnet: "s0", primaryAddress: 4, addresses, prefixes: [] },
      { device: 1, subnet: "s0", primaryAddress: 5, addresses: second, prefixes: [] },
    ],
    pods: [
      { pod: 1, device: 0, entry: 20 },
      { pod: 2, device: 1, entry: 40 },
    ],
  };
  const taken = (change: Partial<Scenario> = {}, node: Partial<ObservedNode> = {}, env?: Environment) =>
    scenario({ nodes: [{ ...m5Large, observed: { ...observed, ...node } }], ...change }, env);

  it("is a valid scenario, and rests as it stands", () => {
    expect(parseScenario(taken(), lookUpInstanceLimits).ok).toBe(true);
    const fleet = init(taken());
    expect(freeAt(fleet, 0)).toBe(251 - 20);
    expect(slotsAt(fleet, 600_000)).toEqual([9, 9]);
    expect(fleet.processes[0]?.pool.assigned).toBe(2);
  });

  it("looks at its pool in the rhythm it was found in, and frees an old empty ENI once its last address has cooled", () => {
    const fleet = init(taken({ events: [remove(10_000, 2), remove(10_000, 1)] }));
    expect(slotsAt(fleet, 41_199)).toEqual([9, 9]);
    expect(slotsAt(fleet, 41_200)).toEqual([9]);
  });

  it("frees no EFA interface and leaves unmanaged ENIs alone", () => {
    const [primary, other] = observed.enis;
    const enis = primary && other ? [primary, { ...other, isEfa: true }] : [];
    const fleet = init(taken({ events: [remove(10_000, 2), remove(10_000, 1)] }, { enis }));
    expect(slotsAt(fleet, 600_000)).toEqual([9, 9]);
    const full = Array.from({ length: 12 }, (_, index) => add(5_000, 10 + index));
    const crowded = init(taken({ events: full }, { unmanagedDevices: [2] }));
    expect(slotsAt(crowded, 600_000)).toEqual([9, 9]);
    expect(slotsAt(init(taken({ events: full })), 600_000)).toEqual([9, 9, 9]);
  });

  it("is restarted by the patch like any node", () => {
    const patch = { at: 30_000, staggerMs: 0, env: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "4" } };
    const fleet = init(taken({ patch }));
    expect(slotsAt(fleet, 29_999)).toEqual([9, 9]);
    // 18 addresses, of which two have pods and two are to be warm.
    expect(slotsAt(fleet, 120_000).reduce((sum, slots) => sum + slots, 0)).toBe(4);
  });

  it("taken over from a running simulation goes on as that does", () => {
    // A step of the running one is at 302.5 s, the first of the observed one at 1.2 s.
    const offset = 301_300;
    const env = { WARM_IP_TARGET: "3" };
    const early = [add(1_000, 1), add(2_000, 2)];
    const later = [add(10_000, 3), remove(40_000, 1), remove(90_000, 2), add(140_000, 4)];
    const shifted = later.map((event) => ({ ...event, t: event.t + offset }));
    const whole = init(scenario({ events: [...early, ...shifted], endAt: 900_000 }, env));
    expect(slotsAt(whole, offset)).toEqual([5]);
    const enis = [{ device: 0, subnet: "s0", primaryAddress: 4, addresses: [5, 6, 7, 8, 9], prefixes: [] }];
    const pods = [1, 2].map((pod) => ({ pod, device: 0, entry: 4 + pod }));
    const after = init(taken({ events: later }, { enis, pods }, env));
    for (let t = 0; t <= 300_000; t += 1_000) expect(slotsAt(after, t)).toEqual(slotsAt(whole, t + offset));
    expect(slotsAt(after, 300_000)).toEqual([5]);
  });
});

describe("what cannot be had", () => {
  it("a subnet without an address for the primary ENI: the node is not launched, the others run", () => {
    const nodes = Array.from({ length: 13 }, (_, index) => ({ ...m5Large, id: `n${index}` }));
    const fleet = init(
      scenario({ subnets: [{ id: "s0", cidr: "10.0.0.0/28", preAllocated: [] }], nodes, env: { WARM_IP_TARGET: "1" } }),
    );
    run(fleet, 60_000);
    expect(nodesNotLaunched(fleet).length).toBeGreaterThan(0);
    expect(fleet.account.subnets[0]?.freeCount).toBe(0);
    expect(checkpoint(fleet)).toEqual(fleet);
  });

  it("a pod that leaves while ipamd is down does not cool, and its address is counted until the next start", () => {
    const env = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" };
    const base = scenario(
      {
        subnets: [
          { id: "s0", cidr: "10.0.0.0/24", preAllocated: [] },
          { id: "s1", cidr: "10.0.1.0/28", preAllocated: [] },
        ],
        nodes: [{ ...m5Large, podSubnet: "s1" }],
        events: [add(1_000, 1), remove(70_000, 1)],
        patch: { at: 60_000, staggerMs: 0, env: { ...env, ENABLE_PREFIX_DELEGATION: "true" } },
      },
      { ...env, WARM_IP_TARGET: "1" },
    );
    const fleet = init(base);
    // No /28 is free in the pod subnet: the restart fails, is tried again after 10 and 20 s, and the pod leaves meanwhile.
    const assignedAt = (time: number) => at(fleet, time).processes[0]?.pool.freeEntries;
    expect(fleet.processes[0]?.initFailures).toBe(0);
    const down = assignedAt(69_999);
    expect(assignedAt(79_999)).toBe(down);
    expect(fleet.processes[0]?.initFailures).toBeGreaterThan(0);
    run(fleet, 200_000);
    expect(fleet.processes[0]?.pool.coolingLength).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { inputTo, PREFIXES, resultOf, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import type { Burst } from "@/lib/domain/simulation/simulation-input";

const oneNode = (pods: number, cidr = "10.0.0.0/24") =>
  liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods }], subnets: [{ cidr }] });

const burst = (parts: Partial<Burst>): Burst => ({ pods: 1, nodes: 1, withinSeconds: 0, atSeconds: 300, ...parts });

describe("pods that wait for an address", () => {
  it("are none while warm addresses last", () => {
    const load = withLoad({ burst: burst({ pods: 13 }) });
    const { today } = resultOf(oneNode(5), inputTo(SHIPPED, { load }));
    expect(today.waits).toEqual({
      podCount: 0,
      medianMs: null,
      longestMs: null,
      neverCount: 0,
      stillWaitingCount: 0,
      unschedulableCount: 0,
    });
  });

  it("wait for the looks at the pool that it takes, and no longer where EC2 takes no time", () => {
    // Ten addresses, five in use; eight pods come at once. Each look, every 5 s, brings the two that are to be warm.
    const load = withLoad({ burst: burst({ pods: 8 }) });
    const { proposed } = resultOf(oneNode(5), inputTo(SMALL_CLUSTER, { load }));
    const { podCount, longestMs, neverCount } = proposed.waits;
    expect([podCount, neverCount]).toEqual([3, 0]);
    expect(longestMs).toBeGreaterThan(5_000);
    expect(longestMs).toBeLessThanOrEqual(11_000);
    expect((longestMs ?? 0) % 1_000).toBe(0);
  });

  it("wait for EC2 as well where its calls take time: ten seconds for an ENI", () => {
    const load = withLoad({ burst: burst({ pods: 16 }) });
    const quick = resultOf(oneNode(5), inputTo(SMALL_CLUSTER, { load })).proposed.waits;
    const slow = resultOf(oneNode(5), inputTo(SMALL_CLUSTER, { load, ec2: "assumed" })).proposed.waits;
    expect(slow.longestMs).toBeGreaterThan((quick.longestMs ?? 0) + 5_000);
    expect(slow.neverCount).toBe(0);
  });

  it("have their median among their waits", () => {
    const load = withLoad({ burst: burst({ pods: 12 }) });
    const { medianMs, longestMs } = resultOf(oneNode(5), inputTo(SMALL_CLUSTER, { load })).proposed.waits;
    expect(medianMs).toBeGreaterThan(0);
    expect(medianMs).toBeLessThanOrEqual(longestMs ?? 0);
  });

  it("beyond max pods are not scheduled, and wait nowhere", () => {
    const load = withLoad({ burst: burst({ pods: 40 }) });
    const { today } = resultOf(oneNode(5), inputTo(SHIPPED, { load }));
    // 27 pods have an address on an m5.large.
    expect(today.waits.unschedulableCount).toBe(40 - 22);
    expect(today.waits.stillWaitingCount).toBe(0);
    expect(today.ceilings).toEqual([]);
  });
});

describe("nodes at a ceiling, and why", () => {
  const waitingUnder = (env: typeof SHIPPED, pods: number, cidr?: string) => {
    const load = withLoad({ burst: burst({ pods, atSeconds: 700 }) });
    return resultOf(oneNode(4, cidr), inputTo(env, { load, durationSeconds: 1_800 })).proposed.ceilings;
  };

  it.each([
    ["minimum-ip-target", { ...SHIPPED, MINIMUM_IP_TARGET: "9" }, 10, undefined, 5],
    ["eni-limit", { ...SHIPPED, MAX_ENI: "2" }, 20, undefined, 6],
    ["subnet-exhausted", { ...SHIPPED, WARM_IP_TARGET: "1" }, 16, "10.0.0.0/28", 12],
  ] as const)("%s", (cause, env, pods, cidr, waiting) => {
    const small = cidr === undefined ? waitingUnder(env, pods) : null;
    if (small) {
      expect(small).toEqual([{ node: 0, waitingPodCount: waiting, cause }]);
      return;
    }
    // A /28 has eleven addresses: the node's own and nine, of which four are in use.
    const scope = liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods: 4 }], subnets: [{ cidr: cidr ?? "" }] });
    const load = withLoad({ burst: burst({ pods, atSeconds: 700 }) });
    const { proposed } = resultOf(scope, inputTo(env, { load, durationSeconds: 1_800 }));
    expect(proposed.ceilings).toMatchObject([{ node: 0, cause }]);
    expect(proposed.ceilings[0]?.waitingPodCount).toBe(4 + pods - 9);
  });

  it("those with most waiting come first", () => {
    const scope = liveScope({
      nodes: [2, 7, 4].map((pods) => ({ type: "m5.large" as const, subnet: 0, pods })),
      subnets: [{ cidr: "10.0.0.0/24" }],
    });
    const env = { ...SHIPPED, MINIMUM_IP_TARGET: "9" };
    const load = withLoad({ burst: burst({ pods: 36, nodes: 3, atSeconds: 900 }) });
    const { ceilings } = resultOf(scope, inputTo(env, { load })).proposed;
    expect(ceilings.map(({ node, waitingPodCount }) => [node, waitingPodCount])).toEqual([
      [1, 10],
      [2, 7],
      [0, 5],
    ]);
  });
});

describe("nodes that EC2 has no address for", () => {
  const scope = liveScope({
    nodes: [{ type: "m5.large", subnet: 0, pods: 1 }],
    subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/28" }],
  });
  const addedNodes = {
    count: 12,
    subnetId: subnetId(1),
    instanceType: null,
    podsPerNode: 2,
    atSeconds: 60,
    everySeconds: 0,
  };

  it("are counted, and their pods could not be scheduled", () => {
    // Eleven addresses: the first node and its pool take ten, the second is launched with the last.
    const { today, warnings, newNodes } = resultOf(scope, inputTo(PREFIXES, { load: withLoad({ addedNodes }) }));
    expect(newNodes).toHaveLength(12);
    expect(today.notLaunchedCount).toBeGreaterThan(0);
    expect(today.waits.unschedulableCount).toBe(2 * today.notLaunchedCount);
    const there = [...today.end.exists].reduce((sum, exists) => sum + exists, 0);
    expect(there + today.notLaunchedCount).toBe(13);
    expect(warnings.some(({ kind }) => kind === "nodes-not-launched")).toBe(true);
  });
});

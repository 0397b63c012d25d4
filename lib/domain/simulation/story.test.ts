import { describe, expect, it } from "vitest";
import {
  heldAtEnd,
  heldAtStart,
  inputTo,
  PREFIXES,
  resultOf,
  SMALL_CLUSTER,
  totalOf,
  withLoad,
} from "@/lib/domain/simulation/fixtures/ask";
import { type LiveScope, liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";

const oneNode = (pods: number, parts: Partial<LiveScope> = {}) =>
  liveScope({ nodes: [{ type: "t3.2xlarge", subnet: 0, pods }], subnets: [{ cidr: "10.0.0.0/24" }], ...parts });

describe("a t3.2xlarge under the shipped default", () => {
  it.each([
    [0, 15],
    [1, 30],
    [14, 30],
    [15, 45],
    [28, 45],
    [29, 60],
    [56, 60],
  ])("as it is with %i pods holds %i addresses, and is left so", (pods, held) => {
    const { today } = resultOf(oneNode(pods), inputTo(SHIPPED));
    expect([heldAtStart(today), heldAtEnd(today), today.atRestMs]).toEqual([held, held, 0]);
  });

  it.each([
    [0, 1, 30],
    [0, 14, 30],
    [0, 15, 45],
    [13, 1, 30],
    [14, 1, 45],
    [15, 1, 45],
  ])("with %i pods, to which %i come, ends at %i", (pods, more, held) => {
    const burst = { pods: more, nodes: 1, withinSeconds: 5, atSeconds: 100 };
    const { today } = resultOf(oneNode(pods), inputTo(SHIPPED, { load: withLoad({ burst }) }));
    expect(heldAtEnd(today)).toBe(held);
    expect(today.waits.neverCount).toBe(0);
  });

  it("says when the third ENI comes: at the look after the 15th pod, and no sooner", () => {
    const burst = { pods: 1, nodes: 1, withinSeconds: 0, atSeconds: 100 };
    const { times, today } = resultOf(oneNode(14), inputTo(SHIPPED, { load: withLoad({ burst }) }));
    const { held } = totalOf(today);
    const first = held.indexOf(45);
    const [at = 0, before = 0] = [times[first], times[first - 1]];
    expect(held[first - 1]).toBe(30);
    expect(at).toBeGreaterThan(100_000);
    expect(before).toBeLessThanOrEqual(105_000);
  });
});

describe("the story's proposal: WARM_ENI_TARGET 0, WARM_IP_TARGET 2, MINIMUM_IP_TARGET 10", () => {
  // The pods are on the primary ENI, which holds 14; the second ENI gives up what is not needed.
  it.each([
    // Without pods: an ENI of its own address and 14; 4 of them go.
    { pods: 0, today: 15, atOnce: 4, later: 0, never: 11 },
    // 28 attached, 10 wanted: 18 go, 9 from each ENI. MINIMUM_IP_TARGET needs the second ENI's 5 until the node is replaced.
    { pods: 5, today: 30, atOnce: 18, later: 1, never: 11 },
    // 9 pods and two warm ones want 11: 17 go. A new node has one ENI with 11; pods that leave let one address go.
    { pods: 9, today: 30, atOnce: 17, later: 1, never: 12 },
    // 14 + 2 are wanted, on a new node too: 12 go. Once the pods have left, 10 on the two ENIs.
    { pods: 14, today: 30, atOnce: 12, later: 6, never: 12 },
  ])("of $today addresses under $pods pods $atOnce come back at once, $later later, $never never", (expected) => {
    const { release } = resultOf(oneNode(expected.pods), inputTo(SMALL_CLUSTER));
    expect(release?.heldToday).toBe(expected.today);
    expect(release?.atOnce.addressCount).toBe(expected.atOnce);
    expect(release?.later.addressCount).toBe(expected.later);
    expect(release?.never.addressCount).toBe(expected.never);
  });

  it("says why, and by when", () => {
    const { release, rollout } = resultOf(oneNode(5), inputTo(SMALL_CLUSTER));
    expect(release?.atOnce.reasons).toEqual([
      {
        kind: "addresses-given-back",
        addressCount: 18,
        nodeCount: 1,
        itemCount: null,
        message: "18 attached addresses without a pod, on 1 node.",
      },
    ]);
    // One restart, a minute and a half from now, and the first look after it.
    expect(rollout).toEqual({ fromMs: 60_000, toMs: 90_000 });
    expect(release?.atOnce.byMs).toBe(92_500);
    expect(release?.later).toMatchObject({ ifNodesRoll: 1, ifPodsLeave: 0 });
    expect(release?.later.reasons).toMatchObject([{ kind: "enis-keep-pods", addressCount: 1, itemCount: 1 }]);
    expect(release?.never.reasons).toMatchObject([
      { kind: "node-primary", addressCount: 1 },
      { kind: "pool", addressCount: 10 },
    ]);
  });

  it("frees 18 on each of ten nodes, node by node as they restart, and says which subnet gains", () => {
    const nodes = Array.from({ length: 10 }, (_, node) => ({
      type: "t3.2xlarge" as const,
      subnet: node < 7 ? 0 : 1,
      pods: 5,
    }));
    const scope = liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }] });
    const { times, proposed, release } = resultOf(scope, inputTo(SMALL_CLUSTER));
    expect(release?.bySubnet.map(({ heldToday, atOnce }) => [heldToday, atOnce])).toEqual([
      [210, 126],
      [90, 54],
    ]);
    const { free, now, end, lowest } = totalOf(proposed);
    expect([now.free, end.free, lowest.free]).toEqual([202, 382, 202]);
    // One in thirty seconds from 90 s on: half of them are done after five restarts.
    const at = times.findIndex((time) => time > 213_000);
    expect(times[at]).toBeLessThan(240_000);
    expect(free[at]).toBe(202 + 5 * 18);
  });
});

describe("ways out of a full subnet", () => {
  const full = liveScope({
    nodes: Array.from({ length: 8 }, () => ({ type: "t3.2xlarge" as const, subnet: 0, pods: 4 })),
    subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }],
  });

  it("MINIMUM_IP_TARGET alone is a ceiling: pods beyond it wait for ever, and the warning says the cure", () => {
    const env = { ...SHIPPED, MINIMUM_IP_TARGET: "10" };
    const burst = { pods: 80, nodes: 8, withinSeconds: 10, atSeconds: 600 };
    const { proposed, warnings } = resultOf(full, inputTo(env, { load: withLoad({ burst }) }));
    // Four pods and six of the ten that came have the node's ten addresses.
    expect(proposed.waits.stillWaitingCount).toBe(8 * 4);
    expect(proposed.ceilings.map(({ cause, waitingPodCount }) => [cause, waitingPodCount])).toEqual(
      Array.from({ length: 8 }, () => ["minimum-ip-target", 4]),
    );
    const [stuck] = warnings.filter(({ kind }) => kind === "pods-without-address");
    expect(stuck).toMatchObject({ severity: "critical", count: 32, settings: ["WARM_IP_TARGET"] });
    expect(warnings.some(({ kind, severity }) => kind === "minimum-ip-target-alone" && severity === "critical")).toBe(
      true,
    );
  });

  it("WARM_IP_TARGET=0 is the same as unset", () => {
    const zero = resultOf(full, inputTo({ ...SHIPPED, WARM_IP_TARGET: "0" }));
    expect([...totalOf(zero.proposed).free]).toEqual([...totalOf(zero.today).free]);
    expect(zero.warnings.some(({ kind }) => kind === "warm-ip-target-zero")).toBe(true);
  });

  it("WARM_ENI_TARGET is ignored once an IP target is set", () => {
    const one = resultOf(full, inputTo(SMALL_CLUSTER));
    const five = resultOf(full, inputTo({ ...SMALL_CLUSTER, WARM_ENI_TARGET: "5" }));
    expect([...totalOf(five.proposed).free]).toEqual([...totalOf(one.proposed).free]);
    expect(five.warnings.some(({ kind }) => kind === "warm-eni-target-ignored")).toBe(true);
  });

  it("prefix delegation on Xen falls back in silence, but not here", () => {
    const nodes = [
      { type: "m4.large" as const, subnet: 0, pods: 4 },
      { type: "m5.large" as const, subnet: 0, pods: 4 },
    ];
    const scope = liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/24" }] });
    const { proposed, warnings } = resultOf(scope, inputTo(PREFIXES));
    expect([...proposed.end.prefixes]).toEqual([0, proposed.end.prefixes[1]]);
    expect(proposed.end.prefixes[1]).toBeGreaterThan(0);
    const [xen] = warnings.filter(({ kind }) => kind === "prefixes-on-xen");
    expect(xen).toMatchObject({ nodes: [0], count: 1 });
  });

  it("prefix delegation without a free block gets none, and the warning names subnet and nodes", () => {
    // Every sixteenth address is somebody else's: many are free, no block is.
    const taken = [Array.from({ length: 16 }, (_, block): [number, number] => [block * 16 + 8, 1])];
    const scope = liveScope({
      nodes: [{ type: "m5.large", subnet: 0, pods: 12 }],
      subnets: [{ cidr: "10.0.0.0/24" }],
      taken,
    });
    const { proposed, warnings } = resultOf(scope, inputTo(PREFIXES));
    expect(totalOf(proposed).now.freeBlocks).toBe(0);
    expect(totalOf(proposed).now.free).toBeGreaterThan(100);
    expect([...proposed.end.prefixes]).toEqual([0]);
    const [missing] = warnings.filter(({ kind }) => kind === "prefixes-without-blocks");
    expect(missing).toMatchObject({ severity: "critical", subnetIds: ["subnet-00000000"], nodes: [0], count: 1 });
  });

  it("you cannot go back where others of the same cluster have taken what was freed", () => {
    // After the proposal 32 pods have room at once; with those in use today's settings no longer fit.
    const { goBack, warnings } = resultOf(full, inputTo(SMALL_CLUSTER));
    expect(goBack?.fits).toBe(true);
    expect(goBack?.morePods).toBeGreaterThan(0);
    expect(goBack?.morePods).toBeLessThan(8 * 52);
    expect(warnings.some(({ kind }) => kind === "cannot-go-back")).toBe(true);
  });

  it("nodes that move give their addresses back, and take no more than before in the other subnet", () => {
    const movedNodes = { count: 8, subnetId: "subnet-00000001", atSeconds: 60, everySeconds: 30 };
    const { proposed, newNodes } = resultOf(full, inputTo(SHIPPED, { proposal: { env: SHIPPED, movedNodes } }));
    const [old, next] = proposed.curves;
    expect([old?.now.free, old?.end.free]).toEqual([256 - 5 - 240, 251]);
    expect(next?.end.free).toBe(251 - 240);
    expect(newNodes.map(({ origin }) => origin)).toEqual(Array.from({ length: 8 }, () => "moved"));
    expect([...proposed.end.exists]).toEqual([...Array(8).fill(0), ...Array(8).fill(1)]);
    expect(proposed.waits.neverCount).toBe(0);
  });
});

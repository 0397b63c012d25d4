import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputTo, SMALL_CLUSTER, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import { prepareScope } from "@/lib/domain/simulation/prepared-scope";
import { runNodes } from "@/lib/domain/simulation/run-nodes";
import { podSubnetOf, restartTimes } from "@/lib/domain/simulation/side-plan";
import { DEFAULT_ROLLOUT, type SimulationInput } from "@/lib/domain/simulation/simulation-input";

const scope = liveScope({
  nodes: Array.from({ length: 12 }, (_, node) => ({
    type: "m5.large" as const,
    subnet: 0,
    pods: 1,
    cluster: node % 2,
  })),
  subnets: [
    { cidr: "10.0.0.0/22", zone: "a" },
    { cidr: "10.0.4.0/24", zone: "b" },
  ],
});
const nodesOf = (input: SimulationInput, withMoves = true) => runNodes(scope, input, withMoves);
const rollout = DEFAULT_ROLLOUT;

describe("when nodes restart", () => {
  it("is cluster by cluster, in the order of the nodes: six in each, one at a time", () => {
    const times = restartTimes({ nodes: nodesOf(inputTo(SMALL_CLUSTER)), rollout, order: null });
    const inCluster = (cluster: number) => times.filter((_, node) => node % 2 === cluster);
    for (const cluster of [0, 1])
      expect(inCluster(cluster)).toEqual([90, 120, 150, 180, 210, 240].map((s) => s * 1_000));
  });

  it("in a drawn order is the same times on other nodes, the same for the same draw", () => {
    const nodes = nodesOf(inputTo(SMALL_CLUSTER));
    const inOrder = restartTimes({ nodes, rollout, order: null });
    fc.assert(
      fc.property(fc.nat(), (order) => {
        const drawn = restartTimes({ nodes, rollout, order });
        for (const cluster of [0, 1]) {
          const of = (times: number[]) => times.filter((_, node) => node % 2 === cluster).sort((a, b) => a - b);
          expect(of(drawn)).toEqual(of(inOrder));
        }
        expect(restartTimes({ nodes, rollout, order })).toEqual(drawn);
      }),
      { numRuns: 20 },
    );
    const orders = [1, 2, 3, 4].map((order) => restartTimes({ nodes, rollout, order }).join());
    expect(new Set(orders).size).toBe(4);
  });

  it("of a node that starts after the update's beginning is that beginning: it has the settings from its start", () => {
    const addedNodes = {
      count: 2,
      subnetId: subnetId(0),
      instanceType: null,
      podsPerNode: 0,
      atSeconds: 30,
      everySeconds: 60,
    };
    const times = restartTimes({
      nodes: nodesOf(inputTo(SMALL_CLUSTER, { load: withLoad({ addedNodes }) })),
      rollout,
      order: null,
    });
    // The first is there before the update and restarts after its cluster's six others; the second starts with it.
    expect(times.slice(12)).toEqual([270_000, 60_000]);
  });

  it("of a node whose pods have moved away before the update does not take a turn", () => {
    const movedNodes = { count: 2, subnetId: subnetId(1), atSeconds: 0, everySeconds: 0 };
    const nodes = nodesOf(inputTo(SMALL_CLUSTER, { proposal: { env: SMALL_CLUSTER, movedNodes } }));
    const times = restartTimes({ nodes, rollout, order: null });
    expect(times.slice(0, 4)).toEqual([60_000, 60_000, 90_000, 90_000]);
  });
});

describe("the ENIConfig's subnet of a node", () => {
  const of = (parts: { podSubnet?: number | null; podSubnets?: Record<string, string>; others?: number | null }) => {
    const nodes = scope.nodes.map((node, number) => ({
      ...node,
      podSubnet: number === 0 ? (parts.podSubnet ?? null) : number === 1 ? (parts.others ?? null) : null,
    }));
    const prepared = prepareScope({ ...scope, nodes });
    const input = inputTo(SHIPPED, { podSubnets: parts.podSubnets ?? {} });
    const [first] = runNodes(prepared.scope, input, false);
    return first ? podSubnetOf(prepared, input, first) : undefined;
  };

  it.each([
    ["what its ENIs show, before anything else", { podSubnet: 1, podSubnets: { a: subnetId(0) }, others: 0 }, 1],
    ["what is given for its zone, before what others show", { podSubnets: { a: subnetId(1) }, others: 0 }, 1],
    ["what other nodes of its zone show", { others: 1 }, 1],
    ["not what is given for another zone", { podSubnets: { b: subnetId(1) } }, null],
    ["nothing where nothing says it", {}, null],
  ])("is %s", (_name, parts, expected) => {
    expect(of(parts)).toBe(expected);
  });
});

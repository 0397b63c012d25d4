import { describe, expect, it } from "vitest";
import { inputTo, withLoad } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import { commonestType, runNodes } from "@/lib/domain/simulation/run-nodes";
import type { AddedNodes, MovedNodes } from "@/lib/domain/simulation/simulation-input";

const scope = liveScope({
  nodes: [
    { type: "m5.large", subnet: 0, pods: 1, cluster: 1 },
    { type: "t3.2xlarge", subnet: 0, pods: 1 },
    { type: "t3.2xlarge", subnet: 1, pods: 1 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }],
});

const added = (parts: Partial<AddedNodes> = {}): AddedNodes => ({
  count: 2,
  subnetId: subnetId(1),
  instanceType: null,
  podsPerNode: 3,
  atSeconds: 10,
  everySeconds: 2.5,
  ...parts,
});
const moved = (parts: Partial<MovedNodes> = {}): MovedNodes => ({
  count: 9,
  subnetId: subnetId(1),
  atSeconds: 10,
  everySeconds: 60,
  ...parts,
});

const nodesOf = (addedNodes: AddedNodes | null, movedNodes: MovedNodes | null, withMoves: boolean) =>
  runNodes(
    scope,
    inputTo(SHIPPED, { load: withLoad({ addedNodes }), proposal: { env: SHIPPED, movedNodes } }),
    withMoves,
  );

describe("the nodes of a run", () => {
  it("are the scope's, under their numbers", () => {
    const nodes = nodesOf(null, null, true);
    expect(nodes.map(({ instanceId, origin, model, startAtMs }) => [instanceId, origin, model, startAtMs])).toEqual([
      ["i-00000000", "observed", 0, 0],
      ["i-00000001", "observed", 1, 0],
      ["i-00000002", "observed", 2, 0],
    ]);
  });

  it.each([
    [null, "t3.2xlarge", 58, 0],
    ["m5.large", "m5.large", 29, 1],
  ])("added with type %s are %s, like the first of that type in all else", (instanceType, type, maxPods, cluster) => {
    const [, , , first, second] = nodesOf(added({ instanceType }), null, false);
    expect(first).toMatchObject({
      instanceType: type,
      maxPods,
      cluster,
      origin: "added",
      subnet: 1,
      startAtMs: 10_000,
    });
    expect(second).toMatchObject({ instanceId: "new-2", startAtMs: 12_500 });
  });

  it("that move are replaced, but only those that are elsewhere, and none that was added", () => {
    const nodes = nodesOf(added({ subnetId: subnetId(0) }), moved(), true);
    expect(nodes.slice(5).map(({ model, origin, startAtMs }) => [model, origin, startAtMs])).toEqual([
      [0, "moved", 10_000],
      [1, "moved", 70_000],
    ]);
    expect(nodes.map(({ movesAtMs }) => movesAtMs).slice(0, 5)).toEqual([
      40_000,
      100_000,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it("have the same numbers without the moves: those that take places come last", () => {
    const withMoves = nodesOf(added(), moved(), true);
    const without = nodesOf(added(), moved(), false);
    expect(withMoves.slice(0, without.length).map(({ instanceId }) => instanceId)).toEqual(
      without.map(({ instanceId }) => instanceId),
    );
    expect(withMoves).toHaveLength(without.length + 2);
  });
});

describe("the commonest type", () => {
  it("is what most nodes are, the first of equals, and 0 without a node", () => {
    expect(scope.types[commonestType(scope)]?.instanceType).toBe("t3.2xlarge");
    expect(commonestType({ ...scope, nodes: scope.nodes.slice(0, 2) })).toBe(0);
    expect(commonestType({ ...scope, nodes: [] })).toBe(0);
  });
});

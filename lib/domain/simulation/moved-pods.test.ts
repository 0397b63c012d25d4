import { describe, expect, it } from "vitest";
import { inputTo } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import { moveLives, terminationsOf } from "@/lib/domain/simulation/moved-pods";
import { FROM_BEFORE, PodLives, STAYS } from "@/lib/domain/simulation/pod-lives";
import { runNodes } from "@/lib/domain/simulation/run-nodes";

const scope = liveScope({
  nodes: [
    { type: "m5.large", subnet: 0, pods: 1 },
    { type: "m5.large", subnet: 1, pods: 1 },
    { type: "m5.large", subnet: 0, pods: 1 },
    { type: "m5.large", subnet: 0, pods: 1 },
  ],
  subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }],
});
const movedNodes = { count: 2, subnetId: subnetId(1), atSeconds: 100, everySeconds: 50 };
const nodes = runNodes(scope, inputTo(SHIPPED, { proposal: { env: SHIPPED, movedNodes } }), true);

describe("nodes that move", () => {
  it("are the first ones that are not in the subnet yet, each replaced by one like it there", () => {
    expect(nodes).toHaveLength(6);
    expect(nodes.map(({ movesAtMs }) => movesAtMs)).toEqual([130_000, STAYS, 180_000, STAYS, STAYS, STAYS]);
    expect(nodes.slice(4)).toMatchObject([
      { origin: "moved", model: 0, subnet: 1, subnetId: subnetId(1), startAtMs: 100_000, instanceType: "m5.large" },
      { origin: "moved", model: 2, subnet: 1, subnetId: subnetId(1), startAtMs: 150_000, instanceType: "m5.large" },
    ]);
  });

  it("go half a minute after their pods have left", () => {
    expect(terminationsOf(nodes)).toEqual([
      { node: 0, atMs: 160_000 },
      { node: 2, atMs: 210_000 },
    ]);
  });
});

describe("pods of nodes that move", () => {
  const moved = (node: number, from: number, until: number) => {
    const lives = new PodLives();
    lives.add(node, from, until);
    const after = moveLives(lives, nodes);
    return Array.from({ length: after.count }, (_, pod) => [after.node[pod], after.from[pod], after.until[pod]]);
  };

  it.each([
    [
      "one that is there moves with its node: it goes, and comes to the other",
      0,
      FROM_BEFORE,
      STAYS,
      [
        [0, FROM_BEFORE, 130_000],
        [4, 130_000, STAYS],
      ],
    ],
    ["one that leaves before has nothing to do with it", 0, FROM_BEFORE, 129_000, [[0, FROM_BEFORE, 129_000]]],
    ["one that leaves at that very time does not come again", 0, 5_000, 130_000, [[0, 5_000, 130_000]]],
    ["one that comes later comes to the other node", 2, 190_000, 250_000, [[5, 190_000, 250_000]]],
    ["one that comes as the pods move comes to the other node", 2, 180_000, STAYS, [[5, 180_000, STAYS]]],
    ["one on a node that stays stays", 1, FROM_BEFORE, STAYS, [[1, FROM_BEFORE, STAYS]]],
  ])("%s", (_name, node, from, until, expected) => {
    expect(moved(node, from, until)).toEqual(expected);
  });
});

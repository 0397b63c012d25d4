import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { subnetsToWatch } from "@/lib/domain/simulation/curves";
import { liveScope, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";
import { randomRuns } from "@/lib/domain/simulation/fixtures/random-run";
import { prepareScope, subnetsOf } from "@/lib/domain/simulation/prepared-scope";

const scope = liveScope({
  nodes: [
    { type: "m5.large", subnet: 0, pods: 12 },
    { type: "m5.large", subnet: 2, pods: 2 },
  ],
  subnets: [
    { cidr: "10.0.0.0/24", zone: "a" },
    { cidr: "10.0.1.0/25", zone: "a", isForCni: true },
    { cidr: "10.0.2.0/24", zone: "b" },
    { cidr: "10.0.3.0/24", zone: "b", isForCni: true },
    { cidr: "10.0.4.0/24", zone: "c" },
  ],
  taken: [[[200, 10]]],
});
const prepared = prepareScope(scope);

const edited = (parts: Partial<SimulationScope>) => prepareScope({ ...scope, ...parts });

describe("a scope unpacked", () => {
  it("has each node's ENIs by device, whatever their order", () => {
    const turned = edited({ nodes: scope.nodes.map((node) => ({ ...node, enis: node.enis.toReversed() })) });
    expect(turned.nodes.map(({ enis }) => enis)).toEqual(prepared.nodes.map(({ enis }) => enis));
    expect(prepared.nodes[0]?.enis.map(({ device }) => device)).toEqual([0, 1, 2]);
  });

  it("has equal keys for nodes that hold equally many, and no others", () => {
    const keys = prepared.nodes.map(({ shapeKey }) => shapeKey);
    expect(keys).toEqual(["9/0 9/0 9/0", "9/0 9/0"]);
  });

  it("knows the sizes, and what is free: not AWS's five, not the taken, not what nodes hold", () => {
    expect(prepared.sizes).toEqual([256, 128, 256, 256, 256]);
    const [first = []] = prepared.freeOffsets;
    // The node's primary ENI; its further ones are in the roomier subnet for the CNI.
    expect(first).toHaveLength(256 - 5 - 10 - 10);
    for (const offset of [0, 1, 2, 3, 255, 200, 209]) expect(first).not.toContain(offset);
  });

  it("lets discovery choose a subnet's own and those for the CNI of its VPC and zone", () => {
    expect(prepared.discoverable).toEqual([[0, 1], [1], [2, 3], [3], [4]]);
    const [first, second] = scope.subnets;
    if (!first || !second) throw new Error("five subnets");
    const other = edited({ subnets: [first, { ...second, vpcId: "vpc-other" }, ...scope.subnets.slice(2)] });
    expect(other.discoverable[0]).toEqual([0]);
  });

  it("takes the ENIConfig's subnet of a zone from the nodes that show one", () => {
    const nodes = scope.nodes.map((node, number) => ({ ...node, podSubnet: number === 1 ? 3 : null }));
    expect([...edited({ nodes }).podSubnetByZone]).toEqual([["b", 3]]);
    expect(prepared.podSubnetByZone.size).toBe(0);
  });

  it("of a CIDR that is none throws with the subnet's id", () => {
    const subnets = scope.subnets.map((subnet) => ({ ...subnet, cidr: "10.0.0.0" }));
    expect(() => edited({ subnets })).toThrow(subnetId(0));
  });
});

describe("addresses that nothing visible explains", () => {
  const hidden = (count: number) =>
    edited({ subnets: scope.subnets.map((subnet) => ({ ...subnet, unexplainedAddressCount: count })) });

  it("are put at drawn free places, others with another seed", () => {
    const places = (seed: number) =>
      subnetsOf(hidden(20), seed)[0]
        ?.preAllocated.slice(1)
        .map(([offset]) => offset) ?? [];
    expect(places(1)).toHaveLength(20);
    expect(new Set(places(1)).size).toBe(20);
    expect(places(1)).toEqual(places(1));
    expect(places(1)).not.toEqual(places(2));
    const free = prepared.freeOffsets[0] ?? [];
    expect(places(1).every((offset) => free.includes(offset))).toBe(true);
  });

  it("are never more than there is room for", () => {
    const [first] = subnetsOf(hidden(10_000), 1);
    expect(first?.preAllocated).toHaveLength(1 + (prepared.freeOffsets[0]?.length ?? 0));
  });

  it("none are none", () => {
    expect(subnetsOf(prepared, 1).map(({ preAllocated }) => preAllocated)).toEqual([[[200, 10]], [], [], [], []]);
  });
});

describe("the subnets that are watched", () => {
  it("are those with nodes, those that discovery may choose for them, and those named besides", () => {
    expect(subnetsToWatch(prepared, [])).toEqual([0, 1, 2, 3]);
    expect(subnetsToWatch(prepared, [subnetId(4), undefined])).toEqual([0, 1, 2, 3, 4]);
  });
});

it("no random scope gives an address to two", () => {
  fc.assert(
    fc.property(randomRuns, ({ scope: random }) => {
      const { nodes, freeOffsets, sizes } = prepareScope(random);
      for (const [number, { id, taken }] of random.subnets.entries()) {
        const held = nodes.flatMap(({ enis }) =>
          enis
            .filter(({ subnet }) => subnet === id)
            .flatMap(({ primaryAddress, addresses, prefixes }) => [
              primaryAddress,
              ...addresses,
              ...prefixes.flatMap((prefix) => Array.from({ length: 16 }, (_, offset) => prefix + offset)),
            ]),
        );
        const others = taken.flatMap(([first, count]) => Array.from({ length: count }, (_, offset) => first + offset));
        const all = [...held, ...others, ...(freeOffsets[number] ?? [])];
        expect(new Set(all).size).toBe(all.length);
        expect(all.length).toBe((sizes[number] ?? 0) - 5);
      }
    }),
    { numRuns: 25 },
  );
});

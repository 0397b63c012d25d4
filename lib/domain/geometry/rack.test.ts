import { describe, expect, test } from "vitest";
import type { NodeDetail, NodeEni, Slot } from "@/lib/domain/api/node";
import { buildRack, describeHeldAddresses, podThatAttachesNextEni, type RackRow } from "@/lib/domain/geometry/rack";

const secondary = (n: number): Slot => ({ kind: "secondary", address: `10.20.1.${n}`, addressClass: "attached" });
const primary = (n: number): Slot => ({ kind: "primary", address: `10.20.1.${n}`, addressClass: "node-primary" });
const prefix = (n: number): Slot => ({ kind: "prefix", prefix: `10.20.1.${n * 16}/28`, addressClass: "attached" });
const times = (count: number, make: (i: number) => Slot): Slot[] => Array.from({ length: count }, (_, i) => make(i));

function eni(over: Partial<NodeEni>): NodeEni {
  return {
    eniId: "eni-0a",
    deviceIndex: 0,
    networkCardIndex: 0,
    role: "cni",
    interfaceType: "interface",
    status: "in-use",
    attachmentStatus: "attached",
    description: null,
    subnetId: "subnet-0a",
    subnetName: null,
    attachTime: null,
    createdAt: null,
    publicAddress: null,
    securityGroupIds: [],
    slotCount: 14,
    usedSlotCount: 14,
    slots: [primary(17), ...times(14, (i) => secondary(40 + i))],
    ipv6AddressCount: 0,
    ipv6PrefixCount: 0,
    tags: {},
    ...over,
  };
}

/** The story's node: a t3.2xlarge at the default settings, two ENIs full of addresses. */
function storyNode(over: Partial<NodeDetail> = {}): NodeDetail {
  return {
    instanceId: "i-0b7d93e1",
    name: null,
    isNode: true,
    isAutoMode: false,
    instanceType: "t3.2xlarge",
    state: "running",
    clusterName: "astronomer-dev",
    nodeGroup: "workers",
    vpcId: null,
    vpcName: null,
    subnetId: "subnet-0a",
    subnetName: null,
    availabilityZone: null,
    privateDnsName: null,
    primaryAddress: "10.20.1.17",
    launchTime: null,
    limits: {
      maxEnis: 4,
      ipv4PerEni: 15,
      slotsPerEni: 14,
      networkCardCount: 1,
      hypervisor: "nitro",
      isBareMetal: false,
      from: "ec2",
    },
    maxPods: 58,
    usesPrefixes: false,
    primaryCount: 2,
    secondaryCount: 28,
    prefixCount: 0,
    heldAddressCount: 30,
    podRange: { low: 0, high: 14 },
    podRangeNote: "",
    warmEstimate: { low: 14, high: 28 },
    enis: [
      eni({ eniId: "eni-0a", deviceIndex: 0, role: "primary" }),
      eni({ eniId: "eni-0b", deviceIndex: 1, slots: [primary(61), ...times(14, (i) => secondary(70 + i))] }),
    ],
    branchEnis: [],
    tags: {},
    ...over,
  };
}

const describeRow = (row: RackRow): string =>
  row.kind === "attached" ? `${row.eni.deviceIndex}:${row.eni.eniId}` : `${row.deviceIndex}:vacant`;
const rowsOf = (node: NodeDetail, card = 0): string[] =>
  (buildRack(node).cards.find((each) => each.networkCardIndex === card)?.rows ?? []).map(describeRow);

describe("buildRack", () => {
  test("the story's node has two full ENIs and two vacant places", () => {
    const rack = buildRack(storyNode());
    expect(rowsOf(storyNode())).toEqual(["0:eni-0a", "1:eni-0b", "2:vacant", "3:vacant"]);
    expect(rack.widestRow).toBe(15);
    expect(rack.hasPrefixes).toBe(false);
  });

  test("ENIs stand in device order whatever their order in the answer", () => {
    const node = storyNode();
    expect(rowsOf({ ...node, enis: [...node.enis].reverse() }).slice(0, 2)).toEqual(["0:eni-0a", "1:eni-0b"]);
  });

  test("a hole in the device indexes is where the vacant place is", () => {
    const node = storyNode({ enis: [eni({ deviceIndex: 0 }), eni({ eniId: "eni-0c", deviceIndex: 2 })] });
    expect(rowsOf(node)).toEqual(["0:eni-0a", "2:eni-0c", "1:vacant", "3:vacant"]);
  });

  test("unused places are filled up to the type's limit, the primary's place apart", () => {
    const [first] =
      buildRack(storyNode({ enis: [eni({ slots: [secondary(40), primary(17)], usedSlotCount: 1 })] })).cards[0]?.rows ??
      [];
    if (first?.kind !== "attached") throw new Error("the first row is attached");
    expect(first.slots.map((slot) => slot.kind)).toEqual(["primary", "secondary", ...Array(13).fill("empty")]);
  });

  test("an ENI's places stand by address, as numbers, its prefixes after its single addresses", () => {
    const slots: Slot[] = [prefix(9), secondary(200), secondary(30), primary(99), { kind: "unreadable" }, prefix(2)];
    const row = buildRack(storyNode({ enis: [eni({ slots, slotCount: 5 })] })).cards[0]?.rows[0];
    const shown = row?.kind === "attached" ? row.slots : [];
    expect(shown).toEqual([primary(99), secondary(30), secondary(200), prefix(2), prefix(9), { kind: "unreadable" }]);
  });

  test("places that the answer already lists as empty are not doubled", () => {
    const slots: Slot[] = [primary(17), secondary(40), ...times(13, () => ({ kind: "empty" }))];
    const row = buildRack(storyNode({ enis: [eni({ slots, usedSlotCount: 1 })] })).cards[0]?.rows[0];
    expect(row?.kind === "attached" && row.slots.length).toBe(15);
  });

  test("without limits there are no vacant rows and no filled-up places", () => {
    const node = storyNode({
      limits: null,
      maxPods: null,
      enis: [eni({ slotCount: null, slots: [primary(17), secondary(40)] })],
    });
    const [card] = buildRack(node).cards;
    expect(card?.rows).toHaveLength(1);
    expect(card?.rows[0]?.kind === "attached" && card.rows[0].slots).toHaveLength(2);
  });

  test("EFA ENIs on other cards stand on their own card, and the vacant rows on the first", () => {
    const efa = eni({
      eniId: "eni-0e",
      networkCardIndex: 4,
      deviceIndex: 0,
      role: "efa-only",
      slots: [],
      slotCount: 0,
    });
    const node = storyNode({ enis: [...storyNode().enis, efa] });
    expect(rowsOf(node, 0)).toHaveLength(4);
    expect(rowsOf(node, 4)).toEqual(["0:eni-0e"]);
    expect(buildRack(node).cards.map((card) => card.networkCardIndex)).toEqual([0, 4]);
  });

  test("branch ENIs stand under their trunk; those of a trunk unseen are kept apart", () => {
    const branch = {
      eniId: "eni-0d",
      trunkEniId: "eni-0t",
      vlanId: "1",
      address: "10.20.1.9",
      subnetId: null,
      status: "in-use",
    };
    const trunk = eni({ eniId: "eni-0t", deviceIndex: 2, role: "trunk" });
    const rack = buildRack(
      storyNode({ enis: [...storyNode().enis, trunk], branchEnis: [branch, { ...branch, trunkEniId: "eni-0z" }] }),
    );
    const row = rack.cards[0]?.rows.find((each) => each.kind === "attached" && each.eni.eniId === "eni-0t");
    expect(row?.kind === "attached" && row.branches).toEqual([branch]);
    expect(rack.strayBranches).toHaveLength(1);
  });

  test("an instance with more ENIs than its type allows has no vacant row", () => {
    const node = storyNode({
      enis: [0, 1, 2, 3, 4].map((deviceIndex) => eni({ eniId: `eni-${deviceIndex}`, deviceIndex })),
    });
    expect(rowsOf(node)).toHaveLength(5);
  });

  test("an instance whose ENIs could not be read shows its vacant places only", () => {
    expect(rowsOf(storyNode({ enis: [] }))).toEqual(["0:vacant", "1:vacant", "2:vacant", "3:vacant"]);
  });
});

describe("podThatAttachesNextEni", () => {
  test("the story's node attaches its third ENI with the 15th pod", () => {
    expect(podThatAttachesNextEni(storyNode())).toBe(15);
    const vacant = buildRack(storyNode()).cards[0]?.rows.filter((row) => row.kind === "vacant");
    expect(vacant?.map((row) => row.kind === "vacant" && row.comesWithPod)).toEqual([15, null]);
  });

  test.each<[string, Partial<NodeDetail>]>([
    ["there is no range", { podRange: null }],
    ["the node is in Auto Mode", { isAutoMode: true }],
    ["the instance is no node", { isNode: false }],
    ["an ENI has a place unused", { enis: [eni({ usedSlotCount: 13 })] }],
    ["a limit is unknown", { enis: [eni({ slotCount: null })] }],
    ["the range ends because every held address is taken", { podRange: { low: 0, high: 28 } }],
    ["the pool has reached max pods", { maxPods: 28 }],
    ["no ENI could be read", { enis: [] }],
  ])("nothing is said where %s", (_, over) => {
    expect(podThatAttachesNextEni(storyNode(over))).toBeNull();
  });

  test("a trunk's own places do not count, since the CNI leaves them empty", () => {
    const trunk = eni({ eniId: "eni-0t", deviceIndex: 2, role: "trunk", usedSlotCount: 0, slots: [primary(90)] });
    expect(podThatAttachesNextEni(storyNode({ enis: [...storyNode().enis, trunk] }))).toBe(15);
  });
});

describe("describeHeldAddresses", () => {
  test("the story's node", () => {
    expect(describeHeldAddresses(storyNode())).toBe(
      "2 ENIs, 2 primaries + 28 secondaries = 30 of the subnet's addresses",
    );
  });

  test.each<[string, Partial<NodeDetail>, string]>([
    [
      "one ENI with prefixes",
      {
        enis: [eni({ slots: [primary(1), prefix(2), prefix(3)] })],
        primaryCount: 1,
        secondaryCount: 0,
        prefixCount: 2,
        heldAddressCount: 33,
      },
      "1 ENI, 1 primary + 2 prefixes of 16 = 33 of the subnet's addresses",
    ],
    [
      "secondaries and one prefix",
      { primaryCount: 2, secondaryCount: 1, prefixCount: 1, heldAddressCount: 19 },
      "2 ENIs, 2 primaries + 1 secondary + 1 prefix of 16 = 19 of the subnet's addresses",
    ],
    [
      "an address that could not be read",
      { heldAddressCount: 31 },
      "2 ENIs, 2 primaries + 28 secondaries + 1 unreadable = 31 of the subnet's addresses",
    ],
    [
      "custom networking in a second subnet",
      { enis: [eni({}), eni({ eniId: "eni-0b", subnetId: "subnet-0b" })] },
      "2 ENIs, 2 primaries + 28 secondaries = 30 addresses of 2 subnets",
    ],
    [
      "an efa-only ENI holds nothing",
      {
        enis: [
          eni({ slots: [primary(1)] }),
          eni({ eniId: "eni-0e", role: "efa-only", slots: [], subnetId: "subnet-0z" }),
        ],
        primaryCount: 1,
        secondaryCount: 0,
        heldAddressCount: 1,
      },
      "2 ENIs, 1 primary = 1 of the subnet's addresses",
    ],
  ])("%s", (_, over, words) => {
    expect(describeHeldAddresses(storyNode(over))).toBe(words);
  });
});

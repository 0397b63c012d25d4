import { describe, expect, it, test } from "vitest";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import {
  attachment,
  cidr,
  cniEni,
  eni,
  INSTANCE_ID,
  instance,
  inventoryOf,
  ip,
  ips,
  limits,
  type SnapshotParts,
  SUBNET_ID,
  subnet,
} from "@/lib/domain/vpc/fixtures/records";
import { addressesOfNode } from "@/lib/domain/vpc/node-addresses";
import { type NodeEstimate, sumRanges, warmEstimateIn } from "@/lib/domain/vpc/node-estimate";
import { type PoolAssumption, SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";

const PRIMARY = eni({
  attachment: attachment(),
  primaryAddress: ip("10.0.0.10"),
  secondaryAddresses: ips("10.0.0.11", 14),
});
const SECOND = cniEni(1, { primaryAddress: ip("10.0.0.40"), secondaryAddresses: ips("10.0.0.41", 14) });
const STORY = [PRIMARY, SECOND];
const POD_SUBNET = "subnet-0b00000000000001";

function estimate(parts: SnapshotParts, pool: PoolAssumption = SHIPPED_POOL_ASSUMPTION): NodeEstimate {
  const inventory = inventoryOf({ instances: [instance()], ...parts }, pool);
  const node = inventory.nodes.get(INSTANCE_ID);
  if (!node) throw new Error("the test's node is not there");
  return inventory.estimateOf(node);
}

const given = (env: Record<string, string>): PoolAssumption => ({ assumed: false, label: "as given", env });

describe("estimateNode", () => {
  it("reads the story's node: 30 addresses held, 1 to 14 pods, 14 to 27 warm", () => {
    const result = estimate({ enis: STORY });
    expect(result.addresses).toMatchObject({ primaryCount: 2, secondaryCount: 28, attachedCount: 28, heldCount: 30 });
    expect(result).toMatchObject({
      maxPods: 58,
      usesPrefixes: false,
      podRange: { low: 1, high: 14 },
      warmEstimate: { low: 14, high: 27 },
    });
    expect(result.podRangeNote).toContain("assumed");
    expect(result.podRangeNote).not.toContain("room");
  });

  it("widens the range where the subnet has no room left for a further ENI", () =>
    expect(estimate({ enis: STORY, subnets: [subnet({ availableIpAddressCount: 0 })] })).toMatchObject({
      podRange: { low: 1, high: 28 },
      podRangeNote: expect.stringContaining("With room in its subnet the most would be 14"),
      warmEstimate: { low: 0, high: 27 },
    }));

  it("counts room in a subnet of the zone that is tagged for the CNI", () => {
    const tagged = { id: POD_SUBNET, cidr: cidr("10.0.1.0/24"), tags: { "kubernetes.io/role/cni": "1" } };
    const full = subnet({ availableIpAddressCount: 0 });
    const range = (other: ReturnType<typeof subnet>, pool?: PoolAssumption) =>
      estimate({ enis: STORY, subnets: [full, other] }, pool).podRange?.high;
    expect(range(subnet(tagged))).toBe(14);
    expect(range(subnet({ ...tagged, tags: { "kubernetes.io/role/cni": "0" } }))).toBe(28);
    expect(range(subnet({ ...tagged, availabilityZone: "eu-west-1b" }))).toBe(28);
    expect(range(subnet(tagged), given({ ENABLE_SUBNET_DISCOVERY: "false" }))).toBe(28);
    const forCluster = (name: string) =>
      subnet({ ...tagged, tags: { ...tagged.tags, [`cni.networking.k8s.aws/cluster/${name}`]: "1" } });
    expect(range(forCluster("astro"))).toBe(14);
    expect(range(forCluster("another"))).toBe(28);
  });

  it("takes prefixes for prefix delegation while the settings are only assumed", () => {
    const enis = [{ ...PRIMARY, secondaryAddresses: [], prefixes: [ip("10.0.0.16"), ip("10.0.0.32")] }];
    expect(estimate({ enis })).toMatchObject({ usesPrefixes: true, maxPods: 110, podRange: { low: 1, high: 16 } });
    // Given settings are believed: then the prefixes are left over, and their addresses serve until their pods go.
    expect(estimate({ enis }, given({ WARM_ENI_TARGET: "1" })).podRange).toEqual({ low: 0, high: 32 });
  });

  it("takes ENIs in another subnet than an unused primary for custom networking", () => {
    const enis = [
      { ...PRIMARY, secondaryAddresses: [] },
      { ...SECOND, subnetId: POD_SUBNET },
    ];
    const result = estimate({ enis, subnets: [subnet(), subnet({ id: POD_SUBNET })] });
    expect(result).toMatchObject({ maxPods: 44, podRange: { low: 0, high: 0 } });
  });

  it("does not, while the primary holds pods' addresses itself", () =>
    expect(
      estimate({
        enis: [PRIMARY, { ...SECOND, subnetId: POD_SUBNET }],
        subnets: [subnet(), subnet({ id: POD_SUBNET })],
      }).maxPods,
    ).toBe(58));

  it("believes given settings", () => {
    const result = estimate(
      { enis: [{ ...PRIMARY, secondaryAddresses: ips("10.0.0.11", 7) }] },
      given({ WARM_IP_TARGET: "2" }),
    );
    expect(result).toMatchObject({ podRange: { low: 5, high: 5 }, warmEstimate: { low: 2, high: 2 } });
    expect(result.podRangeNote).toContain("as given");
  });

  it("says so when the pool is not where its settings would leave it", () => {
    const result = estimate({ enis: [{ ...PRIMARY, secondaryAddresses: ips("10.0.0.11", 3) }] });
    expect(result.podRange).toEqual({ low: 0, high: 3 });
    expect(result.podRangeNote).toContain("changing");
  });

  it("does not narrow by assumed settings that the node contradicts: an ENI filled in part has another target", () => {
    const enis = [PRIMARY, { ...SECOND, secondaryAddresses: ips("10.0.0.41", 6) }];
    expect(estimate({ enis }).podRange).toEqual({ low: 0, high: 20 });
    expect(estimate({ enis }, given({ WARM_ENI_TARGET: "1" })).podRange).toEqual({ low: 0, high: 6 });
  });

  it("leaves interfaces of further network cards out of the pool", () => {
    const efa = eni({
      interfaceType: "efa",
      attachment: attachment({ networkCardIndex: 1 }),
      primaryAddress: ip("10.0.0.90"),
    });
    expect(estimate({ enis: [...STORY, efa] }).podRange).toEqual({ low: 1, high: 14 });
  });

  interface Obstacle {
    readonly name: string;
    readonly parts: SnapshotParts;
    readonly note: RegExp;
  }

  test.each<Obstacle>([
    {
      name: "no node",
      parts: { enis: [PRIMARY], instances: [instance({ tags: {} })] },
      note: /not a kubernetes node/i,
    },
    {
      name: "Auto Mode",
      parts: { enis: STORY, instances: [instance({ isOperatorManaged: true })] },
      note: /auto mode/i,
    },
    { name: "no ENI", parts: { enis: [] }, note: /none of the node's interfaces/i },
    {
      name: "unknown type",
      parts: { enis: STORY, instances: [instance({ instanceType: "x9.huge" })] },
      note: /x9\.huge/,
    },
    { name: "no type", parts: { enis: STORY, instances: [] }, note: /instance type is not known/ },
    { name: "IPv6 pods", parts: { enis: [{ ...PRIMARY, secondaryAddresses: [], ipv6PrefixCount: 1 }] }, note: /IPv6/ },
  ])("bounds nothing, and says why: $name", ({ parts, note }) => {
    const result = estimate(parts);
    expect([result.podRange, result.warmEstimate]).toEqual([null, null]);
    expect(result.podRangeNote).toMatch(note);
  });

  it("bounds nothing where the settings say IPv6", () =>
    expect(estimate({ enis: STORY }, given({ ENABLE_IPv6: "true" })).podRange).toBeNull());

  it("asks no more than the type's own limits: Xen has no prefixes", () =>
    expect(
      estimate(
        { enis: STORY, instanceTypes: [limits({ hypervisor: "xen" })] },
        given({ ENABLE_PREFIX_DELEGATION: "true" }),
      ),
    ).toMatchObject({ usesPrefixes: false, podRange: { low: 1, high: 14 } }));
});

describe("addressesOfNode", () => {
  const addressesOf = (enis: readonly EniRecord[]) => {
    const inventory = inventoryOf({ enis, instances: [instance()] });
    const node = inventory.nodes.get(INSTANCE_ID);
    return node && addressesOfNode(inventory.snapshot.enis, node);
  };

  it("counts 16 for a prefix and keeps unreadable addresses apart", () =>
    expect(
      addressesOf([
        { ...PRIMARY, prefixes: [ip("10.0.0.64")], unreadableAddressCount: 2 },
        { ...SECOND, primaryAddress: null, unreadableAddressCount: 3 },
      ]),
    ).toEqual({
      primaryCount: 2,
      secondaryCount: 28,
      prefixCount: 1,
      unreadableCount: 2 + 2,
      attachedCount: 28 + 4 + 16,
      heldCount: 2 + 28 + 4 + 16,
      attachedBySubnet: [{ subnetId: SUBNET_ID, count: 48 }],
    }));

  it("counts by subnet", () =>
    expect(
      addressesOf([
        PRIMARY,
        { ...SECOND, subnetId: POD_SUBNET },
        cniEni(2, { subnetId: null, secondaryAddresses: ips("10.0.0.60", 2) }),
      ]),
    ).toMatchObject({
      attachedCount: 30,
      attachedBySubnet: [
        { subnetId: SUBNET_ID, count: 14 },
        { subnetId: POD_SUBNET, count: 14 },
      ],
    }));

  it("counts no primary for an interface without addresses", () =>
    expect(addressesOf([eni({ interfaceType: "efa-only", attachment: attachment() })])).toMatchObject({
      primaryCount: 0,
      heldCount: 0,
    }));

  it("leaves branch ENIs out: they are pods' own", () =>
    expect(
      addressesOf([
        PRIMARY,
        eni({ id: "eni-0trunk000000000001", interfaceType: "trunk", attachment: attachment({ deviceIndex: 1 }) }),
        eni({
          interfaceType: "branch",
          primaryAddress: ip("10.0.0.99"),
          tags: { "vpcresources.k8s.aws/trunk-eni-id": "eni-0trunk000000000001" },
        }),
      ]),
    ).toMatchObject({ heldCount: 15 }));
});

describe("warmEstimateIn", () => {
  it("gives a subnet all of the node's warm addresses when its pool lies there alone", () =>
    expect(warmEstimateIn(estimate({ enis: STORY }), SUBNET_ID)).toEqual({ low: 14, high: 27 }));

  it("lets the pods be in either subnet when the pool lies in two", () => {
    const split = estimate({
      enis: [PRIMARY, { ...SECOND, subnetId: POD_SUBNET }],
      subnets: [subnet(), subnet({ id: POD_SUBNET })],
    });
    expect(split.podRange).toEqual({ low: 1, high: 14 });
    expect(warmEstimateIn(split, SUBNET_ID)).toEqual({ low: 0, high: 14 });
    expect(warmEstimateIn(split, POD_SUBNET)).toEqual({ low: 0, high: 14 });
  });

  it("is 0 where the node holds nothing, and unknown where the node's pods are", () => {
    expect(warmEstimateIn(estimate({ enis: STORY }), "subnet-0c00000000000001")).toEqual({ low: 0, high: 0 });
    expect(warmEstimateIn(estimate({ enis: STORY, instances: [] }), SUBNET_ID)).toBeNull();
  });
});

describe("sumRanges", () => {
  test.each([
    ["nothing", [], null],
    ["only unknown ones", [null, null], null],
    ["a known one among unknown ones", [null, { low: 1, high: 4 }], { low: 1, high: 4 }],
    [
      "two known ones",
      [
        { low: 1, high: 4 },
        { low: 2, high: 2 },
      ],
      { low: 3, high: 6 },
    ],
  ])("of %s", (_, ranges, sum) => expect(sumRanges(ranges)).toEqual(sum));
});

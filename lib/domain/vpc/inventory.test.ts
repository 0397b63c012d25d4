import { describe, expect, it, test } from "vitest";
import type { Millis } from "@/lib/domain/brand";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time-units";
import {
  attachment,
  cidr,
  cniEni,
  DENIED,
  eni,
  instance,
  inventoryOf,
  ip,
  ips,
  SUBNET_ID,
  snapshotOf,
  subnet,
  TAKEN_AT,
  VPC_ID,
  vpc,
} from "@/lib/domain/vpc/fixtures/records";
import { deriveInventory } from "@/lib/domain/vpc/inventory";
import { SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";

const OTHER_SUBNET = "subnet-0b00000000000001";

describe("deriveInventory: places", () => {
  it("groups subnets by VPC and ENIs by subnet", () => {
    const inventory = inventoryOf({
      subnets: [subnet(), subnet({ id: OTHER_SUBNET })],
      enis: [eni({ subnetId: OTHER_SUBNET }), eni(), eni({ subnetId: OTHER_SUBNET }), eni({ subnetId: null })],
    });
    expect(inventory.subnetsByVpc.get(VPC_ID)?.map(({ id }) => id)).toEqual([SUBNET_ID, OTHER_SUBNET]);
    expect(inventory.rowsBySubnet.get(OTHER_SUBNET)).toEqual([0, 2]);
    expect(inventory.rowsBySubnet.get(SUBNET_ID)).toEqual([1]);
  });

  it("knows of VPCs that only subnets name, and of nothing else about them", () => {
    const inventory = inventoryOf({ vpcs: [], apis: { DescribeVpcs: DENIED } });
    expect(inventory.vpcs.get(VPC_ID)).toEqual({
      id: VPC_ID,
      name: null,
      ownerId: null,
      isDefault: null,
      state: null,
      cidrs: [],
      ipv6Cidrs: [],
      tags: {},
    });
  });

  it("knows of subnets and VPCs that only ENIs or instances name", () => {
    const inventory = inventoryOf({
      vpcs: [],
      subnets: [],
      enis: [eni()],
      instances: [instance({ subnetId: OTHER_SUBNET })],
      apis: { DescribeVpcs: DENIED, DescribeSubnets: DENIED },
    });
    expect([...inventory.vpcs.keys()]).toEqual([VPC_ID]);
    expect([...inventory.subnets.keys()].sort()).toEqual([SUBNET_ID, OTHER_SUBNET]);
    expect(inventory.subnets.get(SUBNET_ID)).toMatchObject({
      cidr: null,
      vpcId: VPC_ID,
      availableIpAddressCount: null,
    });
    expect(inventory.stateOf(SUBNET_ID)).toMatchObject({ addresses: null, limitations: [] });
  });

  test.each([
    ["as EC2 said", "999900001111", "999900001111"],
    ["else the owner of most ENIs on instances", null, "111122223333"],
  ])("takes the account %s", (_, accountId, expected) => {
    const enis = [
      eni({ ownerId: "444455556666" }),
      eni({ ownerId: "111122223333", attachment: attachment() }),
      eni({ ownerId: "777788889999" }),
    ];
    expect(inventoryOf({ accountId, enis }).accountId).toBe(expected);
  });

  it("knows no account where nothing tells", () =>
    expect(inventoryOf({ accountId: null, enis: [eni()] }).accountId).toBeNull());

  it("throws for a subnet that it does not hold: a caller's mistake", () =>
    expect(() => inventoryOf().stateOf("subnet-0f00000000000009")).toThrow(RangeError));
});

describe("deriveInventory: ownership", () => {
  it("ties branch to trunk to node, whatever their order", () => {
    const inventory = inventoryOf({
      enis: [
        eni({ interfaceType: "branch", tags: { "vpcresources.k8s.aws/trunk-eni-id": "eni-0trunk000000000001" } }),
        eni({ id: "eni-0trunk000000000001", interfaceType: "trunk", attachment: attachment({ deviceIndex: 1 }) }),
      ],
    });
    expect(inventory.owners[0]).toMatchObject({ primaryClass: "branch", instanceId: "i-0a000000000000001" });
    expect(inventory.owners[0]?.label).toBe("branch behind node i-0a000000000000001");
  });

  it("names instances by their Name tag", () => {
    const inventory = inventoryOf({ enis: [eni({ attachment: attachment() })], instances: [instance()] });
    expect(inventory.owners[0]?.label).toBe("node astro-1");
  });

  test.each([
    ["at the snapshot's time, however late it is looked at", DAY_MS, false],
    ["never later than now, should the snapshot's clock run ahead", -60_000, false],
    ["as leaked once five minutes have passed", 0, true],
  ])("judges left-behind ENIs %s", (_, laterBy, isOld) => {
    const age = isOld ? 6 : 4;
    const left = cniEni(1, {
      attachment: null,
      status: "available",
      tags: {
        "node.k8s.amazonaws.com/instance_id": "i-0dead",
        "node.k8s.amazonaws.com/createdAt": new Date(TAKEN_AT - age * MINUTE_MS).toISOString(),
      },
    });
    const inventory = deriveInventory(snapshotOf({ enis: [left] }), {
      thresholds: { warningRatio: 0.75, criticalRatio: 0.9 },
      pool: SHIPPED_POOL_ASSUMPTION,
      now: (TAKEN_AT + laterBy) as Millis,
    });
    expect(inventory.owners[0]?.isLeaked).toBe(isOld);
  });
});

describe("deriveInventory: what does not fit together", () => {
  it("finds nothing in a settled account", () =>
    expect(
      inventoryOf({
        vpcs: [vpc()],
        enis: [
          eni({ primaryAddress: ip("10.0.0.10"), secondaryAddresses: ips("10.0.0.11", 14), attachment: attachment() }),
        ],
      }).defects(),
    ).toEqual([]));

  it("counts and names each kind by subnet", () => {
    const inventory = inventoryOf({
      enis: [
        eni({ primaryAddress: ip("10.0.0.10"), secondaryAddresses: [ip("10.9.0.1"), ip("10.9.0.2")] }),
        eni({ primaryAddress: ip("10.0.0.10") }),
        eni({ primaryAddress: ip("10.0.0.1") }),
        eni({ subnetId: null }),
      ],
    });
    const found = inventory.defects().map(({ where, problem, count }) => [where, problem, count]);
    expect(found).toEqual([
      [SUBNET_ID, "addresses outside the subnet's CIDR", 2],
      [SUBNET_ID, "addresses that more than one ENI holds", 1],
      [SUBNET_ID, "addresses of ENIs among the five that AWS keeps", 1],
      ["", "ENIs that name no subnet", 1],
    ]);
  });

  test.each([
    [
      "a CIDR too large",
      subnet({ cidr: cidr("10.0.0.0/8") }),
      "the CIDR is larger than EC2 allows; it has no address map",
    ],
    ["a masked CIDR", subnet({ cidr: null }), "ENIs of a subnet whose CIDR is not known"],
  ])("names a subnet with %s", (_, given, problem) =>
    expect(inventoryOf({ subnets: [given], enis: [eni()] }).defects()[0]).toMatchObject({
      where: SUBNET_ID,
      problem,
      count: 1,
    }),
  );

  it("takes an IPv6-only subnet with ENIs for what it is", () =>
    expect(
      inventoryOf({
        subnets: [subnet({ cidr: null, isIpv6Native: true })],
        enis: [eni({ ipv6AddressCount: 1 })],
      }).defects(),
    ).toEqual([]));
});

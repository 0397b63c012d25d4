import { describe, expect, it } from "vitest";
import { subnetDetailSchema } from "@/lib/domain/api/subnet";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
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
  type SnapshotParts,
  SUBNET_ID,
} from "@/lib/domain/vpc/fixtures/records";
import { subnetDetail } from "@/lib/inventory/subnet-detail";

const PLAIN = "i-0b000000000000002";
const TRUNK_ID = "eni-0trunk000000000001";

const ENIS: readonly EniRecord[] = [
  eni({ attachment: attachment(), primaryAddress: ip("10.0.0.10"), secondaryAddresses: ips("10.0.0.11", 14) }),
  eni({
    id: TRUNK_ID,
    interfaceType: "trunk",
    attachment: attachment({ deviceIndex: 1 }),
    primaryAddress: ip("10.0.0.40"),
  }),
  eni({
    id: "eni-0branch00000000001",
    interfaceType: "branch",
    primaryAddress: ip("10.0.0.41"),
    tags: { "vpcresources.k8s.aws/trunk-eni-id": TRUNK_ID },
  }),
  eni({
    interfaceType: "nat_gateway",
    description: "Interface for NAT Gateway nat-0abc",
    primaryAddress: ip("10.0.0.50"),
  }),
  eni({
    description: "Amazon EKS astro",
    primaryAddress: ip("10.0.0.51"),
    attachment: attachment({ instanceId: null, instanceOwnerId: "999900001111" }),
  }),
  eni({
    attachment: attachment({ instanceId: PLAIN }),
    primaryAddress: ip("10.0.0.52"),
    secondaryAddresses: ips("10.0.0.53", 3),
  }),
];

const detailOf = (parts: SnapshotParts = {}) =>
  subnetDetail(inventoryOf({ enis: ENIS, instances: [instance()], ...parts }), SUBNET_ID);

describe("subnetDetail", () => {
  it("answers in the contract's form", () => expect(() => subnetDetailSchema.strict().parse(detailOf())).not.toThrow());

  it("puts every ENI with its node or among the others, the largest holder first", () => {
    const detail = detailOf();
    expect(detail?.nodes).toEqual([
      {
        instanceId: "i-0a000000000000001",
        name: "astro-1",
        instanceType: "t3.2xlarge",
        clusterName: "astro",
        nodeGroup: "workers",
        eniCount: 3,
        addressCount: 17,
        attachedAddressCount: 14,
        prefixCount: 0,
        podRange: { low: 0, high: 0 },
        warmEstimate: { low: 14, high: 14 },
      },
    ]);
    expect(detail?.otherEnis.map(({ ownerLabel, addressCount }) => [ownerLabel, addressCount])).toEqual([
      [`instance ${PLAIN}`, 4],
      ["NAT gateway nat-0abc", 1],
      ["EKS control plane of astro", 1],
    ]);
    const listed = [...(detail?.nodes ?? []), ...(detail?.otherEnis ?? [])];
    expect(listed.reduce((sum, { addressCount }) => sum + addressCount, 0)).toBe(23);
  });

  it("adds a cluster's control plane to its nodes", () =>
    expect(detailOf()?.clusters).toEqual([
      {
        clusterName: "astro",
        nodeCount: 1,
        addressCount: 18,
        attachedAddressCount: 14,
        warmEstimate: { low: 14, high: 14 },
      },
    ]));

  it("keeps nodes whose cluster nothing names apart", () => {
    const unnamed = instance({ tags: { "karpenter.sh/nodepool": "general" } });
    expect(
      detailOf({ instances: [unnamed] })?.clusters.map(({ clusterName, nodeCount }) => [clusterName, nodeCount]),
    ).toEqual([
      [null, 1],
      ["astro", 0],
    ]);
  });

  it("shows a branch whose trunk is not visible among the others", () => {
    const branch = eni({ interfaceType: "branch", tags: { "vpcresources.k8s.aws/trunk-eni-id": "eni-0unseen" } });
    expect(detailOf({ enis: [branch] })?.otherEnis[0]).toMatchObject({ addressClass: "branch", isLeaked: false });
  });

  it("shows reservations with what is allocated in them, and null where they were not read", () => {
    const reservation = {
      id: "scr-1",
      subnetId: SUBNET_ID,
      cidr: cidr("10.0.0.0/27"),
      reservationType: "prefix",
      description: "for pods",
    };
    expect(detailOf({ reservations: [reservation] })?.reservations).toEqual([
      {
        id: "scr-1",
        cidr: "10.0.0.0/27",
        reservationType: "prefix",
        description: "for pods",
        addressCount: 32,
        allocatedAddressCount: 15,
      },
    ]);
    expect(detailOf({ reservationsReadFor: new Set() })?.reservations).toBeNull();
  });

  it("is there without ENIs: what was read of them is listed, what follows from all of them is null", () => {
    const detail = detailOf({ apis: { DescribeNetworkInterfaces: DENIED } });
    expect(detail).toMatchObject({ classCounts: null, nodeCount: null });
    expect(detail?.nodes).toHaveLength(1);
  });

  it("is null for a subnet that the snapshot does not hold", () =>
    expect(subnetDetail(inventoryOf(), "subnet-0f00000000000009")).toBeNull());
});

describe("subnetDetail with several nodes", () => {
  it("lists the node that holds most first, and counts shared ENIs of none twice", () => {
    const second = "i-0c000000000000003";
    const detail = detailOf({
      instances: [instance(), instance({ id: second, name: "astro-2" })],
      enis: [
        eni({ attachment: attachment(), primaryAddress: ip("10.0.0.10") }),
        eni({ attachment: attachment({ instanceId: second }), primaryAddress: ip("10.0.0.20") }),
        cniEni(1, { attachment: attachment({ instanceId: second, deviceIndex: 1 }), prefixes: [ip("10.0.0.32")] }),
      ],
    });
    expect(detail?.nodes.map(({ name, addressCount, prefixCount }) => [name, addressCount, prefixCount])).toEqual([
      ["astro-2", 17, 1],
      ["astro-1", 1, 0],
    ]);
    expect(detail?.clusters[0]).toMatchObject({ nodeCount: 2, addressCount: 18 });
  });
});

import { describe, expect, it, test } from "vitest";
import { type SubnetSummary, subnetSummarySchema, vpcDetailSchema, vpcSummarySchema } from "@/lib/domain/api/vpc";
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
  subnet,
  VPC_ID,
  vpc,
} from "@/lib/domain/vpc/fixtures/records";
import { subnetSummary } from "@/lib/inventory/subnet-summary";
import { vpcDetail } from "@/lib/inventory/vpc-detail";
import { vpcSummaries, vpcSummary } from "@/lib/inventory/vpc-summary";

const OTHER_SUBNET = "subnet-0b00000000000001";

/** The story's node in a /24 of which EC2 says what the identity wants. */
const STORY: SnapshotParts = {
  subnets: [subnet({ availableIpAddressCount: 221 })],
  instances: [instance()],
  enis: [
    eni({ attachment: attachment(), primaryAddress: ip("10.0.0.10"), secondaryAddresses: ips("10.0.0.11", 14) }),
    cniEni(1, { primaryAddress: ip("10.0.0.40"), secondaryAddresses: ips("10.0.0.41", 14) }),
  ],
};

const summaryOf = (parts: SnapshotParts): SubnetSummary => subnetSummary(inventoryOf(parts), SUBNET_ID);

describe("subnetSummary", () => {
  it("answers in the contract's form", () =>
    expect(() => subnetSummarySchema.strict().parse(summaryOf(STORY))).not.toThrow());

  it("tells the story's subnet whole", () =>
    expect(summaryOf(STORY)).toMatchObject({
      cidr: "10.0.0.0/24",
      sizeAddressCount: 256,
      usableAddressCount: 251,
      freeAddressCount: 221,
      usedAddressCount: 30,
      utilizationRatio: 30 / 251,
      unexplainedAddressCount: 0,
      overexplainedAddressCount: 0,
      warmEstimate: { low: 14, high: 27 },
      nodeCount: 1,
      eniCount: 2,
      leakedEniCount: 0,
      clusterNames: ["astro"],
      limitations: [],
      isSharedFromOtherAccount: false,
    }));

  it("says nothing about ENIs that could not be read, rather than 0", () =>
    expect(summaryOf({ ...STORY, apis: { DescribeNetworkInterfaces: DENIED } })).toMatchObject({
      freeAddressCount: 221,
      usedAddressCount: 30,
      classCounts: null,
      serviceCounts: null,
      unexplainedAddressCount: null,
      overexplainedAddressCount: null,
      warmEstimate: null,
      blocks: null,
      nodeCount: null,
      eniCount: null,
      leakedEniCount: null,
    }));

  it("knows a subnet of another account", () =>
    expect(summaryOf({ subnets: [subnet({ ownerId: "999900001111" })] }).isSharedFromOtherAccount).toBe(true));

  it("has no figures of IPv4 for an IPv6-only subnet", () =>
    expect(
      summaryOf({ subnets: [subnet({ cidr: null, isIpv6Native: true, availableIpAddressCount: 0 })] }),
    ).toMatchObject({
      cidr: null,
      sizeAddressCount: null,
      usableAddressCount: null,
      freeAddressCount: null,
      utilizationRatio: null,
      classCounts: null,
      blocks: null,
      limitations: [],
      eniCount: 0,
    }));

  it("does not call space used that a reservation keeps for prefixes", () => {
    const reservations = [
      { id: "scr-1", subnetId: SUBNET_ID, cidr: cidr("10.0.0.128/25"), reservationType: "prefix", description: null },
    ];
    const summary = summaryOf({ subnets: [subnet({ availableIpAddressCount: 124 })], reservations });
    expect(summary).toMatchObject({
      freeAddressCount: 124,
      usedAddressCount: 0,
      utilizationRatio: 0,
      reservationCount: 1,
    });
  });

  it("knows whether reservations were read", () =>
    expect(summaryOf({ reservationsReadFor: new Set() }).reservationCount).toBeNull());

  it("counts a left-behind ENI", () => {
    const tags = {
      "node.k8s.amazonaws.com/instance_id": "i-0dead00000000001",
      "node.k8s.amazonaws.com/createdAt": "2026-03-01T00:00:00Z",
    };
    const leaked = cniEni(1, { attachment: null, status: "available", tags, primaryAddress: ip("10.0.0.99") });
    expect(summaryOf({ enis: [leaked] })).toMatchObject({ leakedEniCount: 1, eniCount: 1, nodeCount: 0 });
  });
});

const sized = (id: string, availableIpAddressCount: number | null, parts = {}) =>
  subnet({ id, name: id, availableIpAddressCount, ...parts });

describe("vpcDetail", () => {
  const detailOf = (parts: SnapshotParts) => vpcDetail(inventoryOf(parts), VPC_ID);

  it("answers in the contract's form", () =>
    expect(() => vpcDetailSchema.strict().parse(detailOf(STORY))).not.toThrow());

  it("orders subnets by what runs out next, of equals the one with fewer free, unknown ones last", () => {
    const detail = detailOf({
      subnets: [
        sized("subnet-0a00000000000011", 200),
        sized("subnet-0a00000000000012", null),
        sized("subnet-0a00000000000013", 3),
        sized("subnet-0a00000000000014", 0),
        sized("subnet-0a00000000000015", 0, { cidr: cidr("10.0.8.0/28") }),
        sized("subnet-0a00000000000016", 11, { cidr: cidr("10.0.9.0/28") }),
      ],
    });
    expect(detail?.subnets.map(({ id }) => id.slice(-2))).toEqual(["14", "15", "13", "11", "16", "12"]);
  });

  it("is null for a VPC that the snapshot does not hold", () =>
    expect(vpcDetail(inventoryOf(), "vpc-0f000000000000009")).toBeNull());
});

describe("vpcSummary", () => {
  const summary = (parts: SnapshotParts) => vpcSummary(inventoryOf(parts), VPC_ID);

  it("answers in the contract's form", () =>
    expect(() => vpcSummarySchema.strict().parse(summary(STORY))).not.toThrow());

  it("adds up its subnets", () => {
    const parts = {
      ...STORY,
      subnets: [...(STORY.subnets ?? []), sized(OTHER_SUBNET, 20, { cidr: cidr("10.0.1.0/24") })],
    };
    expect(summary(parts)).toMatchObject({
      subnetCount: 2,
      usableAddressCount: 502,
      freeAddressCount: 241,
      utilizationRatio: (30 + 231) / 502,
      unexplainedAddressCount: 231,
      warmEstimate: { low: 14, high: 27 },
      nodeCount: 1,
      eniCount: 2,
      subnetsAboveWarningCount: 1,
      subnetsAboveCriticalCount: 1,
      clusterNames: ["astro"],
    });
    expect(summary(parts).classCounts).toMatchObject({ attached: 28, "node-primary": 1, "eni-primary": 1, free: 241 });
  });

  it("counts a node with ENIs in two subnets once, its warm addresses too", () => {
    const parts: SnapshotParts = {
      ...STORY,
      subnets: [subnet(), sized(OTHER_SUBNET, 251, { cidr: cidr("10.0.1.0/24") })],
      enis: [STORY.enis?.[0] ?? eni(), cniEni(1, { subnetId: OTHER_SUBNET, secondaryAddresses: ips("10.0.1.41", 14) })],
    };
    expect(summary(parts)).toMatchObject({ nodeCount: 1, warmEstimate: { low: 14, high: 27 } });
  });

  test.each([
    [
      "DescribeSubnets denied: nothing is said about their number",
      { subnets: [], enis: [eni()], apis: { DescribeSubnets: DENIED } },
      {
        subnetCount: null,
        subnetsAboveCriticalCount: null,
        usableAddressCount: null,
        freeAddressCount: null,
        unexplainedAddressCount: null,
        eniCount: 1,
      },
    ],
    [
      "no subnet at all: nothing is 0",
      { subnets: [] },
      {
        subnetCount: 0,
        usableAddressCount: 0,
        freeAddressCount: 0,
        utilizationRatio: null,
        nodeCount: 0,
        eniCount: 0,
        unexplainedAddressCount: 0,
      },
    ],
    [
      "EC2 counts nothing free anywhere: not known",
      { subnets: [sized(SUBNET_ID, null)] },
      { subnetCount: 1, usableAddressCount: 251, freeAddressCount: null, utilizationRatio: null },
    ],
    [
      "one count missing: the sum of the others",
      { subnets: [sized(SUBNET_ID, null), sized(OTHER_SUBNET, 9)] },
      { freeAddressCount: 9, usableAddressCount: 502, utilizationRatio: 242 / 251 },
    ],
    [
      "only IPv6: no IPv4 address is free",
      { subnets: [subnet({ cidr: null, isIpv6Native: true })] },
      { subnetCount: 1, freeAddressCount: 0, usableAddressCount: 0 },
    ],
    [
      "ENIs denied: nothing is said about what they hold",
      { ...STORY, apis: { DescribeNetworkInterfaces: DENIED } },
      {
        classCounts: null,
        warmEstimate: null,
        nodeCount: null,
        eniCount: null,
        leakedEniCount: null,
        unexplainedAddressCount: null,
        freeAddressCount: 221,
      },
    ],
  ] satisfies [string, SnapshotParts, object][])("%s", (_, parts, expected) =>
    expect(summary(parts)).toMatchObject(expected),
  );

  it("names the five subnets that run out next", () => {
    const subnets = Array.from({ length: 7 }, (_, i) => sized(`subnet-0a0000000000001${i}`, i * 10));
    expect(summary({ subnets }).worstSubnets.map(({ freeAddressCount }) => freeAddressCount)).toEqual([
      0, 10, 20, 30, 40,
    ]);
  });

  it("marks from the threshold itself on", () => {
    const subnets = [sized("subnet-0a00000000000011", 63), sized("subnet-0a00000000000012", 62)];
    // 251 usable: 62 free is 75.3 %, 63 free is 74.9 % used.
    expect(summary({ subnets }).subnetsAboveWarningCount).toBe(1);
  });
});

describe("vpcSummaries", () => {
  it("puts the VPC whose fullest subnet is fullest first, empty ones last", () => {
    const ids = ["vpc-0a000000000000011", "vpc-0a000000000000012", "vpc-0a000000000000013"] as const;
    const inventory = inventoryOf({
      vpcs: ids.map((id) => vpc({ id })),
      subnets: [
        sized("subnet-0a00000000000011", 100, { vpcId: ids[1] }),
        sized("subnet-0a00000000000012", 90, { vpcId: ids[2] }),
        sized("subnet-0a00000000000013", 251, { vpcId: ids[2] }),
      ],
    });
    expect(vpcSummaries(inventory).map(({ id }) => id)).toEqual([ids[2], ids[1], ids[0]]);
  });
});

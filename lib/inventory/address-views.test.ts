import { gzipSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import { type AddressStory, addressMapSchema, addressPageSchema } from "@/lib/domain/api/subnet";
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
  notRead,
  type SnapshotParts,
  SUBNET_ID,
  subnet,
} from "@/lib/domain/vpc/fixtures/records";
import { addressMap, toRuns } from "@/lib/inventory/address-map";
import { type AddressPageRequest, addressPage } from "@/lib/inventory/address-page";

const PARTS: SnapshotParts = {
  subnets: [subnet({ cidr: cidr("10.0.0.0/26") })],
  instances: [instance()],
  enis: [
    eni({
      attachment: attachment(),
      primaryAddress: ip("10.0.0.10"),
      publicAddress: ip("203.0.113.7"),
      secondaryAddresses: ips("10.0.0.11", 2),
    }),
    cniEni(1, { primaryAddress: ip("10.0.0.40"), prefixes: [ip("10.0.0.16")] }),
    eni({
      id: "eni-0nat",
      interfaceType: "nat_gateway",
      description: "Interface for NAT Gateway nat-0abc",
      primaryAddress: ip("10.0.0.50"),
    }),
    eni({ id: "eni-0late", status: "available", primaryAddress: ip("10.0.0.50") }),
  ],
  reservations: [
    { id: "scr-1", subnetId: SUBNET_ID, cidr: cidr("10.0.0.56/29"), reservationType: "explicit", description: null },
  ],
};

function mapOf(parts: SnapshotParts = PARTS) {
  const result = addressMap(inventoryOf(parts), SUBNET_ID);
  if (result.kind !== "data") throw new Error(result.problem.message);
  return result.data;
}

function pageOf(request: AddressPageRequest = {}, parts: SnapshotParts = PARTS) {
  const result = addressPage(inventoryOf(parts), SUBNET_ID, request);
  if (result.kind !== "data") throw new Error(result.problem.message);
  return result.data;
}

function storyOf(address: string): AddressStory | undefined {
  return pageOf({ from: address, limit: 1 }).addresses[0];
}

describe("addressMap", () => {
  it("answers in the contract's form", () => expect(() => addressMapSchema.strict().parse(mapOf())).not.toThrow());

  it("gives runs in address order that add up to the subnet", () => {
    const { classes, runs, prefixBlocks, blocks } = mapOf();
    const named = runs.flatMap((value, i) => (i % 2 === 0 ? [[classes[value], runs[i + 1]]] : []));
    expect(named).toEqual([
      ["reserved-by-aws", 4],
      ["free", 6],
      ["node-primary", 1],
      ["attached", 2],
      ["free", 3],
      ["attached", 16],
      ["free", 8],
      ["eni-primary", 1],
      ["free", 9],
      ["service", 1],
      ["free", 5],
      ["cidr-reservation", 7],
      ["reserved-by-aws", 1],
    ]);
    expect(prefixBlocks).toEqual([1]);
    expect(blocks).toEqual([
      ["reserved", 1],
      ["prefix", 1],
      ["fragmented", 1],
      ["reserved", 1],
    ]);
  });

  it("of a /16 in which every other address is taken stays small on the wire", () => {
    const everyOther = ips("10.0.0.4", 65_000).filter((_, i) => i % 2 === 0);
    const enis = [eni({ attachment: attachment(), secondaryAddresses: everyOther })];
    const map = mapOf({ subnets: [subnet({ cidr: cidr("10.0.0.0/16") })], enis });
    expect(map.runs.filter((_, i) => i % 2 === 1).reduce((sum, run) => sum + run, 0)).toBe(65_536);
    expect(gzipSync(JSON.stringify(map)).length).toBeLessThan(40_000);
  });

  test.each<[string, SnapshotParts, string, string, string]>([
    ["an unknown subnet", {}, "subnet-0f00000000000009", "not-found", "not-found"],
    [
      "an IPv6-only subnet",
      { subnets: [subnet({ cidr: null, isIpv6Native: true })] },
      SUBNET_ID,
      "not-found",
      "not-found",
    ],
    ["a masked CIDR", { subnets: [subnet({ cidr: null })] }, SUBNET_ID, "not-found", "not-found"],
    [
      "ENIs that were denied: nothing can be called free",
      { ...PARTS, apis: { DescribeNetworkInterfaces: DENIED } },
      SUBNET_ID,
      "unavailable",
      "denied",
    ],
    [
      "ENIs that failed half-way",
      { ...PARTS, apis: { DescribeNetworkInterfaces: notRead("failed", "endpoint-unreachable") } },
      SUBNET_ID,
      "unavailable",
      "endpoint-unreachable",
    ],
    [
      "ENIs that failed as AWS said",
      { ...PARTS, apis: { DescribeNetworkInterfaces: notRead("failed", "InternalError") } },
      SUBNET_ID,
      "unavailable",
      "malformed-answer",
    ],
    [
      "a capture without ENIs",
      { ...PARTS, apis: { DescribeNetworkInterfaces: notRead("absent") } },
      SUBNET_ID,
      "unavailable",
      "capture-unreadable",
    ],
  ])("is not there for %s", (_, parts, id, kind, code) =>
    expect(addressMap(inventoryOf(parts), id)).toMatchObject({ kind, problem: { code } }),
  );
});

describe("toRuns", () => {
  test.each<[string, number[], [number, number][]]>([
    ["nothing", [], []],
    ["one value", [7], [[7, 1]]],
    [
      "equal neighbours",
      [1, 1, 2, 1],
      [
        [1, 2],
        [2, 1],
        [1, 1],
      ],
    ],
  ])("of %s", (_, values, runs) => expect(toRuns(values)).toEqual(runs));
});

describe("addressPage", () => {
  it("answers in the contract's form", () => expect(() => addressPageSchema.strict().parse(pageOf())).not.toThrow());

  it("walks the whole subnet page by page, each address once", () => {
    const seen: string[] = [];
    let from: string | null = "10.0.0.0";
    while (from !== null) {
      const page = pageOf({ from, limit: 13 });
      seen.push(...page.addresses.map(({ address }) => address));
      from = page.next;
    }
    expect(seen).toHaveLength(64);
    expect(new Set(seen).size).toBe(64);
    expect(seen.at(-1)).toBe("10.0.0.63");
  });

  test.each<[string, Partial<AddressStory>]>([
    ["10.0.0.0", { addressClass: "reserved-by-aws", ownerLabel: "AWS: network address", eniId: null }],
    ["10.0.0.1", { ownerLabel: "AWS: VPC router" }],
    ["10.0.0.63", { ownerLabel: "AWS: broadcast address" }],
    ["10.0.0.4", { addressClass: "free", ownerLabel: "no visible ENI", instanceId: null }],
    [
      "10.0.0.10",
      {
        addressClass: "node-primary",
        ownerLabel: "node astro-1",
        nodeName: "astro-1",
        clusterName: "astro",
        deviceIndex: 0,
        publicAddress: "203.0.113.7",
        prefix: null,
      },
    ],
    ["10.0.0.11", { addressClass: "attached", eniId: "eni-0a000000000000001", publicAddress: null }],
    [
      "10.0.0.31",
      {
        addressClass: "attached",
        prefix: "10.0.0.16/28",
        deviceIndex: 1,
        eniDescription: "aws-K8S-i-0a000000000000001",
      },
    ],
    [
      "10.0.0.50",
      {
        addressClass: "service",
        serviceKind: "nat-gateway",
        ownerLabel: "NAT gateway nat-0abc",
        eniId: "eni-0nat",
        otherEniIds: ["eni-0late"],
      },
    ],
    ["10.0.0.57", { addressClass: "cidr-reservation", reservationId: "scr-1", ownerLabel: "CIDR reservation scr-1" }],
  ])("tells the story of %s", (address, story) => expect(storyOf(address)).toMatchObject(story));

  it("shows who claims an address that AWS keeps", () => {
    const enis = [eni({ id: "eni-0odd", primaryAddress: ip("10.0.0.1") })];
    expect(pageOf({ from: "10.0.0.1", limit: 1 }, { ...PARTS, enis }).addresses[0]).toMatchObject({
      addressClass: "reserved-by-aws",
      eniId: null,
      otherEniIds: ["eni-0odd"],
    });
  });

  test.each<[string, AddressPageRequest, string]>([
    ["no address", { from: "ten" }, "from"],
    ["an address outside the subnet", { from: "10.0.1.0" }, "from"],
    ["a limit of 0", { limit: 0 }, "limit"],
    ["a limit too large", { limit: 5000 }, "limit"],
    ["half an address", { limit: 1.5 }, "limit"],
  ])("refuses %s and names the parameter", (_, request, parameter) =>
    expect(addressPage(inventoryOf(PARTS), SUBNET_ID, request)).toMatchObject({
      kind: "invalid",
      problem: { code: "invalid-parameter", parameter },
    }),
  );
});

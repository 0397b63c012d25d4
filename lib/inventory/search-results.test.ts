import { describe, expect, it, test } from "vitest";
import type { SearchResult } from "@/lib/domain/api/node";
import {
  attachment,
  cidr,
  cniEni,
  DENIED,
  eni,
  INSTANCE_ID,
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
import { searchResults } from "@/lib/inventory/search-results";

const OTHER_VPC = "vpc-0b000000000000002";
const OTHER_SUBNET = "subnet-0b00000000000002";

const PARTS: SnapshotParts = {
  vpcs: [vpc(), vpc({ id: OTHER_VPC, name: "prod", cidrs: [cidr("10.0.0.0/20"), cidr("100.64.0.0/16")] })],
  subnets: [subnet(), subnet({ id: OTHER_SUBNET, name: "prod-a", vpcId: OTHER_VPC, cidr: cidr("10.0.0.0/25") })],
  instances: [instance(), instance({ id: "i-0dead00000000001", name: "astro-old", state: "terminated" })],
  enis: [
    eni({
      attachment: attachment(),
      primaryAddress: ip("10.0.0.10"),
      publicAddress: ip("203.0.113.7"),
      secondaryAddresses: ips("10.0.0.11", 14),
    }),
    cniEni(1, { primaryAddress: ip("10.0.0.40"), prefixes: [ip("10.0.0.64")] }),
    eni({
      id: "eni-0c0ffee0000000001",
      requesterId: "amazon-elb",
      description: "ELB app/web/50dc6c495c0c9188",
      primaryAddress: ip("10.0.0.50"),
    }),
    eni({ id: "eni-0lost000000000001", subnetId: null, primaryAddress: ip("192.168.7.7") }),
  ],
};

function search(query: string, limit?: number, parts = PARTS) {
  const result = searchResults(inventoryOf(parts), query, limit);
  if (result.kind !== "data") throw new Error(result.problem.message);
  return result.data;
}

const brief = (results: readonly SearchResult[]) => results.map(({ kind, id, href }) => [kind, id, href]);

describe("searchResults: addresses", () => {
  it("finds an address in each subnet that has it, then its ENI and its node", () => {
    const { interpretedAs, results } = search("10.0.0.12");
    expect(interpretedAs).toBe("the address 10.0.0.12");
    expect(brief(results)).toEqual([
      ["address", "10.0.0.12", `/subnets/${SUBNET_ID}?address=10.0.0.12`],
      ["address", "10.0.0.12", `/subnets/${OTHER_SUBNET}?address=10.0.0.12`],
      ["eni", "eni-0a000000000000001", `/nodes/${INSTANCE_ID}?eni=eni-0a000000000000001`],
      ["node", INSTANCE_ID, `/nodes/${INSTANCE_ID}`],
    ]);
    expect(results[0]?.detail).toBe("node astro-1 · dev-a");
    expect(results[1]?.detail).toBe("no visible ENI · prod-a");
  });

  test.each([
    ["a primary address", "10.0.0.40", "eni-0a00000000000001"],
    ["an address inside a prefix", "10.0.0.79", "eni-0a00000000000001"],
    ["a service's address", "10.0.0.50", "eni-0c0ffee0000000001"],
    ["an address outside all known subnets", "192.168.7.7", "eni-0lost000000000001"],
  ])("finds the ENI of %s", (_, query, id) =>
    expect(
      search(query)
        .results.filter(({ kind }) => kind === "eni")
        .map((result) => result.id),
    ).toEqual([id]),
  );

  it("leads from a public address to the private one behind it", () =>
    expect(brief(search("203.0.113.7").results)[0]).toEqual([
      "address",
      "10.0.0.10",
      `/subnets/${SUBNET_ID}?address=10.0.0.10`,
    ]));

  it("names the VPCs around an address that no subnet has", () =>
    expect(brief(search("10.0.9.9").results)).toEqual([
      ["vpc", VPC_ID, `/vpcs/${VPC_ID}`],
      ["vpc", OTHER_VPC, `/vpcs/${OTHER_VPC}`],
    ]));

  it("does not call an address free while ENIs are not read", () =>
    expect(search("10.0.0.200", 5, { ...PARTS, apis: { DescribeNetworkInterfaces: DENIED } }).results[0]?.detail).toBe(
      "holder not known · dev-a",
    ));
});

describe("searchResults: CIDRs", () => {
  it("finds the block itself, then what lies inside, then what lies around", () => {
    expect(brief(search("10.0.0.0/20").results).map(([, id]) => id)).toEqual([
      OTHER_VPC,
      SUBNET_ID,
      OTHER_SUBNET,
      VPC_ID,
    ]);
    expect(brief(search("10.0.0.0/25").results).map(([, id]) => id)).toEqual([
      OTHER_SUBNET,
      VPC_ID,
      OTHER_VPC,
      SUBNET_ID,
    ]);
  });

  it("finds the ENI that holds a prefix", () =>
    expect(search("10.0.0.64/28").results[0]).toMatchObject({ kind: "eni", id: "eni-0a00000000000001" }));

  it("finds a secondary CIDR's VPC", () =>
    expect(brief(search("100.64.4.0/24").results)).toEqual([["vpc", OTHER_VPC, `/vpcs/${OTHER_VPC}`]]));
});

describe("searchResults: ids", () => {
  test.each([
    [VPC_ID, "vpc", `/vpcs/${VPC_ID}`],
    [SUBNET_ID, "subnet", `/subnets/${SUBNET_ID}`],
    [INSTANCE_ID, "node", `/nodes/${INSTANCE_ID}`],
    ["eni-0c0ffee0000000001", "eni", `/subnets/${SUBNET_ID}?eni=eni-0c0ffee0000000001`],
    ["eni-0lost000000000001", "eni", "/search?q=eni-0lost000000000001"],
    ["ENI-0C0FFEE", "eni", `/subnets/${SUBNET_ID}?eni=eni-0c0ffee0000000001`],
    ["vpc-0b", "vpc", `/vpcs/${OTHER_VPC}`],
    ["c0ffee", "eni", `/subnets/${SUBNET_ID}?eni=eni-0c0ffee0000000001`],
  ])("%s leads to %s %s", (query, kind, href) => {
    const { results, total } = search(query);
    expect(total).toBe(1);
    expect(results[0]).toMatchObject({ kind, href });
  });

  it("lists all that begin alike", () => {
    const { results, total, interpretedAs } = search("eni-");
    expect(interpretedAs).toBe("ids of ENIs that begin with eni-");
    expect([results.length, total]).toEqual([4, 4]);
  });

  it("finds a terminated instance by its id, since somebody may look for it", () =>
    expect(search("i-0dead00000000001").results[0]?.detail).toContain("terminated"));

  it("takes what is no id's beginning for a name", () => {
    const named = { ...PARTS, vpcs: [vpc({ name: "vpc-shared" })], subnets: [subnet({ name: "subnet-x" })] };
    expect(search("subnet-x", 5, named).results[0]?.id).toBe(SUBNET_ID);
  });
});

describe("searchResults: names", () => {
  test.each([
    ["a VPC", "shared", "vpc", VPC_ID],
    ["a subnet", "dev-a", "subnet", SUBNET_ID],
    ["a node", "ASTRO-1", "node", INSTANCE_ID],
    ["a node by its host name", "ip-10-0-0-10.eu", "node", INSTANCE_ID],
    ["a load balancer", "balancer web", "eni", "eni-0c0ffee0000000001"],
    ["a load balancer by its description", "50dc6c495c0c9188", "eni", "eni-0c0ffee0000000001"],
  ])("finds %s", (_, query, kind, id) =>
    expect(search(query).results.map((result) => [result.kind, result.id])).toContainEqual([kind, id]),
  );

  it("puts the name itself before names that begin so, clusters before nodes", () =>
    expect(search("astro").results.map(({ kind, id }) => [kind, id])).toEqual([
      ["cluster", "astro"],
      ["node", INSTANCE_ID],
    ]));

  it("leads from a cluster to its VPCs, its name escaped", () => {
    const tagged = instance({ tags: { "eks:cluster-name": "a&b" } });
    expect(search("a&b", 5, { ...PARTS, instances: [tagged] }).results[0]).toMatchObject({
      kind: "cluster",
      detail: "cluster of 1 node",
      href: "/?cluster=a%26b",
    });
  });

  it("says by which name it was found where the result does not show it", () => {
    const details = (query: string) => search(query).results.map(({ detail }) => detail);
    expect(details("eu-west-1.compute")[0]).toMatch(/ · ip-10-0-0-10\.eu-west-1\.compute\.internal$/);
    expect(details("astro-1")[0]).not.toMatch(/compute\.internal/);
  });

  it("leaves terminated instances out", () => expect(search("astro-old").total).toBe(0));

  it("says how many there are when it shows fewer", () => {
    const { results, total } = search("a", 1);
    expect(results).toHaveLength(1);
    expect(total).toBeGreaterThan(3);
  });

  test.each(["", "   ", "no such thing", "\u0000", "%", "10.0.0.0/99", "__proto__"])(
    "finds nothing for %j, and says so",
    (query) => expect(search(query)).toMatchObject({ query, total: 0, results: [] }),
  );

  test.each([0, 101, 1.5, Number.NaN])("refuses a limit of %d and names it", (limit) =>
    expect(searchResults(inventoryOf(PARTS), "a", limit)).toMatchObject({
      kind: "invalid",
      problem: { parameter: "limit" },
    }),
  );
});

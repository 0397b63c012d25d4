import { describe, expect, it, test } from "vitest";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { cidr, DENIED, eni, inventoryOf, ip, ips, SUBNET_ID, subnet } from "@/lib/domain/vpc/fixtures/records";
import type { CidrReservation } from "@/lib/domain/vpc/snapshot";
import { limitationsOf, type SubnetRoom } from "@/lib/domain/vpc/subnet-limitation";

const room = (parts: Partial<SubnetRoom>): SubnetRoom => ({
  freeAddressCount: 100,
  freeBlockCount: 4,
  freeBlockInReservationCount: 0,
  ...parts,
});

describe("limitationsOf", () => {
  test.each<{ name: string; parts: Partial<SubnetRoom>; limitations: readonly string[] }>([
    { name: "plenty", parts: {}, limitations: [] },
    {
      name: "8 free still make a load balancer",
      parts: { freeAddressCount: 8, freeBlockCount: 0 },
      limitations: ["prefix"],
    },
    {
      name: "7 free do not",
      parts: { freeAddressCount: 7, freeBlockCount: 0 },
      limitations: ["load-balancer", "prefix"],
    },
    {
      name: "5 free still move a control plane",
      parts: { freeAddressCount: 5, freeBlockCount: 0 },
      limitations: ["load-balancer", "prefix"],
    },
    {
      name: "4 free do not",
      parts: { freeAddressCount: 4, freeBlockCount: 0 },
      limitations: ["load-balancer", "control-plane-change", "prefix"],
    },
    {
      name: "none free",
      parts: { freeAddressCount: 0, freeBlockCount: 0 },
      limitations: ["load-balancer", "control-plane-change", "prefix", "address"],
    },
    { name: "many free, all in pieces", parts: { freeBlockCount: 0 }, limitations: ["prefix"] },
    {
      name: "blocks look free, but EC2 counts fewer than 16 addresses",
      parts: { freeAddressCount: 15 },
      limitations: ["prefix"],
    },
    { name: "16 free addresses may be a block", parts: { freeAddressCount: 16 }, limitations: [] },
    {
      name: "EC2 counts none free, a reservation holds blocks: not full",
      parts: { freeAddressCount: 0, freeBlockInReservationCount: 4 },
      limitations: ["load-balancer", "control-plane-change"],
    },
    {
      name: "EC2 counts none free, reservations are not read: not called full",
      parts: { freeAddressCount: 0, freeBlockInReservationCount: null },
      limitations: ["load-balancer", "control-plane-change"],
    },
    {
      name: "EC2 counts none free, ENIs are not read",
      parts: { freeAddressCount: 0, freeBlockCount: null },
      limitations: ["load-balancer", "control-plane-change", "prefix", "address"],
    },
    {
      name: "nothing is known",
      parts: { freeAddressCount: null, freeBlockCount: null, freeBlockInReservationCount: null },
      limitations: [],
    },
  ])("$name", ({ parts, limitations }) => expect(limitationsOf(room(parts))).toEqual(limitations));
});

const reservation: CidrReservation = {
  id: "scr-1",
  subnetId: SUBNET_ID,
  cidr: cidr("10.0.0.128/25"),
  reservationType: "prefix",
  description: null,
};
/** Everything outside the reservation. */
const REST: EniRecord = eni({ primaryAddress: ip("10.0.0.4"), secondaryAddresses: ips("10.0.0.5", 123) });

describe("a subnet's limitations", () => {
  const limitationsWith = (parts: Parameters<typeof inventoryOf>[0]) =>
    inventoryOf({ subnets: [subnet({ availableIpAddressCount: 0 })], enis: [REST], ...parts }).stateOf(SUBNET_ID)
      .limitations;

  it("leaves prefixes possible where a reservation holds them, although EC2 counts nothing free", () =>
    expect(limitationsWith({ reservations: [reservation] })).toEqual(["load-balancer", "control-plane-change"]));

  it("calls the same subnet full when no reservation explains the count", () =>
    expect(limitationsWith({})).toContain("address"));

  it("does not, while its reservations could not be read", () =>
    expect(limitationsWith({ reservationsReadFor: new Set() })).toEqual(["load-balancer", "control-plane-change"]));

  it("goes by EC2's count alone where ENIs could not be read", () =>
    expect(limitationsWith({ apis: { DescribeNetworkInterfaces: DENIED } })).toEqual([
      "load-balancer",
      "control-plane-change",
      "prefix",
      "address",
    ]));

  it("goes by what looks free where EC2 gave no count", () =>
    expect(limitationsWith({ subnets: [subnet({ availableIpAddressCount: null })] })).toEqual([]));

  it("has none for an IPv6-only subnet", () =>
    expect(
      limitationsWith({ enis: [], subnets: [subnet({ cidr: null, isIpv6Native: true, availableIpAddressCount: 0 })] }),
    ).toEqual([]));
});

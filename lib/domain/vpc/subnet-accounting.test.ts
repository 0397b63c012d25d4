import { describe, expect, it, test } from "vitest";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import {
  attachment,
  cidr,
  eni,
  inventoryOf,
  ip,
  ips,
  notRead,
  SUBNET_ID,
  subnet,
} from "@/lib/domain/vpc/fixtures/records";
import type { CidrReservation, Subnet } from "@/lib/domain/vpc/snapshot";
import { capacityOf } from "@/lib/domain/vpc/subnet-accounting";

/** One ENI of 15 addresses and a prefix: 31 of the subnet's. */
const NODE: EniRecord = eni({
  primaryAddress: ip("10.0.0.10"),
  secondaryAddresses: ips("10.0.0.64", 14),
  prefixes: [ip("10.0.0.16")],
  attachment: attachment(),
});

const reserve = (text: string, reservationType: string): CidrReservation => ({
  id: "scr-1",
  subnetId: SUBNET_ID,
  cidr: cidr(text),
  reservationType,
  description: null,
});

const accounting = (availableIpAddressCount: number | null, reservations: CidrReservation[] = [], enis = [NODE]) =>
  inventoryOf({ subnets: [subnet({ availableIpAddressCount })], enis, reservations }).stateOf(SUBNET_ID).accounting;

describe("accountFor", () => {
  test.each([
    { name: "the identity holds", available: 220, unexplained: 0, over: 0, free: 220 },
    { name: "another account's addresses in a shared subnet", available: 200, unexplained: 20, over: 0, free: 200 },
    { name: "EC2 was read before the ENI took its addresses", available: 230, unexplained: 0, over: 10, free: 220 },
    { name: "nothing is free, although it looks so", available: 0, unexplained: 220, over: 0, free: 0 },
    { name: "a count that cannot be", available: -5, unexplained: 220, over: 0, free: 0 },
    { name: "EC2 gave no count", available: null, unexplained: null, over: null, free: 220 },
  ])("$name", ({ available, unexplained, over, free }) => {
    expect(accounting(available)).toMatchObject({
      unexplainedAddressCount: unexplained,
      overexplainedAddressCount: over,
      classCounts: { free, "reserved-by-aws": 5 },
    });
  });

  it("counts reserved and unallocated space as explained, allocations inside it only once", () => {
    const reserved = [reserve("10.0.0.0/25", "prefix")];
    // 128 addresses are reserved, 4 of AWS's and the node's 31 among them; outside are 127 free ones.
    expect(accounting(127, reserved)).toMatchObject({
      unexplainedAddressCount: 0,
      overexplainedAddressCount: 0,
      classCounts: { "cidr-reservation": 128 - 4 - 31, free: 127 },
      reservedForPrefixesCount: 128 - 4 - 31,
    });
  });

  it("does not hold an explicit reservation for prefixes", () =>
    expect(accounting(220, [reserve("10.0.0.128/28", "explicit")])?.reservedForPrefixesCount).toBe(0));

  it("counts unreadable addresses to their ENI's class", () => {
    const masked = eni({ primaryAddress: null, unreadableAddressCount: 3, attachment: attachment() });
    const plain = accounting(217, [], [NODE, masked]);
    expect(plain).toMatchObject({ unexplainedAddressCount: 0, classCounts: { instance: 34, free: 217 } });
  });

  it("does not take more unreadable addresses than look free", () => {
    const masked = eni({ primaryAddress: null, unreadableAddressCount: 1000, attachment: attachment() });
    expect(accounting(0, [], [masked])).toMatchObject({
      unexplainedAddressCount: 0,
      classCounts: { instance: 251, free: 0 },
    });
  });

  it.each(["denied", "throttled", "failed", "absent"] as const)("says nothing while ENIs are %s", (status) => {
    const state = inventoryOf({ enis: [NODE], apis: { DescribeNetworkInterfaces: notRead(status) } }).stateOf(
      SUBNET_ID,
    );
    expect(state.accounting).toBeNull();
    expect(state.blocks).toBeNull();
    // What was read of the ENIs is still there for the node's page.
    expect(state.rows).toHaveLength(1);
  });
});

describe("capacityOf", () => {
  test.each<{ name: string; parts: Partial<Subnet>; capacity: readonly (number | null)[] }>([
    { name: "a /24", parts: {}, capacity: [256, 251, 251] },
    { name: "a /28", parts: { cidr: cidr("10.0.0.0/28"), availableIpAddressCount: 11 }, capacity: [16, 11, 11] },
    {
      name: "smaller than what AWS keeps",
      parts: { cidr: cidr("10.0.0.0/30"), availableIpAddressCount: 0 },
      capacity: [4, 0, 0],
    },
    {
      name: "IPv6 only: EC2's 0 is no count of IPv4",
      parts: { cidr: null, isIpv6Native: true, availableIpAddressCount: 0 },
      capacity: [null, null, null],
    },
    { name: "a masked CIDR", parts: { cidr: null, availableIpAddressCount: 7 }, capacity: [null, null, 7] },
    { name: "no count", parts: { availableIpAddressCount: null }, capacity: [256, 251, null] },
  ])("$name", ({ parts, capacity }) => {
    const { sizeAddressCount, usableAddressCount, freeAddressCount } = capacityOf(subnet(parts));
    expect([sizeAddressCount, usableAddressCount, freeAddressCount]).toEqual(capacity);
  });
});

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { cidrContains, cidrSize, networkOf, type PrefixLength } from "@/lib/domain/ip/cidr";
import { type Ipv4, toIpv4 } from "@/lib/domain/ip/ipv4";
import { ADDRESS_CLASS_CODE, ADDRESS_CLASSES, type AddressClass, BLOCK_KINDS } from "@/lib/domain/vpc/address-class";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import {
  attachment,
  cidr,
  cniEni,
  eni,
  instance,
  inventoryOf,
  ip,
  ips,
  SUBNET_ID,
  subnet,
} from "@/lib/domain/vpc/fixtures/records";
import type { CidrReservation } from "@/lib/domain/vpc/snapshot";
import { allocatedInReservation, countClasses, type SubnetAddresses } from "@/lib/domain/vpc/subnet-addresses";

const reservation = (text: string, reservationType: string | null = "prefix"): CidrReservation => ({
  id: `scr-${text}`,
  subnetId: SUBNET_ID,
  cidr: cidr(text),
  reservationType,
  description: null,
});

interface Given {
  readonly block?: string;
  readonly enis?: readonly EniRecord[];
  readonly reservations?: readonly CidrReservation[];
}

function addressesOf({ block = "10.0.0.0/24", enis = [], reservations = [] }: Given): SubnetAddresses {
  const inventory = inventoryOf({
    subnets: [subnet({ cidr: cidr(block) })],
    enis,
    reservations,
    instances: [instance()],
  });
  const { addresses } = inventory.stateOf(SUBNET_ID);
  if (!addresses) throw new Error("the test's subnet has no map");
  return addresses;
}

/** Classes with their counts, those with none left out. */
const present = (addresses: SubnetAddresses): Partial<Record<AddressClass, number>> =>
  Object.fromEntries(Object.entries(countClasses(addresses.classes)).filter(([, count]) => count > 0));

const classAt = (addresses: SubnetAddresses, offset: number) => ADDRESS_CLASSES[addresses.classes[offset] ?? -1];

const primaryOf = (address: string, parts: Partial<EniRecord> = {}): EniRecord =>
  eni({ primaryAddress: ip(address), attachment: attachment(), ...parts });

describe("classifyAddresses", () => {
  test.each([
    ["10.0.0.0/24", { "reserved-by-aws": 5, free: 251 }],
    ["10.0.0.0/28", { "reserved-by-aws": 5, free: 11 }],
    ["10.0.0.8/29", { "reserved-by-aws": 5, free: 3 }],
    ["10.0.0.4/30", { "reserved-by-aws": 4 }],
    ["10.0.0.2/31", { "reserved-by-aws": 2 }],
    ["10.0.0.7/32", { "reserved-by-aws": 1 }],
    ["10.0.0.0/16", { "reserved-by-aws": 5, free: 65_531 }],
  ] as const)("keeps AWS's own addresses of an empty %s", (block, counts) =>
    expect(present(addressesOf({ block }))).toEqual(counts),
  );

  it("gives the story's node 2 primaries and 28 attached addresses", () => {
    const addresses = addressesOf({
      enis: [
        primaryOf("10.0.0.10", { secondaryAddresses: ips("10.0.0.11", 14) }),
        cniEni(1, { primaryAddress: ip("10.0.0.40"), secondaryAddresses: ips("10.0.0.41", 14) }),
      ],
    });
    expect(present(addresses)).toEqual({
      "reserved-by-aws": 5,
      "node-primary": 1,
      "eni-primary": 1,
      attached: 28,
      free: 221,
    });
  });

  it("counts all 16 addresses of a prefix and remembers its row", () => {
    const addresses = addressesOf({ enis: [primaryOf("10.0.0.10", { prefixes: [ip("10.0.0.32"), ip("10.0.0.16")] })] });
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, "node-primary": 1, attached: 32, free: 218 });
    expect(addresses.prefixBlocks).toEqual([1, 2]);
  });

  it("counts services by kind", () => {
    const addresses = addressesOf({
      enis: [
        eni({ interfaceType: "nat_gateway", primaryAddress: ip("10.0.0.5") }),
        eni({ interfaceType: "lambda", primaryAddress: ip("10.0.0.6"), secondaryAddresses: ips("10.0.0.7", 2) }),
      ],
    });
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, service: 4, free: 247 });
    expect(Object.fromEntries(addresses.serviceCounts)).toEqual({ "nat-gateway": 1, lambda: 3 });
  });

  it("believes an ENI in use before an available one, whatever their order", () => {
    const addresses = addressesOf({
      enis: [eni({ status: "available", primaryAddress: ip("10.0.0.9") }), primaryOf("10.0.0.9")],
    });
    expect(classAt(addresses, 9)).toBe("node-primary");
    expect(addresses.doubleClaimCount).toBe(1);
  });

  it("counts what two ENIs claim once", () => {
    const addresses = addressesOf({
      enis: [
        primaryOf("10.0.0.17", { prefixes: [ip("10.0.0.16")] }),
        cniEni(1, { primaryAddress: ip("10.0.0.18"), secondaryAddresses: ips("10.0.0.30", 4) }),
      ],
    });
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, "node-primary": 1, attached: 17, free: 233 });
    expect(addresses.doubleClaimCount).toBe(1 + 1 + 2);
    // One of the block's addresses was somebody else's already: it is no prefix that could be drawn as one.
    expect(addresses.prefixBlocks).toEqual([]);
  });

  it("keeps AWS's addresses AWS's, even when an ENI claims them", () => {
    const addresses = addressesOf({ enis: [primaryOf("10.0.0.1", { secondaryAddresses: [ip("10.0.0.255")] })] });
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, free: 251 });
    expect(addresses.reservedClaimCount).toBe(2);
  });

  it("counts addresses outside the subnet and goes on", () => {
    const addresses = addressesOf({
      enis: [
        primaryOf("10.0.1.10", {
          secondaryAddresses: [ip("10.0.0.20"), ip("192.168.0.1")],
          prefixes: [ip("10.0.2.0")],
        }),
      ],
    });
    expect(addresses.outsideAddressCount).toBe(1 + 1 + 16);
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, attached: 1, free: 250 });
  });

  it("cuts a prefix that leaves a small subnet", () => {
    const addresses = addressesOf({
      block: "10.0.0.0/29",
      enis: [primaryOf("10.0.0.4", { prefixes: [ip("10.0.0.0")] })],
    });
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, "node-primary": 1, attached: 2 });
    expect(addresses.outsideAddressCount).toBe(8);
  });

  it("gives a block larger than EC2 allows no map", () => {
    const inventory = inventoryOf({ subnets: [subnet({ cidr: cidr("10.0.0.0/15") })] });
    expect(inventory.stateOf(SUBNET_ID).addresses).toBeNull();
  });

  it("finds unreadable addresses their class, one of them the primary when no primary was read", () => {
    const addresses = addressesOf({
      enis: [
        primaryOf("10.0.0.10", { unreadableAddressCount: 3 }),
        cniEni(1, { primaryAddress: null, unreadableAddressCount: 15 }),
        eni({ interfaceType: "nat_gateway", primaryAddress: null, unreadableAddressCount: 1 }),
      ],
    });
    expect(Object.fromEntries(addresses.unreadableCounts)).toEqual({ attached: 3 + 14, "eni-primary": 1, service: 1 });
  });
});

describe("classifyAddresses: CIDR reservations", () => {
  it("keeps what is reserved and unallocated apart from what is free", () => {
    const addresses = addressesOf({ reservations: [reservation("10.0.0.128/25")] });
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, "cidr-reservation": 127, free: 124 });
  });

  it("leaves what ENIs hold inside a reservation theirs", () => {
    const addresses = addressesOf({
      enis: [primaryOf("10.0.0.10", { prefixes: [ip("10.0.0.128"), ip("10.0.0.16")] })],
      reservations: [reservation("10.0.0.128/26")],
    });
    expect(present(addresses)).toEqual({
      "reserved-by-aws": 5,
      "node-primary": 1,
      attached: 32,
      "cidr-reservation": 48,
      free: 170,
    });
    expect(allocatedInReservation(addresses, cidr("10.0.0.128/26"))).toBe(16);
  });

  it("cuts a reservation that leaves the subnet, and takes one beside it for nothing", () => {
    const addresses = addressesOf({ reservations: [reservation("10.0.0.0/16"), reservation("10.9.0.0/24")] });
    expect(present(addresses)).toEqual({ "reserved-by-aws": 5, "cidr-reservation": 251 });
    expect(allocatedInReservation(addresses, cidr("10.9.0.0/24"))).toBe(0);
  });
});

const anyInterface = fc.record({
  interfaceType: fc.constantFrom("interface", "nat_gateway", "branch", "trunk", "efa", "efa-only", "brand_new", null),
  status: fc.constantFrom("in-use", "available", "attaching", null),
  isAttached: fc.boolean(),
  device: fc.integer({ min: 0, max: 3 }),
  unreadableAddressCount: fc.constantFrom(0, 0, 0, 1, 5, 300),
});

/** Any set of ENIs, with addresses in, around and far from the subnet. */
const anyCase = fc.integer({ min: 20, max: 32 }).chain((length) => {
  const block = networkOf(ip("10.0.16.0"), length as PrefixLength);
  const size = cidrSize(block);
  const anyAddress = fc.integer({ min: -20, max: size + 20 }).map((offset) => toIpv4(block.base + offset));
  const anyPrefix = fc.integer({ min: -2, max: Math.ceil(size / 16) + 2 }).map((row) => toIpv4(block.base + row * 16));
  const anyEni = fc.tuple(
    anyInterface,
    fc.option(anyAddress),
    fc.array(anyAddress, { maxLength: 20 }),
    fc.array(anyPrefix, { maxLength: 4 }),
  );
  const anyReservation = fc.tuple(
    anyAddress,
    fc.integer({ min: 20, max: 30 }),
    fc.constantFrom("prefix", "explicit", null),
  );
  return fc.record({
    block: fc.constant(block),
    enis: fc.array(anyEni, { maxLength: 12 }),
    reservations: fc.array(anyReservation, { maxLength: 3 }),
    available: fc.option(fc.integer({ min: 0, max: size })),
  });
});

function stateOfCase({
  block,
  enis,
  reservations,
  available,
}: typeof anyCase extends fc.Arbitrary<infer Case> ? Case : never) {
  const inventory = inventoryOf({
    subnets: [subnet({ cidr: block, availableIpAddressCount: available })],
    instances: [instance()],
    enis: enis.map(([shape, primaryAddress, secondaryAddresses, prefixes]) =>
      eni({
        interfaceType: shape.interfaceType,
        status: shape.status,
        attachment: shape.isAttached ? attachment({ deviceIndex: shape.device }) : null,
        unreadableAddressCount: shape.unreadableAddressCount,
        primaryAddress,
        secondaryAddresses,
        prefixes,
      }),
    ),
    reservations: reservations.map(([address, length, type], i) => ({
      ...reservation("10.0.0.0/24", type),
      id: `scr-${i}`,
      cidr: networkOf(address as Ipv4, length as PrefixLength),
    })),
  });
  return inventory.stateOf(SUBNET_ID);
}

describe("any set of ENIs, whatever overlaps", () => {
  it("gives every address exactly one class, and the classes add up", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { addresses, accounting, blocks } = stateOfCase(given);
        const size = cidrSize(given.block);
        expect(addresses?.classes.length).toBe(size);
        expect(addresses?.classes.every((code) => code < ADDRESS_CLASSES.length)).toBe(true);
        const counts = Object.values(accounting?.classCounts ?? {});
        expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(size - (accounting?.unexplainedAddressCount ?? 0));
        expect(BLOCK_KINDS.reduce((sum, kind) => sum + (blocks?.counts[kind] ?? 0), 0)).toBe(Math.floor(size / 16));
      }),
      { numRuns: 500 },
    );
  });

  it("never explains too much and too little at once, and nothing negative", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { accounting } = stateOfCase(given);
        const { unexplainedAddressCount: unexplained, overexplainedAddressCount: overexplained } = accounting ?? {};
        if (given.available === null) {
          expect([unexplained, overexplained]).toEqual([null, null]);
          return;
        }
        expect(Math.min(unexplained ?? -1, overexplained ?? -1)).toBe(0);
        expect((accounting?.classCounts.free ?? -1) + (overexplained ?? 0)).toBe(given.available);
      }),
      { numRuns: 500 },
    );
  });

  it("calls an address free only if no ENI of the subnet has it", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { addresses } = stateOfCase(given);
        for (const [, primary, secondaries] of given.enis) {
          for (const address of [...(primary === null ? [] : [primary]), ...secondaries]) {
            if (!cidrContains(given.block, address)) continue;
            const code = addresses?.classes[address - given.block.base];
            expect(code).not.toBe(ADDRESS_CLASS_CODE.free);
            expect(code).not.toBe(ADDRESS_CLASS_CODE["cidr-reservation"]);
          }
        }
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cidr, eni, inventoryOf, ip, subnet } from "@/lib/domain/vpc/fixtures/records";
import { freeBlockCounts } from "@/lib/domain/vpc/free-block-counts";
import type { CidrReservation } from "@/lib/domain/vpc/snapshot";

const SUBNETS = [
  subnet({ id: "subnet-a", cidr: cidr("10.0.0.0/26") }),
  subnet({ id: "subnet-b", cidr: cidr("10.0.1.0/25") }),
  subnet({ id: "subnet-c", cidr: null }),
];

/** Any ENI of subnet a or b: an address of its own, others, and a prefix. */
const anyEni = fc
  .record({ in: fc.constantFrom(0, 1), own: fc.nat(63), others: fc.array(fc.nat(63)), block: fc.option(fc.nat(3)) })
  .map(({ in: number, own, others, block }) => {
    const at = (offset: number) => ip(`10.0.${number}.${offset}`);
    return eni({
      subnetId: SUBNETS[number]?.id ?? null,
      primaryAddress: at(own),
      secondaryAddresses: others.map(at),
      prefixes: block === null ? [] : [at(block * 16)],
    });
  });

const anyReservation = fc
  .record({ block: fc.nat(3), bits: fc.constantFrom(27, 28, 29), type: fc.constantFrom("prefix", "explicit", null) })
  .map(
    ({ block, bits, type }): CidrReservation => ({
      id: `scr-${block}/${bits}`,
      subnetId: "subnet-a",
      cidr: cidr(`10.0.0.${bits === 27 ? (block >> 1) * 32 : block * 16}/${bits}`),
      reservationType: type,
      description: null,
    }),
  );

describe("freeBlockCounts", () => {
  it("counts the example of its own description", () => {
    const enis = [eni({ subnetId: "subnet-a", primaryAddress: ip("10.0.0.19") })].map((each, index) => ({
      ...each,
      id: `eni-${index}`,
    }));
    const { snapshot } = inventoryOf({ subnets: SUBNETS, enis });
    expect([...freeBlockCounts({ ...snapshot, reservations: [] })]).toEqual([
      ["subnet-a", 1],
      ["subnet-b", 6],
    ]);
  });

  it("agrees with the inventory's own blocks, whatever holds the addresses and keeps them", () => {
    fc.assert(
      fc.property(fc.array(anyEni, { maxLength: 6 }), fc.array(anyReservation, { maxLength: 2 }), (some, kept) => {
        const enis = some.map((each, index) => ({ ...each, id: `eni-${index}` }));
        const { snapshot, stateOf } = inventoryOf({ subnets: SUBNETS, enis, reservations: kept });
        const counts = freeBlockCounts(snapshot);
        for (const { id } of SUBNETS) expect(counts.get(id)).toBe(stateOf(id).blocks?.counts.free);
      }),
    );
  });
});

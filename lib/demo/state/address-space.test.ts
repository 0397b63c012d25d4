import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "@/lib/demo/random";
import { AddressSpace } from "@/lib/demo/state/address-space";

const space = (size: number, seed = "space"): AddressSpace => new AddressSpace(size, new Random(seed));

describe("a subnet's addresses", () => {
  it.each([
    { size: 16, available: 11, prefixes: 0 },
    { size: 64, available: 59, prefixes: 2 },
    { size: 256, available: 251, prefixes: 14 },
    { size: 65_536, available: 65_531, prefixes: 4094 },
  ])("of $size has $available free and room for $prefixes prefixes when new", ({ size, available, prefixes }) => {
    const fresh = space(size);
    expect(fresh.availableCount).toBe(available);
    expect(fresh.prefixCapacity).toBe(prefixes);
  });

  it("never gives AWS's five addresses", () => {
    const small = space(16);
    const offsets = small.takeAddresses(11) ?? [];
    expect(new Set(offsets)).toEqual(new Set([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]));
    expect(small.takeAddresses(1)).toBeNull();
    expect([0, 1, 2, 3, 15].map((offset) => small.takeAt(offset))).toEqual([false, false, false, false, false]);
  });

  it("takes all or nothing", () => {
    const subnet = space(32);
    expect(subnet.takeAddresses(28)).toBeNull();
    expect(subnet.availableCount).toBe(27);
    expect(subnet.takeBlocks(1)).toBeNull();
    expect(space(64).takeBlocks(3)).toBeNull();
  });

  it("scatters single addresses, so that prefixes find no block long before the addresses are used up", () => {
    const subnet = space(256);
    subnet.takeAddresses(100);
    expect(subnet.availableCount).toBe(151);
    expect(subnet.prefixCapacity).toBeLessThan(3);
  });

  it("gives prefixes out of a prefix reservation first, and single addresses never", () => {
    const subnet = space(256);
    subnet.reserve(64, 32, "prefix");
    expect(subnet.availableCount).toBe(251 - 32);
    expect(new Set(subnet.takeBlocks(2))).toEqual(new Set([64, 80]));
    expect(subnet.availableCount).toBe(251 - 32);
    const [outside] = subnet.takeBlocks(1) ?? [];
    expect(outside === undefined || outside < 64 || outside >= 96).toBe(true);
    expect(subnet.availableCount).toBe(251 - 48);
    const singles = subnet.takeAddresses(subnet.availableCount) ?? [];
    expect(singles.some((offset) => offset >= 64 && offset < 96)).toBe(false);
  });

  it("gives an address of an explicit reservation only to who names it, which leaves the number of free ones", () => {
    const subnet = space(64);
    subnet.reserve(32, 16, "explicit");
    expect(subnet.availableCount).toBe(43);
    expect(subnet.prefixCapacity).toBe(1);
    expect(subnet.takeAt(33)).toBe(true);
    expect(subnet.takeAt(33)).toBe(false);
    expect(subnet.availableCount).toBe(43);
    subnet.release(33);
    expect(subnet.availableCount).toBe(43);
  });

  it("refuses to free what is not taken", () => {
    expect(() => space(16).release(5)).toThrow(RangeError);
  });

  it("keeps its counts through any sequence of takes and releases", () => {
    const step = fc.record({
      action: fc.constantFrom("take", "block", "free", "freeBlock"),
      count: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer(), fc.boolean(), (steps, seed, hasReservation) => {
        const subnet = space(128, String(seed));
        if (hasReservation) subnet.reserve(48, 32, "prefix");
        const singles: number[] = [];
        const blocks: number[] = [];
        for (const { action, count } of steps) {
          if (action === "take") singles.push(...(subnet.takeAddresses(count) ?? []));
          if (action === "block") blocks.push(...(subnet.takeBlocks(count) ?? []));
          if (action === "free") for (const offset of singles.splice(0, count)) subnet.release(offset);
          if (action === "freeBlock") for (const first of blocks.splice(0, count)) subnet.releaseBlock(first);
          expectConsistent(subnet, singles, blocks, hasReservation ? [48, 80] : [0, 0]);
        }
      }),
    );
  });
});

function expectConsistent(
  subnet: AddressSpace,
  singles: readonly number[],
  blocks: readonly number[],
  [from, to]: readonly number[],
): void {
  const taken = new Set([...singles, ...blocks.flatMap((first) => Array.from({ length: 16 }, (_, i) => first + i))]);
  expect(taken.size).toBe(singles.length + 16 * blocks.length);
  const isReserved = (offset: number): boolean => offset >= (from ?? 0) && offset < (to ?? 0);
  let free = 0;
  for (let offset = 4; offset < 127; offset++) {
    expect(subnet.isTaken(offset)).toBe(taken.has(offset));
    if (!taken.has(offset) && !isReserved(offset)) free++;
  }
  expect(subnet.availableCount).toBe(free);
  const freeBlocks = [16, 32, 48, 64, 80, 96].filter((first) =>
    Array.from({ length: 16 }, (_, i) => first + i).every((offset) => !taken.has(offset)),
  );
  expect(subnet.prefixCapacity).toBe(freeBlocks.length);
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  copySubnetSpace,
  createSubnetSpace,
  isTaken,
  lowestFreeAddress,
  lowestFreeBlock,
  NO_SPACE,
  releaseAddress,
  releaseBlock,
  type SubnetSpace,
  takeAddress,
  takeBlock,
} from "@/lib/domain/ipamd/subnet-space";

const sizes = [16, 32, 64, 256, 1_024];
const offsets = (space: SubnetSpace): number[] => Array.from({ length: space.size }, (_, offset) => offset);
const isFreeBlock = (space: SubnetSpace, first: number): boolean =>
  Array.from({ length: 16 }, (_, index) => first + index).every((offset) => !isTaken(space, offset));

describe("a new subnet", () => {
  it.each([
    [16, 11, 0],
    [32, 27, 0],
    [64, 59, 2],
    [256, 251, 14],
    [65_536, 65_531, 4_094],
  ])(
    "of %i addresses has %i free and %i free blocks: AWS's five spoil the first and the last",
    (size, free, blocks) => {
      const space = createSubnetSpace(size);
      expect([space.freeCount, space.freeBlockCount]).toEqual([free, blocks]);
      expect(lowestFreeAddress(space)).toBe(4);
      expect(lowestFreeBlock(space)).toBe(blocks === 0 ? NO_SPACE : 16);
    },
  );
});

describe("taking and releasing", () => {
  it("keeps the counts and finds the lowest, whatever the order", () => {
    const action = fc.record({ kind: fc.constantFrom("address", "block", "release"), pick: fc.nat() });
    fc.assert(
      fc.property(fc.constantFrom(...sizes), fc.array(action, { maxLength: 120 }), (size, actions) => {
        const space = createSubnetSpace(size);
        const held: { first: number; isBlock: boolean }[] = [];
        for (const { kind, pick } of actions) {
          if (kind === "release") {
            const [one] = held.splice(pick % Math.max(1, held.length), 1);
            if (one?.isBlock) releaseBlock(space, one.first);
            else if (one) releaseAddress(space, one.first);
          } else {
            const isBlock = kind === "block";
            const first = isBlock ? lowestFreeBlock(space) : lowestFreeAddress(space);
            if (first === NO_SPACE) continue;
            if (isBlock) takeBlock(space, first);
            else takeAddress(space, first);
            held.push({ first, isBlock });
          }
          const free = offsets(space).filter((offset) => !isTaken(space, offset));
          const blocks = offsets(space).filter((offset) => offset % 16 === 0 && isFreeBlock(space, offset));
          expect([space.freeCount, space.freeBlockCount]).toEqual([free.length, blocks.length]);
          expect(lowestFreeAddress(space)).toBe(free[0] ?? NO_SPACE);
          expect(lowestFreeBlock(space)).toBe(blocks[0] ?? NO_SPACE);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("gives addresses down to the last, and then none", () => {
    const space = createSubnetSpace(16);
    const given = Array.from({ length: 11 }, () => {
      const offset = lowestFreeAddress(space);
      takeAddress(space, offset);
      return offset;
    });
    expect(given).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(lowestFreeAddress(space)).toBe(NO_SPACE);
  });
});

describe("blocks that a reservation keeps for prefixes", () => {
  it("go to prefixes first and to no single address, and no address in them is ever free", () => {
    const space = createSubnetSpace(128, [2, 4]);
    expect([space.freeCount, space.freeBlockCount]).toEqual([128 - 5 - 32, 6]);
    const given = Array.from({ length: 4 }, () => {
      const first = lowestFreeBlock(space);
      takeBlock(space, first);
      return first;
    });
    expect(given).toEqual([32, 64, 16, 48]);
    expect([space.freeCount, space.freeBlockCount]).toEqual([128 - 5 - 32 - 32, 2]);
    releaseBlock(space, 64);
    expect([space.freeCount, space.freeBlockCount, lowestFreeBlock(space)]).toEqual([128 - 5 - 32 - 32, 3, 64]);
    while (lowestFreeAddress(space) !== NO_SPACE) takeAddress(space, lowestFreeAddress(space));
    expect([space.freeCount, space.freeBlockCount, lowestFreeBlock(space)]).toEqual([0, 1, 64]);
  });

  it("are copied with the subnet", () => {
    const space = createSubnetSpace(64, [1]);
    const copy = copySubnetSpace(space);
    takeBlock(copy, 16);
    expect([lowestFreeBlock(space), lowestFreeBlock(copy)]).toEqual([16, 32]);
    expect([space.freeBlockCount, copy.freeBlockCount]).toEqual([2, 1]);
  });
});

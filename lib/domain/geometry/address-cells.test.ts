import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countCodes,
  NO_BLOCK_KIND,
  type PackedAddressMap,
  unpackAddressMap,
} from "@/lib/domain/geometry/address-cells";

const KINDS = ["free", "reserved", "prefix", "full", "fragmented"];
const pack = (over: Partial<PackedAddressMap>): PackedAddressMap => ({
  classes: ["free", "reserved-by-aws", "warm"],
  runs: [1, 4, 0, 11, 1, 1],
  prefixBlocks: [],
  blocks: [["reserved", 1]],
  ...over,
});

describe("unpackAddressMap", () => {
  test("a /28 subnet is one row of 16 with its reserved addresses at both ends", () => {
    const cells = unpackAddressMap(pack({}), KINDS);
    expect(cells.addressCount).toBe(16);
    expect(cells.rowCount).toBe(1);
    expect([...cells.codes]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect([...cells.blockKinds]).toEqual([1]);
  });

  test("a subnet smaller than a /28 is one short row", () => {
    const cells = unpackAddressMap(pack({ runs: [1, 4, 0, 3, 1, 1], blocks: [] }), KINDS);
    expect(cells.addressCount).toBe(8);
    expect(cells.rowCount).toBe(1);
    expect([...cells.blockKinds]).toEqual([NO_BLOCK_KIND]);
  });

  test("prefix rows are marked, rows outside the map are ignored", () => {
    const cells = unpackAddressMap(pack({ runs: [0, 64], prefixBlocks: [1, 3, 9], blocks: [["free", 4]] }), KINDS);
    expect([...cells.isPrefix]).toEqual([0, 1, 0, 1]);
  });

  test("a block kind that this version does not know stays unnamed", () => {
    const cells = unpackAddressMap(
      pack({
        runs: [0, 32],
        blocks: [
          ["quantum", 1],
          ["full", 1],
        ],
      }),
      KINDS,
    );
    expect([...cells.blockKinds]).toEqual([NO_BLOCK_KIND, 3]);
  });

  test.each([
    ["a code outside the classes", [7, 16]],
    ["a negative code", [-1, 16]],
    ["a class without a length", [0, 16, 1]],
  ])("throws on %s", (_, runs) => {
    expect(() => unpackAddressMap(pack({ runs }), KINDS)).toThrow(RangeError);
  });

  test("unpacking gives back what was packed, for any sequence of classes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 600 }), (codes) => {
        const runs: number[] = [];
        for (const code of codes) {
          if (runs.length > 0 && runs[runs.length - 2] === code) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
          else runs.push(code, 1);
        }
        expect([...unpackAddressMap(pack({ runs }), KINDS).codes]).toEqual(codes);
      }),
    );
  });
});

describe("countCodes", () => {
  const cells = unpackAddressMap(pack({ runs: [1, 4, 2, 20, 0, 8], blocks: [] }), KINDS);

  test("the counts of the whole map add up to its size", () => {
    expect(countCodes(cells, 3)).toEqual([8, 4, 20]);
  });

  test("a range counts its own addresses only", () => {
    expect(countCodes(cells, 3, 16, 32)).toEqual([8, 0, 8]);
  });
});

import { describe, expect, test } from "vitest";
import { classesInBlock, speakBlock, speakMap } from "@/components/address-map/block-details";
import { blockWords } from "@/components/address-map/block-words";
import { emphasisOf } from "@/components/address-map/emphasis";
import {
  addressAt,
  blockCidr,
  blockKindAt,
  classAt,
  type MapModel,
  offsetOf,
  toMapModel,
} from "@/components/address-map/map-model";
import type { AddressMap } from "@/lib/domain/api/subnet";
import { ADDRESS_CLASSES } from "@/lib/domain/vpc/address-class";

const code = (name: (typeof ADDRESS_CLASSES)[number]): number => ADDRESS_CLASSES.indexOf(name);

/** 10.0.0.0/26: AWS's five, a node with three attached addresses, a prefix, a reservation, the rest free. */
const map: AddressMap = {
  subnetId: "subnet-0a",
  cidr: "10.0.0.0/26",
  classes: [...ADDRESS_CLASSES],
  runs: [
    ...[code("reserved-by-aws"), 4, code("node-primary"), 1, code("attached"), 3, code("free"), 8],
    ...[code("attached"), 16],
    ...[code("cidr-reservation"), 16],
    ...[code("free"), 15, code("reserved-by-aws"), 1],
  ],
  prefixBlocks: [1],
  blocks: [
    ["reserved", 1],
    ["prefix", 1],
    ["free", 1],
    ["reserved", 1],
  ],
};
const model: MapModel = toMapModel(map);

describe("toMapModel", () => {
  test("every cell has its address and class", () => {
    expect(addressAt(model, 4)).toBe("10.0.0.4");
    expect(classAt(model, 4)).toBe("node-primary");
    expect(classAt(model, 63)).toBe("reserved-by-aws");
  });

  test("a block counts what has been given out; reserved and unallocated is not", () => {
    expect([...model.usedInBlock]).toEqual([8, 16, 0, 1]);
  });

  test("blocks have their CIDR and kind", () => {
    expect([0, 1, 2, 3].map((row) => blockKindAt(model, row))).toEqual(["reserved", "prefix", "free", "reserved"]);
    expect(blockCidr(model, 3)).toBe("10.0.0.48/28");
    expect(blockKindAt(model, 4)).toBeNull();
  });

  test("a map whose CIDR cannot be read is a broken invariant", () => {
    expect(() => toMapModel({ ...map, cidr: "10.0.0.0" })).toThrow(RangeError);
  });
});

describe("offsetOf", () => {
  test.each([
    ["10.0.0.0", 0],
    ["10.0.0.63", 63],
    ["10.0.0.64", null],
    ["9.255.255.255", null],
    ["10.0.0.x", null],
    [null, null],
  ])("%s is cell %s", (address, offset) => {
    expect(offsetOf(model, address)).toBe(offset);
  });
});

describe("emphasisOf", () => {
  const lit = (classes: AddressMap["classes"], held: readonly number[] | null): number[] => {
    const emphasis = emphasisOf(model, classes, held);
    return emphasis === null ? [] : Array.from({ length: 64 }, (_, i) => i).filter((offset) => emphasis(offset));
  };

  test("without a choice no cell stands out from the others", () => {
    expect(emphasisOf(model, [], null)).toBeNull();
  });

  test("a class highlights its addresses, several their union", () => {
    expect(lit(["node-primary"], null)).toEqual([4]);
    expect(lit(["node-primary", "reserved-by-aws"], null)).toEqual([0, 1, 2, 3, 4, 63]);
  });

  test("a holder highlights what it holds; with a class, of that only this class", () => {
    expect(lit([], [4, 5, 6])).toEqual([4, 5, 6]);
    expect(lit(["attached"], [4, 5, 6])).toEqual([5, 6]);
  });

  test("a holder of nothing leaves nothing highlighted", () => {
    const emphasis = emphasisOf(model, [], []);
    expect(emphasis?.(4)).toBe(false);
  });
});

describe("words", () => {
  test("the map's text alternative names every class with its count", () => {
    expect(speakMap(model)).toBe(
      "64 addresses in 4 rows of 16: 23 free, 19 pod or warm, 16 reservation, 5 AWS, 1 node primary.",
    );
  });

  test("a block's counts add up to 16", () => {
    for (let row = 0; row < 4; row++) {
      expect(classesInBlock(model, row).reduce((sum, { count }) => sum + count, 0)).toBe(16);
    }
    expect(speakBlock(model, 20)).toBe("10.0.0.16/28, prefix: 16 pod or warm");
  });

  test.each([
    ["free", 0, "free"],
    ["full", 16, "full"],
    ["prefix", 16, "prefix"],
    ["fragmented", 13, "fragmented · 3 free"],
    ["reserved", 5, "reserved · 11 free"],
    [null, 3, "smaller than a /28"],
  ] as const)("a block of kind %s with %i taken is called %j", (kind, used, words) => {
    expect(blockWords(kind, used)).toBe(words);
  });
});

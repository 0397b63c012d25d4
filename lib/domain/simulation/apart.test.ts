import { describe, expect, it } from "vitest";
import { apartOf, type Readings, withKnownPlaces } from "@/lib/domain/simulation/apart";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

const TIMES = Float64Array.of(0, 1_000, 2_000, 3_000);

function curve(subnetId: string | null, free: number[], freeBlocks: number[] = [0, 0, 0, 0]): Curve {
  const [counts, blocks] = [Int32Array.from(free), Int32Array.from(freeBlocks)];
  return {
    subnetId,
    size: 256,
    usable: 251,
    otherAddressCount: 5,
    free: counts,
    lowestFree: counts,
    freeBlocks: blocks,
    lowestFreeBlocks: blocks,
    held: counts,
    freeBand: null,
    freeBlocksBand: null,
    lowest: { atMs: 0, free: 0 },
    lowestBlocks: { atMs: 0, freeBlocks: 0 },
    now: { free: 0, freeBlocks: 0 },
    end: { free: 0, freeBlocks: 0 },
  };
}

/** `{ subnet → its free addresses }`, without blocks where a test is not about them. */
const read = (free: Readonly<Record<string, number[]>>): Readings =>
  new Map(Object.entries(free).map(([id, counts]) => [id, { free: counts, freeBlocks: counts.map(() => 0) }]));

describe("apartOf", () => {
  const curves = [curve("a", [1, 2, 3, 4]), curve("b", [9, 9, 9, 9]), curve(null, [10, 11, 12, 13])];
  const addressesApart = (readings: Readings) => apartOf({ times: TIMES, curves, readings }, "free");

  it("finds nothing apart where every subnet is as predicted at every sample", () => {
    expect(addressesApart(read({ a: [1, 2, 3, 4], b: [9, 9, 9, 9] }))).toEqual({
      subnetCount: 2,
      sampleCount: 4,
      equalCount: 4,
      farthest: null,
    });
  });

  it("names the largest difference, above or below, the first of equal ones", () => {
    expect(addressesApart(read({ a: [1, 3, 3, 2], b: [9, 9, 11, 9] }))).toEqual({
      subnetCount: 2,
      sampleCount: 4,
      equalCount: 1,
      farthest: { subnetId: "b", atMs: 2_000, predicted: 9, actual: 11 },
    });
  });

  it("does not let differences cancel each other in the sum", () => {
    expect(addressesApart(read({ a: [2], b: [8] }))).toMatchObject({ sampleCount: 1, equalCount: 0 });
  });

  it("counts samples that were read of every subnet only", () => {
    const nothingApart = { equalCount: 1, farthest: null };
    expect(addressesApart(read({ a: [1, 2, 3], b: [9] }))).toEqual({ subnetCount: 2, sampleCount: 1, ...nothingApart });
    expect(addressesApart(new Map())).toEqual({ subnetCount: 0, sampleCount: 0, equalCount: 0, farthest: null });
  });

  it("compares blocks by themselves: as many free addresses may lie elsewhere", () => {
    const input = {
      times: TIMES,
      curves: [curve("a", [32, 32, 32, 32], [2, 2, 1, 1])],
      readings: new Map([["a", { free: [32, 32, 32, 32], freeBlocks: [2, 2, 2, 1] }]]),
    };
    expect(apartOf(input, "free")).toMatchObject({ equalCount: 4, farthest: null });
    expect(apartOf(input, "freeBlocks")).toMatchObject({
      equalCount: 3,
      farthest: { subnetId: "a", atMs: 2_000, predicted: 1, actual: 2 },
    });
  });
});

describe("withKnownPlaces", () => {
  it("leaves out a subnet in which something holds addresses that nothing shows, and one of no scope", () => {
    const subnet = { name: null, cidr: "10.0.0.0/24", availabilityZone: null, isUsed: true, vpcId: null };
    const counts = { isForCni: false, freeAddressCount: 9, reservedForPrefixesCount: 0 };
    const subnets = [
      { id: "a", unexplainedAddressCount: 0, ...subnet, ...counts },
      { id: "b", unexplainedAddressCount: 3, ...subnet, ...counts },
    ];
    expect([...withKnownPlaces(read({ a: [1], b: [9], c: [5] }), { subnets }).keys()]).toEqual(["a"]);
  });
});

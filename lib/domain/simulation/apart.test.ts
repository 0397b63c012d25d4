import { describe, expect, it } from "vitest";
import { apartOf } from "@/lib/domain/simulation/apart";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

const TIMES = Float64Array.of(0, 1_000, 2_000, 3_000);

function curve(subnetId: string | null, ...free: number[]): Curve {
  const counts = Int32Array.from(free);
  return {
    subnetId,
    size: 256,
    usable: 251,
    otherAddressCount: 5,
    free: counts,
    lowestFree: counts,
    freeBlocks: counts,
    lowestFreeBlocks: counts,
    held: counts,
    freeBand: null,
    freeBlocksBand: null,
    lowest: { atMs: 0, free: 0 },
    lowestBlocks: { atMs: 0, freeBlocks: 0 },
    now: { free: 0, freeBlocks: 0 },
    end: { free: 0, freeBlocks: 0 },
  };
}

describe("apartOf", () => {
  const curves = [curve("a", 1, 2, 3, 4), curve("b", 9, 9, 9, 9), curve(null, 10, 11, 12, 13)];

  it("finds nothing apart where every subnet is as predicted at every sample", () => {
    const readings = new Map([
      ["a", [1, 2, 3, 4]],
      ["b", [9, 9, 9, 9]],
    ]);
    expect(apartOf(TIMES, curves, readings)).toEqual({ sampleCount: 4, equalCount: 4, farthest: null });
  });

  it("names the largest difference, above or below, the first of equal ones", () => {
    const readings = new Map([
      ["a", [1, 3, 3, 2]],
      ["b", [9, 9, 11, 9]],
    ]);
    expect(apartOf(TIMES, curves, readings)).toEqual({
      sampleCount: 4,
      equalCount: 1,
      farthest: { subnetId: "b", atMs: 2_000, predicted: 9, actual: 11 },
    });
  });

  it("does not let differences cancel each other in the sum", () => {
    const readings = new Map([
      ["a", [2]],
      ["b", [8]],
    ]);
    expect(apartOf(TIMES, curves, readings)).toMatchObject({ sampleCount: 1, equalCount: 0 });
  });

  it("counts samples that were read of every subnet only", () => {
    const readings = new Map([
      ["a", [1, 2, 3]],
      ["b", [9]],
    ]);
    expect(apartOf(TIMES, curves, readings)).toEqual({ sampleCount: 1, equalCount: 1, farthest: null });
    expect(apartOf(TIMES, curves, new Map())).toEqual({ sampleCount: 0, equalCount: 0, farthest: null });
  });
});

import { describe, expect, test } from "vitest";
import { lowestOf, tightestCurve, worstFirst } from "@/components/simulator/subnet-order";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

const none = new Int32Array();
const curve = (subnetId: string | null, free: number, freeBlocks: number): Curve => ({
  subnetId,
  size: 256,
  usable: 251,
  otherAddressCount: 5,
  free: none,
  lowestFree: none,
  freeBlocks: none,
  lowestFreeBlocks: none,
  held: none,
  freeBand: null,
  freeBlocksBand: null,
  lowest: { atMs: 7, free },
  lowestBlocks: { atMs: 9, freeBlocks },
  now: { free, freeBlocks },
  end: { free, freeBlocks },
});
const curves = [curve("a", 40, 0), curve("b", 3, 2), curve("c", 40, 1), curve(null, 83, 3)];
const ids = (sorted: readonly Curve[]) => sorted.map(({ subnetId }) => subnetId);

describe("worstFirst", () => {
  test("the subnet that comes down lowest is first, equal ones keep their order, all together is none of them", () =>
    expect(ids(worstFirst(curves, "addresses"))).toEqual(["b", "a", "c"]));

  test("by blocks it is another order", () => expect(ids(worstFirst(curves, "blocks"))).toEqual(["a", "c", "b"]));

  test("the given order stays as it is", () => {
    worstFirst(curves, "addresses");
    expect(ids(curves)).toEqual(["a", "b", "c", null]);
  });
});

test("the tightest is that of a single subnet; without any there is none", () => {
  expect(tightestCurve(curves)?.subnetId).toBe("b");
  expect(tightestCurve([curve(null, 1, 1)])).toBeNull();
});

test("the lowest point goes with what is counted", () => {
  const [first] = curves;
  if (first === undefined) throw new Error("four curves");
  expect(lowestOf(first, "addresses")).toEqual({ atMs: 7, count: 40 });
  expect(lowestOf(first, "blocks")).toEqual({ atMs: 9, count: 0 });
});

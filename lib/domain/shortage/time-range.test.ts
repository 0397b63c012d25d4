import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { holdsTime, mergeRanges, subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";

const range = (fromMs: number, toMs: number): TimeRange => ({ fromMs: millis(fromMs), toMs: millis(toMs) });
const ranges = (...pairs: [number, number][]): TimeRange[] => pairs.map(([from, to]) => range(from, to));

describe("mergeRanges", () => {
  it.each<[string, TimeRange[], TimeRange[]]>([
    ["nothing", [], []],
    ["ranges apart, by age", ranges([5, 9], [1, 3]), ranges([1, 3], [5, 9])],
    ["an overlap", ranges([1, 5], [3, 9]), ranges([1, 9])],
    ["ranges that touch", ranges([3, 4], [1, 3]), ranges([1, 4])],
    ["a range inside another", ranges([1, 9], [3, 4]), ranges([1, 9])],
    ["the same twice", ranges([1, 2], [1, 2]), ranges([1, 2])],
    ["an empty and a reversed one", ranges([4, 4], [9, 2], [1, 2]), ranges([1, 2])],
    ["a bridge between two", ranges([1, 3], [5, 7], [3, 5]), ranges([1, 7])],
  ])("takes %s", (_name, given, expected) => {
    expect(mergeRanges(given)).toEqual(expected);
  });

  it("leaves what it was given as it was", () => {
    const given = Object.freeze(ranges([5, 9], [1, 6]));
    mergeRanges(given);
    expect(given).toEqual(ranges([5, 9], [1, 6]));
  });
});

describe("subtractRanges", () => {
  it.each<[string, TimeRange, TimeRange[], TimeRange[]]>([
    ["nothing taken", range(0, 10), [], ranges([0, 10])],
    ["holes", range(0, 10), ranges([2, 4], [8, 20]), ranges([0, 2], [4, 8])],
    ["all taken", range(2, 4), ranges([0, 10]), []],
    ["exactly all taken", range(2, 4), ranges([2, 4]), []],
    ["taken before and after only", range(4, 6), ranges([0, 4], [6, 9]), ranges([4, 6])],
    ["the start", range(2, 6), ranges([0, 4]), ranges([4, 6])],
    ["an empty wish", range(3, 3), [], []],
    ["a reversed wish", range(6, 3), ranges([4, 5]), []],
  ])("gives the rest of %s", (_name, wanted, taken, expected) => {
    expect(subtractRanges(wanted, taken)).toEqual(expected);
  });
});

/** Instants 0 to 39, so that a set of them says what a list of ranges means. */
const someRange = fc.tuple(fc.nat(40), fc.nat(40)).map(([from, to]) => range(from, to));
const someRanges = fc.array(someRange, { maxLength: 8 });
const instantsOf = (list: readonly TimeRange[]): number[] =>
  Array.from({ length: 40 }, (_, instant) => instant).filter((instant) => holdsTime(list, instant));

describe("ranges as sets of instants", () => {
  it("are the same after merging, apart, filled and by age", () => {
    fc.assert(
      fc.property(someRanges, (list) => {
        const merged = mergeRanges(list);
        expect(instantsOf(merged)).toEqual(instantsOf(list));
        for (const [index, { fromMs, toMs }] of merged.entries()) {
          expect(fromMs).toBeLessThan(toMs);
          const next = merged[index + 1];
          if (next) expect(toMs).toBeLessThan(next.fromMs);
        }
      }),
    );
  });

  it("merge to the same in any order", () => {
    fc.assert(
      fc.property(
        someRanges.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(mergeRanges(shuffled)).toEqual(mergeRanges(list));
        },
      ),
    );
  });

  it("split into what is taken and what is left, without overlap or loss", () => {
    fc.assert(
      fc.property(someRange, someRanges, (wanted, taken) => {
        const left = instantsOf(subtractRanges(wanted, taken));
        const had = instantsOf([wanted]).filter((instant) => holdsTime(taken, instant));
        expect(left.filter((instant) => had.includes(instant))).toEqual([]);
        expect([...left, ...had].sort((a, b) => a - b)).toEqual(instantsOf([wanted]));
      }),
    );
  });
});

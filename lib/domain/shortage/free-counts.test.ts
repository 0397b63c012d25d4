import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { FreeCounts } from "@/lib/domain/shortage/free-counts";

const during = (counts: FreeCounts, fromMs: number, toMs: number, subnetId = "a") =>
  counts.during(subnetId, { fromMs: millis(fromMs), toMs: millis(toMs) });

describe("FreeCounts", () => {
  const counts = new FreeCounts();
  for (const [at, free] of [
    [10, 5],
    [20, 5],
    [30, 0],
    [40, 2],
  ] as const)
    counts.note(millis(at), [["a", free]]);

  it.each([
    ["a count that stayed the same between two snapshots", 12, 18, { low: 5, high: 5 }],
    ["the lowest and the highest of a longer time", 15, 35, { low: 0, high: 5 }],
    ["one snapshot", 40, 41, { low: 2, high: 2 }],
    ["nothing before the first snapshot", 0, 10, null],
    ["nothing between two snapshots that differ", 31, 39, null],
    ["nothing after the last", 41, 99, null],
  ])("gives %s", (_name, fromMs, toMs, expected) => {
    expect(during(counts, fromMs, toMs)).toEqual(expected);
  });

  it("knows nothing of a subnet that it never saw, and takes no snapshot twice or late", () => {
    expect(during(counts, 0, 99, "b")).toBeNull();
    counts.note(millis(40), [["a", 9]]);
    counts.note(millis(15), [["a", 9]]);
    expect(during(counts, 0, 99)).toEqual({ low: 0, high: 5 });
  });

  it("does not say that a count held while the subnet was not in a snapshot", () => {
    const gap = new FreeCounts();
    gap.note(millis(1), [["a", 3]]);
    gap.note(millis(2), []);
    gap.note(millis(3), [["a", 3]]);
    expect(during(gap, 2, 3)).toBeNull();
  });

  it("keeps the newest changes only", () => {
    const many = new FreeCounts();
    for (let at = 0; at < 500; at++) many.note(millis(at), [["a", at % 2]]);
    expect(during(many, 0, 200)).toBeNull();
    expect(during(many, 450, 500)).toEqual({ low: 0, high: 1 });
  });
});

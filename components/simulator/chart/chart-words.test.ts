import { describe, expect, test } from "vitest";
import type { ChartSource } from "@/components/simulator/chart/chart-rows";
import {
  chartSentence,
  countWithBand,
  figuresAt,
  lowestWords,
  momentSentence,
  phaseWords,
  scrubStops,
  stopAfterKey,
  tableMoments,
} from "@/components/simulator/chart/chart-words";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");
const ROLLOUT = { fromMs: 60_000, toMs: 180_000 };

const curve = (free: readonly number[], lowest: Curve["lowest"], band: Curve["freeBand"] = null): Curve => ({
  subnetId: "subnet-1",
  size: 256,
  usable: 251,
  otherAddressCount: 5,
  free: Int32Array.from(free),
  lowestFree: Int32Array.from(free),
  freeBlocks: Int32Array.from(free, () => 3),
  lowestFreeBlocks: Int32Array.from(free, () => 3),
  held: Int32Array.from(free, (count) => 251 - count),
  freeBand: band,
  freeBlocksBand: null,
  lowest,
  lowestBlocks: { atMs: 0, freeBlocks: 3 },
  now: { free: free[0] ?? 0, freeBlocks: 3 },
  end: { free: free.at(-1) ?? 0, freeBlocks: 3 },
});

const source: ChartSource = {
  times: Float64Array.of(0, 60_000, 120_000, 180_000),
  today: curve([5, 5, 5, 5], { atMs: 0, free: 5 }),
  proposed: curve(
    [5, 5, 40, 118],
    { atMs: 80_500, free: 2 },
    {
      low: Int32Array.of(5, 5, 30, 112),
      high: Int32Array.of(5, 5, 44, 126),
    },
  ),
  measure: "addresses",
  span: { fromMs: 0, toMs: 180_000 },
};

describe("words of the chart", () => {
  test.each([
    [30_000, "before the rollout"],
    [60_000, "during the rollout"],
    [180_000, "during the rollout"],
    [180_001, "after the rollout"],
  ])("%d ms is %s", (atMs, words) => expect(phaseWords(atMs, ROLLOUT)).toBe(words));

  test("without a rollout no moment is called by one", () =>
    expect(phaseWords(60_000, { fromMs: 60_000, toMs: 60_000 })).toBe(""));

  test("the lowest point says how many, when, and in which phase", () => {
    expect(plain(lowestWords({ atMs: 80_000, count: 2 }, ROLLOUT))).toBe(
      "lowest: 2 free, +1:20 min, during the rollout",
    );
    expect(lowestWords({ atMs: 0, count: 39 }, ROLLOUT)).toBe("lowest: 39 free, at the start");
  });

  test("the text alternative says both ends and the lowest point", () =>
    expect(plain(chartSentence(source, "nodes-a", ROLLOUT, false))).toBe(
      "Free addresses in nodes-a over 3 min: under today’s settings 5 in the end, under the proposal 118 in the end. Under the proposal lowest: 2 free, +1:21 min, during the rollout.",
    ));

  test("an unchanged proposal is told as one curve", () =>
    expect(plain(chartSentence(source, "nodes-a", ROLLOUT, true))).toBe(
      "Free addresses in nodes-a over 3 min: under today’s settings 5 in the end; lowest: 5 free, at the start.",
    ));
});

describe("figuresAt", () => {
  test("a moment has the figures of the sample that holds then, and the newest reading before it", () => {
    const points = [
      { atMs: 10_000, free: 6 },
      { atMs: 130_000, free: 41 },
    ];
    expect(figuresAt(source, points, 125_000)).toEqual({
      atMs: 125_000,
      today: 5,
      proposed: 40,
      band: { low: 30, high: 44 },
      actual: 6,
    });
    expect(figuresAt(source, points, 5_000).actual).toBeNull();
  });

  test("at the lowest point the count is the lowest, and the band reaches down to it", () =>
    expect(figuresAt(source, [], 80_500)).toMatchObject({ proposed: 2, band: { low: 2, high: 5 } }));

  test("as a sentence", () => {
    const figures = figuresAt(source, [{ atMs: 0, free: 4 }], 180_000);
    expect(plain(momentSentence(figures, false))).toBe(
      "+3 min: proposed 118 (112–126) free, today 5, +113, read from the account 4",
    );
    expect(plain(momentSentence(figuresAt(source, [], 0), true))).toBe("start: today 5 free");
  });

  test("a band without width is not told", () =>
    expect(countWithBand({ proposed: 5, band: { low: 5, high: 5 } })).toBe("5"));
});

describe("moments", () => {
  test("the slider stops at every sample and at the lowest point", () =>
    expect(scrubStops(source)).toEqual([0, 60_000, 80_500, 120_000, 180_000]));

  test.each([
    ["ArrowRight", 60_000, 80_500],
    ["ArrowLeft", 60_000, 0],
    ["ArrowLeft", 0, 0],
    ["ArrowRight", 180_000, 180_000],
    ["PageUp", 0, 180_000],
    ["Home", 120_000, 0],
    ["End", 0, 180_000],
    ["ArrowRight", 70_000, 80_500],
  ])("%s from %d leads to %d", (key, from, to) => expect(stopAfterKey(scrubStops(source), from, key)).toBe(to));

  test("other keys are left alone", () => expect(stopAfterKey([0, 1], 0, "Tab")).toBeNull());

  test("the table has the ends of the rollout and the lowest points among its moments", () => {
    const moments = tableMoments(source, ROLLOUT);
    expect(moments).toEqual(expect.arrayContaining([0, 60_000, 80_500, 180_000]));
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  });
});

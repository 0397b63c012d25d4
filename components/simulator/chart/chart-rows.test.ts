import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChartSource,
  chartRows,
  countAt,
  keptSamples,
  ringMoments,
  sampleAt,
  withActual,
} from "@/components/simulator/chart/chart-rows";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

interface CurveParts {
  readonly free: readonly number[];
  readonly lowestFree?: readonly number[];
  readonly lowest?: Curve["lowest"];
  readonly band?: readonly (readonly [number, number])[];
}

function curveOf({ free, lowestFree = free, lowest, band }: CurveParts): Curve {
  const least = Math.min(...lowestFree);
  return {
    subnetId: "subnet-1",
    size: 256,
    usable: 251,
    otherAddressCount: 5,
    free: Int32Array.from(free),
    lowestFree: Int32Array.from(lowestFree),
    freeBlocks: Int32Array.from(free, (count) => count >> 4),
    lowestFreeBlocks: Int32Array.from(lowestFree, (count) => count >> 4),
    held: Int32Array.from(free, (count) => 251 - count),
    freeBand: band
      ? { low: Int32Array.from(band, ([low]) => low), high: Int32Array.from(band, ([, high]) => high) }
      : null,
    freeBlocksBand: null,
    lowest: lowest ?? { atMs: lowestFree.indexOf(least) * 1_000, free: least },
    lowestBlocks: { atMs: 0, freeBlocks: 0 },
    now: { free: free[0] ?? 0, freeBlocks: 0 },
    end: { free: free.at(-1) ?? 0, freeBlocks: 0 },
  };
}

function source(proposed: CurveParts, today: CurveParts = { free: proposed.free.map(() => 5) }): ChartSource {
  const times = Float64Array.from(proposed.free, (_, index) => index * 1_000);
  return {
    times,
    today: curveOf(today),
    proposed: curveOf(proposed),
    measure: "addresses",
    span: { fromMs: 0, toMs: times.at(-1) ?? 0 },
  };
}

describe("keptSamples", () => {
  test("keep all where there are few", () => expect(keptSamples(source({ free: [1, 2, 3] }), 10)).toEqual([0, 1, 2]));

  test("keep both ends, the lowest of both sides and the highest, and stay few", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(250), fc.nat(250)), { minLength: 2, maxLength: 600 }),
        fc.integer({ min: 20, max: 120 }),
        (pairs, most) => {
          const chart = source({ free: pairs.map(([a]) => a) }, { free: pairs.map(([, b]) => b) });
          const kept = keptSamples(chart, most);
          expect(kept[0]).toBe(0);
          expect(kept.at(-1)).toBe(pairs.length - 1);
          expect(kept.length).toBeLessThanOrEqual(most);
          const lowest = (side: 0 | 1, of: readonly number[]) => Math.min(...of.map((i) => pairs[i]?.[side] ?? 999));
          const all = pairs.map((_, index) => index);
          expect(lowest(0, kept)).toBe(lowest(0, all));
          expect(lowest(1, kept)).toBe(lowest(1, all));
          expect(Math.max(...kept.map((i) => pairs[i]?.[0] ?? 0))).toBe(Math.max(...pairs.map(([a]) => a)));
        },
      ),
    ));

  test("keep to the span that is shown", () => {
    const chart = source({ free: [9, 8, 7, 6, 5, 4] });
    expect(keptSamples({ ...chart, span: { fromMs: 1_500, toMs: 4_000 } }, 10)).toEqual([2, 3, 4]);
  });
});

describe("chartRows", () => {
  test("a dip between two samples is drawn halfway between them", () => {
    const rows = chartRows(source({ free: [20, 20, 20], lowestFree: [20, 3, 20], lowest: { atMs: 0, free: 20 } }), 10);
    expect(rows.map(({ atMs, proposed }) => [atMs, proposed])).toEqual([
      [0, 20],
      [500, 3],
      [1_000, 20],
      [2_000, 20],
    ]);
  });

  test("the lowest point stands at its exact moment with its exact count, however few samples are drawn", () =>
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 30, maxLength: 400 }), fc.nat(), (free, seed) => {
        const atMs = (seed % (free.length - 1)) * 1_000 + 321;
        const chart = source({ free: free.map((count) => count + 10), lowest: { atMs, free: 4 } });
        expect(chartRows(chart, 24).find((row) => row.atMs === atMs)?.proposed).toBe(4);
      }),
    ));

  test("the band holds the line at every row, dips included", () => {
    const band = [
      [18, 22],
      [18, 22],
      [17, 25],
    ] as const;
    const rows = chartRows(source({ free: [20, 20, 20], lowestFree: [20, 3, 20], band }), 10);
    for (const row of rows) {
      expect(row.band?.[0]).toBeLessThanOrEqual(row.proposed ?? 0);
      expect(row.band?.[1]).toBeGreaterThanOrEqual(row.proposed ?? 0);
    }
    expect(rows.at(-1)?.band).toEqual([17, 25]);
  });

  test("rows ascend in time, and none is drawn twice", () =>
    fc.assert(
      fc.property(fc.array(fc.nat(99), { minLength: 2, maxLength: 300 }), (free) => {
        const times = chartRows(source({ free }), 40).map(({ atMs }) => atMs);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      }),
    ));
});

describe("countAt and sampleAt", () => {
  const times = Float64Array.of(0, 1_000, 3_000);
  test("between two samples the count lies on the line, a moment's sample is the last one before", () => {
    expect(countAt(times, Int32Array.of(0, 10, 30), 2_000)).toBe(20);
    expect(countAt(times, Int32Array.of(7, 10, 30), 0)).toBe(7);
    expect(countAt(times, Int32Array.of(7, 10, 30), 9_000)).toBe(30);
    expect([0, 999, 1_000, 2_999, 9_000].map((at) => sampleAt(times, at))).toEqual([0, 0, 1, 1, 2]);
  });
});

test("readings of the account stand at their own moments, within what is shown, and say nothing of the other curves", () => {
  const rows = chartRows(source({ free: [20, 20] }), 10);
  const points = [
    { atMs: 400, free: 19 },
    { atMs: 5_000, free: 12 },
  ];
  expect(withActual(rows, points, { fromMs: 0, toMs: 1_000 }).map(({ atMs, actual }) => [atMs, actual])).toEqual([
    [0, null],
    [400, 19],
    [1_000, null],
  ]);
});

test("rings of readings stand apart, in time on a level and in height on a slope", () => {
  const level = Array.from({ length: 361 }, (_, index) => ({ atMs: index * 10_000, free: 5 }));
  const rings = [...ringMoments(level, { fromMs: 0, toMs: 3_600_000 })];
  expect(rings.length).toBeLessThan(40);
  expect(rings.slice(0, 2)).toEqual([0, 100_000]);
  const slope = Array.from({ length: 61 }, (_, index) => ({ atMs: index * 1_000, free: index }));
  expect(ringMoments(slope, { fromMs: 0, toMs: 3_600_000 }).size).toBeGreaterThan(10);
  expect(ringMoments(slope, { fromMs: 100_000, toMs: 200_000 }).size).toBe(0);
});

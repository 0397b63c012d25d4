import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spreadLabels, timeTicks, valueAxis } from "@/components/simulator/chart/axis";

describe("valueAxis", () => {
  test.each([
    [0, 126, 0, 150, [0, 50, 100, 150]],
    [2, 5, 0, 6, [0, 2, 4, 6]],
    [0, 0, 0, 1, [0, 1]],
    [7, 7, 0, 8, [0, 2, 4, 6, 8]],
  ])("%d to %d is drawn from %d to %d", (lowest, highest, from, to, ticks) =>
    expect(valueAxis(lowest, highest)).toEqual({ from, to, ticks }),
  );

  test("counts far above zero are drawn without it", () => {
    const { from, to } = valueAxis(64_000, 64_400);
    expect(from).toBe(64_000);
    expect(to).toBe(64_400);
  });

  test("spans what it is made for, in whole, even, ascending steps of a handful of lines", () =>
    fc.assert(
      fc.property(fc.nat(70_000), fc.nat(70_000), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { from, to, ticks } = valueAxis(low, high);
        expect(from).toBeLessThanOrEqual(low);
        expect(to).toBeGreaterThanOrEqual(high);
        expect(ticks.every(Number.isInteger)).toBe(true);
        expect(ticks[0]).toBe(from);
        expect(ticks.at(-1)).toBe(to);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(new Set(ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0))).size).toBe(1);
      }),
    ));
});

describe("timeTicks", () => {
  test.each([
    [0, 3_600_000, 7, 600_000],
    [0, 3_600_000, 4, 1_800_000],
    [60_000, 360_000, 7, 60_000],
    [0, 86_400_000, 6, 21_600_000],
  ])("%d to %d in at most %d has steps of %d", (from, to, most, step) => {
    const ticks = timeTicks(from, to, most);
    expect((ticks[1] ?? 0) - (ticks[0] ?? 0)).toBe(step);
    expect(ticks.length).toBeLessThanOrEqual(most);
    expect(ticks[0]).toBeGreaterThanOrEqual(from);
    expect(ticks.at(-1)).toBeLessThanOrEqual(to);
  });
});

describe("spreadLabels", () => {
  test("labels that do not overlap stay where they are", () =>
    expect(spreadLabels([10, 100, 40], 16, [0, 200])).toEqual([10, 100, 40]));

  test("labels that would overlap stand apart, in order and in their place", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 250 }), { minLength: 1, maxLength: 5 }), (wanted) => {
        const placed = spreadLabels(wanted, 16, [0, 200]);
        const sorted = placed.toSorted((a, b) => a - b);
        for (const [index, value] of sorted.slice(1).entries()) {
          expect(value - (sorted[index] ?? 0)).toBeGreaterThanOrEqual(16);
        }
        expect(sorted[0]).toBeGreaterThanOrEqual(0);
        expect(sorted.at(-1)).toBeLessThanOrEqual(200);
      }),
    ));
});

import { expect, test } from "vitest";
import { linePath } from "@/components/simulator/chart/spark-path";

const SPAN = { fromMs: 0, toMs: 1_000 };
const AXIS = { from: 0, to: 10, ticks: [0, 10] };

test("a line runs from the left to the right edge, zero at the bottom", () => {
  const points = [
    [0, 0],
    [500, 10],
    [1_000, 5],
  ] as const;
  expect(linePath(points, SPAN, AXIS, { width: 100, height: 20 })).toBe("M0 20L50 0L100 10");
});

test("what lies outside the axis stays in the box", () =>
  expect(linePath([[0, 99]], SPAN, AXIS, { width: 100, height: 20 })).toBe("M0 0"));

test("no points, no line", () => expect(linePath([], SPAN, AXIS, { width: 100, height: 20 })).toBe(""));

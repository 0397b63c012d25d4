import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tradeOffPlot } from "@/components/simulator/recommendation/trade-off-plot";
import type { TradeOffMark } from "@/lib/domain/simulation/trade-off";

const mark = (
  heldAddresses: number,
  waitSeconds: number | null,
  callsPerMinute: number,
  over: Partial<TradeOffMark> = {},
): TradeOffMark => ({
  point: {
    settings: { WARM_IP_TARGET: String(heldAddresses) },
    env: {},
    heldAddresses,
    waitSeconds,
    callsPerMinute,
    meets: true,
    because: [],
    isOnFront: true,
  },
  isToday: false,
  isPick: false,
  isNearest: false,
  ...over,
});

describe("tradeOffPlot", () => {
  test("any marks lie within both axes, whatever is allowed", () => {
    const some = fc
      .tuple(
        fc.integer({ min: 0, max: 100_000 }),
        fc.option(fc.double({ min: 0, max: 4_000, noNaN: true })),
        fc.nat(9_999),
      )
      .map(([held, wait, calls]) => mark(held, wait, calls));
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 3_600 }),
        (marks, wait) => {
          const { points, xAxis, yAxis, neverY } = tradeOffPlot(marks, wait);
          expect(points).toHaveLength(marks.length);
          expect(wait).toBeLessThanOrEqual(yAxis.to);
          for (const { x, y, radius, mark: drawn } of points) {
            expect(x >= xAxis.from && x <= xAxis.to && y >= yAxis.from && y <= yAxis.to).toBe(true);
            expect(radius).toBeGreaterThan(0);
            expect(drawn.point.waitSeconds === null).toBe(y === neverY);
          }
        },
      ),
    );
  });

  test("a pod without an address stands above every wait, and on no line", () => {
    const plot = tradeOffPlot([mark(10, null, 1), mark(20, 30, 1)], 5);
    expect(plot.neverY).toBeGreaterThan(30);
    expect(plot.line.map(({ x }) => x)).toEqual([20]);
  });

  test("more calls make a larger dot, and what is named is drawn last", () => {
    const plot = tradeOffPlot(
      [mark(10, 1, 90, { isPick: true }), mark(20, 1, 10), mark(30, 0, 40, { isToday: true })],
      5,
    );
    expect(plot.points.map(({ x }) => x)).toEqual([20, 30, 10]);
    const radii = new Map(plot.points.map(({ x, radius }) => [x, radius]));
    expect(radii.get(10)).toBeGreaterThan(radii.get(30) ?? 0);
    expect(radii.get(30)).toBeGreaterThan(radii.get(20) ?? 0);
  });
});

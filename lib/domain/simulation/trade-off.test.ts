import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CandidatePoint, Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { markFront } from "@/lib/domain/simulation/recommendation-order";
import { frontLine, mainMarks, tradeOffMarks } from "@/lib/domain/simulation/trade-off";

const point = (over: Partial<CandidatePoint>): CandidatePoint => ({
  settings: { WARM_IP_TARGET: "2" },
  env: {},
  heldAddresses: 100,
  waitSeconds: 1,
  callsPerMinute: 10,
  meets: true,
  because: [],
  isOnFront: false,
  ...over,
});
const today = point({ settings: {}, heldAddresses: 300 });
const small = point({ settings: { WARM_IP_TARGET: "1" }, heldAddresses: 80, isOnFront: true });
const other = point({ settings: { WARM_IP_TARGET: "9" }, heldAddresses: 120 });
const goal: RecommendationGoal = {
  podsPerNode: 5,
  withinSeconds: 30,
  burstNodes: 1,
  maxWaitSeconds: 10,
  maxCallsPerMinute: 60,
  allowsPrefixes: false,
};
const of = (over: Partial<Recommendation>): Recommendation => ({
  points: [small, other],
  today,
  pick: small,
  why: "",
  ...over,
});

describe("tradeOffMarks", () => {
  test("holds today and every point once, fewest held addresses first", () => {
    const marks = tradeOffMarks(of({}), goal);
    expect(marks.map(({ point: { heldAddresses } }) => heldAddresses)).toEqual([80, 120, 300]);
    expect(marks.filter(({ isToday }) => isToday)).toHaveLength(1);
    expect(marks.find(({ isPick }) => isPick)?.point).toBe(small);
    expect(tradeOffMarks(of({ points: [small, today] }), goal)).toHaveLength(2);
  });

  test("today may be the pick, and there may be none", () => {
    expect(tradeOffMarks(of({ pick: today }), goal).filter(({ isPick }) => isPick)).toEqual([
      { point: today, isToday: true, isPick: true, isNearest: false },
    ]);
    expect(tradeOffMarks(of({ pick: null }), goal).some(({ isPick }) => isPick)).toBe(false);
  });

  test("where nothing meets the goal, what misses it least is marked", () => {
    const late = point({ settings: { WARM_IP_TARGET: "3" }, waitSeconds: 30, meets: false });
    const later = point({ settings: { WARM_IP_TARGET: "4" }, waitSeconds: 60, meets: false });
    const marks = tradeOffMarks(of({ points: [later, late], pick: null }), goal);
    expect(marks.filter(({ isNearest }) => isNearest).map((mark) => mark.point)).toEqual([late]);
    expect(mainMarks(marks).map((mark) => mark.point)).toEqual([late, today]);
    expect(tradeOffMarks(of({}), goal).some(({ isNearest }) => isNearest)).toBe(false);
  });

  test("the main ones are today, the pick and the front", () => {
    expect(mainMarks(tradeOffMarks(of({}), goal)).map((mark) => mark.point)).toEqual([small, today]);
  });
});

describe("frontLine", () => {
  test("any points: the line never rises while it goes to more held addresses", () => {
    const candidate = fc
      .record({
        heldAddresses: fc.integer({ min: 0, max: 40 }),
        waitSeconds: fc.option(fc.integer({ min: 0, max: 20 })),
        callsPerMinute: fc.integer({ min: 0, max: 20 }),
      })
      .map(point);
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 30 }), (tried) => {
        const points = markFront(tried);
        const line = frontLine(points);
        for (const [index, { heldAddresses, waitSeconds }] of line.entries()) {
          const next = line[index + 1];
          if (next === undefined) continue;
          expect(next.heldAddresses).toBeGreaterThanOrEqual(heldAddresses);
          expect(next.waitSeconds).toBeLessThanOrEqual(waitSeconds ?? 0);
        }
        const served = points.filter((each) => each.waitSeconds !== null);
        if (served.length > 0) expect(line[0]?.heldAddresses).toBe(served[0]?.heldAddresses);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CandidatePoint, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { compareByGoal, markFront, missOf } from "@/lib/domain/simulation/recommendation-order";

const goal: RecommendationGoal = {
  podsPerNode: 5,
  withinSeconds: 10,
  burstNodes: 1,
  maxWaitSeconds: 10,
  maxCallsPerMinute: 100,
  allowsPrefixes: false,
};

const point = (heldAddresses: number, waitSeconds: number | null, callsPerMinute: number): CandidatePoint => ({
  settings: {},
  env: {},
  heldAddresses,
  waitSeconds,
  callsPerMinute,
  meets: waitSeconds !== null && waitSeconds <= 10 && callsPerMinute <= 100,
  because: [],
  isOnFront: false,
});

const points = fc.array(
  fc
    .tuple(fc.nat(6), fc.option(fc.nat(20), { freq: 6 }), fc.nat(150))
    .map(([held, wait, calls]) => point(held, wait, calls)),
  { maxLength: 25 },
);

const waitOf = ({ waitSeconds }: CandidatePoint): number => waitSeconds ?? Number.POSITIVE_INFINITY;

const isBetter = (a: CandidatePoint, b: CandidatePoint): boolean =>
  a.heldAddresses <= b.heldAddresses &&
  waitOf(a) <= waitOf(b) &&
  a.callsPerMinute <= b.callsPerMinute &&
  (a.heldAddresses < b.heldAddresses || waitOf(a) < waitOf(b) || a.callsPerMinute < b.callsPerMinute);

describe("how far a point misses the goal", () => {
  it.each([
    [point(1, 10, 100), 0],
    [point(1, 15, 100), 0.5],
    [point(1, 0, 250), 1.5],
    [point(1, 20, 200), 2],
    [point(1, null, 0), Number.POSITIVE_INFINITY],
  ])("%j: %f", (candidate, expected) => {
    expect(missOf(candidate, goal)).toBe(expected);
  });
});

describe("the better of two points", () => {
  it.each([
    ["meets the goal, however much it holds", point(9, 0, 0), point(1, 20, 0)],
    ["misses it by less", point(9, 11, 0), point(1, 20, 0)],
    ["holds fewer addresses", point(1, 10, 100), point(2, 0, 0)],
    ["waits for less", point(1, 3, 90), point(1, 4, 0)],
    ["makes fewer calls", point(1, 3, 50), point(1, 3, 60)],
    ["serves every pod", point(9, 900, 0), point(1, null, 0)],
    ["changes fewer settings", point(1, 1, 1), { ...point(1, 1, 1), settings: { A: "1" } }],
  ])("%s", (_name, better, worse) => {
    expect(compareByGoal(goal)(better, worse)).toBeLessThan(0);
    expect(compareByGoal(goal)(worse, better)).toBeGreaterThan(0);
  });

  it("is the same whatever order they are asked in: a total order", () => {
    fc.assert(
      fc.property(points, (all) => {
        const order = compareByGoal(goal);
        const figures = (sorted: CandidatePoint[]) =>
          sorted.map(({ heldAddresses, waitSeconds }) => [heldAddresses, waitSeconds]);
        expect(figures(all.toSorted(order))).toEqual(figures(all.toReversed().toSorted(order)));
      }),
    );
  });
});

describe("the front", () => {
  it("is what no other point beats, and each beaten point has one on it that does", () => {
    fc.assert(
      fc.property(points, (all) => {
        const marked = markFront(all);
        expect(marked).toHaveLength(all.length);
        const front = marked.filter(({ isOnFront }) => isOnFront);
        for (const own of front) expect(marked.some((other) => isBetter(other, own))).toBe(false);
        for (const own of marked) {
          if (own.isOnFront || own.waitSeconds === null) continue;
          const isCovered = front.some((other) => isBetter(other, own) || equal(other, own));
          expect(isCovered).toBe(true);
        }
      }),
    );
  });

  it("has equal points once, and never one that leaves a pod without an address", () => {
    const marked = markFront([point(2, 5, 5), point(2, 5, 5), point(1, null, 0)]);
    expect(marked.map(({ heldAddresses, isOnFront }) => [heldAddresses, isOnFront])).toEqual([
      [1, false],
      [2, true],
      [2, false],
    ]);
  });

  it("leaves the points as they were", () => {
    const all = [point(2, 5, 5), point(1, 9, 9)];
    markFront(all);
    expect(all.map(({ heldAddresses, isOnFront }) => [heldAddresses, isOnFront])).toEqual([
      [2, false],
      [1, false],
    ]);
  });
});

const equal = (a: CandidatePoint, b: CandidatePoint): boolean =>
  a.heldAddresses === b.heldAddresses && waitOf(a) === waitOf(b) && a.callsPerMinute === b.callsPerMinute;

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import type { ShortageKind } from "@/lib/domain/shortage/shortage-kind";
import { holdsTime, type TimeRange } from "@/lib/domain/shortage/time-range";
import { bucketMsOf, coveredByAll, readUntilOf, TimelineTally } from "@/lib/domain/shortage/timeline";
import { MINUTE_MS } from "@/lib/domain/time-units";

const range = (fromMs: number, toMs: number) => ({ fromMs: millis(fromMs), toMs: millis(toMs) });

function timelineOf(
  found: readonly (readonly [at: number, kind: ShortageKind])[],
  asked: TimeRange,
  covered: TimeRange[],
) {
  const tally = new TimelineTally(asked);
  for (const [at, kind] of found) tally.add(kind, at);
  return tally.toTimeline(covered);
}

describe("bucketMsOf", () => {
  it.each([
    ["an hour", 60, 1],
    ["six hours", 360, 10],
    ["a day", 1440, 30],
    ["a week", 7 * 1440, 180],
    ["ninety days", 90 * 1440, 2880],
  ])("%s has buckets of a round length", (_name, minutes, bucketMinutes) => {
    expect(bucketMsOf(range(0, minutes * MINUTE_MS))).toBe(bucketMinutes * MINUTE_MS);
  });
});

describe("a timeline", () => {
  it("counts each kind of shortage in its bucket", () => {
    const buckets = timelineOf(
      [
        [0, "capacity"],
        [59_999, "capacity"],
        [60_000, "fragmentation"],
      ],
      range(0, 3 * MINUTE_MS),
      [range(0, 3 * MINUTE_MS)],
    );
    expect(buckets.map(({ counts }) => counts)).toEqual([
      { capacity: 2, fragmentation: 0 },
      { capacity: 0, fragmentation: 1 },
      { capacity: 0, fragmentation: 0 },
    ]);
  });

  it("says of each bucket whether its time was read, so that a 0 is not taken for none", () => {
    const buckets = timelineOf([], range(0, 4 * MINUTE_MS), [range(1.5 * MINUTE_MS, 4 * MINUTE_MS)]);
    expect(buckets.map(({ reading }) => reading)).toEqual(["not-read", "partly", "read", "read"]);
  });

  it("starts buckets at round times and cuts the outer ones to the range", () => {
    const day = 1440 * MINUTE_MS;
    const buckets = timelineOf([], range(10 * MINUTE_MS, day + 10 * MINUTE_MS), []);
    expect(buckets[0]).toMatchObject({ fromMs: 10 * MINUTE_MS, toMs: 30 * MINUTE_MS });
    expect(buckets[1]).toMatchObject({ fromMs: 30 * MINUTE_MS, toMs: 60 * MINUTE_MS });
    expect(buckets.at(-1)).toMatchObject({ fromMs: day, toMs: day + 10 * MINUTE_MS });
  });

  it("loses no finding of the range and takes none from outside", () => {
    const times = fc.array(fc.integer({ min: -1000, max: 200_000_000 }), { maxLength: 50 });
    const span = fc.tuple(fc.integer({ min: 0, max: 90_000_000 }), fc.integer({ min: 1, max: 90_000_000 }));
    fc.assert(
      fc.property(times, span, (drawn, [start, length]) => {
        const asked = range(start, start + length);
        const buckets = timelineOf(
          drawn.map((at) => [at, "capacity"] as const),
          asked,
          [],
        );
        const inside = drawn.filter((at) => holdsTime([asked], at)).length;
        expect(buckets.reduce((sum, { counts }) => sum + counts.capacity, 0)).toBe(inside);
        expect(buckets.length).toBeLessThanOrEqual(61);
        expect(buckets.at(0)?.fromMs).toBe(asked.fromMs);
        expect(buckets.at(-1)?.toMs).toBe(asked.toMs);
      }),
    );
  });
});

describe("coveredByAll", () => {
  it.each([
    ["nothing without a query", [], []],
    ["what the only query has read", [[range(2, 5)]], [range(2, 5)]],
    ["only what every query has read", [[range(0, 6)], [range(2, 9)]], [range(2, 6)]],
    ["nothing while one query has read nothing", [[range(0, 9)], []], []],
  ])("is %s", (_name, coverages, expected) => {
    expect(coveredByAll(coverages, range(0, 10))).toEqual(expected);
  });
});

describe("readUntilOf", () => {
  it.each([
    ["null without a query", [], null],
    ["null while one query has read nothing", [[range(0, 90)], []], null],
    ["the end of what all have read, however far from the beginning", [[range(0, 90)], [range(2, 80)]], 80],
    ["the end of the newest part, where there are gaps", [[range(0, 5), range(40, 70)], [range(0, 70)]], 70],
    ["null of what was read before alone", [[range(0, 5)], [range(0, 5)]], null],
  ])("is %s", (_name, coverages, expected) => {
    expect(readUntilOf(coverages, millis(5))).toBe(expected);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { coveredBy, DELIVERY_LAG_MS, newestListing, olderListing, unreadMs } from "@/lib/domain/shortage/reading-plan";
import { holdsTime, mergeRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time-units";

const NOW = Date.parse("2026-01-15T12:00:00Z");
const range = (fromMs: number, toMs: number): TimeRange => ({ fromMs: millis(fromMs), toMs: millis(toMs) });
const WANTED = range(NOW - DAY_MS, NOW);

describe("what is listed next", () => {
  it("is everything at first", () => {
    expect(newestListing(WANTED, [], NOW).range).toEqual(WANTED);
  });

  it("is only what is new later, with the minutes by which delivery lags", () => {
    const covered = [range(NOW - DAY_MS, NOW - HOUR_MS)];
    expect(newestListing(WANTED, covered, NOW).range).toEqual(range(NOW - HOUR_MS, NOW));
    const allCovered = [range(NOW - DAY_MS, NOW)];
    expect(newestListing(WANTED, allCovered, NOW).range).toEqual(range(NOW - DELIVERY_LAG_MS, NOW));
  });

  it("is the newest gap after that, then the older ones, then nothing", () => {
    const covered = [range(NOW - 20 * HOUR_MS, NOW - 10 * HOUR_MS), range(NOW - 5 * HOUR_MS, NOW - DELIVERY_LAG_MS)];
    expect(olderListing(WANTED, covered, NOW)?.range).toEqual(range(NOW - 10 * HOUR_MS, NOW - 5 * HOUR_MS));
    const filled = [...covered, range(NOW - 10 * HOUR_MS, NOW - 5 * HOUR_MS)];
    expect(olderListing(WANTED, filled, NOW)?.range).toEqual(range(NOW - DAY_MS, NOW - 20 * HOUR_MS));
    expect(olderListing(WANTED, [range(NOW - DAY_MS, NOW - DELIVERY_LAG_MS)], NOW)).toBeNull();
  });
});

describe("what a page covers", () => {
  const listing = newestListing(WANTED, [], NOW);
  it("begins with the second after its oldest event and ends where delivery is complete", () => {
    expect(coveredBy(listing, NOW - HOUR_MS + 400)).toEqual(range(NOW - HOUR_MS + 1000, NOW - DELIVERY_LAG_MS));
  });
  it("is nothing while all of it may still be incomplete", () => {
    expect(coveredBy(listing, NOW - DELIVERY_LAG_MS / 2)).toBeNull();
  });
  it("is the whole of the range on the last page", () => {
    expect(coveredBy(listing, null)).toEqual(range(NOW - DAY_MS, NOW - DELIVERY_LAG_MS));
  });
});

/** Reads a call's events as LookupEvents lists them, breaking off after `stops[n]` pages and starting again from what is covered. */
function readAll(times: readonly number[], pageSize: number, stops: readonly number[]) {
  let covered: TimeRange[] = [];
  const seen = new Set<number>();
  const seenWhenCovered: boolean[] = [];
  for (const stop of [...stops, 1000]) {
    let listing = newestListing(WANTED, covered, NOW);
    for (let pages = 0; pages < stop; ) {
      const events = times
        .map((time, id) => ({ time, id }))
        .filter(({ time }) => time >= listing.range.fromMs && time < listing.range.toMs)
        .sort((a, b) => b.time - a.time || b.id - a.id);
      for (let at = 0; pages < stop; at += pageSize, pages++) {
        const page = events.slice(at, at + pageSize);
        for (const { id } of page) seen.add(id);
        const isLast = at + pageSize >= events.length;
        const piece = coveredBy(listing, isLast ? null : (page.at(-1)?.time ?? null));
        if (piece) covered = mergeRanges([...covered, piece]);
        seenWhenCovered.push(times.every((time, id) => !holdsTime(covered, time) || seen.has(id)));
        if (isLast) break;
      }
      const older = olderListing(WANTED, covered, NOW);
      if (!older) break;
      listing = older;
    }
  }
  return { covered, seen, seenWhenCovered };
}

describe("reading that breaks off", () => {
  it("never counts a time as read before all its events were seen, and ends with all of them", () => {
    const time = fc.integer({ min: 1, max: 24 * 360 }).map((tens) => NOW - tens * 10_000);
    fc.assert(
      fc.property(
        fc.array(time, { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }),
        (times, pageSize, stops) => {
          const { covered, seen, seenWhenCovered } = readAll(times, pageSize, stops);
          expect(seenWhenCovered.every(Boolean)).toBe(true);
          const crowded = Math.max(0, ...[...new Set(times)].map((at) => times.filter((each) => each === at).length));
          if (crowded > pageSize) return;
          expect(unreadMs(WANTED, covered, NOW)).toBe(0);
          expect(seen.size).toBe(times.length);
        },
      ),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADD, type PlannedEvents, REMOVE } from "@/lib/domain/ipamd/fleet-plan";
import { drawsFor, drawUnit } from "@/lib/domain/simulation/draw";
import { FROM_BEFORE, PodLives, STAYS, toEvents, toEventsSteps } from "@/lib/domain/simulation/pod-lives";
import { DAY_MS } from "@/lib/domain/time-units";

const rowsOf = ({ count, time, kind, node, pod }: PlannedEvents): number[][] =>
  Array.from({ length: count }, (_, index) => [
    time[index] ?? -1,
    kind[index] ?? -1,
    node[index] ?? -1,
    pod[index] ?? -1,
  ]);

const at = (row: readonly number[], column: number): number => row[column] ?? -1;

function livesOf(rows: readonly (readonly [node: number, from: number, until: number])[]): PodLives {
  const lives = new PodLives();
  for (const [node, from, until] of rows) lives.add(node, from, until);
  return lives;
}

describe("lives as events", () => {
  it("come in the order of time, at one instant the goings first, else by pod", () => {
    const lives = livesOf([
      [0, 1_000, 5_000],
      [1, FROM_BEFORE, 1_000],
      [2, 1_000, STAYS],
      [0, 500, 1_000],
    ]);
    expect(rowsOf(toEvents(lives, 10_000))).toEqual([
      [500, ADD, 0, 3],
      [1_000, REMOVE, 1, 1],
      [1_000, REMOVE, 0, 3],
      [1_000, ADD, 0, 0],
      [1_000, ADD, 2, 2],
      [5_000, REMOVE, 0, 0],
    ]);
  });

  it("a pod from before does not come, one that stays does not go, one after the end is none", () => {
    const lives = livesOf([
      [0, FROM_BEFORE, STAYS],
      [0, 0, STAYS],
      [0, 10_001, 10_002],
      [0, 9_000, 10_001],
      [0, 10_000, STAYS],
    ]);
    expect(rowsOf(toEvents(lives, 10_000)).map(([time, kind, , pod]) => [time, kind, pod])).toEqual([
      [0, ADD, 1],
      [9_000, ADD, 3],
      [10_000, ADD, 4],
    ]);
    expect(toEvents(lives, 10_000).podCount).toBe(5);
  });

  it("no pods, no events", () => {
    expect(toEvents(new PodLives(), 10_000)).toMatchObject({ count: 0, podCount: 0 });
  });

  it("are all there, and sorted as a plain comparison would", () => {
    const life = fc.tuple(fc.nat(3), fc.integer({ min: -1, max: 40 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(life, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (rows, endAt) => {
        const lives = livesOf(rows.map(([node, from, stay]) => [node, from, Math.max(0, from) + stay]));
        const expected = rows
          .flatMap(([node, from, stay], pod) => [
            [from, ADD, node, pod],
            [from > endAt ? -1 : Math.max(0, from) + stay, REMOVE, node, pod],
          ])
          .filter(([time = -1]) => time >= 0 && time <= endAt)
          .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[3] ?? 0) - (b[3] ?? 0));
        expect(rowsOf(toEvents(lives, endAt))).toEqual(expected);
      }),
    );
  });

  it("are sorted as well where they are too many for one step, at the very end of the longest run too", () => {
    const lives = new PodLives();
    const endAt = 7 * DAY_MS;
    const draws = drawsFor("lives", 1);
    for (let pod = 0; pod < 60_000; pod++) {
      const from = Math.floor(drawUnit(draws) * endAt);
      lives.add(pod % 7, from, pod % 3 === 0 ? endAt : from + 1 + Math.floor(drawUnit(draws) * 600_000));
    }
    lives.add(0, endAt, STAYS);
    const events = toEvents(lives, endAt);
    const rows = rowsOf(events);
    const going = lives.until.filter((until) => until <= endAt).length;
    expect(rows).toHaveLength(lives.count + going);
    expect(new Set(rows.map(([, kind, , pod]) => `${kind} ${pod}`)).size).toBe(rows.length);
    const isWrong = ([time, kind, node, pod = -1]: readonly number[]): boolean =>
      lives.node[pod] !== node || (kind === ADD ? lives.from[pod] : lives.until[pod]) !== time;
    expect(rows.filter(isWrong)).toEqual([]);
    expect(rows).toEqual(rows.toSorted((a, b) => at(a, 0) - at(b, 0) || at(a, 1) - at(b, 1) || at(a, 3) - at(b, 3)));
    expect([...toEventsSteps(lives, endAt)].length).toBeGreaterThan(4);
  });

  it("a copy is one of its own", () => {
    const lives = livesOf([[0, 1, 2]]);
    const copy = lives.copy();
    copy.add(1, 3, 4);
    copy.until[0] = 9;
    expect([lives.count, lives.until[0]]).toEqual([1, 2]);
  });
});

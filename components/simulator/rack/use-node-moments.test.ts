import { describe, expect, test } from "vitest";
import { momentsAfter } from "@/components/simulator/rack/use-node-moments";
import type { NodeMoment } from "@/lib/domain/simulation/simulation-result";

const at = (atMs: number): NodeMoment => ({
  atMs,
  exists: true,
  isRunning: true,
  slotsPerEni: 14,
  maxEnis: 4,
  enis: [],
  waitingPodCount: 0,
});
const before = { number: 3, atMs: 10, today: at(10), proposed: at(10) };

describe("momentsAfter", () => {
  test("an answer takes the place of the one before", () => {
    const answer = { number: 3, atMs: 20, today: at(20), proposed: at(20) };
    expect(momentsAfter(before, answer)).toEqual(answer);
  });

  test("a side without an answer keeps what it had", () =>
    expect(momentsAfter(before, { number: 3, atMs: 20, today: null, proposed: at(20) })).toEqual({
      number: 3,
      atMs: 20,
      today: at(10),
      proposed: at(20),
    }));

  test("without any answer nothing changes", () =>
    expect(momentsAfter(before, { number: 3, atMs: 20, today: null, proposed: null })).toBe(before));

  test("another node's moments are never shown for this one", () => {
    expect(momentsAfter(before, { number: 4, atMs: 20, today: null, proposed: at(20) })?.today).toBeNull();
    expect(momentsAfter(before, { number: 4, atMs: 20, today: null, proposed: null })).toBeNull();
  });
});

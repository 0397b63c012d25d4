import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restartTime, unavailableAtOnce } from "@/lib/domain/simulation/rollout";
import { DEFAULT_ROLLOUT, type Rollout } from "@/lib/domain/simulation/simulation-input";

describe("the rolling update", () => {
  it.each([
    [1, 0.1, 1],
    [10, 0.1, 1],
    [11, 0.1, 2],
    [100, 0.1, 10],
    [7, 1, 7],
    [1_000, 0.001, 1],
  ])(
    "of %i nodes with a share of %f leaves %i unavailable at once: rounded up, one at least",
    (nodes, share, expected) => {
      expect(unavailableAtOnce(nodes, { ...DEFAULT_ROLLOUT, maxUnavailableShare: share })).toBe(expected);
    },
  );

  it("restarts 100 nodes ten at a time in half a minute each: at 90 s, 93 s, 96 s …", () => {
    expect([0, 1, 2, 10, 99].map((place) => restartTime(place, 100, DEFAULT_ROLLOUT))).toEqual([
      90_000, 93_000, 96_000, 120_000, 387_000,
    ]);
  });

  it("never has more away at a time than it may", () => {
    const rollouts: fc.Arbitrary<Rollout> = fc.record({
      atSeconds: fc.nat(600),
      maxUnavailableShare: fc.double({ min: 0.001, max: 1, noNaN: true }),
      restartSeconds: fc.integer({ min: 1, max: 120 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), rollouts, (count, rollout) => {
        const ends = Array.from({ length: count }, (_, place) => restartTime(place, count, rollout));
        const most = unavailableAtOnce(count, rollout);
        for (const end of ends) {
          // A restart is over at its time; it began so many seconds before. Times are whole milliseconds.
          const begun = end - rollout.restartSeconds * 1_000;
          const away = ends.filter((other) => other > begun + 1 && other <= end);
          expect(away.length).toBeLessThanOrEqual(most);
        }
        expect(Math.min(...ends)).toBe((rollout.atSeconds + rollout.restartSeconds) * 1_000);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleTimes } from "@/lib/domain/simulation/sample-times";
import { DAY_MS } from "@/lib/domain/time-units";

describe("the moments at which curves are read", () => {
  const span = fc.tuple(fc.nat(3_600_000), fc.nat(3_600_000)).map(([fromMs, lengthMs]) => ({
    fromMs,
    toMs: fromMs + lengthMs,
  }));

  it("ascend from 0 to the end, each once, never more than some four hundred for one span", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 7 * DAY_MS }), fc.array(span, { maxLength: 2 }), (end, spans) => {
        const times = sampleTimes(end, spans);
        expect(times[0]).toBe(0);
        expect(times.at(-1)).toBe(end);
        for (let index = 1; index < times.length; index++) {
          expect((times[index] ?? 0) - (times[index - 1] ?? 0)).toBeGreaterThan(0);
        }
        expect(times.length).toBeLessThanOrEqual(400);
      }),
    );
  });

  it("are whole seconds but for the ends of the run and of a span", () => {
    const times = sampleTimes(600_500, [{ fromMs: 60_250, toMs: 90_750 }]);
    expect([...times].filter((time) => time % 1_000 !== 0)).toEqual([90_750, 600_500]);
  });

  it("are closer over a busy span", () => {
    const times = [...sampleTimes(3_600_000, [{ fromMs: 600_000, toMs: 690_000 }])];
    const within = times.filter((time) => time >= 600_000 && time <= 690_000);
    // One a second, against one in twenty elsewhere.
    expect(within).toHaveLength(91);
    expect(times.filter((time) => time > 1_000_000 && time <= 1_200_000)).toHaveLength(10);
  });

  it("leave out what of a span lies behind the end", () => {
    const times = sampleTimes(100_000, [
      { fromMs: 90_000, toMs: 400_000 },
      { fromMs: 200_000, toMs: 300_000 },
    ]);
    expect(Math.max(...times)).toBe(100_000);
  });
});

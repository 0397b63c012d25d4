import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";

/** A clock that sleeping moves, a little further than asked, as timers do. */
function paceWith(requestsPerSecond: number, lateMs = 0) {
  let now = 0;
  const pace = new LookupPace({
    requestsPerSecond,
    now: () => now,
    sleep: async (ms) => {
      now += ms + lateMs;
    },
  });
  const times: number[] = [];
  const take = async () => {
    const answered = await pace.take();
    times.push(now);
    answered();
  };
  return { pace, times, take, now: () => now, advance: (ms: number) => (now += ms) };
}

describe("the lookup pace", () => {
  it("lets two requests a second go, whatever the pauses and however many ask at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3000), { maxLength: 30 }), fc.nat(40), async (pauses, lateMs) => {
        const { times, take, advance } = paceWith(2, lateMs);
        await Promise.all([take(), take(), take(), take(), take()]);
        for (const pause of pauses) {
          advance(pause);
          await take();
        }
        for (const [index, time] of times.entries()) {
          const third = times[index + 2];
          if (third !== undefined && third - time < 1000) return false;
        }
        return true;
      }),
    );
  });

  it("loses nothing of the time that the limit allows where answers come at once", async () => {
    const { times, take } = paceWith(2);
    for (let i = 0; i < 201; i++) await take();
    expect(times.at(-1)).toBe(100_000);
  });

  it("never lets three requests arrive within a second, however late each arrives before its answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(25), fc.nat(5)), { minLength: 3, maxLength: 40 }), async (ways) => {
        const { pace, now, advance } = paceWith(2);
        const arrivals: number[] = [];
        for (const [wayMs, backMs] of ways) {
          const answered = await pace.take();
          advance(wayMs);
          arrivals.push(now());
          advance(backMs);
          answered();
        }
        return arrivals.every((at, index) => (arrivals[index + 2] ?? Number.POSITIVE_INFINITY) - at >= 1000);
      }),
    );
  });

  it("does not wait for the answers of a far endpoint", async () => {
    const { pace, now } = paceWith(2);
    for (let i = 0; i < 201; i++) await pace.take();
    expect(now()).toBeLessThan(100_000 * 1.03);
  });

  it("doubles its distance with each refusal, to sixteen times at most, and comes back", async () => {
    const { pace } = paceWith(2);
    pace.throttled();
    expect(pace.intervalMs).toBe(1000);
    for (let i = 0; i < 10; i++) pace.throttled();
    expect(pace.intervalMs).toBe(500 * 16);
    for (let i = 0; i < 40; i++) pace.succeeded();
    expect(pace.intervalMs).toBe(500);
  });

  it("counts what it let go", async () => {
    const { pace, take } = paceWith(2);
    for (let i = 0; i < 3; i++) await take();
    expect(pace.sentInTotal).toBe(3);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "@/lib/demo/random";
import { userCaller } from "@/lib/demo/trail/callers";
import { type TrailCall, timeOf } from "@/lib/demo/trail/trail-call";
import { MOST_RECORDS, TrailLog } from "@/lib/demo/trail/trail-log";
import { MINUTE_MS } from "@/lib/domain/time-units";

const CALLER = userCaller("test", "test");
const callAt = (time: number): TrailCall => ({
  time,
  eventName: "CreateNetworkInterface",
  caller: CALLER,
  error: null,
  parameters: null,
  response: null,
});
const everything = { before: Number.POSITIVE_INFINITY, fromSecond: 0, now: Number.POSITIVE_INFINITY };

describe("the trail log", () => {
  it("gives newest first, whatever the order in which calls come, and goes on below a place without loss", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { maxLength: 80 }), fc.integer({ min: 1, max: 9 }), (times, pageSize) => {
        const log = new TrailLog(new Random("test"));
        for (const time of times) log.record(callAt(time));
        const all = [...log.newestFirst(everything)];
        expect(all.map(timeOf)).toEqual(times.map((time) => Math.floor(time / 1000)).sort((a, b) => b - a));
        const paged: typeof all = [];
        for (let before = everything.before; ; before = paged.at(-1)?.place ?? 0) {
          const page = [...log.newestFirst({ ...everything, before })].slice(0, pageSize);
          if (page.length === 0) break;
          paged.push(...page);
        }
        expect(paged).toEqual(all);
      }),
    );
  });

  it("holds back what is not delivered yet, a quarter of an hour at most", () => {
    const log = new TrailLog(new Random("test"));
    for (let i = 0; i < 500; i++) log.record(callAt(1_000_000));
    const known = (now: number) => [...log.newestFirst({ ...everything, now })].length;
    expect(known(1_000_000 + 59_000)).toBe(0);
    expect(known(1_000_000 + 6 * MINUTE_MS)).toBeLessThan(500);
    expect(known(1_000_000 + 15 * MINUTE_MS)).toBe(500);
  });

  it("stays bounded and drops the oldest", () => {
    const log = new TrailLog(new Random("test"));
    for (let i = 0; i < MOST_RECORDS * 2; i++) log.record(callAt(i * 1000));
    expect(log.size).toBeLessThanOrEqual(MOST_RECORDS * 1.1);
    const [newest] = log.newestFirst(everything);
    expect(newest && timeOf(newest)).toBe(MOST_RECORDS * 2 - 1);
  });

  it("takes nothing of before its beginning", () => {
    const log = new TrailLog(new Random("test"));
    log.begin({ startTime: 5_000, keepsFrom: 2_000 });
    log.record(callAt(1_999));
    log.record(callAt(2_000));
    expect(log.size).toBe(1);
  });
});

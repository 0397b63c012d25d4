import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";
import { eventReading as readingAt } from "@/lib/inventory/events/event-reading";

const span = (fromMs: number, toMs: number) => ({ fromMs: millis(fromMs), toMs: millis(toMs) });
const DAY = span(0, DAY_MS);
const open = { kind: "open", value: null } as const;

const eventReading = (...[reading, answer, range]: Parameters<typeof readingAt>) =>
  readingAt(reading, answer, range, DAY_MS);

const trail = (part: Partial<TrailReading> = {}): TrailReading => ({
  status: "reading",
  source: "LookupEvents",
  wanted: DAY,
  covered: new Map([
    ["CreateNetworkInterface", [span(10 * HOUR_MS, DAY_MS)]],
    ["AssignPrivateIpAddresses", [span(20 * HOUR_MS, DAY_MS)]],
  ]),
  remainingMs: 90_000,
  readEventCount: 500,
  callCount: 10,
  readBy: null,
  problem: null,
  version: 1,
  ...part,
});

describe("eventReading", () => {
  it("knows only the time that every call was looked up for", () => {
    expect(eventReading(trail(), open, DAY)).toMatchObject({
      status: "reading",
      covered: [span(20 * HOUR_MS, DAY_MS)],
      isComplete: false,
      remainingMs: 90_000,
    });
  });

  it("is complete but for the minutes by which delivery lags", () => {
    const covered = new Map([["RunInstances", [span(0, DAY_MS - 19 * MINUTE_MS)]]]);
    expect(eventReading(trail({ covered }), open, DAY)).toMatchObject({
      status: "read",
      isComplete: true,
      remainingMs: 0,
    });
    const less = new Map([["RunInstances", [span(0, DAY_MS - 21 * MINUTE_MS)]]]);
    expect(eventReading(trail({ covered: less }), open, DAY)).toMatchObject({ status: "reading", isComplete: false });
  });

  it("is complete only without a gap, and to its end where that lies back", () => {
    const gap = new Map([["RunInstances", [span(0, HOUR_MS), span(HOUR_MS + 1, DAY_MS)]]]);
    expect(eventReading(trail({ covered: gap }), open, DAY).isComplete).toBe(false);
    const past = span(2 * HOUR_MS, 4 * HOUR_MS);
    const most = new Map([["RunInstances", [span(0, 4 * HOUR_MS - MINUTE_MS)]]]);
    expect(eventReading(trail({ covered: most }), open, past).isComplete).toBe(false);
    expect(eventReading(trail({ covered: gap }), open, past).isComplete).toBe(true);
  });

  it("is never complete while nothing was read, however short the range", () => {
    const short = span(DAY_MS - MINUTE_MS, DAY_MS);
    expect(eventReading(trail({ covered: new Map() }), open, short).isComplete).toBe(false);
    expect(eventReading(trail({ covered: new Map([["RunInstances", []]]) }), open, short).isComplete).toBe(false);
  });

  it("names the process that reads, whether all is read or not", () => {
    const elsewhere = trail({ status: "elsewhere", readBy: "process 7 on ops-2" });
    for (const range of [DAY, span(2 * HOUR_MS, 3 * HOUR_MS)])
      expect(eventReading(elsewhere, open, range)).toMatchObject({ status: "elsewhere", readBy: "process 7 on ops-2" });
  });

  it("keeps a denial and its action, without the cause", () => {
    const problem = {
      code: "denied" as const,
      message: "AWS denied it.",
      remedy: "Grant it.",
      retryable: false,
      iamAction: "cloudtrail:LookupEvents",
      cause: new Error("secret"),
    };
    const reading = eventReading(trail({ status: "denied", problem }), open, DAY);
    expect(reading.status).toBe("denied");
    expect(reading.problem).toEqual({
      code: "denied",
      message: "AWS denied it.",
      remedy: "Grant it.",
      iamAction: "cloudtrail:LookupEvents",
    });
  });

  it("says what of the store is not to be had", () => {
    const problem = { code: "internal" as const, message: "full", remedy: "free some", retryable: true };
    expect(eventReading(trail(), { kind: "unavailable", problem }, DAY).store).toEqual({
      status: "unavailable",
      problem: { code: "internal", message: "full", remedy: "free some" },
    });
    expect(eventReading(trail(), { kind: "opening" }, DAY).store).toEqual({ status: "opening", problem: null });
  });
});

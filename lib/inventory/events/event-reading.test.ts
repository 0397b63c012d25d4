import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { eventReading as readingAt } from "@/lib/inventory/events/event-reading";

const HOUR = 3_600_000;
const span = (fromMs: number, toMs: number) => ({ fromMs: millis(fromMs), toMs: millis(toMs) });
const DAY = span(0, 24 * HOUR);
const open = { kind: "open", value: null } as const;

const eventReading = (...[reading, answer, range]: Parameters<typeof readingAt>) =>
  readingAt(reading, answer, range, 24 * HOUR);

const trail = (part: Partial<TrailReading> = {}): TrailReading => ({
  status: "reading",
  source: "LookupEvents",
  wanted: DAY,
  covered: new Map([
    ["CreateNetworkInterface", [span(10 * HOUR, 24 * HOUR)]],
    ["AssignPrivateIpAddresses", [span(20 * HOUR, 24 * HOUR)]],
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
      covered: [span(20 * HOUR, 24 * HOUR)],
      isComplete: false,
      remainingMs: 90_000,
    });
  });

  it("is complete but for the minutes by which delivery lags", () => {
    const covered = new Map([["RunInstances", [span(0, 24 * HOUR - 19 * 60_000)]]]);
    expect(eventReading(trail({ covered }), open, DAY)).toMatchObject({
      status: "read",
      isComplete: true,
      remainingMs: 0,
    });
    const less = new Map([["RunInstances", [span(0, 24 * HOUR - 21 * 60_000)]]]);
    expect(eventReading(trail({ covered: less }), open, DAY)).toMatchObject({ status: "reading", isComplete: false });
  });

  it("is complete only without a gap, and to its end where that lies back", () => {
    const gap = new Map([["RunInstances", [span(0, HOUR), span(HOUR + 1, 24 * HOUR)]]]);
    expect(eventReading(trail({ covered: gap }), open, DAY).isComplete).toBe(false);
    const past = span(2 * HOUR, 4 * HOUR);
    const most = new Map([["RunInstances", [span(0, 4 * HOUR - 60_000)]]]);
    expect(eventReading(trail({ covered: most }), open, past).isComplete).toBe(false);
    expect(eventReading(trail({ covered: gap }), open, past).isComplete).toBe(true);
  });

  it("is never complete while nothing was read, however short the range", () => {
    const short = span(24 * HOUR - 60_000, 24 * HOUR);
    expect(eventReading(trail({ covered: new Map() }), open, short).isComplete).toBe(false);
    expect(eventReading(trail({ covered: new Map([["RunInstances", []]]) }), open, short).isComplete).toBe(false);
  });

  it("names the process that reads, whether all is read or not", () => {
    const elsewhere = trail({ status: "elsewhere", readBy: "process 7 on ops-2" });
    for (const range of [DAY, span(2 * HOUR, 3 * HOUR)])
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

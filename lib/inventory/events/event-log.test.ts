import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { DAY_MS } from "@/lib/domain/time-units";
import { readingIn } from "@/lib/inventory/events/event-log";

const covered = new Map([["RunInstances", [{ fromMs: millis(0), toMs: millis(DAY_MS) }]]]);
const reading: TrailReading = {
  status: "read",
  source: "LookupEvents",
  wanted: null,
  covered,
  remainingMs: 0,
  readEventCount: 500,
  callCount: 10,
  readBy: null,
  problem: null,
  version: 1,
};

describe("readingIn", () => {
  it.each([
    ["a history that has just opened, read into memory so far", "history", "memory", new Map()],
    ["memory, in place of a history that broke", "memory", "history", new Map()],
    ["the history that was read into", "history", "history", covered],
    ["the memory that was read into", "memory", "memory", covered],
    ["any of them before anything was read", "history", null, covered],
  ] as const)("covers what lies there: %s", (_, place, shelf, expected) => {
    expect(readingIn(place, { reading, shelf })).toEqual({ ...reading, covered: expected });
  });
});

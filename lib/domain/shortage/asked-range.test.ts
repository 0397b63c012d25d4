import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { parseInstant, RANGE_NAMES, resolveRange } from "@/lib/domain/shortage/asked-range";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time-units";

const NOW = Date.UTC(2026, 2, 1, 10, 0, 30);
const MINUTE_ON = Date.UTC(2026, 2, 1, 10, 1);

describe("resolveRange", () => {
  it.each([
    ["the last 24 hours by default", {}, MINUTE_ON - DAY_MS, MINUTE_ON],
    ["a named range that ends now", { range: "7d" as const }, MINUTE_ON - 7 * DAY_MS, MINUTE_ON],
    ["from a moment to now", { from: millis(NOW - HOUR_MS) }, NOW - HOUR_MS, MINUTE_ON],
    ["from one moment to another, whatever the name", { range: "1h" as const, from: millis(5), to: millis(9) }, 5, 9],
  ])("is %s", (_name, asked, fromMs, toMs) => {
    expect(resolveRange(asked, NOW)).toEqual({ fromMs, toMs });
  });

  it.each([
    ["an end without a beginning", { to: millis(9) }],
    ["backwards", { from: millis(9), to: millis(5) }],
    ["empty", { from: millis(9), to: millis(9) }],
    ["in the future", { from: millis(NOW + HOUR_MS) }],
  ])("is none when it is %s", (_name, asked) => {
    expect(resolveRange(asked, NOW)).toBeNull();
  });

  it("is the same within a minute", () => {
    for (const range of RANGE_NAMES)
      expect(resolveRange({ range }, NOW)).toEqual(resolveRange({ range }, NOW + 20_000));
  });
});

it.each([
  ["2026-03-01T10:00:30Z", NOW],
  ["2026-03-01T10:00Z", NOW - 30_000],
  ["2026-03-01T11:00:30.000+01:00", NOW],
  ["2026-03-01T10:00:30", null],
  ["2026-03-01", null],
  ["2026-13-01T10:00:30Z", null],
  ["1767225600000", null],
  ["yesterday", null],
  ["", null],
])("parseInstant(%s) is %s", (text, expected) => {
  expect(parseInstant(text)).toBe(expected);
});

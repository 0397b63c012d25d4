import { describe, expect, it } from "vitest";
import {
  formatAge,
  formatCount,
  formatDuration,
  formatNoun,
  formatRange,
  formatShare,
  formatShareRange,
  formatUtcDateTime,
  formatUtcSpan,
  formatUtcTime,
} from "@/lib/format";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("formatShare", () => {
  it.each([
    ["nothing is 0 %", 0, "0 %"],
    ["a trace is never 0 %", 0.0004, "< 1 %"],
    ["just under half a per cent is below 1 %", 0.00499, "< 1 %"],
    ["half a per cent rounds to 1 %", 0.005, "1 %"],
    ["the middle rounds", 0.754, "75 %"],
    ["nearly all is never 100 %", 0.9951, "> 99 %"],
    ["99.4 % is 99 %", 0.994, "99 %"],
    ["all is 100 %", 1, "100 %"],
    ["more than all is said", 1.25, "125 %"],
  ])("%s", (_, ratio, expected) => {
    expect(plain(formatShare(ratio))).toBe(expected);
  });
});

describe("counts and ranges", () => {
  it("groups thousands", () => {
    expect(formatCount(2250000)).toBe("2,250,000");
  });
  it("writes a range with an en dash and a known number alone", () => {
    expect(formatRange({ low: 1190, high: 1344 })).toBe("1,190\u20131,344");
    expect(formatRange({ low: 14, high: 14 })).toBe("14");
  });
  it("writes a range of shares with one sign, and equal ones once", () => {
    expect(plain(formatShareRange(0.12, 0.18))).toBe("12–18 %");
    expect(plain(formatShareRange(0, 0.86))).toBe("0–86 %");
    expect(plain(formatShareRange(0.001, 0.5))).toBe("< 1–50 %");
    expect(plain(formatShareRange(0.121, 0.122))).toBe("12 %");
  });
  it("agrees noun and number", () => {
    expect(formatNoun(1, "node")).toBe("1 node");
    expect(formatNoun(0, "node")).toBe("0 nodes");
    expect(formatNoun(2, "match", "matches")).toBe("2 matches");
  });
});

describe("times", () => {
  const at = Date.UTC(2026, 2, 4, 5, 6, 7, 890);
  it("are UTC with leading zeros", () => {
    expect(formatUtcTime(at)).toBe("05:06:07");
    expect(formatUtcDateTime(at)).toBe("2026-03-04 05:06:07 UTC");
  });
  it("name the day of a span's end where it is another one, so that no span seems to run backwards", () => {
    expect(formatUtcSpan(at, at + 60_000)).toBe("2026-03-04 05:06:07 – 05:07:07 UTC");
    expect(formatUtcSpan(at, at + 23 * 3_600_000)).toBe("2026-03-04 05:06:07 – 2026-03-05 04:06:07 UTC");
  });
  it.each([
    [-5000, "0 s"],
    [0, "0 s"],
    [999, "0 s"],
    [1000, "1 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3_600_000, "1 h"],
    [86_400_000, "1 d"],
    [3 * 86_400_000 + 5, "3 d"],
  ])("an age of %d ms is %s", (spanMs, expected) => {
    expect(plain(formatAge(spanMs))).toBe(expected);
  });
  it.each([
    [0.4, "0 ms"],
    [839.6, "840 ms"],
    [1000, "1.0 s"],
    [59_900, "59.9 s"],
    [59_990, "1 min 0 s"],
    [80_400, "1 min 20 s"],
    [119_700, "2 min 0 s"],
  ])("a duration of %d ms is %s", (spanMs, expected) => {
    expect(plain(formatDuration(spanMs))).toBe(expected);
  });
});

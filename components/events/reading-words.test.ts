import { describe, expect, it } from "vitest";
import { momentWords, readingWords, spanWords, unreadBecause } from "@/components/events/reading-words";
import type { EventReading } from "@/lib/domain/api/event";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

const TO = Date.UTC(2026, 2, 2, 20);
const range = { fromMs: TO - DAY_MS, toMs: TO };

const reading = (part: Partial<EventReading> = {}): EventReading => ({
  status: "reading",
  source: "LookupEvents",
  covered: [{ fromMs: Date.UTC(2026, 2, 2, 14, 5), toMs: TO }],
  isComplete: false,
  remainingMs: 9 * MINUTE_MS,
  readEventCount: 100,
  readBy: null,
  problem: null,
  store: { status: "open", problem: null },
  ...part,
});

describe("readingWords", () => {
  it.each([
    ["how far back, and how long for the rest", {}, "read back to 14:05; 9 more minutes of reading for 24\u00a0h"],
    [
      "seconds where it is nearly done",
      { remainingMs: 1_000 },
      "read back to 14:05; 1 more second of reading for 24\u00a0h",
    ],
    [
      "nothing read yet",
      { covered: [], remainingMs: null, readEventCount: 0 },
      "nothing read yet; reading goes on for 24\u00a0h",
    ],
    [
      "first pages, of which no time is whole",
      { covered: [], remainingMs: null },
      "no part read completely yet; reading goes on for 24\u00a0h",
    ],
    ["all read", { isComplete: true, status: "read" as const }, "24\u00a0h read completely"],
    [
      "the store's opening",
      { store: { status: "opening" as const, problem: null } },
      "the store of events is being opened",
    ],
    ["denied", { status: "denied" as const }, "read back to 14:05; reading on is denied"],
    ["throttled", { status: "throttled" as const }, "read back to 14:05; CloudTrail throttles; it is tried again"],
    [
      "no CloudTrail",
      { status: "absent" as const, covered: [], readEventCount: null },
      "this source has no CloudTrail",
    ],
    [
      "no CloudTrail, and so no store that would open",
      { status: "absent" as const, covered: [], store: { status: "opening" as const, problem: null } },
      "this source has no CloudTrail",
    ],
    [
      "who else reads",
      { status: "elsewhere" as const, readBy: "process 7 on ops-2", remainingMs: null },
      "read back to 14:05; process 7 on ops-2 reads on for 24\u00a0h",
    ],
    [
      "who else has read",
      { status: "elsewhere" as const, readBy: "process 7 on ops-2", isComplete: true },
      "24\u00a0h read completely, by process 7 on ops-2",
    ],
    [
      "the day where it is another",
      { covered: [{ fromMs: range.fromMs + HOUR_MS, toMs: TO }] },
      "read back to 2026-03-01 21:00; 9 more minutes of reading for 24\u00a0h",
    ],
  ])("says %s", (_name, part, words) => {
    expect(readingWords(reading(part), range)).toBe(words);
  });
});

describe("unreadBecause", () => {
  it("is silent of a range that was read, and only of that", () => {
    expect(unreadBecause(reading({ isComplete: true }), range)).toBeNull();
    expect(unreadBecause(null, null)).toContain("not read yet");
    expect(unreadBecause(reading(), range)).toContain("read back to 14:05");
  });

  it("is silent of a range that was read into memory only, since its counts are whole", () => {
    const problem = { code: "internal" as const, message: "full", remedy: "free some" };
    const store = { status: "unavailable" as const, problem };
    expect(unreadBecause(reading({ isComplete: true, store }), range)).toBeNull();
    expect(unreadBecause(reading({ store }), range)).toContain("only part");
  });

  it("names the action to grant", () => {
    const problem = { code: "denied" as const, message: "no", remedy: "grant", iamAction: "cloudtrail:LookupEvents" };
    expect(unreadBecause(reading({ status: "denied", problem }), range)).toBe("cloudtrail:LookupEvents is denied");
  });
});

it.each([
  [{ fromMs: 0, toMs: DAY_MS }, "24\u00a0h"],
  [{ fromMs: 0, toMs: 7 * DAY_MS }, "7\u00a0d"],
  [{ fromMs: 0, toMs: HOUR_MS / 2 }, "30\u00a0min"],
  [{ fromMs: 0, toMs: 1.5 * HOUR_MS }, "1\u00a0h 30\u00a0min"],
])("a span in words", (span, words) => {
  expect(spanWords(span)).toBe(words);
});

it("momentWords has the day where it is not the range's last", () => {
  expect(momentWords(TO - HOUR_MS, range)).toBe("19:00");
  expect(momentWords(TO - 20 * HOUR_MS, range)).toBe("2026-03-02 00:00");
});

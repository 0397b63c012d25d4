import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";
import { LookMemory } from "@/lib/inventory/trail/look-memory";

const NOW = Date.parse("2026-01-15T10:00:00Z");

describe("what is wanted of CloudTrail", () => {
  it("is nothing before somebody looks", () => {
    expect(new LookMemory().wanted(NOW)).toBeNull();
  });

  it("reaches back as far as the furthest look, and moves on with time", () => {
    const looks = new LookMemory(HOUR_MS);
    expect(looks.note(NOW - 2 * HOUR_MS, NOW)).toBe(true);
    expect(looks.note(NOW - HOUR_MS, NOW)).toBe(false);
    expect(looks.wanted(NOW + MINUTE_MS)).toEqual({ fromMs: NOW + MINUTE_MS - 2 * HOUR_MS, toMs: NOW + MINUTE_MS });
  });

  it("forgets a look that nobody repeats, and the last one too", () => {
    const looks = new LookMemory(5 * MINUTE_MS);
    looks.note(NOW - DAY_MS, NOW);
    looks.note(NOW - HOUR_MS, NOW + 4 * MINUTE_MS);
    expect(looks.wanted(NOW + 5 * MINUTE_MS)?.fromMs).toBe(NOW + 5 * MINUTE_MS - DAY_MS);
    const later = NOW + 6 * MINUTE_MS;
    expect(looks.wanted(later)?.fromMs).toBeGreaterThan(later - 2 * HOUR_MS);
    expect(looks.wanted(NOW + 20 * MINUTE_MS)).toBeNull();
  });

  it("is 90 days at most, in whole seconds", () => {
    const looks = new LookMemory();
    looks.note(0, NOW + 123);
    expect(looks.wanted(NOW + 123)).toEqual({ fromMs: NOW - 90 * DAY_MS, toMs: NOW + 1000 });
  });
});

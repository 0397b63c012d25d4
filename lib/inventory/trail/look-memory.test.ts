import { describe, expect, it } from "vitest";
import { LookMemory } from "@/lib/inventory/trail/look-memory";

const NOW = Date.parse("2026-01-15T10:00:00Z");
const HOUR = 3_600_000;

describe("what is wanted of CloudTrail", () => {
  it("is nothing before somebody looks", () => {
    expect(new LookMemory().wanted(NOW)).toBeNull();
  });

  it("reaches back as far as the furthest look, and moves on with time", () => {
    const looks = new LookMemory(HOUR);
    expect(looks.note(NOW - 2 * HOUR, NOW)).toBe(true);
    expect(looks.note(NOW - HOUR, NOW)).toBe(false);
    expect(looks.wanted(NOW + 60_000)).toEqual({ fromMs: NOW + 60_000 - 2 * HOUR, toMs: NOW + 60_000 });
  });

  it("forgets a look that nobody repeats, and the last one too", () => {
    const looks = new LookMemory(5 * 60_000);
    looks.note(NOW - 24 * HOUR, NOW);
    looks.note(NOW - HOUR, NOW + 4 * 60_000);
    expect(looks.wanted(NOW + 5 * 60_000)?.fromMs).toBe(NOW + 5 * 60_000 - 24 * HOUR);
    const later = NOW + 6 * 60_000;
    expect(looks.wanted(later)?.fromMs).toBeGreaterThan(later - 2 * HOUR);
    expect(looks.wanted(NOW + 20 * 60_000)).toBeNull();
  });

  it("is 90 days at most, in whole seconds", () => {
    const looks = new LookMemory();
    looks.note(0, NOW + 123);
    expect(looks.wanted(NOW + 123)).toEqual({ fromMs: NOW - 90 * 24 * HOUR, toMs: NOW + 1000 });
  });
});

import { describe, expect, it } from "vitest";
import { Random } from "@/lib/demo/random";

const draws = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.unit());

describe("seeded randomness", () => {
  it("repeats itself for the same seed and not for another", () => {
    expect(draws(new Random("a"), 20)).toEqual(draws(new Random("a"), 20));
    expect(draws(new Random("a"), 20)).not.toEqual(draws(new Random("b"), 20));
  });

  it("forks a stream that does not depend on what was drawn before", () => {
    const used = new Random("a");
    draws(used, 100);
    expect(draws(used.fork("x"), 5)).toEqual(draws(new Random("a").fork("x"), 5));
    expect(draws(new Random("a").fork("x"), 5)).not.toEqual(draws(new Random("a").fork("y"), 5));
  });

  it("stays inside its bounds and reaches both ends", () => {
    const random = new Random("bounds");
    const seen = new Set(Array.from({ length: 500 }, () => random.between(3, 7)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6, 7]);
    expect(draws(random, 2000).every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it.each([0.2, 4, 30, 200])("draws Poisson numbers with mean and variance %d", (mean) => {
    const random = new Random("poisson");
    const values = Array.from({ length: 5000 }, () => random.poisson(mean));
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
    expect(average / mean).toBeCloseTo(1, 0);
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / values.length));
    expect(variance / mean).toBeGreaterThan(0.85);
    expect(variance / mean).toBeLessThan(1.15);
  });

  it("writes as many hexadecimal digits as asked", () => {
    expect(new Random("hex").hex(17)).toMatch(/^[0-9a-f]{17}$/);
  });
});

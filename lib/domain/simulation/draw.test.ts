import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawExponential, drawSome, drawsFor, drawUnit, hashOf } from "@/lib/domain/simulation/draw";

const take = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe("drawn numbers", () => {
  it("are the same for the same text and seed, and others for another text or seed", () => {
    const sequence = (text: string, seed: number): number[] => {
      const draws = drawsFor(text, seed);
      return take(8, () => drawUnit(draws));
    };
    expect(sequence("node-1", 1)).toEqual(sequence("node-1", 1));
    expect(sequence("node-1", 1)).not.toEqual(sequence("node-2", 1));
    expect(sequence("node-1", 1)).not.toEqual(sequence("node-1", 2));
  });

  it("lie from 0 to below 1, evenly", () => {
    const draws = drawsFor("unit", 3);
    const numbers = take(4_000, () => drawUnit(draws));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((x) => Math.floor(x * 10) === tenth).length);
    for (const count of tenths) expect(Math.abs(count - 400)).toBeLessThan(100);
  });

  it("have the mean that an exponential draw is asked for", () => {
    const draws = drawsFor("exponential", 5);
    const numbers = take(8_000, () => drawExponential(draws, 60));
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(mean - 60)).toBeLessThan(3);
  });

  it("some of many are different ones within the bound, and all where not more are there", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(), (count, bound, seed) => {
        const drawn = drawSome(drawsFor("some", seed), count, bound);
        expect(drawn).toHaveLength(Math.min(count, bound));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((number) => number >= 0 && number < bound)).toBe(true);
      }),
    );
  });

  it("some of many come from everywhere", () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 60; seed++) for (const number of drawSome(drawsFor("all", seed), 2, 10)) seen.add(number);
    expect(seen.size).toBe(10);
  });

  it("hashes are whole 32-bit numbers, and spread looks over the interval", () => {
    const phases = Array.from({ length: 500 }, (_, node) => hashOf(`i-${node}`, 1) % 5_000);
    expect(phases.every((phase) => Number.isInteger(phase) && phase >= 0)).toBe(true);
    const early = phases.filter((phase) => phase < 2_500).length;
    expect(Math.abs(early - 250)).toBeLessThan(60);
  });
});

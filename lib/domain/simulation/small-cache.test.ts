import { describe, expect, it } from "vitest";
import { SmallCache } from "@/lib/domain/simulation/small-cache";

describe("a small cache", () => {
  it("lets go of the one that was not asked for longest", () => {
    const cache = new SmallCache<number>(2);
    cache.set("a", 1);
    cache.set("b", 2);
    expect(cache.get("a")).toBe(1);
    cache.set("c", 3);
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
  });

  it("replaces a value under its key without letting another go", () => {
    const cache = new SmallCache<number>(2);
    cache.set("a", 1);
    cache.set("b", 2);
    cache.set("b", 4);
    expect([cache.get("a"), cache.get("b")]).toEqual([1, 4]);
  });
});

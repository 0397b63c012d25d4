import { describe, expect, it } from "vitest";
import { targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { EniShape } from "@/lib/domain/ipamd/resting-pool";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";
import { PREFIXES, SMALL_CLUSTER } from "@/lib/domain/simulation/fixtures/ask";
import { SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { placePods } from "@/lib/domain/simulation/pod-placement";

const eni = (addressCount: number, prefixCount = 0, parts: Partial<EniShape> = {}): EniShape => ({
  isPrimary: false,
  isTrunk: false,
  addressCount,
  prefixCount,
  ...parts,
});
const primary = (addressCount: number, prefixCount = 0): EniShape =>
  eni(addressCount, prefixCount, { isPrimary: true });

const targets = (env: Environment) =>
  targetsFor(parseSettings(env), { maxEnis: 3, ipv4PerEni: 10, supportsPrefixDelegation: true, maxPods: 29 });

const place = (env: Environment, shape: readonly EniShape[], pods: number) =>
  placePods(shape, targets(env), { pods, unmanagedEniCount: 0 });

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Pods by ENI; prefixes and addresses count as one place each. */
const byEni = (counts: readonly number[], shape: readonly EniShape[]): number[] => {
  let at = 0;
  return shape.map(({ addressCount, prefixCount }) => {
    const own = counts.slice(at, at + addressCount + prefixCount);
    at += own.length;
    return sum(own);
  });
};

describe("where a node's pods are taken to be", () => {
  it.each<[string, Environment, EniShape[], number, "resting" | "growing" | "changing", number[]]>([
    ["no pod on a pool that needs none", SHIPPED, [primary(9)], 0, "resting", [0]],
    ["a few on the lowest ENI, as when they only came", SHIPPED, [primary(9), eni(9)], 5, "resting", [5, 0]],
    ["more than one ENI's on the next one too", SHIPPED, [primary(9), eni(9), eni(9)], 12, "resting", [9, 3, 0]],
    [
      "one on each ENI that would go without, as when pods left",
      SHIPPED,
      [primary(9), eni(9), eni(9)],
      4,
      "resting",
      [2, 1, 1],
    ],
    ["a pool that wants another ENI only grows", SHIPPED, [primary(9)], 3, "growing", [3]],
    [
      "an empty ENI too many would go, however few pods there are",
      SHIPPED,
      [primary(9), eni(9), eni(9)],
      0,
      "changing",
      [0, 0, 0],
    ],
    ["IP targets that are met let it rest", SMALL_CLUSTER, [primary(9), eni(1)], 5, "resting", [5, 0]],
    ["and addresses above them do not", SMALL_CLUSTER, [primary(9), eni(9)], 5, "changing", [5, 0]],
  ])("%s", (_name, env, shape, pods, state, expected) => {
    const placed = place(env, shape, pods);
    expect(placed.state).toBe(state);
    expect(byEni(placed.counts, shape)).toEqual(expected);
  });

  it("with prefix delegation lie in prefixes, sixteen at most in each", () => {
    const shape = [primary(0, 2)];
    const { counts, state } = place(PREFIXES, shape, 16);
    expect([state, counts]).toEqual(["resting", [16, 0]]);
  });

  it("after prefix delegation was turned on keep the single addresses that are left", () => {
    // A single address without a pod would have gone at the restart.
    const shape = [primary(3, 2)];
    const { counts, state } = place(PREFIXES, shape, 3);
    expect(state).toBe("resting");
    expect(sum(counts)).toBe(3);
  });

  it("after prefix delegation was turned off are on every prefix that is left, else it would have gone", () => {
    const shape = [primary(8, 1), eni(9)];
    const { counts, state } = place(SHIPPED, shape, 4);
    expect(state).toBe("resting");
    expect(counts[0]).toBeGreaterThan(0);
    expect(sum(counts)).toBe(4);
  });

  it("more than the pool has addresses for are left out", () => {
    expect(sum(place(SHIPPED, [primary(9)], 30).counts)).toBe(9);
  });

  it("are never on a place of an ENI that is a trunk for want of another", () => {
    const shape = [primary(9), eni(0, 0, { isTrunk: true }), eni(9)];
    expect(byEni(place(SHIPPED, shape, 7).counts, shape)[1]).toBe(0);
  });
});

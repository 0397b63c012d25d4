import { describe, expect, it } from "vitest";
import { parseSettings } from "@/lib/domain/ipamd/settings";
import {
  type CandidateTargets,
  candidateGrid,
  neighboursOf,
  withIpTargets,
  withTargets,
} from "@/lib/domain/simulation/candidate-settings";
import { SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";

const facts = { podsPerNode: [0, 4, 8, 12, 20], burstPods: 10 };

describe("a candidate's settings", () => {
  it("are only what differs, with what is unset taken away", () => {
    const { env, settings } = withTargets(SHIPPED, withIpTargets(false, 2, 10), false);
    expect(settings).toEqual({ WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" });
    expect(env).toEqual({ ...SHIPPED, ...settings });
    const back = withTargets(env, { ...withIpTargets(false, 2, null), warmEniTarget: 1 }, false);
    expect(back.settings).toEqual({ WARM_ENI_TARGET: "1", MINIMUM_IP_TARGET: null });
    expect(Object.keys(back.env)).not.toContain("MINIMUM_IP_TARGET");
  });

  it("do not touch what is not looked at: the other settings, and prefixes' targets without prefixes", () => {
    const env = { ...SHIPPED, IP_COOLDOWN_PERIOD: "60", WARM_PREFIX_TARGET: "3" };
    const candidate = withTargets(env, withIpTargets(false, 2, null), false);
    expect(candidate.env).toMatchObject({ IP_COOLDOWN_PERIOD: "60", WARM_PREFIX_TARGET: "3" });
  });

  it.each([
    [false, true, "true"],
    [true, false, "false"],
    [true, true, undefined],
    [false, false, undefined],
  ])("with prefixes %s before and %s wanted set it to %s", (hasPrefixes, usesPrefixes, expected) => {
    const { settings } = withTargets({}, withIpTargets(usesPrefixes, 1, null), hasPrefixes);
    expect(settings.ENABLE_PREFIX_DELEGATION).toBe(expected);
  });
});

describe("the grid of candidates", () => {
  const grid = candidateGrid(facts, [false, true]);
  const settingsOf = (targets: CandidateTargets) => parseSettings(withTargets({}, targets, false).env);

  it("has no MINIMUM_IP_TARGET alone, which is a ceiling, and no prefixes with nothing to keep warm", () => {
    for (const targets of grid) {
      const { warmIpTarget, minimumIpTarget, prefixDelegation, warmPrefixTarget } = settingsOf(targets);
      if (minimumIpTarget > 0) expect(warmIpTarget).toBeGreaterThan(0);
      if (prefixDelegation && warmIpTarget === 0) expect(warmPrefixTarget).toBeGreaterThan(0);
    }
  });

  it("holds each candidate once, none with prefixes where they may not be", () => {
    const keys = grid.map((targets) => JSON.stringify(targets));
    expect(new Set(keys).size).toBe(keys.length);
    expect(candidateGrid(facts, [false]).some(({ usesPrefixes }) => usesPrefixes)).toBe(false);
    expect(grid.some(({ usesPrefixes }) => usesPrefixes)).toBe(true);
  });

  it("has a burst's pods as warm addresses, and the fullest node's as the minimum", () => {
    const ofIps = grid.filter(({ usesPrefixes, warmIpTarget }) => !usesPrefixes && warmIpTarget !== null);
    expect(Math.max(...ofIps.map(({ warmIpTarget }) => warmIpTarget ?? 0))).toBe(10);
    expect(Math.max(...ofIps.map(({ minimumIpTarget }) => minimumIpTarget ?? 0))).toBe(30);
    expect(ofIps.some(({ minimumIpTarget }) => minimumIpTarget === null)).toBe(true);
  });

  it("stays small for the largest goals", () => {
    const most = candidateGrid({ podsPerNode: [0, 234], burstPods: 1_000 }, [false, true]);
    expect(most.length).toBeLessThan(120);
  });

  it("with no pod anywhere still has targets", () => {
    const few = candidateGrid({ podsPerNode: [0], burstPods: 1 }, [false]);
    expect(few.some(({ warmIpTarget }) => warmIpTarget === 1)).toBe(true);
  });
});

describe("the candidates beside one", () => {
  it("differ by a step each, and stay at 1 or above", () => {
    const beside = neighboursOf(withIpTargets(false, 1, 2), 4);
    for (const { warmIpTarget, minimumIpTarget } of beside) {
      expect(warmIpTarget).toBeGreaterThanOrEqual(1);
      expect(minimumIpTarget).toBeGreaterThanOrEqual(1);
    }
    expect(beside.map(({ warmIpTarget, minimumIpTarget }) => [warmIpTarget, minimumIpTarget])).toEqual([
      [3, 2],
      [1, 6],
    ]);
  });

  it("with prefixes step by whole ones", () => {
    const beside = neighboursOf(withIpTargets(true, 4, 32), 1);
    expect(new Set(beside.map(({ minimumIpTarget }) => minimumIpTarget))).toEqual(new Set([16, 32, 48]));
    expect(beside.every(({ usesPrefixes }) => usesPrefixes)).toBe(true);
  });

  it("of one without IP targets are none", () => {
    expect(neighboursOf({ ...withIpTargets(false, 1, null), warmIpTarget: null }, 1)).toEqual([]);
  });
});

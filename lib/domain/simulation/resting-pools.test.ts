import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { EniShape } from "@/lib/domain/ipamd/resting-pool";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";
import { inputTo, PREFIXES, resultOf, SMALL_CLUSTER } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, TYPES } from "@/lib/domain/simulation/fixtures/live-scope";
import { ENVIRONMENTS } from "@/lib/domain/simulation/fixtures/random-run";
import { RestingPools } from "@/lib/domain/simulation/resting-pools";

const { maxEnis, ipv4PerEni, maxPods } = TYPES["t3.2xlarge"];
const targets = (env: Environment) =>
  targetsFor(parseSettings(env), { maxEnis, ipv4PerEni, supportsPrefixDelegation: true, maxPods });
const NONE = { trunks: 0, unmanaged: 0 };
const pools = new RestingPools();

describe("a new node with so many pods", () => {
  it.each<[string, Environment, number, number, number]>([
    ["the default", SHIPPED, 0, 15, 1],
    ["the default", SHIPPED, 1, 30, 2],
    ["the default", SHIPPED, 14, 30, 2],
    ["the default", SHIPPED, 15, 45, 3],
    ["the default", SHIPPED, 56, 60, 4],
    ["the story's proposal", SMALL_CLUSTER, 0, 11, 1],
    ["the story's proposal", SMALL_CLUSTER, 8, 11, 1],
    ["the story's proposal", SMALL_CLUSTER, 9, 12, 1],
    ["the story's proposal", SMALL_CLUSTER, 14, 18, 2],
    ["prefix delegation", PREFIXES, 0, 17, 1],
    ["prefix delegation", PREFIXES, 16, 33, 1],
    ["prefix delegation", PREFIXES, 17, 49, 1],
  ])("under %s: %#", (_name, env, pods, held, eniCount) => {
    expect(pools.fresh(targets(env), pods, NONE)).toMatchObject({ held, eniCount, servedPods: pods });
  });

  it("serves as many as it can where they are too many", () => {
    expect(pools.fresh(targets({ ...SHIPPED, MAX_ENI: "1" }), 40, NONE)).toMatchObject({ servedPods: 14, held: 15 });
    expect(pools.fresh(targets({ ...SHIPPED, MINIMUM_IP_TARGET: "6" }), 40, NONE)).toMatchObject({ servedPods: 6 });
  });

  it("has fewer places for ENIs beside a trunk, or one that ipamd leaves alone", () => {
    const full = targets(SHIPPED);
    expect(pools.fresh(full, 50, { trunks: 0, unmanaged: 1 })).toMatchObject({ eniCount: 3, servedPods: 42 });
    expect(pools.fresh(full, 50, { trunks: 1, unmanaged: 0 })).toMatchObject({ eniCount: 4, servedPods: 42 });
  });

  it("holds what the node of a live scope holds that has grown under the same settings", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENVIRONMENTS), fc.nat(20), (env, pods) => {
        const scope = liveScope({
          nodes: [{ type: "t3.2xlarge", subnet: 0, pods }],
          subnets: [{ cidr: "10.0.0.0/22" }],
          env,
        });
        const { today } = resultOf(scope, inputTo(env, { today: env }));
        const fresh = new RestingPools().fresh(targets(env), pods, NONE);
        // One pod after the other, or all at once: an ENI more or less may have come of it, never an address too few.
        expect(fresh.servedPods).toBeLessThanOrEqual(pods);
        expect(today.end.total[0]).toBeGreaterThanOrEqual(fresh.servedPods);
        // Without any warm ENI the pool never rests at the turn: what it has then is a matter of when.
        if (env.WARM_ENI_TARGET === "0") return;
        if (env.MINIMUM_IP_TARGET === undefined && env.WARM_IP_TARGET === undefined)
          expect(today.end.held[0]).toBe(fresh.held);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a node whose pods have all left", () => {
  const eni = (addressCount: number, prefixCount: number, isPrimary = false): EniShape => ({
    isPrimary,
    isTrunk: false,
    addressCount,
    prefixCount,
  });

  it.each<[string, Environment, EniShape[], number]>([
    ["keeps one warm ENI under the default", SHIPPED, [eni(14, 0, true), eni(14, 0), eni(14, 0)], 15],
    // The lowest ENI gives its free addresses first, so that the other one is left with the ten.
    ["keeps what the targets say", SMALL_CLUSTER, [eni(14, 0, true), eni(14, 0)], 12],
    ["keeps an ENI that the minimum needs", SMALL_CLUSTER, [eni(5, 0, true), eni(5, 0)], 12],
    ["gives prefixes back but the warm one", PREFIXES, [eni(0, 4, true)], 17],
    ["without prefix delegation loses every prefix with its last pod", SHIPPED, [eni(14, 0, true), eni(12, 2)], 28],
  ])("%s", (_name, env, shape, held) => {
    expect(pools.emptied(targets(env), shape, 0).held).toBe(held);
  });

  it("never holds more than it did", () => {
    const shape = fc
      .tuple(fc.nat(14), fc.nat(14), fc.nat(3))
      .map(([first, second, prefixes]) => [eni(first, 0, true), eni(Math.min(second, 14 - prefixes), prefixes)]);
    fc.assert(
      fc.property(fc.constantFrom(SMALL_CLUSTER, { ...SHIPPED, WARM_IP_TARGET: "1" }), shape, (env, enis) => {
        const before = enis.reduce((sum, one) => sum + 1 + one.addressCount + 16 * one.prefixCount, 0);
        const { minimumIpTarget, warmIpTarget } = targets(env);
        const wanted = Math.max(minimumIpTarget, warmIpTarget);
        expect(pools.emptied(targets(env), enis, 0).held).toBeLessThanOrEqual(Math.max(before, wanted + 2));
      }),
    );
  });
});

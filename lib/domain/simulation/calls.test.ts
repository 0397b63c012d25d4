import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputTo, resultOf, SMALL_CLUSTER } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { randomRuns } from "@/lib/domain/simulation/fixtures/random-run";
import type { CallCurve, SideResult } from "@/lib/domain/simulation/simulation-result";

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

const bucketOf = ({ calls }: SideResult, action: CallCurve["bucket"]["actions"][number]): CallCurve => {
  const found = calls.find(({ bucket }) => bucket.actions.includes(action));
  if (!found) throw new Error(`no bucket of ${action}`);
  return found;
};

describe("EC2's calls against the buckets", () => {
  it("are all there in the samples, and their peak is a sample's", () => {
    fc.assert(
      fc.property(randomRuns, ({ scope, input }) => {
        const { today, proposed } = resultOf(scope, input);
        for (const { calls, peakPerSecond, total, failed, peak, fewestTokens, bucket } of [
          ...today.calls,
          ...proposed.calls,
        ]) {
          expect(sum(calls)).toBe(total);
          expect(failed).toBeLessThanOrEqual(total);
          expect(Math.max(...peakPerSecond)).toBe(peak.callsPerSecond);
          expect(fewestTokens).toBeLessThanOrEqual(bucket.capacity);
          expect(fewestTokens).toBeGreaterThanOrEqual(bucket.capacity - total);
          for (const [sample, count] of calls.entries()) expect(peakPerSecond[sample]).toBeLessThanOrEqual(count);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("of a quiet day are none", () => {
    const scope = liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods: 5 }], subnets: [{ cidr: "10.0.0.0/24" }] });
    const { today } = resultOf(scope, inputTo(SHIPPED));
    for (const { total, peak, fewestTokens, bucket } of today.calls) {
      expect([total, peak.callsPerSecond, fewestTokens]).toEqual([0, 0, bucket.capacity]);
    }
  });

  it("of the story's rollout are two for each node that gives addresses of two ENIs back", () => {
    const nodes = Array.from({ length: 4 }, () => ({ type: "t3.2xlarge" as const, subnet: 0, pods: 5 }));
    const { proposed } = resultOf(liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/24" }] }), inputTo(SMALL_CLUSTER));
    expect(bucketOf(proposed, "UnassignPrivateIpAddresses")).toMatchObject({ total: 8, failed: 0 });
    expect(bucketOf(proposed, "CreateNetworkInterface").total).toBe(0);
    expect(bucketOf(proposed, "DeleteNetworkInterface").total).toBe(0);
  });

  it("that ask for too much fail, and are counted as failed", () => {
    const scope = liveScope({ nodes: [{ type: "m5.large", subnet: 0, pods: 2 }], subnets: [{ cidr: "10.0.0.0/28" }] });
    const { proposed } = resultOf(scope, inputTo({ ...SHIPPED, WARM_ENI_TARGET: "3" }));
    const { total, failed } = bucketOf(proposed, "CreateNetworkInterface");
    expect(failed).toBeGreaterThan(0);
    expect(total).toBe(failed);
  });

  it("of a rollout to very many nodes at once wait for tokens, and the warning says for how long", () => {
    const nodes = Array.from({ length: 160 }, (_, node) => ({ type: "m5.large" as const, subnet: node % 4, pods: 5 }));
    const scope = liveScope({ nodes, subnets: [0, 1, 2, 3].map((net) => ({ cidr: `10.${net}.0.0/21` })) });
    const rollout = { atSeconds: 60, maxUnavailableShare: 1, restartSeconds: 1 };
    const { proposed, warnings } = resultOf(scope, inputTo(SMALL_CLUSTER, { rollout, ec2: "assumed" }));
    const { throttledCalls, throttledMs, fewestTokens } = bucketOf(proposed, "UnassignPrivateIpAddresses");
    expect(throttledCalls).toBeGreaterThan(0);
    expect(throttledMs).toBeGreaterThan(0);
    expect(fewestTokens).toBeLessThan(0);
    const [warning] = warnings.filter(({ kind }) => kind === "calls-above-bucket");
    expect(warning?.message).toMatch(
      /UnassignPrivateIpAddresses: at most \d+ a second against 100 tokens and 5 a second/,
    );
    expect(warning?.count).toBe(throttledCalls);
  });

  it("that take no time never wait", () => {
    const nodes = Array.from({ length: 160 }, () => ({ type: "m5.large" as const, subnet: 0, pods: 5 }));
    const scope = liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/20" }] });
    const rollout = { atSeconds: 60, maxUnavailableShare: 1, restartSeconds: 1 };
    const { proposed } = resultOf(scope, inputTo(SMALL_CLUSTER, { rollout }));
    for (const { throttledCalls, throttledMs } of proposed.calls) expect([throttledCalls, throttledMs]).toEqual([0, 0]);
  });
});

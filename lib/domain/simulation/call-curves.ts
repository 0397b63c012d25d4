import { EC2_ACTIONS } from "@/lib/domain/ipamd/ec2-actions";
import { EC2_TOKEN_BUCKETS, type TokenBucket } from "@/lib/domain/ipamd/ec2-delays";
import type { SideRun } from "@/lib/domain/simulation/run-side";
import type { CallCurve } from "@/lib/domain/simulation/simulation-result";

/** The calls of a side against the account's token buckets, one curve a bucket. */
export const callCurvesOf = ({ ec2, fleet }: SideRun, times: Float64Array): CallCurve[] =>
  EC2_TOKEN_BUCKETS.map((bucket, index): CallCurve => {
    const perSecond = ec2.callsPerSecond[index] ?? new Int32Array();
    const { calls, peakPerSecond } = bySample(perSecond, times);
    const throttled = EC2_ACTIONS.flatMap((action, code) => (bucket.actions.includes(action) ? [code] : []));
    const sum = (values: ArrayLike<number> | undefined): number =>
      throttled.reduce((total, code) => total + (values?.[code] ?? 0), 0);
    return {
      bucket,
      calls,
      peakPerSecond,
      total: calls.reduce((total, count) => total + count, 0),
      failed: ec2.failedCalls[index] ?? 0,
      peak: peakOf(perSecond),
      fewestTokens: fewestTokens(bucket, perSecond),
      throttledCalls: sum(fleet.delays?.throttledCalls),
      throttledMs: sum(fleet.delays?.throttledMs),
    };
  });

function bySample(perSecond: Int32Array, times: Float64Array): Pick<CallCurve, "calls" | "peakPerSecond"> {
  const calls = new Int32Array(times.length);
  const peakPerSecond = new Int32Array(times.length);
  let second = 0;
  for (const [sample, time] of times.entries()) {
    const last = Math.ceil(time / 1_000);
    let sum = 0;
    let peak = 0;
    for (; second <= last; second++) {
      const count = perSecond[second] ?? 0;
      sum += count;
      if (count > peak) peak = count;
    }
    calls[sample] = sum;
    peakPerSecond[sample] = peak;
  }
  return { calls, peakPerSecond };
}

function peakOf(perSecond: Int32Array): CallCurve["peak"] {
  let at = 0;
  for (let second = 0; second < perSecond.length; second++) {
    if ((perSecond[second] ?? 0) > (perSecond[at] ?? 0)) at = second;
  }
  return { atMs: at * 1_000, callsPerSecond: perSecond[at] ?? 0 };
}

/** The bucket's level at its lowest, from a full one on; what it owes counts below 0. */
function fewestTokens({ capacity, refillPerSecond }: TokenBucket, perSecond: Int32Array): number {
  let tokens = capacity;
  let fewest = capacity;
  for (const count of perSecond) {
    tokens = Math.min(capacity, tokens + refillPerSecond) - count;
    if (tokens < fewest) fewest = tokens;
  }
  return fewest;
}

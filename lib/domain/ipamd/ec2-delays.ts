import { EC2_ACTIONS, type Ec2Action } from "@/lib/domain/ipamd/ec2-actions";
import { doubleAt, int32At } from "@/lib/domain/ipamd/typed-array";

/** A request token bucket of the account and Region: `capacity` tokens at most, `refillPerSecond` new ones. */
export interface TokenBucket {
  readonly actions: readonly Ec2Action[];
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** How long EC2's calls take, and how many of them the account may make. */
export interface Ec2Delays {
  /** Milliseconds by action; an action that is left out takes none. */
  readonly latencyMs: Readonly<Partial<Record<Ec2Action, number>>>;
  /** Empty: the account has no limit. */
  readonly buckets: readonly TokenBucket[];
}

/**
 * The account's buckets with AWS's figures. Attach and detach are ordinary mutating actions, which share a bucket; each
 * of the others has its own. Source: EC2 API reference, "Request throttling for the Amazon EC2 API".
 */
export const EC2_TOKEN_BUCKETS: readonly TokenBucket[] = [
  { actions: ["AttachNetworkInterface", "DetachNetworkInterface"], capacity: 50, refillPerSecond: 5 },
  { actions: ["AssignPrivateIpAddresses"], capacity: 100, refillPerSecond: 5 },
  { actions: ["UnassignPrivateIpAddresses"], capacity: 100, refillPerSecond: 5 },
  { actions: ["CreateNetworkInterface"], capacity: 100, refillPerSecond: 5 },
  { actions: ["DeleteNetworkInterface"], capacity: 100, refillPerSecond: 5 },
];

/**
 * An assumption of ours, not a measurement: a new ENI is usable ten seconds after it was asked for, which is how long
 * ipamd itself allows (ipamd.go eniAttachTime, v1.23.1); the other calls take about a second.
 */
export const ASSUMED_LATENCY_MS: Readonly<Record<Ec2Action, number>> = {
  CreateNetworkInterface: 2_000,
  AttachNetworkInterface: 8_000,
  AssignPrivateIpAddresses: 1_000,
  UnassignPrivateIpAddresses: 1_000,
  DetachNetworkInterface: 5_000,
  DeleteNetworkInterface: 1_000,
};

/** The buckets' fill, and what waiting for tokens has cost. Plain data; by position in the buckets, or by action. */
export interface Ec2DelayState {
  readonly tokens: Float64Array;
  readonly filledAt: Float64Array;
  readonly throttledCalls: Int32Array;
  readonly throttledMs: Float64Array;
}

/** Full buckets at time 0, and nothing waited for yet. */
export const createDelayState = ({ buckets }: Ec2Delays): Ec2DelayState => ({
  tokens: Float64Array.from(buckets, (bucket) => bucket.capacity),
  filledAt: new Float64Array(buckets.length),
  throttledCalls: new Int32Array(EC2_ACTIONS.length),
  throttledMs: new Float64Array(EC2_ACTIONS.length),
});

/**
 * How long a call made at `now` takes, in whole milliseconds: its latency, and where the bucket is empty the wait for a
 * token. The real SDK tries again with growing random pauses; here a call gets the first token after those that asked
 * before it, which is the least that any client could wait.
 */
export function callDuration(delays: Ec2Delays, state: Ec2DelayState, action: number, now: number): number {
  const name = EC2_ACTIONS[action];
  if (name === undefined) throw new RangeError(`no EC2 action number ${action}`);
  return Math.ceil((delays.latencyMs[name] ?? 0) + tokenWait(delays, state, { name, action, now }));
}

function tokenWait(
  { buckets }: Ec2Delays,
  state: Ec2DelayState,
  { name, action, now }: { readonly name: Ec2Action; readonly action: number; readonly now: number },
): number {
  const index = buckets.findIndex((bucket) => bucket.actions.includes(name));
  const bucket = buckets[index];
  if (!bucket) return 0;
  const elapsed = Math.max(0, now - doubleAt(state.filledAt, index));
  const filled = doubleAt(state.tokens, index) + (elapsed * bucket.refillPerSecond) / 1_000;
  const left = Math.min(bucket.capacity, filled) - 1;
  state.tokens[index] = left;
  state.filledAt[index] = Math.max(now, doubleAt(state.filledAt, index));
  if (left >= 0) return 0;
  const wait = (-left / bucket.refillPerSecond) * 1_000;
  state.throttledCalls[action] = int32At(state.throttledCalls, action) + 1;
  state.throttledMs[action] = doubleAt(state.throttledMs, action) + wait;
  return wait;
}

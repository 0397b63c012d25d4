import { nextCoolingEnd } from "@/lib/domain/ipamd/cooling";
import type { HeldResults } from "@/lib/domain/ipamd/held-results";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import { nextActionAt } from "@/lib/domain/ipamd/next-action";
import { findEntry, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { assignPodIPv4Address, type PodPlace, unassignPodIPAddress } from "@/lib/domain/ipamd/pods";
import { vacate } from "@/lib/domain/ipamd/pool-changes";
import { FIRST_LOOK_AFTER_MS, POOL_MONITOR_INTERVAL_MS } from "@/lib/domain/ipamd/pool-manager-step";
import { copyTrunkState, type TrunkState } from "@/lib/domain/ipamd/trunk-eni";
import type { VisitOrder } from "@/lib/domain/ipamd/visit-order";

/** Waiting pods are tried again at every whole second, as the kubelet does. */
const RETRY_INTERVAL_MS = 1_000;
/** The kubelet's back-off of a container that ends at its start. */
const CRASH_BACKOFF_MS = 10_000;
const CRASH_BACKOFF_LIMIT_MS = 300_000;

export const NOT_STARTED = 0;
export const RUNNING = 1;
/** ipamd ended at its start and will be started again. */
export const FAILED = 2;
/** EC2 had no address for the instance's primary ENI; it is not tried again. */
export const NOT_LAUNCHED = 3;
/** ipamd waits for the EC2 calls of its start. */
export const STARTING = 4;

/** A pod whose tries for an address have failed so far, the first of them at `since`. */
export interface WaitingPod {
  readonly pod: number;
  readonly since: number;
}

/** How long a pod waited: failed tries, and the time to its address or null if it never got one. */
export interface PodWait {
  readonly pod: number;
  readonly attempts: number;
  readonly waitMs: number | null;
}

/** ipamd on one node over its restarts, and the pods at its door. Plain data. */
export interface NodeProcess {
  readonly pool: NodePool;
  /** One of the states above. */
  status: number;
  /** The pool manager looks at this time + 2.5 s, 7.5 s, 12.5 s, … */
  readyAt: number;
  /** Looks before `readyAt`. */
  earlierSteps: number;
  initFailures: number;
  initFailuresInRow: number;
  readonly waiting: WaitingPod[];
  /** Places of pods that left while ipamd did not run: they are unassigned when it rebuilds its store. */
  readonly leftWhileDown: PodPlace[];
  /** With EC2 latency: what the look, or the start, that is under way waits for. */
  held: HeldResults | null;
  /** Null where the instance type has no trunk ENI. */
  readonly trunk: TrunkState | null;
}

/** ipamd before its first start, around a pool that may hold what the instance was launched with. */
export const createNodeProcess = (pool: NodePool, trunk: TrunkState | null = null): NodeProcess => ({
  pool,
  status: NOT_STARTED,
  readyAt: 0,
  earlierSteps: 0,
  initFailures: 0,
  initFailuresInRow: 0,
  waiting: [],
  leftWhileDown: [],
  held: null,
  trunk,
});

/** An independent copy around a copy of its pool. */
export const copyNodeProcess = (process: NodeProcess, pool: NodePool): NodeProcess => ({
  ...process,
  pool,
  waiting: process.waiting.slice(),
  leftWhileDown: process.leftWhileDown.map((place) => ({ ...place })),
  held: process.held && structuredClone(process.held),
  trunk: process.trunk && copyTrunkState(process.trunk),
});

/** Unassigns what left while nobody looked; those addresses do not cool. */
export function forgetLeftPods(process: NodeProcess): void {
  for (const { device, entry } of process.leftWhileDown.splice(0)) {
    vacate(process.pool, device, findEntry(process.pool, device, entry));
  }
}

/** The process is up at `now`: its looks count from here. */
export function becomeReady(process: NodeProcess, now: number): void {
  process.status = RUNNING;
  process.readyAt = now;
  process.initFailuresInRow = 0;
}

/** The process has ended at its start; gives the time until the kubelet starts it again. */
export function becomeFailed(process: NodeProcess): number {
  process.status = FAILED;
  process.initFailures++;
  process.initFailuresInRow++;
  return Math.min(CRASH_BACKOFF_MS * 2 ** (process.initFailuresInRow - 1), CRASH_BACKOFF_LIMIT_MS);
}

/** Keeps count of the looks up to `now` (without one at that very time), before the process is restarted or its rhythm shifts. */
export function countLooks(process: NodeProcess, now: number): void {
  if (process.status === RUNNING) process.earlierSteps += looksBefore(process, now);
}

/** Looks since `readyAt` strictly before `time`. */
const looksBefore = ({ readyAt }: NodeProcess, time: number): number =>
  Math.max(0, Math.ceil((time - readyAt - FIRST_LOOK_AFTER_MS) / POOL_MONITOR_INTERVAL_MS));

/** All looks of the node up to and including those at `now`, whether or not anything could change in them. Times are whole milliseconds. */
export const lookCount = (process: NodeProcess, now: number): number =>
  process.earlierSteps + (process.status === RUNNING ? looksBefore(process, now + 1) : 0);

/** Gives the pod an address and its place; false where ipamd does not run or has none. */
export const tryAssign = (process: NodeProcess, now: number, order: VisitOrder, place: PodPlace): boolean =>
  process.status === RUNNING && assignPodIPv4Address(process.pool, now, order, place);

/** A pod that has an address leaves. */
export function leave(process: NodeProcess, now: number, place: PodPlace, context: IpamdContext): void {
  if (process.status === RUNNING) unassignPodIPAddress(process.pool, now, place, context);
  else process.leftWhileDown.push({ device: place.device, entry: place.entry });
}

/** A pod that never had an address leaves; null where it does not wait here. */
export function endWait(process: NodeProcess, pod: number, now: number): PodWait | null {
  const index = process.waiting.findIndex((candidate) => candidate.pod === pod);
  const [gone] = index < 0 ? [] : process.waiting.splice(index, 1);
  if (!gone) return null;
  return { pod, attempts: triesUntil(gone.since, now), waitMs: null };
}

/** The wait of a pod that is served at `now`, a whole second. */
export const servedWait = ({ pod, since }: WaitingPod, now: number): PodWait => ({
  pod,
  attempts: triesSince(since, now / RETRY_INTERVAL_MS),
  waitMs: now - since,
});

/** The wait so far of a pod that still has no address after the tries at `now`. */
export const unservedWait = ({ pod, since }: WaitingPod, now: number): PodWait => ({
  pod,
  attempts: triesSince(since, Math.floor(now / RETRY_INTERVAL_MS) + 1),
  waitMs: null,
});

/** Failed tries from the first at `since` up to, and without, those at `now`. */
export const triesUntil = (since: number, now: number): number => triesSince(since, Math.ceil(now / RETRY_INTERVAL_MS));

/** Failed tries from the first at `since` up to, and without, that second. */
const triesSince = (since: number, second: number): number => second - Math.floor(since / RETRY_INTERVAL_MS);

/**
 * When the pool manager must look next; Infinity where no look could do anything as long as nothing else happens.
 * `hasLooked` says that a look at this very time is over. With `everyChange`, looks at which only the number of cooling
 * addresses differs count, too.
 */
export function nextLookTime(process: NodeProcess, now: number, hasLooked: boolean, everyChange: boolean): number {
  const { pool } = process;
  if (process.status !== RUNNING || process.held) return Number.POSITIVE_INFINITY;
  let due = nextActionAt(pool);
  if (everyChange) due = hasLooked ? Math.min(due, nextCoolingEnd(pool)) : now;
  if (due === Number.POSITIVE_INFINITY) return due;
  const firstLook = process.readyAt + FIRST_LOOK_AFTER_MS;
  const from = Math.max(due, now, firstLook);
  const look = firstLook + Math.ceil((from - firstLook) / POOL_MONITOR_INTERVAL_MS) * POOL_MONITOR_INTERVAL_MS;
  return hasLooked && look === now ? look + POOL_MONITOR_INTERVAL_MS : look;
}

/** The whole second at which a waiting pod can first get an address, if nothing else happens before. `hasTried` says that the tries at this very time are over. */
export function nextRetryTime(process: NodeProcess, now: number, hasTried: boolean): number {
  if (process.waiting.length === 0 || process.status !== RUNNING) return Number.POSITIVE_INFINITY;
  const due = process.pool.room > 0 ? now : nextCoolingEnd(process.pool);
  const second = Math.ceil(due / RETRY_INTERVAL_MS) * RETRY_INTERVAL_MS;
  return hasTried && second === now ? second + RETRY_INTERVAL_MS : second;
}

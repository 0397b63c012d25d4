import { coolingAddresses } from "@/lib/domain/ipamd/cooling";
import {
  eniCreatedAt,
  eniPrimaryAddress,
  eniUsed,
  entryAddress,
  entryAssigned,
  entryIsPrefix,
  firstEntryAt,
  isAttached,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { type NodeProcess, RUNNING } from "@/lib/domain/ipamd/node-process";
import { ENTRY_WORDS } from "@/lib/domain/ipamd/pool-layout";
import { FIRST_LOOK_AFTER_MS, POOL_MONITOR_INTERVAL_MS } from "@/lib/domain/ipamd/pool-manager-step";

/** Entries of an ENI with pods, or addresses: `[address or prefix, how many]`. */
export type EntryCounts = readonly (readonly [entry: number, count: number])[];

export interface InnerEni {
  readonly device: number;
  readonly primaryAddress: number;
  /** Since ipamd learnt of it; null: it has not, since it does not run. */
  readonly ageMs: number | null;
  readonly pods: EntryCounts;
  /** Pods that left while ipamd did not run. */
  readonly left: EntryCounts;
  /** `[address or prefix, milliseconds since its pod left]` of each address that cools, oldest first. */
  readonly cooling: readonly (readonly [entry: number, sinceMs: number])[];
}

/** What ipamd knows and EC2 does not; times are distances from the moment, null is never. */
export interface InnerState {
  readonly isRunning: boolean;
  readonly startsInMs: number | null;
  readonly initFailuresInRow: number;
  /** Until the pool manager's next look, above 0 and at most 5,000; 5,000 where it does not run. */
  readonly nextLookMs: number;
  readonly sinceDecreaseMs: number | null;
  readonly sinceInsufficientMs: number | null;
  readonly waitingPodCount: number;
  readonly enis: readonly InnerEni[];
}

/** The state of a process at a moment at which everything due has been done. `takeOver` is the way back. */
export function innerStateOf(process: NodeProcess, now: number, startAt: number): InnerState {
  const { pool } = process;
  const isRunning = process.status === RUNNING;
  const enis: InnerEni[] = [];
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) enis.push(innerEni(process, device, now));
  }
  return {
    isRunning,
    startsInMs: startAt === Number.POSITIVE_INFINITY ? null : startAt - now,
    initFailuresInRow: process.initFailuresInRow,
    nextLookMs: isRunning ? nextLookIn(process.readyAt, now) : POOL_MONITOR_INTERVAL_MS,
    sinceDecreaseMs: since(pool.lastDecreaseAt, now),
    sinceInsufficientMs: since(pool.lastInsufficientAt, now),
    waitingPodCount: process.waiting.length,
    enis,
  };
}

const since = (time: number, now: number): number | null => (time === Number.NEGATIVE_INFINITY ? null : now - time);

function nextLookIn(readyAt: number, now: number): number {
  const sinceFirst = now - readyAt - FIRST_LOOK_AFTER_MS;
  if (sinceFirst < 0) return -sinceFirst;
  return POOL_MONITOR_INTERVAL_MS - (sinceFirst % POOL_MONITOR_INTERVAL_MS);
}

function innerEni(process: NodeProcess, device: number, now: number): InnerEni {
  const { pool } = process;
  const left = countLeft(process, device);
  return {
    device,
    primaryAddress: eniPrimaryAddress(pool, device),
    ageMs: since(eniCreatedAt(pool, device), now),
    pods: assignedEntries(pool, device).flatMap(([entry, count]): [number, number][] => {
      const staying = count - (left.get(entry) ?? 0);
      return staying > 0 ? [[entry, staying]] : [];
    }),
    left: [...left],
    cooling: coolingAddresses(pool, device)
      .filter(([, unassignedAt]) => now - unassignedAt < pool.targets.cooldownMs)
      .map(([entry, unassignedAt]): [number, number] => [entry, now - unassignedAt]),
  };
}

/** Prefixes first, then single addresses, each ascending, as a census lists pods. */
function assignedEntries(pool: NodePool, device: number): [entry: number, count: number][] {
  const prefixes: [number, number][] = [];
  const singles: [number, number][] = [];
  const first = firstEntryAt(pool, device);
  const end = first + eniUsed(pool, device) * ENTRY_WORDS;
  for (let entry = first; entry < end; entry += ENTRY_WORDS) {
    const count = entryAssigned(pool, entry);
    if (count > 0) (entryIsPrefix(pool, entry) ? prefixes : singles).push([entryAddress(pool, entry), count]);
  }
  return [...prefixes, ...singles];
}

function countLeft({ leftWhileDown }: NodeProcess, device: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const place of leftWhileDown) {
    if (place.device === device) counts.set(place.entry, (counts.get(place.entry) ?? 0) + 1);
  }
  return counts;
}

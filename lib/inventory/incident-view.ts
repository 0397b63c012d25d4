import "server-only";
import type { Incident, SubnetShortages } from "@/lib/domain/api/event";
import { type Millis, millis } from "@/lib/domain/brand";
import type { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { ONGOING_WITHIN_MS, type ShortageFinding, type ShortageIncident } from "@/lib/domain/shortage/incident";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import type { TimelineBucket } from "@/lib/domain/shortage/timeline";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { namedCaller, namedSubnet } from "@/lib/inventory/finding-names";
import { subnetSummary } from "@/lib/inventory/subnet-summary";

export interface IncidentSurroundings {
  readonly inventory: Inventory;
  readonly freeCounts: FreeCounts;
  /** Until when events can have been delivered and were read; null while nothing was. */
  readonly readUntil: Millis | null;
}

/** A subnet may have been full a little before the first call failed and after the last. */
const AROUND_MS = 60_000;

export function incidentView(
  incident: ShortageIncident,
  { inventory, freeCounts, readUntil }: IncidentSurroundings,
): Incident {
  const callers = incident.callers.map((caller) => ({
    ...namedCaller(inventory, caller),
    firstAt: caller.firstAt,
    lastAt: caller.lastAt,
    callCount: caller.callCount,
    retryEveryMs: caller.retryEveryMs,
  }));
  const { id, subnetId, kinds, firstAt, lastAt, callCount, callsPerMinute, windowCount, messages } = incident;
  const around = { fromMs: millis(firstAt - AROUND_MS), toMs: millis(lastAt + AROUND_MS) };
  return {
    id,
    ...namedSubnet(inventory, subnetId),
    kinds: [...kinds],
    firstAt,
    lastAt,
    isOngoing: isOngoing(lastAt, readUntil),
    callCount,
    callsPerMinute,
    windowCount,
    nodeCount: new Set(callers.flatMap(({ instanceId }) => instanceId ?? [])).size,
    podCount: null,
    clusterNames: [...new Set(callers.flatMap(({ clusterName }) => clusterName ?? []))].sort(),
    callers,
    messages: messages.map((message) => ({ ...message })),
    freeThen: subnetId === null ? null : freeCounts.during(subnetId, around),
  };
}

export const isOngoing = (lastAt: Millis, readUntil: Millis | null): boolean =>
  readUntil !== null && lastAt >= readUntil - ONGOING_WITHIN_MS;

/** The incidents of a range added up by subnet, the one whose callers failed the longest first. */
export function subnetShortages(
  incidents: readonly Incident[],
  findings: readonly ShortageFinding[],
  { inventory, timeline }: { readonly inventory: Inventory; readonly timeline: readonly TimelineBucket[] },
): SubnetShortages[] {
  const bucketsOf = bucketsBySubnet(findings, timeline);
  const bySubnet = new Map<string | null, Incident[]>();
  for (const incident of incidents) {
    const id = incident.subnet?.id ?? null;
    bySubnet.set(id, [...(bySubnet.get(id) ?? []), incident]);
  }
  return [...bySubnet]
    .map(([subnetId, list]): SubnetShortages => {
      const sumOf = (read: (incident: Incident) => number) => list.reduce((sum, each) => sum + read(each), 0);
      const kinds = new Set(list.flatMap((each) => each.kinds));
      return {
        subnet: list[0]?.subnet ?? null,
        vpc: list[0]?.vpc ?? null,
        incidentCount: list.length,
        callCount: sumOf(({ callCount }) => callCount),
        windowCount: sumOf(({ windowCount }) => windowCount),
        nodeCount: new Set(list.flatMap(({ callers }) => callers.flatMap(({ instanceId }) => instanceId ?? []))).size,
        isOngoing: list.some((each) => each.isOngoing),
        lastAt: Math.max(...list.map(({ lastAt }) => lastAt)),
        kinds: SHORTAGE_KINDS.filter((kind) => kinds.has(kind)),
        buckets: bucketsOf.get(subnetId) ?? timeline.map(() => 0),
        ...presentFigures(inventory, subnetId),
      };
    })
    .sort((a, b) => b.windowCount - a.windowCount || b.callCount - a.callCount || b.lastAt - a.lastAt);
}

export function presentFigures(inventory: Inventory, subnetId: string | null) {
  if (subnetId === null || !inventory.subnets.has(subnetId)) return { freeAddressCount: null, utilizationRatio: null };
  const { freeAddressCount, utilizationRatio } = subnetSummary(inventory, subnetId);
  return { freeAddressCount, utilizationRatio };
}

/** `{ subnet → failed calls in each of the timeline's buckets }`; one with a `count` stands for so many. */
export function bucketsBySubnet(
  findings: readonly (Pick<ShortageFinding, "subnetId" | "listedAt"> & { readonly count?: number })[],
  timeline: readonly TimelineBucket[],
) {
  const bySubnet = new Map<string | null, number[]>();
  const starts = timeline.map(({ fromMs }) => fromMs);
  for (const { subnetId, listedAt, count = 1 } of findings) {
    const buckets = bySubnet.get(subnetId) ?? timeline.map(() => 0);
    bySubnet.set(subnetId, buckets);
    const index = lastAtOrBefore(starts, listedAt);
    if (buckets[index] !== undefined) buckets[index] += count;
  }
  return bySubnet;
}

/** Position of the last of ascending numbers that is not above `value`; -1 where all are. */
function lastAtOrBefore(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

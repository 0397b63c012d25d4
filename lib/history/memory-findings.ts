import "server-only";
import { millis } from "@/lib/domain/brand";
import type { Finding, FindingPlace, FindingTraits } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { FindingCount, FindingFilter, FindingGroup, PlacedFinding } from "@/lib/history/event-store";

/** Null in a list stands for "not known"; an empty list matches nothing. */
export function matchesFilter(finding: Finding, filter: FindingFilter): boolean {
  const isIn = <Value>(values: readonly Value[] | undefined, value: Value) => values?.includes(value) ?? true;
  return (
    finding.listedAt >= filter.fromMs &&
    finding.listedAt < filter.toMs &&
    isIn(filter.subnetIds, finding.subnetId) &&
    isIn(filter.kinds, finding.kind) &&
    isIn(filter.eventNames, finding.eventName) &&
    isIn(filter.callerKinds, finding.callerKind) &&
    isIn(filter.callerIds, finding.callerId) &&
    isIn(filter.clusterNames, finding.clusterName) &&
    isIn(filter.instanceIds, finding.instanceId)
  );
}

/** Put together by what they share. */
export function groupByTraits(placed: readonly PlacedFinding[]): FindingGroup[] {
  const groups = new Map<string, { readonly traits: FindingTraits; readonly places: FindingPlace[] }>();
  for (const { finding, place } of placed) {
    const { kind, code, message, subnetId, callerKind, callerId, clusterName, instanceId } = finding;
    const key = JSON.stringify([kind, code, message, subnetId, callerKind, callerId, clusterName, instanceId]);
    const traits = { kind, code, message, subnetId, callerKind, callerId, clusterName, instanceId };
    const group = groups.get(key) ?? { traits, places: [] };
    groups.set(key, group);
    group.places.push(place);
  }
  return [...groups.values()];
}

/** Counts of each subnet and kind, largest first, in equal buckets from the range's start. */
export function countByBucket(findings: readonly Finding[], range: TimeRange, bucketMs: number): FindingCount[] {
  const bucketCount = Math.max(0, Math.ceil((range.toMs - range.fromMs) / bucketMs));
  const counts = new Map<string, FindingCount & { readonly buckets: number[] }>();
  for (const { subnetId, kind, listedAt } of findings) {
    const key = JSON.stringify([subnetId, kind]);
    const known = counts.get(key);
    const buckets = known?.buckets ?? Array.from({ length: bucketCount }, () => 0);
    const bucket = Math.floor((listedAt - range.fromMs) / bucketMs);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    counts.set(key, {
      subnetId,
      kind,
      count: (known?.count ?? 0) + 1,
      firstAt: millis(Math.min(known?.firstAt ?? listedAt, listedAt)),
      lastAt: millis(Math.max(known?.lastAt ?? listedAt, listedAt)),
      buckets,
    });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

import "server-only";
import type { Finding, FindingPlace, FindingTraits } from "@/lib/domain/shortage/finding";
import type { FindingFilter, FindingGroup, PlacedFinding } from "@/lib/history/event-store";

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

import "server-only";
import type { EventCaller, TrailFinding } from "@/lib/domain/api/event";
import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { Finding } from "@/lib/domain/shortage/finding";
import type { Inventory } from "@/lib/domain/vpc/inventory";

/** A subnet with its name, as far as the present snapshot knows it; it may be gone since. */
export function namedSubnet(inventory: Inventory, subnetId: string | null) {
  if (subnetId === null) return { subnet: null, vpc: null };
  const known = inventory.subnets.get(subnetId);
  const vpcId = known?.vpcId ?? null;
  return {
    subnet: { id: subnetId, name: known?.name ?? null },
    vpc: vpcId === null ? null : { id: vpcId, name: inventory.vpcs.get(vpcId)?.name ?? null },
  };
}

interface Named {
  readonly callerKind: CallerKind | null;
  readonly callerId: string | null;
  readonly instanceId: string | null;
  readonly clusterName: string | null;
}

/** Who called, with what the present snapshot knows of the instance. */
export function namedCaller(
  inventory: Inventory,
  { callerKind, callerId, instanceId, clusterName }: Named,
): EventCaller {
  const node = instanceId === null ? undefined : inventory.nodes.get(instanceId);
  return {
    kind: callerKind,
    id: callerId,
    instanceId,
    nodeName: node?.name ?? null,
    isKnownNode: node !== undefined,
    clusterName: clusterName ?? node?.clusterName ?? null,
  };
}

export function namedFinding(inventory: Inventory, finding: Finding): TrailFinding {
  const { eventId, ordinal, eventName, eventTime, listedAt, kind, code, message, subnetEvidence, eniId } = finding;
  return {
    eventId,
    ordinal,
    eventName,
    eventTime,
    listedAt,
    kind,
    code,
    message,
    ...namedSubnet(inventory, finding.subnetId),
    subnetEvidence,
    eniId,
    caller: namedCaller(inventory, finding),
  };
}

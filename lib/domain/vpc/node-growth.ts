import type { Settings } from "@/lib/domain/ipamd/settings";
import { isPrimaryEni } from "@/lib/domain/vpc/cni-eni";
import { type EniHead, type EniTable, eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Node } from "@/lib/domain/vpc/node";
import type { Places } from "@/lib/domain/vpc/places";
import { isForCniOf } from "@/lib/domain/vpc/subnet-discovery";
import type { SubnetState } from "@/lib/domain/vpc/subnet-state";

/** The room that a node's pool can grow into; null is not known. */
export interface GrowthRoom {
  readonly freeAddressCount: number | null;
  readonly freeBlockCount: number | null;
}

export interface GrowthContext {
  readonly table: EniTable;
  readonly places: Places;
  readonly stateOf: (subnetId: string) => SubnetState;
}

/**
 * The room that a node's pool can grow into: the most free addresses and free /28 blocks of any one subnet that it may
 * use. Those are the subnets of its ENIs, without the primary's with custom networking; else, with subnet discovery, also
 * those that discovery may choose for its cluster in its VPC and zone. Null where one of them does not tell: it may have room.
 */
export function growthRoomOf(
  node: Node,
  settings: Pick<Settings, "customNetworking" | "subnetDiscovery">,
  { table, places, stateOf }: GrowthContext,
): GrowthRoom {
  const enis = node.eniRows.map((row) => eniHeadAt(table, row));
  const used = settings.customNetworking ? enis.filter((eni) => !isPrimaryEni(eni)) : enis;
  const subnetIds = new Set(used.flatMap(({ subnetId }) => (subnetId === null ? [] : [subnetId])));
  if (settings.subnetDiscovery && !settings.customNetworking) {
    for (const id of discoverable(node, enis[0], places)) subnetIds.add(id);
  }
  const states = [...subnetIds].filter((id) => places.subnets.has(id)).map(stateOf);
  return {
    freeAddressCount: most(states.map((state) => state.capacity.freeAddressCount)),
    freeBlockCount: most(states.map((state) => state.blocks?.counts.free ?? null)),
  };
}

function discoverable({ clusterName }: Node, eni: EniHead | undefined, places: Places): string[] {
  const clusters = clusterName === null ? [] : [clusterName];
  return (places.subnetsByVpc.get(eni?.vpcId ?? "") ?? [])
    .filter((subnet) => isForCniOf(subnet, clusters) && subnet.availabilityZone === eni?.availabilityZone)
    .map(({ id }) => id);
}

function most(counts: readonly (number | null)[]): number | null {
  let largest: number | null = null;
  for (const count of counts) {
    if (count === null) return null;
    largest = Math.max(largest ?? 0, count);
  }
  return largest;
}

import "server-only";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import { formatCidr } from "@/lib/domain/ip/cidr";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Node } from "@/lib/domain/vpc/node";
import { sumRanges, warmEstimateIn } from "@/lib/domain/vpc/node-estimate";
import type { SubnetState } from "@/lib/domain/vpc/subnet-state";
import { memoByInventoryAndKey } from "@/lib/inventory/view-memo";

/** The Kubernetes nodes that have an ENI of their own in the subnet, in the order of those ENIs. */
export const nodesInSubnet = memoByInventoryAndKey((inventory, subnetId): readonly Node[] => {
  const ids = new Set<string>();
  for (const row of inventory.rowsBySubnet.get(subnetId) ?? []) {
    const owner = inventory.owners[row];
    if (owner?.instanceId && owner.role !== null) ids.add(owner.instanceId);
  }
  return [...ids].flatMap((id) => {
    const node = inventory.nodes.get(id);
    return node?.isNode ? [node] : [];
  });
});

/** Clusters that hold addresses in the subnet: by their nodes, branches, control-plane or detached ENIs; sorted. */
function clusterNamesIn(inventory: Inventory, { rows }: SubnetState): string[] {
  const names = new Set<string>();
  for (const row of rows) {
    const owner = inventory.owners[row];
    const name = owner?.clusterName ?? inventory.nodes.get(owner?.instanceId ?? "")?.clusterName;
    if (name) names.add(name);
  }
  return [...names].sort();
}

/** What ENIs tell about the subnet; all null while not all were read. */
function countsByEnis(inventory: Inventory, state: SubnetState) {
  const { accounting, addresses, blocks } = state;
  if (!inventory.areEnisRead) {
    return {
      classCounts: null,
      serviceCounts: null,
      unexplainedAddressCount: null,
      overexplainedAddressCount: null,
      warmEstimate: null,
      blocks: null,
      nodeCount: null,
      eniCount: null,
      leakedEniCount: null,
    };
  }
  const nodes = nodesInSubnet(inventory, state.subnet.id);
  return {
    classCounts: accounting?.classCounts ?? null,
    serviceCounts: addresses && Object.fromEntries(addresses.serviceCounts),
    unexplainedAddressCount: accounting?.unexplainedAddressCount ?? null,
    overexplainedAddressCount: accounting?.overexplainedAddressCount ?? null,
    warmEstimate: sumRanges(nodes.map((node) => warmEstimateIn(inventory.estimateOf(node), state.subnet.id))),
    blocks: blocks?.counts ?? null,
    nodeCount: nodes.length,
    eniCount: state.rows.length,
    leakedEniCount: state.rows.filter((row) => inventory.owners[row]?.isLeaked).length,
  };
}

/**
 * Used addresses and their share. Addresses that a `prefix` reservation keeps and no ENI holds are not used, although EC2
 * does not count them as free: a subnet reserved for prefixes is not full.
 */
function usageOf({ capacity, accounting }: SubnetState) {
  const { usableAddressCount, freeAddressCount } = capacity;
  if (usableAddressCount === null || freeAddressCount === null) {
    return { usedAddressCount: null, utilizationRatio: null };
  }
  const kept = accounting?.reservedForPrefixesCount ?? 0;
  const used = Math.max(usableAddressCount - freeAddressCount - kept, 0);
  return { usedAddressCount: used, utilizationRatio: usableAddressCount === 0 ? null : used / usableAddressCount };
}

/** The figures of one subnet; the subnet must be one of the inventory's. */
export const subnetSummary = memoByInventoryAndKey((inventory, subnetId): SubnetSummary => {
  const state = inventory.stateOf(subnetId);
  const { subnet } = state;
  return {
    id: subnet.id,
    name: subnet.name,
    vpcId: subnet.vpcId,
    availabilityZone: subnet.availabilityZone,
    availabilityZoneId: subnet.availabilityZoneId,
    state: subnet.state,
    ownerId: subnet.ownerId,
    isSharedFromOtherAccount:
      subnet.ownerId !== null && inventory.accountId !== null && subnet.ownerId !== inventory.accountId,
    cidr: subnet.cidr && formatCidr(subnet.cidr),
    isIpv6Native: subnet.isIpv6Native,
    ...state.capacity,
    ...usageOf(state),
    ...countsByEnis(inventory, state),
    limitations: [...state.limitations],
    clusterNames: clusterNamesIn(inventory, state),
    reservationCount: state.reservations?.length ?? null,
  };
});

/** Orders subnets by what runs out next: the fullest first, of equals the one with fewer free addresses; unknown last. */
export function bySubnetUrgency(a: SubnetSummary, b: SubnetSummary): number {
  return (
    (b.utilizationRatio ?? -1) - (a.utilizationRatio ?? -1) ||
    (a.freeAddressCount ?? Number.MAX_SAFE_INTEGER) - (b.freeAddressCount ?? Number.MAX_SAFE_INTEGER) ||
    (a.id < b.id ? -1 : 1)
  );
}

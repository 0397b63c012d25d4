import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import type { EniTable } from "@/lib/domain/vpc/eni-table";
import type { Node } from "@/lib/domain/vpc/node";

export interface AttachedInSubnet {
  readonly subnetId: string;
  readonly count: number;
}

/** What a node's own ENIs hold. */
export interface NodeAddresses {
  readonly primaryCount: number;
  readonly secondaryCount: number;
  readonly prefixCount: number;
  /** Addresses beside the primaries that could not be read. */
  readonly unreadableCount: number;
  /** Secondary and unreadable addresses and the addresses in prefixes: what pods can have. */
  readonly attachedCount: number;
  /** All of the subnets' addresses that the ENIs take: primaries, secondaries, unreadable ones and 16 a prefix. */
  readonly heldCount: number;
  /** The same by the ENIs' subnets, one entry a subnet; ENIs that name none are left out. */
  readonly attachedBySubnet: readonly AttachedInSubnet[];
}

/** Slots of one ENI that are taken, beside its primary address. */
export interface EniSlots {
  readonly hasPrimary: boolean;
  readonly secondaryCount: number;
  readonly prefixCount: number;
  /** Taken places whose address could not be read; the primary is not among them. */
  readonly unreadableCount: number;
}

/**
 * How an ENI's places are taken. Of unreadable addresses one is the primary where no primary could be read; the others
 * count as single secondary addresses, since nothing tells a masked prefix from a masked address.
 */
export function slotsOf(table: EniTable, row: number): EniSlots {
  const unreadable = table.shared[table.sharedIndex[row] ?? -1]?.unreadableAddressCount ?? 0;
  const isPrimaryRead = (table.primary[row] ?? 0) !== 0;
  return {
    hasPrimary: isPrimaryRead || unreadable > 0,
    secondaryCount: (table.secondaryStart[row + 1] ?? 0) - (table.secondaryStart[row] ?? 0),
    prefixCount: (table.prefixStart[row + 1] ?? 0) - (table.prefixStart[row] ?? 0),
    unreadableCount: Math.max(unreadable - (isPrimaryRead ? 0 : 1), 0),
  };
}

/** Attached addresses of the node in one subnet. */
export const attachedIn = ({ attachedBySubnet }: NodeAddresses, subnetId: string): number =>
  attachedBySubnet.find((entry) => entry.subnetId === subnetId)?.count ?? 0;

/** Adds up what the node's own ENIs hold; branch ENIs are not among them. The story's node: 2 primaries + 28 = 30. */
export function addressesOfNode(table: EniTable, node: Node): NodeAddresses {
  let primaryCount = 0;
  let secondaryCount = 0;
  let prefixCount = 0;
  let unreadableCount = 0;
  const attachedBySubnet: { subnetId: string; count: number }[] = [];
  for (const row of node.eniRows) {
    const slots = slotsOf(table, row);
    const attached = slots.secondaryCount + slots.unreadableCount + slots.prefixCount * BLOCK_SIZE;
    if (slots.hasPrimary) primaryCount++;
    secondaryCount += slots.secondaryCount;
    unreadableCount += slots.unreadableCount;
    prefixCount += slots.prefixCount;
    const subnetId = table.shared[table.sharedIndex[row] ?? -1]?.subnetId ?? null;
    const entry = attachedBySubnet.find((known) => known.subnetId === subnetId);
    if (entry) entry.count += attached;
    else if (subnetId !== null) attachedBySubnet.push({ subnetId, count: attached });
  }
  const attachedCount = secondaryCount + unreadableCount + prefixCount * BLOCK_SIZE;
  return {
    primaryCount,
    secondaryCount,
    prefixCount,
    unreadableCount,
    attachedCount,
    heldCount: primaryCount + attachedCount,
    attachedBySubnet,
  };
}

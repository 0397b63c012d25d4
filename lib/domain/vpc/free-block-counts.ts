import type { EniTable } from "@/lib/domain/vpc/eni-table";
import { groupRowsBySubnet } from "@/lib/domain/vpc/places";
import type { CidrReservation, Subnet } from "@/lib/domain/vpc/snapshot";
import { classifyAddresses } from "@/lib/domain/vpc/subnet-addresses";
import { deriveBlocks } from "@/lib/domain/vpc/subnet-blocks";

export interface FreeBlocksInput {
  readonly subnets: Iterable<Subnet>;
  /** All ENIs of these subnets; others do no harm. */
  readonly enis: EniTable;
  readonly reservations: readonly CidrReservation[];
}

/** A block is taken whoever has its addresses. */
const NOBODY: [] = [];

/**
 * `{ subnet id → aligned /28 blocks that EC2 could delegate }`, counted by the rules of the whole inventory
 * (`deriveBlocks`) without making one. A subnet that has no map, for want of an IPv4 CIDR, is missing.
 * A /26 with one ENI at its 20th address: blocks 0 and 3 hold AWS's own, block 1 the ENI, so 1.
 */
export function freeBlockCounts({ subnets, enis, reservations }: FreeBlocksInput): ReadonlyMap<string, number> {
  const rowsBySubnet = groupRowsBySubnet(enis);
  const counts = new Map<string, number>();
  for (const { id, cidr } of subnets) {
    const own = reservations.filter(({ subnetId }) => subnetId === id);
    const rows = rowsBySubnet.get(id) ?? [];
    const addresses = cidr && classifyAddresses({ cidr, table: enis, rows, owners: NOBODY, reservations: own });
    if (addresses) counts.set(id, deriveBlocks(addresses, own).counts.free);
  }
  return counts;
}

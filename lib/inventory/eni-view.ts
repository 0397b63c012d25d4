import "server-only";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import type { EniTable } from "@/lib/domain/vpc/eni-table";
import { slotsOf } from "@/lib/domain/vpc/node-addresses";

/** Addresses that an ENI takes from its subnet. */
export interface EniAddressCounts {
  readonly addressCount: number;
  /** All but the primary. */
  readonly attachedCount: number;
  readonly prefixCount: number;
}

/** Counts what the ENI of that row holds, unreadable addresses included. */
export function countAddresses(table: EniTable, row: number): EniAddressCounts {
  const slots = slotsOf(table, row);
  const attachedCount = slots.secondaryCount + slots.unreadableCount + slots.prefixCount * BLOCK_SIZE;
  return { addressCount: attachedCount + (slots.hasPrimary ? 1 : 0), attachedCount, prefixCount: slots.prefixCount };
}

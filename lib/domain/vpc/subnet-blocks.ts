import type { BlockCounts } from "@/lib/domain/api/vpc";
import { addressAt, BLOCK_SIZE, blockCountOf, prefixCidr } from "@/lib/domain/ip/cidr";
import { ADDRESS_CLASS_CODE, type BlockKind } from "@/lib/domain/vpc/address-class";
import type { CidrReservation } from "@/lib/domain/vpc/snapshot";
import { liesInPrefixReservation, type SubnetAddresses } from "@/lib/domain/vpc/subnet-addresses";

/** The aligned /28 blocks of a subnet. */
export interface SubnetBlocks {
  /** One kind a block, in address order; empty for a subnet smaller than a /28. */
  readonly kinds: readonly BlockKind[];
  readonly counts: BlockCounts;
  /** Of the free blocks, those inside a reservation from which EC2 takes prefixes. */
  readonly freeInReservationCount: number;
}

const FREE = ADDRESS_CLASS_CODE.free;
const CIDR_RESERVATION = ADDRESS_CLASS_CODE["cidr-reservation"];

/**
 * What each aligned /28 of a subnet can still serve for. The first and the last hold some of AWS's five addresses and
 * never become a prefix. `free` is a block that EC2 can delegate: all 16 addresses free, or all unallocated inside one
 * `prefix` reservation. `fragmented` still has an address for someone, but cannot be delegated; in a `full` one nothing
 * is left, an `explicit` reservation's addresses counting as taken, since EC2 gives none of them by itself.
 * A /26 without ENIs: reserved, free, free, reserved.
 */
export function deriveBlocks(addresses: SubnetAddresses, reservations: readonly CidrReservation[]): SubnetBlocks {
  const total = blockCountOf(addresses.cidr);
  const prefixBlocks = new Set(addresses.prefixBlocks);
  const counts = { total, free: 0, reserved: 0, prefix: 0, full: 0, fragmented: 0 };
  const kinds: BlockKind[] = [];
  let freeInReservationCount = 0;
  for (let block = 0; block < total; block++) {
    const isReserved = block === 0 || block === total - 1;
    const inReservation =
      reservations.length > 0 &&
      liesInPrefixReservation(prefixCidr(addressAt(addresses.cidr, block * BLOCK_SIZE)), reservations);
    const kind = isReserved
      ? "reserved"
      : prefixBlocks.has(block)
        ? "prefix"
        : kindByAddresses(addresses.classes, block, inReservation);
    kinds.push(kind);
    counts[kind]++;
    if (kind === "free" && inReservation) freeInReservationCount++;
  }
  return { kinds, counts, freeInReservationCount };
}

function kindByAddresses(classes: Uint8Array, block: number, inPrefixReservation: boolean): BlockKind {
  let free = 0;
  let reserved = 0;
  for (let i = block * BLOCK_SIZE; i < (block + 1) * BLOCK_SIZE; i++) {
    if (classes[i] === FREE) free++;
    else if (classes[i] === CIDR_RESERVATION) reserved++;
  }
  if (free === BLOCK_SIZE || (inPrefixReservation && reserved === BLOCK_SIZE)) return "free";
  return free > 0 || (inPrefixReservation && reserved > 0) ? "fragmented" : "full";
}

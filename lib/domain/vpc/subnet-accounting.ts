import type { ClassCounts } from "@/lib/domain/api/common";
import { cidrSize, overlapOffsets } from "@/lib/domain/ip/cidr";
import { ADDRESS_CLASS_CODE, type AddressClass } from "@/lib/domain/vpc/address-class";
import type { CidrReservation, Subnet } from "@/lib/domain/vpc/snapshot";
import { countClasses, isPrefixReservation, type SubnetAddresses } from "@/lib/domain/vpc/subnet-addresses";

/** Addresses that AWS keeps of every subnet, as many as a smaller block has. */
const AWS_RESERVED_COUNT = 5;

/** A subnet's figures by EC2 alone. Null where EC2 did not say what they follow from. */
export interface SubnetCapacity {
  readonly sizeAddressCount: number | null;
  readonly usableAddressCount: number | null;
  readonly freeAddressCount: number | null;
}

/** Size and free addresses of a subnet as EC2 states them; an IPv6-only subnet has neither. */
export function capacityOf(subnet: Subnet): SubnetCapacity {
  if (subnet.isIpv6Native) return { sizeAddressCount: null, usableAddressCount: null, freeAddressCount: null };
  const size = subnet.cidr === null ? null : cidrSize(subnet.cidr);
  return {
    sizeAddressCount: size,
    usableAddressCount: size === null ? null : Math.max(size - AWS_RESERVED_COUNT, 0),
    freeAddressCount: subnet.availableIpAddressCount,
  };
}

/** The addresses that visible ENIs and reservations explain, against EC2's own count. */
export interface SubnetAccounting {
  /** Adds up to the subnet's size less `unexplainedAddressCount`. */
  readonly classCounts: ClassCounts;
  /** Taken according to EC2, explained by nothing visible; null when EC2 gave no count. Never negative. */
  readonly unexplainedAddressCount: number | null;
  /** Explained beyond what EC2 says is taken; null when EC2 gave no count. Never negative. */
  readonly overexplainedAddressCount: number | null;
  /** Kept by `prefix` reservations, held by no ENI: not free for a single address, free for a prefix. */
  readonly reservedForPrefixesCount: number;
}

/**
 * Checks the identity free = size - 5 - addresses of ENIs - 16 × prefixes - reserved and unallocated. What EC2 counts
 * as taken beyond it is `unexplained` (other accounts of a shared VPC, hidden ENIs), and the class `free` shrinks by it;
 * what is explained beyond EC2's count stands apart, and no class changes. Addresses that could not be read count to
 * their ENI's class. Source: EC2 API reference, Subnet availableIpAddressCount; VPC user guide, subnet CIDR reservations.
 * Example: a /24 with one ENI of 15 addresses and EC2's count 230: 236 looked free, so 6 are unexplained, free is 230.
 */
export function accountFor(
  addresses: SubnetAddresses,
  availableIpAddressCount: number | null,
  reservations: readonly CidrReservation[],
): SubnetAccounting {
  const counts = countClasses(addresses.classes);
  moveUnreadable(counts, addresses.unreadableCounts);
  const visiblyFree = counts.free;
  const difference = availableIpAddressCount === null ? null : visiblyFree - Math.max(availableIpAddressCount, 0);
  if (difference !== null && difference > 0) counts.free -= difference;
  return {
    classCounts: counts,
    unexplainedAddressCount: difference === null ? null : Math.max(difference, 0),
    overexplainedAddressCount: difference === null ? null : Math.max(-difference, 0),
    reservedForPrefixesCount: countReservedForPrefixes(addresses, reservations),
  };
}

/** Takes unreadable addresses out of those that look free, as many as there are, and adds them to their class. */
function moveUnreadable(counts: Record<AddressClass, number>, unreadable: ReadonlyMap<AddressClass, number>): void {
  for (const [addressClass, count] of unreadable) {
    const moved = Math.min(count, counts.free);
    counts.free -= moved;
    counts[addressClass] += moved;
  }
}

const CIDR_RESERVATION = ADDRESS_CLASS_CODE["cidr-reservation"];

function countReservedForPrefixes(addresses: SubnetAddresses, reservations: readonly CidrReservation[]): number {
  let count = 0;
  for (const reservation of reservations.filter(isPrefixReservation)) {
    const [from, to] = overlapOffsets(addresses.cidr, reservation.cidr);
    for (let i = from; i < to; i++) if (addresses.classes[i] === CIDR_RESERVATION) count++;
  }
  return count;
}

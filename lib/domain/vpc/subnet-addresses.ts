import { BLOCK_SIZE, type Cidr, cidrContainsCidr, cidrSize, overlapOffsets } from "@/lib/domain/ip/cidr";
import { visitClaims } from "@/lib/domain/vpc/address-claims";
import {
  ADDRESS_CLASS_CODE,
  ADDRESS_CLASSES,
  type AddressClass,
  type ServiceKind,
} from "@/lib/domain/vpc/address-class";
import type { EniOwner } from "@/lib/domain/vpc/eni-owner";
import type { EniTable } from "@/lib/domain/vpc/eni-table";
import type { CidrReservation } from "@/lib/domain/vpc/snapshot";

/** EC2's largest subnet is a /16; a larger one is a capture's mistake and gets no map. */
const LARGEST_SUBNET = 65_536;

/** Addresses that AWS keeps of every subnet: the first four and the last. VPC user guide, "Subnet CIDR blocks". */
const AWS_RESERVED_FIRST = 4;

/** The class of every address of a subnet, as far as visible ENIs and reservations tell. */
export interface SubnetAddresses {
  readonly cidr: Cidr;
  /** One class code (ADDRESS_CLASS_CODE) an address, in address order. */
  readonly classes: Uint8Array;
  /** Numbers of the /28 rows that are delegated prefixes, ascending. */
  readonly prefixBlocks: readonly number[];
  /** Addresses of services by kind. */
  readonly serviceCounts: ReadonlyMap<ServiceKind, number>;
  /** Addresses that ENIs of this subnet hold but whose value could not be read, by class; they are nowhere on the map. */
  readonly unreadableCounts: ReadonlyMap<AddressClass, number>;
  /** Addresses that a second ENI claims as well. */
  readonly doubleClaimCount: number;
  /** Addresses that AWS keeps and an ENI claims nevertheless; they stay `reserved-by-aws`. */
  readonly reservedClaimCount: number;
  /** Addresses of the subnet's ENIs that do not lie in its CIDR. */
  readonly outsideAddressCount: number;
}

export interface SubnetAddressesInput {
  readonly cidr: Cidr;
  readonly table: EniTable;
  /** Rows of the subnet's ENIs. */
  readonly rows: readonly number[];
  readonly owners: readonly EniOwner[];
  readonly reservations: readonly CidrReservation[];
}

const FREE = ADDRESS_CLASS_CODE.free;
const RESERVED_BY_AWS = ADDRESS_CLASS_CODE["reserved-by-aws"];
const CIDR_RESERVATION = ADDRESS_CLASS_CODE["cidr-reservation"];

/**
 * Gives every address of a subnet exactly one class, whatever overlaps: AWS's five first, then what ENIs hold (see
 * visitClaims for the order), then what a CIDR reservation keeps, the rest is free. Null for a block larger than EC2
 * allows. A /24 with one node of 1 primary and 14 secondaries: 5 reserved-by-aws, 1 node-primary, 14 attached, 236 free.
 */
export function classifyAddresses(input: SubnetAddressesInput): SubnetAddresses | null {
  const size = cidrSize(input.cidr);
  if (size > LARGEST_SUBNET) return null;
  const classes = new Uint8Array(size);
  classes.fill(RESERVED_BY_AWS, 0, AWS_RESERVED_FIRST);
  classes[size - 1] = RESERVED_BY_AWS;
  const claimed = claim(input, classes);
  for (const reservation of input.reservations) keepReserved(classes, input.cidr, reservation.cidr);
  return { cidr: input.cidr, classes, ...claimed, unreadableCounts: countUnreadable(input) };
}

type Claimed = Omit<SubnetAddresses, "cidr" | "classes" | "unreadableCounts">;

function claim({ cidr, table, rows, owners }: SubnetAddressesInput, classes: Uint8Array): Claimed {
  const prefixBlocks = new Set<number>();
  const serviceCounts = new Map<ServiceKind, number>();
  let doubleClaimCount = 0;
  let reservedClaimCount = 0;
  let outsideAddressCount = 0;
  visitClaims(table, rows, cidr, {
    inside: (offset, length, row, kind) => {
      const owner = owners[row];
      const code = ADDRESS_CLASS_CODE[(kind === "primary" ? owner?.primaryClass : owner?.attachedClass) ?? "unknown"];
      let taken = 0;
      for (let i = offset; i < offset + length; i++) {
        if (classes[i] === FREE) {
          classes[i] = code;
          taken++;
        } else if (classes[i] === RESERVED_BY_AWS) reservedClaimCount++;
        else doubleClaimCount++;
      }
      if (owner?.serviceKind) serviceCounts.set(owner.serviceKind, (serviceCounts.get(owner.serviceKind) ?? 0) + taken);
      if (kind === "prefix" && taken === BLOCK_SIZE && offset % BLOCK_SIZE === 0) prefixBlocks.add(offset / BLOCK_SIZE);
    },
    outside: (_, length) => {
      outsideAddressCount += length;
    },
  });
  return {
    prefixBlocks: [...prefixBlocks].sort((a, b) => a - b),
    serviceCounts,
    doubleClaimCount,
    reservedClaimCount,
    outsideAddressCount,
  };
}

function keepReserved(classes: Uint8Array, cidr: Cidr, reserved: Cidr): void {
  const [from, to] = overlapOffsets(cidr, reserved);
  for (let i = from; i < to; i++) if (classes[i] === FREE) classes[i] = CIDR_RESERVATION;
}

function countUnreadable({ table, rows, owners }: SubnetAddressesInput): ReadonlyMap<AddressClass, number> {
  const counts = new Map<AddressClass, number>();
  const add = (addressClass: AddressClass, count: number): void => {
    if (count > 0) counts.set(addressClass, (counts.get(addressClass) ?? 0) + count);
  };
  for (const row of rows) {
    const unreadable = table.shared[table.sharedIndex[row] ?? -1]?.unreadableAddressCount ?? 0;
    if (unreadable === 0) continue;
    // An ENI that has addresses has a primary: if none could be read, one of the unreadable ones is it.
    const primary = table.primary[row] === 0 ? 1 : 0;
    add(owners[row]?.primaryClass ?? "unknown", primary);
    add(owners[row]?.attachedClass ?? "unknown", unreadable - primary);
  }
  return counts;
}

/** `{ class → addresses of the map }`, every class named. */
export function countClasses(classes: Uint8Array): Record<AddressClass, number> {
  const byCode = new Uint32Array(ADDRESS_CLASSES.length);
  for (let i = 0; i < classes.length; i++) {
    const code = classes[i] ?? 0;
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  return Object.fromEntries(ADDRESS_CLASSES.map((name, code) => [name, byCode[code] ?? 0])) as Record<
    AddressClass,
    number
  >;
}

/** How many of a reservation's addresses ENIs hold. Of a reservation that leaves the subnet, the part inside counts. */
export function allocatedInReservation({ cidr, classes }: SubnetAddresses, reserved: Cidr): number {
  const [from, to] = overlapOffsets(cidr, reserved);
  let count = 0;
  for (let i = from; i < to; i++) {
    const code = classes[i];
    if (code !== FREE && code !== CIDR_RESERVATION && code !== RESERVED_BY_AWS) count++;
  }
  return count;
}

/** Whether EC2 takes prefixes out of the reservation by itself; out of an `explicit` one, or one of unknown type, it does not. */
export const isPrefixReservation = (reservation: CidrReservation): boolean => reservation.reservationType === "prefix";

/** Whether the block lies wholly in a reservation from which EC2 takes prefixes. */
export const liesInPrefixReservation = (block: Cidr, reservations: readonly CidrReservation[]): boolean =>
  reservations.some((reservation) => isPrefixReservation(reservation) && cidrContainsCidr(reservation.cidr, block));

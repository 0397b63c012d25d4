import type { SubnetLimitation } from "@/lib/domain/api/vpc";
import type { EniOwner } from "@/lib/domain/vpc/eni-owner";
import type { Places } from "@/lib/domain/vpc/places";
import type { CidrReservation, Snapshot, Subnet } from "@/lib/domain/vpc/snapshot";
import { accountFor, capacityOf, type SubnetAccounting, type SubnetCapacity } from "@/lib/domain/vpc/subnet-accounting";
import { classifyAddresses, isPrefixReservation, type SubnetAddresses } from "@/lib/domain/vpc/subnet-addresses";
import { deriveBlocks, type SubnetBlocks } from "@/lib/domain/vpc/subnet-blocks";
import { limitationsOf } from "@/lib/domain/vpc/subnet-limitation";

/** All that follows for one subnet from the snapshot's records. */
export interface SubnetState {
  readonly subnet: Subnet;
  readonly capacity: SubnetCapacity;
  /** Rows of the subnet's ENIs, as far as they were read. */
  readonly rows: readonly number[];
  /** Null when the subnet's reservations were not read. */
  readonly reservations: readonly CidrReservation[] | null;
  /** The map, of whatever ENIs were read; null without an IPv4 CIDR. */
  readonly addresses: SubnetAddresses | null;
  /** Null without a map, and while not all ENIs were read: then nothing can be called free or explained. */
  readonly accounting: SubnetAccounting | null;
  readonly blocks: SubnetBlocks | null;
  readonly limitations: readonly SubnetLimitation[];
}

export interface SubnetStateInput {
  readonly snapshot: Snapshot;
  readonly places: Places;
  readonly owners: readonly EniOwner[];
  readonly subnetId: string;
}

/** Derives a subnet's state; the subnet must be one of `places`. */
export function deriveSubnetState({ snapshot, places, owners, subnetId }: SubnetStateInput): SubnetState {
  const subnet = places.subnets.get(subnetId);
  if (!subnet) throw new RangeError(`no subnet ${subnetId} in the inventory`);
  const rows = places.rowsBySubnet.get(subnetId) ?? [];
  const known = places.reservationsBySubnet.get(subnetId) ?? [];
  const addresses =
    subnet.cidr && classifyAddresses({ cidr: subnet.cidr, table: snapshot.enis, rows, owners, reservations: known });
  const isComplete = snapshot.apis.DescribeNetworkInterfaces.status === "ok";
  const state = {
    subnet,
    capacity: capacityOf(subnet),
    rows,
    reservations: snapshot.reservationsReadFor.has(subnetId) ? known : null,
    addresses,
    accounting: addresses && isComplete ? accountFor(addresses, subnet.availableIpAddressCount, known) : null,
    blocks: addresses && isComplete ? deriveBlocks(addresses, known) : null,
  };
  return { ...state, limitations: subnet.cidr && !subnet.isIpv6Native ? deriveLimitations(state) : [] };
}

function deriveLimitations(state: Omit<SubnetState, "limitations">): readonly SubnetLimitation[] {
  const { capacity, accounting, blocks, reservations } = state;
  return limitationsOf({
    freeAddressCount: capacity.freeAddressCount ?? accounting?.classCounts.free ?? null,
    freeBlockCount: blocks?.counts.free ?? null,
    freeBlockInReservationCount:
      reservations && (reservations.some(isPrefixReservation) ? (blocks?.freeInReservationCount ?? null) : 0),
  });
}

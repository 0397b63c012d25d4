import "server-only";
import type { ReservationView, SubnetDetail } from "@/lib/domain/api/subnet";
import { cidrSize, formatCidr } from "@/lib/domain/ip/cidr";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { allocatedInReservation } from "@/lib/domain/vpc/subnet-addresses";
import type { SubnetState } from "@/lib/domain/vpc/subnet-state";
import { subnetHolders } from "@/lib/inventory/subnet-holders";
import { subnetSummary } from "@/lib/inventory/subnet-summary";
import { memoByInventoryAndKey } from "@/lib/inventory/view-memo";

const holdersOf = memoByInventoryAndKey(subnetHolders);

/** A subnet with its holders and reservations, or null when the inventory does not hold it. */
export function subnetDetail(inventory: Inventory, subnetId: string): SubnetDetail | null {
  const subnet = inventory.subnets.get(subnetId);
  if (!subnet) return null;
  return {
    ...subnetSummary(inventory, subnetId),
    vpcName: inventory.vpcs.get(subnet.vpcId ?? "")?.name ?? null,
    ipv6Cidrs: [...subnet.ipv6Cidrs],
    tags: { ...subnet.tags },
    ...holdersOf(inventory, subnetId),
    reservations: reservationViews(inventory.stateOf(subnetId)),
  };
}

const reservationViews = ({ reservations, addresses }: SubnetState): ReservationView[] | null =>
  reservations?.map((reservation) => ({
    id: reservation.id,
    cidr: formatCidr(reservation.cidr),
    reservationType: reservation.reservationType,
    description: reservation.description,
    addressCount: cidrSize(reservation.cidr),
    allocatedAddressCount: addresses ? allocatedInReservation(addresses, reservation.cidr) : 0,
  })) ?? null;

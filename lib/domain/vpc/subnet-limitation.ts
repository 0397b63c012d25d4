import type { SubnetLimitation } from "@/lib/domain/api/vpc";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** ELB asks for eight free addresses in each subnet of a load balancer. ELB user guide, "Subnets for your load balancer". */
export const LOAD_BALANCER_NEEDS = 8;
/** EKS asks for five, six recommended, when it moves control-plane ENIs. EKS user guide, "VPC and subnet considerations". */
const CONTROL_PLANE_NEEDS = 5;

/** What is known of a subnet's room; null is not known. */
export interface SubnetRoom {
  /** Free single addresses: EC2's count or, where it gave none, what looks free. */
  readonly freeAddressCount: number | null;
  /** Aligned /28 blocks that look free, those inside `prefix` reservations included. */
  readonly freeBlockCount: number | null;
  /** Of those, the ones inside `prefix` reservations; null while the subnet's reservations are not read. */
  readonly freeBlockInReservationCount: number | null;
}

/**
 * What the subnet can no longer do, as far as that is certain. EC2's free count leaves out addresses that a reservation
 * keeps: a count near zero alone proves neither that there is no prefix (one may come from a `prefix` reservation) nor,
 * while one can, that pods get no address. Unread reservations may hold such blocks too.
 */
export function limitationsOf(room: SubnetRoom): readonly SubnetLimitation[] {
  const limitations: SubnetLimitation[] = [];
  const free = room.freeAddressCount;
  if (free !== null && free < LOAD_BALANCER_NEEDS) limitations.push("load-balancer");
  if (free !== null && free < CONTROL_PLANE_NEEDS) limitations.push("control-plane-change");
  const hasNoPrefix = isWithoutPrefix(room);
  if (hasNoPrefix) limitations.push("prefix");
  if (free === 0 && (hasNoPrefix || room.freeBlockInReservationCount === 0)) limitations.push("address");
  return limitations;
}

function isWithoutPrefix(room: SubnetRoom): boolean {
  if (room.freeBlockCount === 0) return true;
  // Blocks that look free outside reservations are not when EC2 counts fewer than 16 free addresses.
  const isShort = room.freeAddressCount !== null && room.freeAddressCount < BLOCK_SIZE;
  return isShort && room.freeBlockInReservationCount === 0;
}

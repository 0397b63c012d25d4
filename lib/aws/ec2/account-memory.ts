import "server-only";
import type { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import type { Millis } from "@/lib/domain/brand";
import type { CidrReservation, InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

/** Reservations cost a request for each subnet; on average they get no more than this of the account's budget. */
const RESERVATION_REQUESTS_PER_SECOND = 1;

/**
 * What one collection leaves to the next so that it is not asked for in vain: limits of instance types never change;
 * CIDR reservations seldom do, and in an account with hundreds of subnets asking for them every minute would use up a
 * good part of the request budget that the CNI lives on.
 */
export class AccountMemory {
  private readonly instanceTypes = new Map<string, InstanceTypeLimits>();
  private readonly reservations = new Map<string, readonly CidrReservation[]>();
  private reservationsReadAt: Millis | null = null;

  /** When the reservations were read that are still good for `subnetCount` subnets; null when they have to be read. */
  reservationsGoodSince(subnetCount: number, now: Millis): Millis | null {
    if (this.reservationsReadAt === null) return null;
    const ageMs = now - this.reservationsReadAt;
    return ageMs < (subnetCount / RESERVATION_REQUESTS_PER_SECOND) * 1000 ? this.reservationsReadAt : null;
  }

  /** Puts the remembered reservations of a subnet into a draft; false when there are none. */
  recallReservations(subnetId: string, draft: SnapshotDraft): boolean {
    const remembered = this.reservations.get(subnetId);
    if (remembered === undefined) return false;
    draft.recallReservations(subnetId, remembered);
    return true;
  }

  /** Keeps what a draft has of a subnet's reservations, as of a complete reading at `readAt`. */
  rememberReservations(draft: SnapshotDraft, readAt: Millis): void {
    this.reservationsReadAt = readAt;
    this.reservations.clear();
    for (const subnetId of draft.reservationsReadFor) this.reservations.set(subnetId, []);
    for (const reservation of draft.reservations.values()) {
      this.reservations.set(reservation.subnetId, [
        ...(this.reservations.get(reservation.subnetId) ?? []),
        reservation,
      ]);
    }
  }

  /** Puts the remembered limits of a type into a draft; false when there are none. */
  recallType(instanceType: string, draft: SnapshotDraft): boolean {
    const limits = this.instanceTypes.get(instanceType);
    if (limits) draft.recallType(limits);
    return limits !== undefined;
  }

  rememberTypes(draft: SnapshotDraft): void {
    for (const [name, limits] of draft.instanceTypes) this.instanceTypes.set(name, limits);
  }
}

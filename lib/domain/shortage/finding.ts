import type { Millis } from "@/lib/domain/brand";
import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { SubnetEvidence } from "@/lib/domain/shortage/event-subnet";
import { LOOK_ALIKES, SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";

/**
 * What a kept event was found to be: a shortage by its kind, a look-alike by what it is, a failure of another sort, or a
 * record that could not be read.
 */
export const FINDING_KINDS = [...SHORTAGE_KINDS, ...LOOK_ALIKES, "other-failure", "unreadable"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One finding of one event; a CreateFleet that failed in three subnets has three, every other event one. */
export interface Finding {
  readonly eventId: string;
  /** 0 for the first finding of its event. */
  readonly ordinal: number;
  readonly eventName: string;
  /** Null where neither the record nor its text has a time; such a finding is listed at `listedAt`. */
  readonly eventTime: Millis | null;
  /** The time that ranges, order and counts go by: the event's, else the time at which it was read. */
  readonly listedAt: Millis;
  readonly kind: FindingKind;
  /** Without `Client.`; null where the event has none. */
  readonly code: string | null;
  readonly message: string | null;
  readonly subnetId: string | null;
  readonly subnetEvidence: SubnetEvidence | null;
  /** The ENI that the call was about. */
  readonly eniId: string | null;
  readonly callerKind: CallerKind | null;
  /** Who kept failing: the instance, else the session or, where an SDK made its name up, the role; null where the event names nobody. */
  readonly callerId: string | null;
  readonly clusterName: string | null;
  readonly instanceId: string | null;
}

/** What findings have in common that differ only in their event and its time: one failure, told again and again. */
export type FindingTraits = Pick<
  Finding,
  "kind" | "code" | "message" | "subnetId" | "callerKind" | "callerId" | "clusterName" | "instanceId"
>;

/** Where a finding lies among the others of its account and Region; the order of every list, newest first. */
export interface FindingPlace {
  readonly listedAt: Millis;
  /** The number of its event in the store. */
  readonly sequence: number;
  readonly ordinal: number;
}

/** Negative where `a` is listed before `b`: the newer first. */
export const byPlace = (a: FindingPlace, b: FindingPlace): number =>
  b.listedAt - a.listedAt || b.sequence - a.sequence || b.ordinal - a.ordinal;

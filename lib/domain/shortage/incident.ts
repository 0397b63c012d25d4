import { type Millis, millis } from "@/lib/domain/brand";
import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { Finding, FindingPlace, FindingTraits } from "@/lib/domain/shortage/finding";
import { SHORTAGE_KINDS, type ShortageKind } from "@/lib/domain/shortage/shortage-kind";
import { MINUTE_MS } from "@/lib/domain/time-units";

/** What shortages have in common that differ only in their event and its time. */
export type ShortageTraits = FindingTraits & { readonly kind: ShortageKind };

/** Whether a finding is a failure for want of addresses: look-alikes and unreadable records are none. */
export const isShortage = (traits: FindingTraits): traits is ShortageTraits =>
  (SHORTAGE_KINDS as readonly string[]).includes(traits.kind);

/** Where an incident can be: a subnet, or a caller where the subnet is not known. */
export const placeOf = ({ subnetId, callerKind, callerId }: Pick<Finding, "subnetId" | "callerKind" | "callerId">) =>
  subnetId ?? JSON.stringify([callerKind, callerId]);

/** One caller's share of an incident. */
export interface IncidentCaller {
  readonly callerKind: CallerKind | null;
  /** The instance, else the session, else the role; null where the events name nobody. */
  readonly callerId: string | null;
  readonly instanceId: string | null;
  readonly clusterName: string | null;
  readonly firstAt: Millis;
  readonly lastAt: Millis;
  readonly callCount: number;
  /** Middle distance between its tries; null under three of them. About 5 s: no back-off; about 120 s: the CNI's own. */
  readonly retryEveryMs: number | null;
}

export interface IncidentMessage {
  readonly kind: ShortageKind;
  readonly code: string | null;
  /** Word for word; null where the events carry a code only. */
  readonly message: string | null;
  readonly callCount: number;
}

/** Failures in one subnet that follow each other closely, whoever called. */
export interface ShortageIncident {
  /**
   * The newest finding in it: by its event an incident is known. The first one changes while older pages are read, and leaves a
   * range that moves on; a later event takes its place, so whoever looks an incident up asks for any event in it.
   */
  readonly newest: FindingPlace;
  readonly subnetId: string | null;
  readonly kinds: readonly ShortageKind[];
  readonly firstAt: Millis;
  readonly lastAt: Millis;
  /** Failed calls, the CNI's second try ("just one more") included. */
  readonly callCount: number;
  /** Failed calls a minute from the first to the last; null for a single moment. */
  readonly callsPerMinute: number | null;
  /**
   * Two-minute windows of the clock in which a caller failed, summed over the callers: one that retries every 5 s weighs
   * no more than one that backs off.
   */
  readonly windowCount: number;
  /** Most calls first. */
  readonly callers: readonly IncidentCaller[];
  /** The most frequent first. */
  readonly messages: readonly IncidentMessage[];
}

/**
 * Half an hour without a failure ends an incident. One caller's retries lie closer: the CNI waits 120 s after a failed
 * creation and a little over 5 s otherwise (ipamd.go, v1.23.1). But a full subnet fails only those who ask: between two
 * of them it is no less full, and a launch every quarter of an hour would otherwise be a hundred incidents a day.
 */
export const INCIDENT_GAP_MS = millis(30 * MINUTE_MS);
/** An incident whose last failure is no older than this, among what was read, goes on. */
export const ONGOING_WITHIN_MS = millis(15 * MINUTE_MS);
/** The CNI's cool-down of a full subnet. */
export const WINDOW_MS = 120_000;

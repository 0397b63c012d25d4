import { type Millis, millis } from "@/lib/domain/brand";
import type { ShortageKind } from "@/lib/domain/shortage/shortage-kind";

/** A shortage failure with what was found out about it; one event gives one for each failure inside it. */
export interface ShortageEvent {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventTime: Millis;
  readonly kind: ShortageKind;
  readonly subnetId: string | null;
  /** Who kept failing: the instance, else the session, else the role; null where the event names nobody. */
  readonly callerId: string | null;
  readonly callerKind: string;
  readonly clusterName: string | null;
  readonly instanceId: string | null;
}

/** Failures of one caller in one subnet that follow each other closely. */
export interface ShortageIncident {
  /** Stable while later events join: made of the first event's id. */
  readonly id: string;
  readonly subnetId: string | null;
  readonly kinds: readonly ShortageKind[];
  readonly callerId: string | null;
  readonly callerKind: string;
  readonly clusterName: string | null;
  readonly instanceId: string | null;
  readonly firstAt: Millis;
  readonly lastAt: Millis;
  /** Failed calls, the CNI's second try ("just one more") included. */
  readonly callCount: number;
  /** Failed calls a minute from the first to the last; null for a single moment. */
  readonly callsPerMinute: number | null;
  readonly eventIds: readonly string[];
}

/**
 * The CNI waits 120 s after a failed creation and a little over 5 s otherwise (ipamd.go, v1.23.1), and CloudTrail's
 * times are whole seconds: calls of one caller further apart than this belong to two incidents.
 */
export const INCIDENT_GAP_MS = millis(135_000);

/**
 * Folds failures into incidents, newest incident first. Events may come in any order; the same event id twice (an
 * overlapping read) counts once for each kind and subnet it names. Failures without a known subnet or caller fold among themselves.
 *
 * Two failed calls per ENI every 5 s for an hour are one incident of 1,440 calls.
 */
export function foldIncidents(events: readonly ShortageEvent[], gapMs: number = INCIDENT_GAP_MS): ShortageIncident[] {
  const byCaller = new Map<string, ShortageEvent[]>();
  for (const event of withoutDoubles(events)) {
    const key = JSON.stringify([event.subnetId, event.callerId, event.callerKind]);
    const list = byCaller.get(key);
    if (list) list.push(event);
    else byCaller.set(key, [event]);
  }
  const incidents = [...byCaller.values()].flatMap((list) => splitAtGaps(list, gapMs).map(toIncident));
  return incidents.sort((a, b) => b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1));
}

function withoutDoubles(events: readonly ShortageEvent[]): ShortageEvent[] {
  const known = new Map<string, ShortageEvent>();
  for (const event of events) known.set(JSON.stringify([event.eventId, event.kind, event.subnetId]), event);
  return [...known.values()];
}

function splitAtGaps(events: ShortageEvent[], gapMs: number): ShortageEvent[][] {
  const sorted = events.sort((a, b) => a.eventTime - b.eventTime || (a.eventId < b.eventId ? -1 : 1));
  const groups: ShortageEvent[][] = [];
  for (const event of sorted) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last && previous && event.eventTime - previous.eventTime <= gapMs) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

function toIncident(events: readonly ShortageEvent[]): ShortageIncident {
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) throw new RangeError("an incident has at least one event");
  const eventIds = [...new Set(events.map((event) => event.eventId))];
  const minutes = (last.eventTime - first.eventTime) / 60_000;
  return {
    id: `incident-${first.eventId}`,
    subnetId: first.subnetId,
    kinds: [...new Set(events.map((event) => event.kind))].sort(),
    callerId: first.callerId,
    callerKind: first.callerKind,
    clusterName: events.find((event) => event.clusterName !== null)?.clusterName ?? null,
    instanceId: events.find((event) => event.instanceId !== null)?.instanceId ?? null,
    firstAt: first.eventTime,
    lastAt: last.eventTime,
    callCount: eventIds.length,
    callsPerMinute: minutes === 0 ? null : eventIds.length / minutes,
    eventIds,
  };
}

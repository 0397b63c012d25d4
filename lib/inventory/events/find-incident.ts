import "server-only";
import type { Incident } from "@/lib/domain/api/event";
import { type Millis, millis } from "@/lib/domain/brand";
import type { Finding, FindingTraits } from "@/lib/domain/shortage/finding";
import { isShortage, type ShortageIncident } from "@/lib/domain/shortage/incident";
import { IncidentFold } from "@/lib/domain/shortage/incident-fold";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import { holdsTime, type TimeRange } from "@/lib/domain/shortage/time-range";
import type { EventScope, EventStore, FindingFilter } from "@/lib/history/event-store";
import { type EventFilter, passing } from "@/lib/inventory/events/event-filter";
import { eventIdsOf } from "@/lib/inventory/events/event-ids";
import { incidentIdOf, namedBy } from "@/lib/inventory/events/incident-id";
import { CALLERS_OPENED, type IncidentSurroundings, incidentView } from "@/lib/inventory/events/incident-view";
import { type FindingChunk, walkFindings } from "@/lib/inventory/events/walk-findings";

export interface IncidentQuestion {
  /** An incident's id, or any of its events': a later event changes the id. */
  readonly id: string;
  readonly range: TimeRange;
  readonly filter: EventFilter;
}

/** An incident with what the store needs to list its calls. */
export interface FoundIncident {
  readonly incident: Incident;
  readonly among: TimeRange & CallsOfPlace;
}

type CallsOfPlace = Pick<FindingFilter, "subnetIds" | "kinds" | "callerKinds" | "callerIds">;

/**
 * The incident with this id or this event in it, as it is among what passes the filter; null where there is none. Where the
 * event itself does not pass, the incident is told whole: a node's page links to the one that it was part of, whose newest
 * event may be another node's.
 */
export async function findIncident(
  store: EventStore,
  scope: EventScope,
  { id, range, filter }: IncidentQuestion,
  surroundings: IncidentSurroundings,
): Promise<FoundIncident | null> {
  const named = await findingNamed(store, scope, id);
  if (named === null || !holdsTime([range], named.listedAt)) return null;
  const passesFilter = passing(surroundings.inventory, filter);
  const passes = passesFilter(named) ? passesFilter : () => true;
  const place = callsOf(named);
  const incident = await incidentAt(walkFindings(store, { ...scope, ...range, ...place }), passes, named.listedAt);
  if (incident === null) return null;
  const ids = await eventIdsOf(store, scope, [incident.newest]);
  return {
    incident: { id: incidentIdOf(incident.newest, ids), ...incidentView(incident, surroundings, CALLERS_OPENED) },
    among: { ...place, fromMs: incident.firstAt, toMs: millis(incident.lastAt + 1) },
  };
}

/** Of one place's findings the incident that went on at a moment. */
async function incidentAt(
  chunks: AsyncIterable<FindingChunk>,
  passes: (traits: FindingTraits) => boolean,
  at: Millis,
): Promise<ShortageIncident | null> {
  const found: ShortageIncident[] = [];
  const fold = new IncidentFold((incident) => {
    if (incident.firstAt <= at && at <= incident.lastAt) found.push(incident);
  });
  for await (const { findings, until } of chunks) {
    for (const { traits, place } of findings) if (isShortage(traits) && passes(traits)) fold.add(traits, place);
    fold.endBefore(until.listedAt);
    if (found.length > 0) break;
  }
  fold.end();
  return found[0] ?? null;
}

async function findingNamed(store: EventStore, scope: EventScope, id: string): Promise<Finding | null> {
  const names = namedBy(id);
  const found = await store.findingsOf(scope, { eventIds: names.map(({ eventId }) => eventId) });
  const shortages = found.map(({ finding }) => finding).filter(isShortage);
  for (const { eventId, ordinal } of names) {
    const [first] = shortages
      .filter((each) => each.eventId === eventId && (ordinal === null || each.ordinal === ordinal))
      .sort((a, b) => a.ordinal - b.ordinal);
    if (first !== undefined) return first;
  }
  return null;
}

/** The shortages that can be of one incident with this one. */
function callsOf({ subnetId, callerKind, callerId }: Finding): CallsOfPlace {
  const kinds = SHORTAGE_KINDS;
  if (subnetId !== null) return { subnetIds: [subnetId], kinds };
  return { subnetIds: [null], callerKinds: [callerKind], callerIds: [callerId], kinds };
}

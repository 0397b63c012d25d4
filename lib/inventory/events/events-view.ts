import "server-only";
import type { EventsView } from "@/lib/domain/api/event";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { formatFindingCursor } from "@/lib/history/finding-cursor";
import { pageOfCalls } from "@/lib/inventory/events/call-page";
import type { EventFilter } from "@/lib/inventory/events/event-filter";
import type { OpenLog } from "@/lib/inventory/events/event-log";
import { findIncident } from "@/lib/inventory/events/find-incident";
import { CALLERS_LISTED } from "@/lib/inventory/events/incident-view";
import { incidentsAfter } from "@/lib/inventory/events/later-incidents";
import type { Surroundings, ToldRange } from "@/lib/inventory/events/tell-range";
import { type Telling, tellOnce } from "@/lib/inventory/events/told-ranges";

/** A question about events, its range resolved. */
export interface EventsQuestion {
  readonly range: TimeRange;
  readonly filter: EventFilter;
  readonly incidentLimit: number;
  readonly incidentsAfter: FindingPlace | null;
  /** An incident's id, or any of its events': a later event changes the id. */
  readonly incident: string | null;
  readonly limit: number;
  readonly after: FindingPlace | null;
}

export type KnownEvents = Omit<EventsView, "range" | "reading">;

/** Everything that the events' screens and API show of a range, at any number of events. */
export async function eventsView(
  log: OpenLog,
  question: EventsQuestion,
  around: Pick<Surroundings, "inventory" | "freeCounts">,
  noteTelling: (telling: Telling) => void = () => undefined,
): Promise<KnownEvents> {
  const { store, scope, covered, readUntil } = log;
  const { range, filter, incidentLimit, incident, limit, after } = question;
  const surroundings = { ...around, covered, readUntil };
  const asked = { range, filter, incidentLimit, callerLimit: CALLERS_LISTED };
  const telling = tellOnce(log, asked, surroundings);
  noteTelling(telling);
  const [told, found] = await Promise.all([
    telling.answer,
    incident === null ? null : findIncident(store, scope, { id: incident, range, filter }, surroundings),
  ]);
  const page = await pageOfIncidents(log, told, { ...asked, after: question.incidentsAfter }, surroundings);
  const isLost = incident !== null && found === null;
  const calls = isLost
    ? { findings: [], next: null }
    : await pageOfCalls(store, scope, { range, filter, incident: found, limit, after }, around.inventory);
  return {
    ...withCopies(told),
    incidents: [...page.incidents],
    nextIncidents: page.next && formatFindingCursor(page.next),
    incident: found?.incident ?? null,
    incidentId: found?.incident.id ?? null,
    findings: [...calls.findings],
    next: calls.next && formatFindingCursor(calls.next),
  };
}

type PageQuestion = Parameters<typeof incidentsAfter>[2];

function pageOfIncidents(
  { store, scope }: OpenLog,
  { incidents, nextIncidents }: ToldRange,
  question: PageQuestion,
  surroundings: Surroundings,
) {
  if (question.after === null) return { incidents, next: nextIncidents };
  return incidentsAfter(store, scope, question, surroundings);
}

/** What is told is kept for the next who asks; the answer's own lists are its reader's. */
const withCopies = ({ timeline, subnets, others, ...rest }: ToldRange) => ({
  ...rest,
  timeline: [...timeline],
  subnets: [...subnets],
  others: [...others],
});

/** Of a range about which there is no store to ask. */
export const NOTHING_KNOWN: Omit<KnownEvents, "timeline"> = {
  facets: { vpc: [], subnet: [], cluster: [], caller: [], kind: [] },
  callCount: 0,
  unreadableCount: 0,
  nodeCount: 0,
  incidentCount: 0,
  ongoingCount: 0,
  incidents: [],
  nextIncidents: null,
  subnets: [],
  others: [],
  incident: null,
  incidentId: null,
  findings: [],
  next: null,
};

import "server-only";
import type { EventsView } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { AskedRange } from "@/lib/domain/shortage/asked-range";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { TimelineTally } from "@/lib/domain/shortage/timeline";
import { parseFindingCursor } from "@/lib/history/finding-cursor";
import { answerWith } from "@/lib/inventory/answer-from";
import type { EventFilter } from "@/lib/inventory/events/event-filter";
import { askLog } from "@/lib/inventory/events/event-log";
import { eventRangeOf } from "@/lib/inventory/events/event-range";
import { type EventsQuestion, eventsView, NOTHING_KNOWN } from "@/lib/inventory/events/events-view";
import { freeCountsWith } from "@/lib/inventory/events/free-counts-seen";
import type { Outcome } from "@/lib/inventory/outcome";
import { invalidParameter } from "@/lib/inventory/resource-id";

export interface EventsAsked extends AskedRange, EventFilter {
  /** An incident's id, or an event in it. */
  readonly incident?: string | undefined;
  readonly incidentLimit?: number | undefined;
  readonly incidentsAfter?: string | undefined;
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

const DEFAULT_LIMIT = 100;
const DEFAULT_INCIDENT_LIMIT = 200;
/** A page about events may wait for the store's opening a little: there is nothing else on it. */
const STORE_WAIT_MS = 1_000;

/** The shortages of a range: incidents, timeline, what only looks like one, and a page of the events. */
export async function getEvents(asked: EventsAsked, now: number = Date.now()): Promise<Outcome<EventsView>> {
  const wanted = eventRangeOf(asked, now);
  if (wanted.kind === "invalid") return wanted;
  const { range } = wanted;
  const after = placeIn(asked.after);
  if (after === undefined) return invalid("after", "`next` of the page before");
  const incidentsAfter = placeIn(asked.incidentsAfter);
  if (incidentsAfter === undefined) return invalid("incidentsAfter", "`nextIncidents` of the page before");
  const question = { ...questionOf(asked, range), after, incidentsAfter };
  return answerWith(async ({ inventory }) => {
    const around = { inventory, freeCounts: freeCountsWith(inventory) };
    const { value, reading } = await askLog(range, (log) => eventsView(log, question, around), {
      waitMs: STORE_WAIT_MS,
    });
    const known = value ?? { ...NOTHING_KNOWN, timeline: new TimelineTally(range).toTimeline([]) };
    return { kind: "data", data: { range, reading, ...known } };
  });
}

const invalid = (parameter: string, allowed: string): Outcome<never> => ({
  kind: "invalid",
  problem: invalidParameter(parameter, allowed),
});

function questionOf(
  { vpc, subnet, cluster, caller, node, kind, ...asked }: EventsAsked,
  range: TimeRange,
): Omit<EventsQuestion, "after" | "incidentsAfter"> {
  return {
    range,
    filter: { vpc, subnet, cluster, caller, node, kind },
    incident: asked.incident ?? null,
    incidentLimit: asked.incidentLimit ?? DEFAULT_INCIDENT_LIMIT,
    limit: asked.limit ?? DEFAULT_LIMIT,
  };
}

/** Undefined for a text that is no cursor. One of an earlier release names an event in its own way, and goes on by its time. */
function placeIn(cursor: string | undefined): FindingPlace | null | undefined {
  if (cursor === undefined) return null;
  const place = parseFindingCursor(cursor);
  if (place !== null) return place;
  const [, at] = /^(\d{1,15})\.\d{1,4}\..+$/.exec(cursor) ?? [];
  return at === undefined ? undefined : { listedAt: millis(Number(at)), sequence: 0, ordinal: 0 };
}

import "server-only";
import type { EventsView } from "@/lib/domain/api/event";
import { type AskedRange, resolveRange } from "@/lib/domain/shortage/asked-range";
import { answerWith } from "@/lib/inventory/answer-from";
import type { EventFilter } from "@/lib/inventory/event-filter";
import { readLog } from "@/lib/inventory/event-log";
import { eventsView } from "@/lib/inventory/events-view";
import { freeCountsWith } from "@/lib/inventory/free-counts-seen";
import type { Outcome } from "@/lib/inventory/outcome";
import { invalidParameter } from "@/lib/inventory/resource-id";

export interface EventsAsked extends AskedRange, EventFilter {
  /** An incident's id, or an event in it. */
  readonly incident?: string | undefined;
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

const DEFAULT_LIMIT = 100;
/** A page about events may wait for the store's opening a little: there is nothing else on it. */
const STORE_WAIT_MS = 1_000;

/** The shortages of a range: incidents, timeline, what only looks like one, and a page of the events. */
export async function getEvents(asked: EventsAsked, now: number = Date.now()): Promise<Outcome<EventsView>> {
  const range = resolveRange(asked, now);
  if (range === null) {
    const parameter = asked.from === undefined ? "to" : "from";
    return { kind: "invalid", problem: invalidParameter(parameter, "a from that lies before now and before to") };
  }
  const { vpc, subnet, cluster, caller, node, kind } = asked;
  const question = {
    range,
    filter: { vpc, subnet, cluster, caller, node, kind },
    incident: asked.incident ?? null,
    limit: asked.limit ?? DEFAULT_LIMIT,
    after: asked.after ?? null,
  };
  return answerWith(async ({ inventory }) => {
    const known = await readLog(range, { waitMs: STORE_WAIT_MS });
    return { kind: "data", data: eventsView(question, known, { inventory, freeCounts: freeCountsWith(inventory) }) };
  });
}

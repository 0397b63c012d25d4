import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { EventReading, EventsView } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { AskedRange } from "@/lib/domain/shortage/asked-range";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { TimelineTally } from "@/lib/domain/shortage/timeline";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { parseFindingCursor } from "@/lib/history/finding-cursor";
import { answerWith } from "@/lib/inventory/answer-from";
import type { EventFilter } from "@/lib/inventory/events/event-filter";
import { askLog } from "@/lib/inventory/events/event-log";
import { eventRangeOf } from "@/lib/inventory/events/event-range";
import { type EventsQuestion, eventsView, NOTHING_KNOWN } from "@/lib/inventory/events/events-view";
import { freeCountsWith } from "@/lib/inventory/events/free-counts-seen";
import type { ToldSoFar } from "@/lib/inventory/events/tell-range";
import type { Telling } from "@/lib/inventory/events/told-ranges";
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
/** A page that has its figures by then comes whole. Longer than the store's opening is waited for. */
const SOON_MS = 1_500;
const STEP_MS = 1_000;

/** The shortages of a range: incidents, timeline, what only looks like one, and a page of the events. */
export async function getEvents(asked: EventsAsked, now: number = Date.now()): Promise<Outcome<EventsView>> {
  const question = questionOf(asked, now);
  if (question.kind === "invalid") return question;
  return answerWith(async ({ inventory }) => ({ kind: "data", data: await viewOf(question, inventory) }));
}

/** How far a view has come, or the view. */
export type EventsStep =
  | { readonly kind: "telling"; readonly soFar: ToldSoFar | null }
  | { readonly kind: "told"; readonly view: EventsView };

export interface BegunEvents {
  readonly range: TimeRange;
  readonly reading: EventReading;
  readonly first: EventsStep;
  /** What comes later, a step a second up to the view; null where that is `first`. */
  readonly later: AsyncIterable<EventsStep> | null;
}

/** The same, for a page that shows what there is meanwhile: telling of a million failures takes many seconds. */
export async function beginEvents(asked: EventsAsked, now: number = Date.now()): Promise<Outcome<BegunEvents>> {
  const question = questionOf(asked, now);
  if (question.kind === "invalid") return question;
  const { range } = question;
  return answerWith<BegunEvents>(async ({ inventory }) => {
    const begun: { telling: Telling | null } = { telling: null };
    const whole = viewOf(question, inventory, (telling) => {
      begun.telling = telling;
    });
    const step = async (waitMs: number): Promise<EventsStep> => {
      const view = await Promise.race([whole, wait(waitMs, null)]);
      return view === null ? { kind: "telling", soFar: begun.telling?.soFar ?? null } : { kind: "told", view };
    };
    const first = await step(SOON_MS);
    if (first.kind === "told")
      return { kind: "data", data: { range, reading: first.view.reading, first, later: null } };
    const { reading } = await askLog(range, async () => null, { waitMs: 0 });
    return { kind: "data", data: { range, reading, first, later: { [Symbol.asyncIterator]: () => stepsOf(step) } } };
  });
}

async function* stepsOf(step: (waitMs: number) => Promise<EventsStep>): AsyncGenerator<EventsStep> {
  for (;;) {
    const next = await step(STEP_MS);
    yield next;
    if (next.kind === "told") return;
  }
}

async function viewOf(
  { range, asked }: Question,
  inventory: Inventory,
  noteTelling?: (telling: Telling) => void,
): Promise<EventsView> {
  const around = { inventory, freeCounts: freeCountsWith(inventory) };
  const { value, reading } = await askLog(range, (log) => eventsView(log, asked, around, noteTelling), {
    waitMs: STORE_WAIT_MS,
  });
  const known = value ?? { ...NOTHING_KNOWN, timeline: new TimelineTally(range).toTimeline([]) };
  return { range, reading, ...known };
}

interface Question {
  readonly kind: "question";
  readonly range: TimeRange;
  readonly asked: EventsQuestion;
}
type Invalid = Extract<Outcome<never>, { readonly kind: "invalid" }>;

const invalid = (parameter: string, allowed: string): Invalid => ({
  kind: "invalid",
  problem: invalidParameter(parameter, allowed),
});

function questionOf(all: EventsAsked, now: number): Question | Invalid {
  const { vpc, subnet, cluster, caller, node, kind, ...asked } = all;
  const wanted = eventRangeOf(asked, now);
  if (wanted.kind === "invalid") return wanted;
  const { range } = wanted;
  const after = placeIn(asked.after);
  if (after === undefined) return invalid("after", "`next` of the page before");
  const incidentsAfter = placeIn(asked.incidentsAfter);
  if (incidentsAfter === undefined) return invalid("incidentsAfter", "`nextIncidents` of the page before");
  return {
    kind: "question",
    range,
    asked: {
      range,
      filter: { vpc, subnet, cluster, caller, node, kind },
      incident: asked.incident ?? null,
      incidentLimit: asked.incidentLimit ?? DEFAULT_INCIDENT_LIMIT,
      incidentsAfter,
      limit: asked.limit ?? DEFAULT_LIMIT,
      after,
    },
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

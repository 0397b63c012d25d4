import "server-only";
import type { Incident, TrailFinding } from "@/lib/domain/api/event";
import type { AskedRange } from "@/lib/domain/shortage/asked-range";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { type EventFilter, passing, storeFilterOf } from "@/lib/inventory/events/event-filter";
import { askLog, type OpenLog, STORE_OPENING } from "@/lib/inventory/events/event-log";
import { eventRangeOf } from "@/lib/inventory/events/event-range";
import { findIncident } from "@/lib/inventory/events/find-incident";
import { namedFinding } from "@/lib/inventory/events/finding-names";
import { freeCountsWith } from "@/lib/inventory/events/free-counts-seen";
import { CALLERS_OPENED } from "@/lib/inventory/events/incident-view";
import { incidentsAfter } from "@/lib/inventory/events/later-incidents";
import type { Surroundings } from "@/lib/inventory/events/tell-range";
import type { Outcome } from "@/lib/inventory/outcome";
import { readStore } from "@/lib/inventory/snapshot-store";

export interface ExportAsked extends AskedRange, EventFilter {
  /** Only the calls of this one: its id, or an event in it. */
  readonly incident?: string | undefined;
}

/** Rows to be written one page after the other: a page is read when the one before is written. */
export type RowPages<Row> = AsyncGenerator<readonly Row[], void, undefined>;

export type Export<Row> = { readonly kind: "rows"; readonly pages: RowPages<Row>; readonly range: TimeRange };
type NoExport = Exclude<Outcome<never>, { readonly kind: "ready" }>;

interface ExportQuestion {
  readonly range: TimeRange;
  readonly filter: EventFilter;
  readonly incident: string | null;
}

type PagesOf<Row> = (log: OpenLog, question: ExportQuestion, surroundings: Surroundings) => RowPages<Row>;

const STORE_WAIT_MS = 1_000;
const CALLS_AT_ONCE = 1_000;
const INCIDENTS_AT_ONCE = 100;

/** Every incident of a range, newest first. */
export const exportIncidents = (asked: ExportAsked) => exportRows<Incident>(asked, incidentPages);

/** Every failed call of a range, newest first. */
export const exportCalls = (asked: ExportAsked) => exportRows<TrailFinding>(asked, callPages);

async function exportRows<Row>(asked: ExportAsked, pagesOf: PagesOf<Row>): Promise<Export<Row> | NoExport> {
  const wanted = eventRangeOf(asked, Date.now());
  if (wanted.kind === "invalid") return wanted;
  const { range } = wanted;
  const state = await readStore();
  if (state.kind !== "ready") return state;
  const { inventory } = state;
  const { value: log } = await askLog(range, async (open) => open, { waitMs: STORE_WAIT_MS });
  if (log === null) return { kind: "unavailable", problem: STORE_OPENING };
  const { vpc, subnet, cluster, caller, node, kind, incident = null } = asked;
  const question = { range, filter: { vpc, subnet, cluster, caller, node, kind }, incident };
  const { covered, readUntil } = log;
  const surroundings = { inventory, freeCounts: freeCountsWith(inventory), covered, readUntil };
  return { kind: "rows", range, pages: pagesOf(log, question, surroundings) };
}

export async function* incidentPages(
  { store, scope }: OpenLog,
  { range, filter }: ExportQuestion,
  surroundings: Surroundings,
): RowPages<Incident> {
  const question = { range, filter, incidentLimit: INCIDENTS_AT_ONCE, callerLimit: CALLERS_OPENED };
  let after: FindingPlace | null = null;
  do {
    const page: Awaited<ReturnType<typeof incidentsAfter>> = await incidentsAfter(
      store,
      scope,
      { ...question, after },
      surroundings,
    );
    yield page.incidents;
    after = page.next;
  } while (after !== null);
}

export async function* callPages(
  { store, scope }: OpenLog,
  { range, filter, incident }: ExportQuestion,
  surroundings: Surroundings,
): RowPages<TrailFinding> {
  const found =
    incident === null ? null : await findIncident(store, scope, { id: incident, range, filter }, surroundings);
  if (incident !== null && found === null) return;
  const { inventory } = surroundings;
  const passes = passing(inventory, filter);
  const wanted = { ...scope, ...range, ...storeFilterOf(inventory, filter), ...found?.among };
  let after: FindingPlace | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.listFindings>> = await store.listFindings(wanted, {
      limit: CALLS_AT_ONCE,
      after,
    });
    yield page.findings.filter(passes).map((finding) => namedFinding(inventory, finding));
    after = page.next;
  } while (after !== null);
}

import type { Route } from "next";
import { tableState } from "@/components/ui/data-table/table-state";
import {
  choiceParam,
  createParam,
  textParam,
  toUrlText,
  type UrlParam,
  type UrlValues,
} from "@/components/url-state/url-param";
import type { Millis } from "@/lib/domain/brand";
import { DEFAULT_RANGE, parseInstant, RANGE_NAMES } from "@/lib/domain/shortage/asked-range";
import { CALLER_KINDS } from "@/lib/domain/shortage/caller";
import { FINDING_KINDS } from "@/lib/domain/shortage/finding";

/** An instant in UTC, without the fractions that nobody types. */
const instantParam = createParam<Millis>({
  parse: parseInstant,
  serialize: (at) => new Date(at).toISOString().replace(/(:00)?\.000Z$/, "Z"),
});

/** What the events' page shows: the range, the filters, the incident that is open. The server reads all of it. */
export const eventsParams = {
  range: choiceParam(RANGE_NAMES).withDefault(DEFAULT_RANGE),
  from: instantParam,
  to: instantParam,
  vpc: textParam,
  subnet: textParam,
  cluster: textParam,
  caller: choiceParam([...CALLER_KINDS, "unknown"]),
  node: textParam,
  kind: choiceParam(FINDING_KINDS),
  /** An incident's id, or that of an event in it. */
  incident: textParam,
  /** Where the page of calls, or of incidents, begins. */
  after: textParam,
  incidentsAfter: textParam,
};
export type EventsAddress = UrlValues<typeof eventsParams>;

/** The page's address with some of its parameters changed; null takes one out. */
export function eventsHref(address: Partial<EventsAddress>, changes: Partial<EventsAddress> = {}, hash = ""): Route {
  const text = queryOf({ ...address, ...changes })
    .toString()
    .replaceAll("%3A", ":");
  return `/events${text === "" ? "" : `?${text}`}${hash}` as Route;
}

/** The file with all incidents, or all calls, that the page shows by pages. */
export function exportHref(address: EventsAddress, rows: "incidents" | "calls", format: "csv" | "json"): Route {
  const incident = rows === "incidents" ? null : address.incident;
  const query = queryOf({ ...address, incident, after: null, incidentsAfter: null });
  query.set("rows", rows);
  query.set("format", format);
  return `/api/events/export?${query}` as Route;
}

function queryOf(values: Partial<EventsAddress>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, param] of Object.entries(eventsParams) as [keyof EventsAddress, UrlParam<unknown>][]) {
    const text = toUrlText(param, values[name] ?? null);
    if (text !== null) query.set(name, text);
  }
  return query;
}

export const INCIDENT_COLUMNS = [
  "last",
  "subnet",
  "kind",
  "calls",
  "rate",
  "nodes",
  "windows",
  "lasted",
  "free",
  "message",
  "callers",
  "clusters",
  "vpc",
] as const;
export type IncidentColumn = (typeof INCIDENT_COLUMNS)[number];
export const incidentTable = tableState<IncidentColumn>({
  name: "incidents",
  columns: INCIDENT_COLUMNS,
  sort: { column: "last", direction: "desc" },
});

export const FINDING_COLUMNS = ["time", "call", "kind", "code", "message", "subnet", "node", "caller", "eni"] as const;
export type FindingColumn = (typeof FINDING_COLUMNS)[number];
export const findingTable = tableState<FindingColumn>({
  name: "calls",
  columns: FINDING_COLUMNS,
  sort: { column: "time", direction: "desc" },
});

export const CALLER_COLUMNS = ["caller", "kind", "cluster", "calls", "retry", "first", "last"] as const;
export type CallerColumn = (typeof CALLER_COLUMNS)[number];
export const callerTable = tableState<CallerColumn>({
  name: "callers",
  columns: CALLER_COLUMNS,
  sort: { column: "calls", direction: "desc" },
});

export const OTHER_COLUMNS = ["what", "calls", "callers", "code", "message", "last"] as const;
export type OtherColumn = (typeof OTHER_COLUMNS)[number];
export const otherTable = tableState<OtherColumn>({
  name: "others",
  columns: OTHER_COLUMNS,
  sort: { column: "calls", direction: "desc" },
});

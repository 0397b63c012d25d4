import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Millis } from "@/lib/domain/brand";
import type { NotedEvent } from "@/lib/domain/shortage/note-record";
import { holdsTime, mergeRanges, subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { HOUR_MS } from "@/lib/domain/time-units";
import type { EventScope, KeptPage, TrailPage, TrailQuery } from "@/lib/history/event-store";
import { insertEnis } from "@/lib/history/keep-enis";
import { eventScope, trailCoverage, trailQuery } from "@/lib/history/schema";
import { type Database, jsonList } from "@/lib/history/sql-engine";
import { storableMessage, storableName, toStoredRaw } from "@/lib/history/storable-text";

/** All of `keepPage` but the transaction around it. */
export async function keepPageIn(database: Database, page: TrailPage): Promise<KeptPage> {
  const scopeId = await lockScope(database, page.query);
  const queryId = await queryIdOf(database, scopeId, page.query);
  await insertEnis(database, scopeId, {
    enis: page.createdEnis,
    evidence: "create-event",
    seenAt: page.readAt,
  });
  const events = withoutDoubles(page);
  const newEventCount = await insertEvents(database, scopeId, page, events);
  const covered = await cover(database, queryId, page);
  return { newEventCount, doubleCount: page.events.length - newEventCount, covered };
}

/**
 * The scope's number, its row locked to the end of the transaction: pages and ENIs of one scope are kept one after the
 * other, so no process reads coverage that another is about to change, and no ENI slips in beside the finding that lacks it.
 */
export async function lockScope(database: Database, { accountId, region }: EventScope): Promise<number> {
  const select = () =>
    database
      .select({ scopeId: eventScope.scopeId })
      .from(eventScope)
      .where(and(eq(eventScope.accountId, accountId), eq(eventScope.region, region)))
      .for("update");
  const [known] = await select();
  if (known) return known.scopeId;
  await database.insert(eventScope).values({ accountId, region }).onConflictDoNothing();
  const [made] = await select();
  if (!made) throw new Error("a scope that was just made is gone");
  return made.scopeId;
}

async function queryIdOf(database: Database, scopeId: number, { source, eventName }: TrailQuery): Promise<number> {
  const isIt = and(eq(trailQuery.scopeId, scopeId), eq(trailQuery.source, source), eq(trailQuery.eventName, eventName));
  const [known] = await database.select({ queryId: trailQuery.queryId }).from(trailQuery).where(isIt);
  if (known) return known.queryId;
  const [made] = await database
    .insert(trailQuery)
    .values({ scopeId, source, eventName })
    .returning({ queryId: trailQuery.queryId });
  if (!made) throw new Error("an insert gave no row");
  return made.queryId;
}

/** `{ event id → event }`: a record without an id is known by its text, so that the same one counts once. */
function withoutDoubles(page: TrailPage): ReadonlyMap<string, NotedEvent> {
  const events = new Map<string, NotedEvent>();
  for (const event of page.events) {
    const id = storableId(event.eventId) ?? `sha256:${hashOf(JSON.stringify([event.eventTime, event.text]))}`;
    if (!events.has(id)) events.set(id, event);
  }
  return events;
}

/** CloudTrail's ids have 36 characters; anything that is no such thing must still fit and stay itself. */
const storableId = (id: string | null): string | null => {
  const stored = storableName(id);
  return stored === id ? id : `sha256:${hashOf(JSON.stringify(id))}`;
};

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

async function insertEvents(
  database: Database,
  scopeId: number,
  page: TrailPage,
  events: ReadonlyMap<string, NotedEvent>,
): Promise<number> {
  if (events.size === 0) return 0;
  const rows = [...events].map(([eventId, event]) => {
    const { raw, rawIsEscaped } = toStoredRaw(event.text);
    return {
      event_id: eventId,
      event_name: eventNameOf(page, event),
      event_ms: event.eventTime,
      raw,
      raw_is_escaped: rawIsEscaped,
    };
  });
  const inserted = (await database.execute(sql`
    insert into eniscope.trail_event
      (scope_id, event_id, event_name, event_ms, read_ms, judgement_version, raw, raw_is_escaped)
    select ${scopeId}::integer, row.event_id, row.event_name, row.event_ms, ${page.readAt}::bigint,
      ${page.judgementVersion}::integer, row.raw, row.raw_is_escaped
    from json_to_recordset(${jsonList(rows)})
      as row(event_id text, event_name text, event_ms bigint, raw text, raw_is_escaped boolean)
    on conflict on constraint trail_event_once do nothing
    returning event_id, event_seq`)) as unknown as readonly [string, number | string][];
  await insertFindings(
    database,
    scopeId,
    inserted.flatMap(([eventId, eventSeq]) => {
      const event = events.get(eventId);
      if (!event) return [];
      const listedMs = event.eventTime ?? page.readAt;
      return rowsOfFindings(event, { eventSeq: Number(eventSeq), eventName: eventNameOf(page, event), listedMs });
    }),
  );
  return inserted.length;
}

const eventNameOf = (page: TrailPage, event: NotedEvent): string =>
  storableName(event.eventName) ?? page.query.eventName;

/** Where an event's findings lie: `listedMs` is the event's time, or when it was read where it has none. */
export interface FindingsPlace {
  readonly eventSeq: number;
  readonly eventName: string;
  readonly listedMs: number;
}

/** An event's findings as rows for `insertFindings`, numbered in their order, their texts made storable. */
export function rowsOfFindings(event: NotedEvent, { eventSeq, eventName, listedMs }: FindingsPlace): object[] {
  return event.findings.map((finding, ordinal) => ({
    event_seq: eventSeq,
    ordinal,
    listed_ms: listedMs,
    event_name: eventName,
    kind: finding.kind,
    code: storableName(finding.code),
    message: storableMessage(finding.message),
    subnet_id: storableName(finding.subnetId),
    subnet_evidence: finding.subnetEvidence,
    eni_id: storableName(event.eniId),
    caller_kind: event.callerKind,
    caller_id: storableName(event.callerId),
    cluster_name: storableName(event.clusterName),
    instance_id: storableName(event.instanceId),
  }));
}

/** A known ENI's subnet fills what is missing, and wins over the subnet of the caller's instance, which is weaker evidence. */
export async function insertFindings(database: Database, scopeId: number, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const usesEni = sql`known.eni_id is not null and (row.subnet_id is null or row.subnet_evidence = 'session-instance')`;
  await database.execute(sql`
    insert into eniscope.trail_finding
      (event_seq, ordinal, scope_id, listed_ms, event_name, kind, code, message, subnet_id, subnet_evidence,
       eni_id, caller_kind, caller_id, cluster_name, instance_id)
    select row.event_seq, row.ordinal, ${scopeId}::integer, row.listed_ms, row.event_name, row.kind, row.code, row.message,
      case when ${usesEni} then known.subnet_id else row.subnet_id end,
      case when ${usesEni} then known.evidence else row.subnet_evidence end,
      row.eni_id, row.caller_kind, row.caller_id, row.cluster_name, row.instance_id
    from json_to_recordset(${jsonList(rows)})
      as row(event_seq bigint, ordinal smallint, listed_ms bigint, event_name text, kind text, code text, message text,
        subnet_id text, subnet_evidence text, eni_id text, caller_kind text, caller_id text, cluster_name text,
        instance_id text)
    left join eniscope.known_eni known on known.scope_id = ${scopeId}::integer and known.eni_id = row.eni_id`);
}

/** Adds the page's range to what the query has read, and counts the events whose time is new in it. */
async function cover(database: Database, queryId: number, page: TrailPage): Promise<readonly TimeRange[]> {
  const before = await coverageOf(database, queryId);
  if (page.covered === null) return before;
  const fresh = subtractRanges(page.covered, before);
  if (fresh.length === 0) return before;
  const after = mergeRanges([...before, page.covered]);
  const isKept = (range: TimeRange) => after.some(({ fromMs, toMs }) => fromMs === range.fromMs && toMs === range.toMs);
  const gone = before.filter((range) => !isKept(range)).map(({ fromMs }) => fromMs);
  if (gone.length > 0)
    await database
      .delete(trailCoverage)
      .where(and(eq(trailCoverage.queryId, queryId), inArray(trailCoverage.fromMs, gone)));
  const stays = new Set(before.filter(isKept).map(({ fromMs }) => fromMs as number));
  const made = after.filter(({ fromMs }) => !stays.has(fromMs));
  await database.insert(trailCoverage).values(made.map(({ fromMs, toMs }) => ({ queryId, fromMs, toMs })));
  await addHourCounts(
    database,
    queryId,
    page.countedTimes.filter((time) => holdsTime(fresh, time)),
  );
  return after;
}

/** What a query has read: merged, oldest first. */
export async function coverageOf(database: Database, queryId: number): Promise<TimeRange[]> {
  const rows = await database
    .select({ fromMs: trailCoverage.fromMs, toMs: trailCoverage.toMs })
    .from(trailCoverage)
    .where(eq(trailCoverage.queryId, queryId))
    .orderBy(trailCoverage.fromMs);
  return rows.map(({ fromMs, toMs }) => ({ fromMs: fromMs as Millis, toMs: toMs as Millis }));
}

async function addHourCounts(database: Database, queryId: number, times: readonly Millis[]): Promise<void> {
  const counts = new Map<number, number>();
  for (const time of times) {
    const hour = Math.floor(time / HOUR_MS) * HOUR_MS;
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  }
  if (counts.size === 0) return;
  const rows = [...counts].map(([hour_ms, event_count]) => ({ hour_ms, event_count }));
  await database.execute(sql`
    insert into eniscope.trail_hour_count as kept (query_id, hour_ms, event_count)
    select ${queryId}::integer, row.hour_ms, row.event_count
    from json_to_recordset(${jsonList(rows)}) as row(hour_ms bigint, event_count integer)
    on conflict (query_id, hour_ms) do update set event_count = kept.event_count + excluded.event_count`);
}

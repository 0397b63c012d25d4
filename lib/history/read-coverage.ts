import "server-only";
import { and, eq, gte, lt, sql } from "drizzle-orm";
import { type Millis, millis } from "@/lib/domain/brand";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { HOUR_MS } from "@/lib/domain/time-units";
import type { EventScope, QueryCoverage, StoreSize } from "@/lib/history/event-store";
import { scopeIdOf } from "@/lib/history/read-findings";
import { eventScope, trailCoverage, trailEvent, trailFinding, trailHourCount, trailQuery } from "@/lib/history/schema";
import type { Database } from "@/lib/history/sql-engine";

/** What each query of the scope has read, merged, oldest first; a query that has read nothing is left out. */
export async function listCoverage(database: Database, scope: EventScope): Promise<readonly QueryCoverage[]> {
  const rows = await database
    .select({
      source: trailQuery.source,
      eventName: trailQuery.eventName,
      fromMs: trailCoverage.fromMs,
      toMs: trailCoverage.toMs,
    })
    .from(trailQuery)
    .innerJoin(trailCoverage, eq(trailCoverage.queryId, trailQuery.queryId))
    .where(sql`${trailQuery.scopeId} = ${scopeIdOf(scope)}`)
    .orderBy(trailQuery.source, trailQuery.eventName, trailCoverage.fromMs);
  const { accountId, region } = scope;
  const coverages = new Map<string, { query: QueryCoverage["query"]; covered: TimeRange[] }>();
  for (const { source, eventName, fromMs, toMs } of rows) {
    const key = JSON.stringify([source, eventName]);
    const coverage = coverages.get(key) ?? { query: { accountId, region, source, eventName }, covered: [] };
    coverage.covered.push({ fromMs: millis(fromMs), toMs: millis(toMs) });
    coverages.set(key, coverage);
  }
  return [...coverages.values()];
}

/** Two sources that read the same hour saw the same events: of each hour the larger count, not the sum. */
export async function countOthers(
  database: Database,
  range: EventScope & TimeRange,
): Promise<ReadonlyMap<string, number>> {
  const hours = database
    .select({
      eventName: trailQuery.eventName,
      hourCount: sql<number>`max(${trailHourCount.eventCount})`.as("hour_count"),
    })
    .from(trailHourCount)
    .innerJoin(trailQuery, eq(trailQuery.queryId, trailHourCount.queryId))
    .where(
      and(
        sql`${trailQuery.scopeId} = ${scopeIdOf(range)}`,
        gte(trailHourCount.hourMs, Math.floor(range.fromMs / HOUR_MS) * HOUR_MS),
        lt(trailHourCount.hourMs, range.toMs),
      ),
    )
    .groupBy(trailQuery.eventName, trailHourCount.hourMs)
    .as("hours");
  const rows = await database
    .select({ eventName: hours.eventName, count: sql<number>`sum(${hours.hourCount})`.mapWith(Number) })
    .from(hours)
    .groupBy(hours.eventName);
  return new Map(rows.map(({ eventName, count }) => [eventName, count]));
}

/** Bytes and events of the whole store, and the time of its oldest finding; the count walks the table of events. */
export async function getSize(database: Database): Promise<StoreSize> {
  const [row] = await database
    .select({
      byteCount: sql<number>`(select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class
      where relnamespace = to_regnamespace('eniscope') and relkind = 'r')`.mapWith(Number),
      eventCount: sql<number>`(select count(*) from ${trailEvent})`.mapWith(Number),
      oldestMs: sql<string | number | null>`(select min(oldest.listed_ms) from ${eventScope} cross join lateral (
        select listed_ms from ${trailFinding} where scope_id = ${eventScope.scopeId} order by listed_ms limit 1
      ) oldest)`,
    })
    .from(sql`(select 1) as one`);
  const oldest = row?.oldestMs ?? null;
  return {
    byteCount: row?.byteCount ?? 0,
    eventCount: row?.eventCount ?? 0,
    oldestAt: oldest === null ? null : (Number(oldest) as Millis),
  };
}

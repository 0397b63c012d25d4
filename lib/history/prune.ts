import "server-only";
import { sql } from "drizzle-orm";
import type { Millis } from "@/lib/domain/brand";
import type { Database, SqlEngine } from "@/lib/history/sql-engine";

/** Rows deleted in one transaction, so that readers and other processes come in between. */
const BATCH = 5_000;

/**
 * Deletes what is older than `cutoff`: first the claim to have read it, then events and counts, so that no claim outlives its
 * events. What `signal` leaves undone the next call does.
 */
export async function pruneBefore(
  engine: SqlEngine,
  cutoff: Millis,
  signal?: AbortSignal,
): Promise<{ readonly deletedEventCount: number }> {
  await engine.transaction((database) => shortenCoverage(database, cutoff));
  let deletedEventCount = 0;
  while (!signal?.aborted) {
    const deleted = await engine.transaction((database) => deleteBatch(database, cutoff));
    deletedEventCount += deleted;
    if (deleted > 0) continue;
    await engine.database.execute(sql`delete from eniscope.known_eni where seen_ms < ${cutoff}::bigint`);
    break;
  }
  return { deletedEventCount };
}

async function shortenCoverage(database: Database, cutoff: Millis): Promise<void> {
  // The row locks of keepPage: coverage is not shortened between another process's look at it and its change of it.
  await database.execute(sql`select scope_id from eniscope.event_scope order by scope_id for update`);
  await database.execute(sql`delete from eniscope.trail_coverage where to_ms <= ${cutoff}::bigint`);
  await database.execute(
    sql`update eniscope.trail_coverage set from_ms = ${cutoff}::bigint where from_ms < ${cutoff}::bigint`,
  );
  await database.execute(sql`delete from eniscope.trail_hour_count where hour_ms < ${cutoff}::bigint - 3600000`);
}

async function deleteBatch(database: Database, cutoff: Millis): Promise<number> {
  const rows = (await database.execute(sql`
    with old as (
      select distinct event_seq from (
        select event_seq from eniscope.trail_finding
        where scope_id in (select scope_id from eniscope.event_scope) and listed_ms < ${cutoff}::bigint
        limit ${BATCH}
      ) as batch
    ), findings as (
      delete from eniscope.trail_finding where event_seq in (select event_seq from old)
    ), events as (
      delete from eniscope.trail_event where event_seq in (select event_seq from old) returning 1
    )
    select count(*) from events`)) as unknown as [number | string][];
  return Number(rows[0]?.[0] ?? 0);
}

import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { HOUR_MS } from "@/lib/domain/time-units";
import type { EventScope } from "@/lib/history/event-store";
import { NOW_MS } from "@/lib/history/reading-turn";
import type { Database, SqlEngine } from "@/lib/history/sql-engine";

/** Events deleted in one transaction, so that readers and other processes come in between. */
const BATCH = 5_000;
/** On a shared server another process may show a run of its own; one that is looked at again later is read again. */
const UNREAD_FOR_MS = HOUR_MS;

/**
 * Deletes all that is kept of the accounts whose ids begin with `prefix`, but for the scope's own and those of which
 * somebody has read within the hour. In a folder, which has one process at a time, nobody has.
 */
export async function forgetRuns(
  engine: SqlEngine,
  current: EventScope,
  prefix: string,
): Promise<{ readonly deletedEventCount: number }> {
  let deletedEventCount = 0;
  for (const scopeId of await endedRuns(engine.database, current, prefix)) {
    // First the claim to have read it: a run that comes back after all is then read again.
    await engine.transaction((database) => forgetCoverage(database, scopeId));
    for (;;) {
      const deleted = await engine.transaction((database) => deleteBatch(database, scopeId));
      deletedEventCount += deleted;
      if (deleted === 0) break;
    }
    await engine.transaction((database) => forgetScope(database, scopeId));
  }
  return { deletedEventCount };
}

async function endedRuns(database: Database, { accountId }: EventScope, prefix: string): Promise<number[]> {
  const rows = (await database.execute(sql`
    select scope_id from eniscope.event_scope scope
    where starts_with(account_id, ${prefix}) and account_id <> ${accountId} and not exists (
      select 1 from eniscope.reading_turn turn
      where turn.account_id = scope.account_id and turn.region = scope.region
        and turn.until_ms > ${NOW_MS} - ${UNREAD_FOR_MS}::bigint
    )`)) as unknown as [number][];
  return rows.map(([scopeId]) => scopeId);
}

/** The row lock of keepPage. */
const lockScope = (database: Database, scopeId: number) =>
  database.execute(sql`select scope_id from eniscope.event_scope where scope_id = ${scopeId}::integer for update`);

const queriesOf = (scopeId: number): SQL =>
  sql`(select query_id from eniscope.trail_query where scope_id = ${scopeId}::integer)`;

async function forgetCoverage(database: Database, scopeId: number): Promise<void> {
  await lockScope(database, scopeId);
  await database.execute(sql`delete from eniscope.trail_coverage where query_id in ${queriesOf(scopeId)}`);
  await database.execute(sql`delete from eniscope.trail_hour_count where query_id in ${queriesOf(scopeId)}`);
}

async function deleteBatch(database: Database, scopeId: number): Promise<number> {
  const rows = (await database.execute(sql`
    with old as (
      select event_seq from eniscope.trail_event where scope_id = ${scopeId}::integer limit ${BATCH}
    ), findings as (
      delete from eniscope.trail_finding where event_seq in (select event_seq from old)
    ), events as (
      delete from eniscope.trail_event where event_seq in (select event_seq from old) returning 1
    )
    select count(*) from events`)) as unknown as [number | string][];
  return Number(rows[0]?.[0] ?? 0);
}

/** The rest, unless somebody has kept something in it meanwhile. */
async function forgetScope(database: Database, scopeId: number): Promise<void> {
  await lockScope(database, scopeId);
  const [[isInUse] = []] = (await database.execute(sql`
    select exists (select 1 from eniscope.trail_event where scope_id = ${scopeId}::integer)
      or exists (select 1 from eniscope.trail_coverage where query_id in ${queriesOf(scopeId)})
  `)) as unknown as [boolean][];
  if (isInUse === true) return;
  await database.execute(sql`delete from eniscope.known_eni where scope_id = ${scopeId}::integer`);
  await database.execute(sql`delete from eniscope.trail_query where scope_id = ${scopeId}::integer`);
  await database.execute(sql`
    delete from eniscope.reading_turn turn using eniscope.event_scope scope
    where scope.scope_id = ${scopeId}::integer and turn.account_id = scope.account_id and turn.region = scope.region`);
  await database.execute(sql`delete from eniscope.event_scope where scope_id = ${scopeId}::integer`);
}

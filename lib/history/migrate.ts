import "server-only";
import { sql } from "drizzle-orm";
import { HistoryFailure } from "@/lib/history/history-failure";
import { TRAIL_EVENTS } from "@/lib/history/migrations/0001-trail-events";
import { JUDGEMENT_INDEX } from "@/lib/history/migrations/0002-judgement-version";
import { READING_TURN } from "@/lib/history/migrations/0003-reading-turn";
import type { Migration } from "@/lib/history/migrations/migration";
import type { Database, SqlEngine } from "@/lib/history/sql-engine";

export const MIGRATIONS: readonly Migration[] = [TRAIL_EVENTS, JUDGEMENT_INDEX, READING_TURN];

/** Of PostgreSQL's advisory locks, which are numbers for all users of a database: "eniscope" in ASCII, shortened. */
const LOCK_KEY = 0x656e6973;

/**
 * Brings the schema up to date, in one transaction and under a lock of the database: of several processes that start
 * together one does it and the others find it done. A schema that is newer than this release is refused.
 */
export async function migrate(engine: SqlEngine, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  await engine.transaction(async (database) => {
    await database.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(LOCK_KEY))})`);
    const present = await presentVersion(database);
    const known = migrations.at(-1)?.version ?? 0;
    if (present > known) throw new HistoryFailure(tooNew(engine, present, known));
    for (const migration of migrations.filter(({ version }) => version > present)) await apply(database, migration);
  });
}

/** The newest step in the database, 0 before the first; makes the place in which that is written. */
async function presentVersion(database: Database): Promise<number> {
  const [[isThere] = []] = await rowsOf(database, sql`select to_regclass('eniscope.schema_migration') is not null`);
  if (isThere !== true) {
    // Asked for first, since "if not exists" wants the right to create schemas even where there is one.
    const [[hasSchema] = []] = await rowsOf(database, sql`select to_regnamespace('eniscope') is not null`);
    if (hasSchema !== true) await database.execute(sql`create schema eniscope`);
    await database.execute(sql`
      create table eniscope.schema_migration (
        version integer primary key,
        name text not null,
        applied_at timestamp with time zone not null default now()
      )`);
  }
  const [[version] = []] = await rowsOf(database, sql`select max(version) from eniscope.schema_migration`);
  return Number(version ?? 0);
}

async function apply(database: Database, { version, name, statements }: Migration): Promise<void> {
  for (const statement of statements) await database.execute(sql.raw(statement));
  await database.execute(sql`insert into eniscope.schema_migration (version, name) values (${version}, ${name})`);
}

const rowsOf = async (database: Database, statement: ReturnType<typeof sql>): Promise<unknown[][]> =>
  (await database.execute(statement)) as unknown as unknown[][];

const tooNew = (engine: SqlEngine, present: number, known: number) => ({
  code: "history-unusable" as const,
  message: `The history was written by a newer release of Eniscope: its schema is version ${present}, this release knows ${known}.`,
  remedy: `Use that release or a newer one, or give this one a history of its own (${engine.kind === "embedded" ? "ENISCOPE_DATA" : "DATABASE_URL"}).`,
  retryable: false,
  parameter: engine.kind === "embedded" ? "ENISCOPE_DATA" : "DATABASE_URL",
});

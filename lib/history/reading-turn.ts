import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Millis, millis } from "@/lib/domain/brand";
import type { ReadingTurn, TrailReader, TurnWish } from "@/lib/history/event-store";
import { livenessOf, ownIdentity, type ProcessIdentity } from "@/lib/history/process-identity";
import type { Database, SqlEngine } from "@/lib/history/sql-engine";

/** Without being kept for so long a turn is another's to take. */
export const TURN_MS = 30_000;

/** The database's clock, since those of the processes differ. */
export const NOW_MS = sql.raw("(extract(epoch from clock_timestamp()) * 1000)::bigint");

const processSchema = z.object({
  pid: z.int(),
  host: z.string(),
  machine: z.string().nullable(),
  startTicks: z.string().nullable(),
});

interface Holder {
  readonly readerId: string;
  readonly process: ProcessIdentity | null;
}

/**
 * Asks for the turn to read, or keeps it. A row with an end, not a lock of a session: it means the same through a pooler,
 * and on both engines. A holder that is a dead process of this machine is not waited for.
 */
export async function takeTurn(
  engine: SqlEngine,
  reader: TrailReader,
  { fromMs, mayRead }: TurnWish,
  turnMs: number = TURN_MS,
): Promise<ReadingTurn> {
  return engine.transaction(async (database) => {
    if (mayRead && (await take(database, reader, { turnMs, insteadOf: null }))) return mine(database, reader);
    const holder = await holderOf(database, reader);
    if (mayRead && holder && isDead(holder) && (await take(database, reader, { turnMs, insteadOf: holder.readerId })))
      return mine(database, reader);
    await leaveWord(database, reader, { fromMs, turnMs });
    if (holder === null || holder.readerId === reader.readerId) return { kind: "nobody" };
    return { kind: "another", process: wordsFor(holder) };
  });
}

/** Gives the turn back, and takes back the word that was left. The row stays, to tell when the source was read last. */
export async function leaveTurn(engine: SqlEngine, reader: TrailReader): Promise<void> {
  await engine.transaction(async (database) => {
    await database.execute(
      sql`update eniscope.reading_turn set until_ms = ${NOW_MS} - 1
        where ${isOf(reader)} and reader_id = ${reader.readerId} and until_ms >= ${NOW_MS}`,
    );
    await database.execute(
      sql`delete from eniscope.reading_wish where ${isOf(reader)} and reader_id = ${reader.readerId}`,
    );
  });
}

/** Of a database that one process alone can have open: whoever had a turn in it is gone. */
export async function endAllTurns(database: Database): Promise<void> {
  await database.execute(sql`delete from eniscope.reading_turn`);
  await database.execute(sql`delete from eniscope.reading_wish`);
}

const isOf = ({ accountId, region, source }: TrailReader): SQL =>
  sql`account_id = ${accountId} and region = ${region} and source = ${source}`;

/** Of those who ask at the same time the row lets one through: the others see its new end. */
async function take(
  database: Database,
  { accountId, region, source, readerId }: TrailReader,
  { turnMs, insteadOf }: { readonly turnMs: number; readonly insteadOf: string | null },
): Promise<boolean> {
  const rows = await database.execute(sql`
    insert into eniscope.reading_turn as turn (account_id, region, source, reader_id, process, until_ms)
    values (${accountId}, ${region}, ${source}, ${readerId}, ${JSON.stringify(ownIdentity())},
      ${NOW_MS} + ${turnMs}::bigint)
    on conflict (account_id, region, source) do update
      set reader_id = excluded.reader_id, process = excluded.process, until_ms = ${NOW_MS} + ${turnMs}::bigint
      where turn.reader_id = excluded.reader_id or turn.reader_id = ${insteadOf}::text or turn.until_ms < ${NOW_MS}
    returning reader_id`);
  return (rows as unknown as unknown[]).length > 0;
}

async function holderOf(database: Database, reader: TrailReader): Promise<Holder | null> {
  const rows = (await database.execute(
    sql`select reader_id, process from eniscope.reading_turn where ${isOf(reader)} and until_ms >= ${NOW_MS}`,
  )) as unknown as [string, string][];
  const [row] = rows;
  if (!row) return null;
  const parsed = processSchema.safeParse(JSON.parse(row[1]));
  return { readerId: row[0], process: parsed.success ? parsed.data : null };
}

const isDead = ({ process }: Holder): boolean => process !== null && livenessOf(process, ownIdentity()) === "dead";

const wordsFor = ({ process }: Holder): string =>
  process === null ? "another process" : `process ${process.pid} on ${process.host}`;

/** What those who wait want to be read, as far back as one of them does. */
async function mine(database: Database, reader: TrailReader): Promise<ReadingTurn> {
  await database.execute(sql`
    delete from eniscope.reading_wish
    where ${isOf(reader)} and (until_ms < ${NOW_MS} or reader_id = ${reader.readerId})`);
  const [[fromMs] = []] = (await database.execute(
    sql`select min(from_ms) from eniscope.reading_wish where ${isOf(reader)}`,
  )) as unknown as [string | number | null][];
  return { kind: "mine", othersFromMs: fromMs === null || fromMs === undefined ? null : millis(Number(fromMs)) };
}

async function leaveWord(
  database: Database,
  { accountId, region, source, readerId }: TrailReader,
  { fromMs, turnMs }: { readonly fromMs: Millis; readonly turnMs: number },
): Promise<void> {
  await database.execute(sql`
    insert into eniscope.reading_wish (account_id, region, source, reader_id, from_ms, until_ms)
    values (${accountId}, ${region}, ${source}, ${readerId}, ${fromMs}::bigint, ${NOW_MS} + ${turnMs}::bigint)
    on conflict (account_id, region, source, reader_id) do update
      set from_ms = excluded.from_ms, until_ms = excluded.until_ms`);
}

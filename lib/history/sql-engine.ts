import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { type HistoryFailure, isHistoryFailure } from "@/lib/history/history-failure";

export type Database = PgRemoteDatabase;

/** Runs one statement and gives its rows, each an array of its columns. */
export type RunStatement = (text: string, parameters: readonly unknown[]) => Promise<unknown[][]>;

/** PostgreSQL, embedded or a server: all that the store knows of either. */
export interface SqlEngine {
  readonly kind: "embedded" | "server";
  /** Each statement by itself. */
  readonly database: Database;
  /** All of `work` or nothing; what it throws rolls back and is thrown on. */
  transaction<Value>(work: (database: Database) => Promise<Value>): Promise<Value>;
  /** The engine's own failure as one of ours. */
  failureOf(error: unknown): HistoryFailure;
  /** Where a damaged database was moved to when this one was opened; null as a rule. */
  readonly setAside: string | null;
  /** It has to be opened anew to be of use. */
  readonly isBroken: boolean;
  close(): Promise<void>;
}

/** One drizzle driver for both engines, so that a value is mapped in one way only. */
export const databaseOf = (run: RunStatement): Database =>
  drizzle(async (text, parameters) => ({ rows: await run(text, parameters) }));

/** Begins, works and commits on one connection, or rolls back. */
export async function inTransaction<Value>(
  run: RunStatement,
  work: (database: Database) => Promise<Value>,
): Promise<Value> {
  await run("begin", []);
  try {
    const value = await work(databaseOf(run));
    await run("commit", []);
    return value;
  } catch (error) {
    // A connection that is gone has rolled back by itself; the first error is the one to tell.
    await run("rollback", []).catch(() => undefined);
    throw error;
  }
}

/** Does it, with whatever the engine throws as a `HistoryFailure`. */
export async function guarded<Value>(engine: SqlEngine, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw isHistoryFailure(error) ? error : engine.failureOf(driverErrorOf(error));
  }
}

/** Drizzle wraps what the driver threw into an error whose message holds the statement and its values. */
export const driverErrorOf = (error: unknown): unknown => (error instanceof DrizzleQueryError ? error.cause : error);

/** A list of rows as the one parameter of `json_to_recordset`, however long it is. */
export const jsonList = (rows: readonly object[]): SQL => sql`cast(${JSON.stringify(rows)}::text as json)`;

import "server-only";
import type { EventStore } from "@/lib/history/event-store";
import { migrate } from "@/lib/history/migrate";
import { endAllTurns } from "@/lib/history/reading-turn";
import { guarded, type SqlEngine } from "@/lib/history/sql-engine";
import { SqlEventStore, type StoreOptions } from "@/lib/history/sql-event-store";

export interface HistorySettings {
  /** Null: embedded, in the folder. */
  readonly databaseUrl: string | null;
  readonly folder: string;
  readonly retentionMs: number;
}

/** A store that is open, with what it stands on. */
export interface OpenHistory {
  readonly store: EventStore;
  readonly engine: SqlEngine;
}

/** Opens the store and brings its schema up to date. Rejects with a `HistoryFailure`. */
export async function openHistory(
  { databaseUrl, folder, retentionMs }: HistorySettings,
  options: Omit<StoreOptions, "retentionMs"> = {},
): Promise<OpenHistory> {
  const engine = await openEngine(databaseUrl, folder);
  try {
    await guarded(engine, async () => {
      await migrate(engine);
      if (engine.kind === "embedded") await endAllTurns(engine.database);
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  const { log = console.error } = options;
  if (engine.setAside !== null)
    log(
      `eniscope: the history in ${folder} was damaged and is moved to ${engine.setAside}; a new one begins, and what CloudTrail still has is read anew`,
      "",
    );
  const store = new SqlEventStore(engine, { retentionMs, ...options });
  store.startJudging();
  return { store, engine };
}

/** Neither engine's code is loaded before it is needed, and never the other's. */
async function openEngine(databaseUrl: string | null, folder: string): Promise<SqlEngine> {
  if (databaseUrl !== null) {
    const { ServerEngine } = await import("@/lib/history/server/server-engine");
    return ServerEngine.open(databaseUrl);
  }
  const { EmbeddedEngine } = await import("@/lib/history/embedded/embedded-engine");
  return EmbeddedEngine.open(folder);
}

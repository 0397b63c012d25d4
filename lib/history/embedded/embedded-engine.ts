import "server-only";
import { join, resolve } from "node:path";
import type { Problem } from "@/lib/domain/problem";
import { DATABASE_FOLDER, openDatabase } from "@/lib/history/embedded/database-folder";
import { FolderLock, type LockHolder } from "@/lib/history/embedded/folder-lock";
import { makeFolder } from "@/lib/history/embedded/make-folder";
import type { PgliteThread } from "@/lib/history/embedded/pglite-thread";
import { errorCodeOf, HistoryFailure, isHistoryFailure, messageOf } from "@/lib/history/history-failure";
import { type Database, databaseOf, inTransaction, type RunStatement, type SqlEngine } from "@/lib/history/sql-engine";

/**
 * PostgreSQL in a folder, for one process at a time. What was committed survives the end of the process at any moment,
 * SIGKILL included, and a power cut: it is on the disk before the commit is answered. A database that is damaged all the
 * same is moved aside when it is opened, and another one begins.
 */
export class EmbeddedEngine implements SqlEngine {
  readonly kind = "embedded";
  readonly database: Database;
  private queue: Promise<unknown> = Promise.resolve();
  private isLost = false;

  private constructor(
    readonly folder: string,
    private readonly lock: FolderLock,
    private readonly thread: PgliteThread,
    /** Where a damaged database lies that this one stands in for. */
    readonly setAside: string | null,
  ) {
    this.database = databaseOf((text, parameters) => this.inTurn(() => this.run(text, parameters)));
    lock.onLost(() => {
      this.isLost = true;
      void thread.close().catch(() => undefined);
    });
  }

  /** Opens the database in `folder`, making both if need be. Rejects with a `HistoryFailure`. */
  static async open(folder: string): Promise<EmbeddedEngine> {
    const path = resolve(folder);
    const lock = await lockFolder(path);
    try {
      const { thread, setAside } = await openDatabase(path);
      return new EmbeddedEngine(path, lock, thread, setAside);
    } catch (error) {
      await lock.release();
      throw isHistoryFailure(error) ? error : new HistoryFailure(unopened(path, error));
    }
  }

  transaction<Value>(work: (database: Database) => Promise<Value>): Promise<Value> {
    return this.inTurn(() => inTransaction(this.run, work));
  }

  failureOf(error: unknown): HistoryFailure {
    if (this.isLost) return new HistoryFailure(takenAway(this.folder));
    if (/^XX00[12]$/.test(errorCodeOf(error) ?? "")) return new HistoryFailure(damaged(this.folder, error));
    return new HistoryFailure({
      code: "history-unusable",
      message: `The history in ${this.folder} could not be read or written: ${messageOf(error)}.`,
      remedy: "Look whether the disk is full and the folder is writable; everything but the history works without it.",
      retryable: true,
      cause: error,
    });
  }

  /** Whether it has to be opened anew to be of use. */
  get isBroken(): boolean {
    return this.isLost || this.thread.isBroken;
  }

  async close(): Promise<void> {
    await this.inTurn(() => this.thread.close()).catch(() => undefined);
    await this.lock.release();
  }

  private readonly run: RunStatement = (text, parameters) => this.thread.run(text, parameters);

  /** There is one connection: a statement that came between another's begin and commit would belong to it. */
  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }
}

async function lockFolder(folder: string): Promise<FolderLock> {
  let outcome: Awaited<ReturnType<typeof FolderLock.take>>;
  try {
    await makeFolder(folder);
    outcome = await FolderLock.take(folder);
  } catch (error) {
    throw new HistoryFailure(unwritable(folder, error));
  }
  if (outcome.kind === "taken") throw new HistoryFailure(held(folder, outcome.holder));
  return outcome.lock;
}

function held(folder: string, holder: LockHolder | null): Problem {
  const who = holder
    ? `process ${holder.pid} on ${holder.host}, since ${holder.since}`
    : "another process, which is just starting";
  return {
    code: "history-held",
    message: `The history in ${folder} is open in ${who}.`,
    remedy:
      "Stop that process, give this one a folder of its own (ENISCOPE_DATA), or let both use one PostgreSQL server (DATABASE_URL).",
    retryable: true,
    parameter: "ENISCOPE_DATA",
  };
}

const takenAway = (folder: string): Problem => ({
  code: "history-held",
  message: `The history in ${folder} was taken over by another process while this one stood still.`,
  remedy:
    "Give each process a folder of its own (ENISCOPE_DATA), or let them use one PostgreSQL server (DATABASE_URL).",
  retryable: true,
  parameter: "ENISCOPE_DATA",
});

const damaged = (folder: string, error: unknown): Problem => ({
  code: "history-unusable",
  message: `The history in ${folder} is damaged: ${messageOf(error)}.`,
  remedy: `Stop Eniscope, move ${join(folder, DATABASE_FOLDER)} away and start it again: what CloudTrail still has is read anew. Look after the disk, too.`,
  retryable: true,
  parameter: "ENISCOPE_DATA",
  cause: error,
});

const WHY_UNWRITABLE: Readonly<Record<string, string>> = {
  EACCES: "this process may not write there",
  EPERM: "this process may not write there",
  EROFS: "its file system is read-only",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file",
  ENOSPC: "the disk is full",
  NO_FOLDERS: "no folder can be made there",
};

const unwritable = (folder: string, error: unknown): Problem => ({
  code: "history-unusable",
  message: `The folder ${folder} for the history cannot be used: ${WHY_UNWRITABLE[errorCodeOf(error) ?? ""] ?? messageOf(error)}.`,
  remedy: "Set ENISCOPE_DATA to a folder that this process can write, or DATABASE_URL to a PostgreSQL server.",
  retryable: true,
  parameter: "ENISCOPE_DATA",
  cause: error,
});

const unopened = (folder: string, error: unknown): Problem => ({
  code: "history-unusable",
  message: `The history in ${folder} does not open: ${messageOf(error)}.`,
  remedy: `If this stays so, move ${join(folder, DATABASE_FOLDER)} away to start a new history.`,
  retryable: true,
  parameter: "ENISCOPE_DATA",
  cause: error,
});

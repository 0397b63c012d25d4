import "server-only";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Problem } from "@/lib/domain/problem";
import { FolderLock, type LockHolder } from "@/lib/history/embedded/folder-lock";
import { makeFolder } from "@/lib/history/embedded/make-folder";
import { PgliteThread } from "@/lib/history/embedded/pglite-thread";
import { errorCodeOf, HistoryFailure, isHistoryFailure, messageOf } from "@/lib/history/history-failure";
import { type Database, databaseOf, inTransaction, type RunStatement, type SqlEngine } from "@/lib/history/sql-engine";

/** Of the PostgreSQL inside PGlite 0.5; a cluster's files belong to one major version. */
export const EMBEDDED_MAJOR = "18";

const DATABASE_FOLDER = "history";
/** There while the database is made, which takes seconds: found at a start, its making was interrupted and it holds nothing. */
const UNFINISHED_MARK = "history-unfinished";

/**
 * PostgreSQL in a folder, for one process at a time. What was committed survives the end of the process at any moment,
 * SIGKILL included; PGlite does not force its writes to the disk, so a power cut may cost the last of them.
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
      const thread = await startThread(path);
      return new EmbeddedEngine(path, lock, thread);
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

async function startThread(folder: string): Promise<PgliteThread> {
  const dataDir = join(folder, DATABASE_FOLDER);
  const mark = join(folder, UNFINISHED_MARK);
  if (await isThere(mark)) await rm(dataDir, { recursive: true, force: true });
  if (await isThere(dataDir)) {
    await requireMajor(dataDir);
    return PgliteThread.start(dataDir);
  }
  await writeFile(mark, "");
  await PgliteThread.make(dataDir);
  await rm(mark);
  return PgliteThread.start(dataDir);
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      if (errorCodeOf(error) === "ENOENT") return false;
      throw error;
    },
  );

async function requireMajor(dataDir: string): Promise<void> {
  const major = await readFile(join(dataDir, "PG_VERSION"), "utf8").then(
    (text) => text.trim(),
    () => null,
  );
  if (major === EMBEDDED_MAJOR) return;
  const what =
    major === null
      ? "is not a database"
      : `was written by an embedded PostgreSQL ${major}; this release has ${EMBEDDED_MAJOR}`;
  throw new HistoryFailure({
    code: "history-unusable",
    message: `The history in ${dataDir} ${what}.`,
    remedy: `Move ${dataDir} away to start a new history, or use the release that wrote it.`,
    retryable: false,
    parameter: "ENISCOPE_DATA",
  });
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

import "server-only";
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { forceNames, forceToDisk, forceTree } from "@/lib/history/embedded/force-tree";
import { PgliteThread, StatementError } from "@/lib/history/embedded/pglite-thread";
import { errorCodeOf, HistoryFailure } from "@/lib/history/history-failure";

/** Of the PostgreSQL inside PGlite 0.5; a cluster's files belong to one major version. */
export const EMBEDDED_MAJOR = "18";

export const DATABASE_FOLDER = "history";
/** There while the database is made, which takes seconds: found at a start, its making was interrupted and it holds nothing. */
const UNFINISHED_MARK = "history-unfinished";
const SET_ASIDE_PREFIX = "history-damaged-";
/** A disk that damages one database after the other is for a person to look at. */
const MOST_SET_ASIDE = 3;

export interface OpenedDatabase {
  readonly thread: PgliteThread;
  /** Where a damaged database was moved to, so that this one could begin; null as a rule. */
  readonly setAside: string | null;
}

/** Opens the database in a history's folder, which is locked, or makes one. */
export async function openDatabase(folder: string): Promise<OpenedDatabase> {
  const dataDir = join(folder, DATABASE_FOLDER);
  if (await isThere(join(folder, UNFINISHED_MARK))) await rm(dataDir, { recursive: true, force: true });
  if (!(await isThere(dataDir))) return { thread: await makeDatabase(folder), setAside: null };
  await requireMajor(dataDir);
  try {
    return { thread: await PgliteThread.start(dataDir), setAside: null };
  } catch (error) {
    if (!isDamage(error) || (await countSetAside(folder)) >= MOST_SET_ASIDE) throw error;
    return beginAnew(folder, error);
  }
}

/** The mark is on the disk before the first file, and every file before the mark is gone: a power cut falls into neither gap. */
async function makeDatabase(folder: string): Promise<PgliteThread> {
  const dataDir = join(folder, DATABASE_FOLDER);
  const mark = join(folder, UNFINISHED_MARK);
  await writeFile(mark, "");
  await forceToDisk(mark);
  await forceNames(folder);
  await PgliteThread.make(dataDir);
  await forceTree(dataDir);
  await forceNames(folder);
  await rm(mark);
  await forceNames(folder);
  return PgliteThread.start(dataDir);
}

/** What CloudTrail still has can be read again; a history that never opens again helps nobody. Nothing is deleted. */
async function beginAnew(folder: string, damage: unknown): Promise<OpenedDatabase> {
  const dataDir = join(folder, DATABASE_FOLDER);
  const setAside = join(folder, `${SET_ASIDE_PREFIX}${new Date().toISOString().replace(/[:.]/g, "-")}`);
  await rename(dataDir, setAside);
  try {
    return { thread: await makeDatabase(folder), setAside };
  } catch {
    // Then the reason was another than the files.
    await rm(dataDir, { recursive: true, force: true });
    await rename(setAside, dataDir);
    await rm(join(folder, UNFINISHED_MARK), { force: true });
    throw damage;
  }
}

async function countSetAside(folder: string): Promise<number> {
  return (await readdir(folder)).filter((name) => name.startsWith(SET_ASIDE_PREFIX)).length;
}

/** PostgreSQL's own classes for it: data or index corrupted, a file that is gone, a folder that is none. */
const DAMAGE_CODES = new Set(["XX001", "XX002", "58P01", "22023"]);
/** Said under codes that mean many things. A control file of another version beside the right PG_VERSION is garbled. */
const DAMAGE_WORDS =
  /checkpoint record|checksum in control file|relation mapping file|initialized with PG_CONTROL_VERSION/;

/** Whether the files are damaged, as distinct from a disk that is full or closed to this process. */
const isDamage = (error: unknown): boolean =>
  error instanceof StatementError &&
  error.endsDatabase &&
  (DAMAGE_CODES.has(error.code ?? "") || DAMAGE_WORDS.test(error.message));

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
    () => "",
  );
  if (major === EMBEDDED_MAJOR) return;
  const what =
    major === ""
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

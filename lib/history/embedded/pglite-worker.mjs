/**
 * PostgreSQL compiled to WebAssembly in a thread of its own: a statement runs to its end without a pause, and the
 * server's own thread has pages to answer. Plain JavaScript, since Node 20 starts no worker from TypeScript.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { FORCING, ForcedFiles, forceAfterKill } from "./forced-files.mjs";

if (!parentPort) throw new Error("started without a parent");
const port = parentPort;

/** @param {unknown} error */
const described = (error) => ({
  message: error instanceof Error ? error.message : String(error),
  code: typeof error === "object" && error !== null && "code" in error ? String(error.code) : null,
  severity: typeof error === "object" && error !== null && "severity" in error ? String(error.severity) : null,
});

/** Lines of PostgreSQL's log that tell of its end, and what is said about them. */
const END = /^(?<code>[0-9A-Z]{5}) (?<severity>FATAL|PANIC): +(?<message>.+)$/;
const DETAIL = /^[0-9A-Z]{5} DETAIL: +(.+?)\.?$/;

/**
 * Of an opening that fails: PGlite's own error says only that it did.
 * @type {ReturnType<typeof described> | null}
 */
let lastWords = null;
/** The statement that is at work; null while the database opens. */
let present = /** @type {number | null} */ (null);

/** @param {string} line */
function noteLastWords(line) {
  const { code, severity, message } = END.exec(line)?.groups ?? {};
  if (code && severity && message) {
    lastWords = { code, severity, message };
    // Told here, since after a panic PGlite may compute for ever in place of coming back.
    if (present !== null) port.postMessage({ id: present, error: lastWords });
  }
  const detail = DETAIL.exec(line)?.[1];
  if (detail && lastWords) lastWords = { ...lastWords, message: `${lastWords.message}: ${detail}` };
  return true;
}

/** For one connection and rows of a dashboard: PGlite's own figures take 200 MB more, and let the log grow to 1 GB. */
const SMALL = ["shared_buffers=32MB", "max_connections=5", "max_wal_size=64MB", "min_wal_size=32MB"];
/** The SQLSTATE in each line of the log: by it damage is told from a full disk. */
const TELLING = ["log_line_prefix=%e "];

try {
  const settings = [...SMALL, ...TELLING, ...FORCING].flatMap((setting) => ["-c", setting]);
  await forceAfterKill(workerData.dataDir);
  const database = await PGlite.create({
    fs: new ForcedFiles(workerData.dataDir),
    startParams: [...PGlite.defaultStartParams, ...settings],
    onStderr: noteLastWords,
  });
  port.on("message", async (/** @type {{ id: number, text: string | null, parameters: unknown[] }} */ request) => {
    const { id, text, parameters } = request;
    present = id;
    try {
      if (text === null) {
        await database.close();
        port.postMessage({ id, rows: [] });
        port.close();
        return;
      }
      const { rows } = await database.query(text, parameters, { rowMode: "array" });
      port.postMessage({ id, rows });
    } catch (error) {
      port.postMessage({ id, error: described(error) });
    }
  });
  port.postMessage({ id: 0, rows: [] });
} catch (error) {
  port.postMessage({ id: 0, error: lastWords ?? described(error) });
  port.close();
}

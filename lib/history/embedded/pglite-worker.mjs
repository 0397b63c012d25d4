/**
 * PostgreSQL compiled to WebAssembly in a thread of its own: a statement runs to its end without a pause, and the
 * server's own thread has pages to answer. Plain JavaScript, since Node 20 starts no worker from TypeScript.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

if (!parentPort) throw new Error("started without a parent");
const port = parentPort;

/** @param {unknown} error */
const described = (error) => ({
  message: error instanceof Error ? error.message : String(error),
  code: typeof error === "object" && error !== null && "code" in error ? String(error.code) : null,
});

/** For one connection and rows of a dashboard: PGlite's own figures take 200 MB more, and let the log grow to 1 GB. */
const SMALL = ["shared_buffers=32MB", "max_connections=5", "max_wal_size=64MB", "min_wal_size=32MB"];

try {
  const startParams = [...PGlite.defaultStartParams, ...SMALL.flatMap((setting) => ["-c", setting])];
  const database = await PGlite.create({ dataDir: workerData.dataDir, startParams });
  port.on("message", async (/** @type {{ id: number, text: string | null, parameters: unknown[] }} */ request) => {
    const { id, text, parameters } = request;
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
  port.postMessage({ id: 0, error: described(error) });
  port.close();
}

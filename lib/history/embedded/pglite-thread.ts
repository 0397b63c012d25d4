import "server-only";
import { Worker } from "node:worker_threads";

interface WorkerError {
  readonly message: string;
  readonly code: string | null;
  readonly severity: string | null;
}

type Answer =
  | { readonly id: number; readonly rows: unknown[][] }
  | { readonly id: number; readonly error: WorkerError };

interface Waiting {
  readonly resolve: (rows: unknown[][]) => void;
  readonly reject: (error: Error) => void;
}

/** A statement's error as the thread reports it. A thread that ends otherwise rejects with a plain Error. */
export class StatementError extends Error {
  /** PostgreSQL's SQLSTATE. */
  readonly code: string | null;
  /** `ERROR` ends a statement, `FATAL` and `PANIC` end the database; null: the error is not PostgreSQL's own. */
  readonly severity: string | null;

  constructor({ message, code, severity }: WorkerError) {
    super(message);
    this.code = code;
    this.severity = severity;
  }

  get endsDatabase(): boolean {
    return this.severity === "FATAL" || this.severity === "PANIC";
  }
}

/** Node's end of the thread that holds the embedded PostgreSQL. Statements run one at a time, in the order given. */
export class PgliteThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private brokenBy: Error | null = null;
  private closing = false;

  private constructor(dataDir: string) {
    this.worker = new Worker(new URL("./pglite-worker.mjs", import.meta.url), { workerData: { dataDir } });
    this.worker.on("message", (answer: Answer) => this.settle(answer));
    this.worker.on("error", (error) => this.breakBy(error instanceof Error ? error : new Error(String(error))));
    this.worker.on("exit", () => this.breakBy(new Error("The embedded database's thread has ended.")));
  }

  /** Resolves when the database has recovered what it had to and answers statements. */
  static async start(dataDir: string): Promise<PgliteThread> {
    const thread = new PgliteThread(dataDir);
    try {
      await new Promise<unknown[][]>((resolve, reject) => thread.waiting.set(0, { resolve, reject }));
    } catch (error) {
      // Some failures leave it running in a circle.
      await thread.worker.terminate();
      throw error;
    }
    thread.worker.unref();
    return thread;
  }

  /** Makes a database. In a thread that ends with it: what the making takes, 600 MB, is given back then only. */
  static async make(dataDir: string): Promise<void> {
    const thread = await PgliteThread.start(dataDir);
    await thread.close();
  }

  get isBroken(): boolean {
    return this.brokenBy !== null;
  }

  run(text: string | null, parameters: readonly unknown[] = []): Promise<unknown[][]> {
    if (this.brokenBy) return Promise.reject(this.brokenBy);
    const id = this.nextId++;
    // A process that waits for an answer must not end before it; one that waits for none is not held by the thread.
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, text, parameters });
    });
  }

  async close(): Promise<void> {
    if (this.brokenBy || this.closing) return;
    this.closing = true;
    await this.run(null);
    await this.worker.terminate();
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (this.waiting.size === 0) this.worker.unref();
    if (!("error" in answer)) {
      waiting?.resolve(answer.rows);
      return;
    }
    const error = new StatementError(answer.error);
    waiting?.reject(error);
    if (!error.endsDatabase) return;
    // A server would end here, and so must the thread: PGlite would answer nothing more, or for ever compute.
    this.breakBy(error);
    void this.worker.terminate();
  }

  private breakBy(error: Error): void {
    this.brokenBy ??= error;
    for (const { reject } of this.waiting.values()) reject(this.brokenBy);
    this.waiting.clear();
  }
}

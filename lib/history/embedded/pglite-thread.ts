import "server-only";
import { Worker } from "node:worker_threads";

type Answer =
  | { readonly id: number; readonly rows: unknown[][] }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string | null } };

interface Waiting {
  readonly resolve: (rows: unknown[][]) => void;
  readonly reject: (error: Error) => void;
}

export class StatementError extends Error {
  constructor(
    message: string,
    readonly code: string | null,
  ) {
    super(message);
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
    await new Promise<unknown[][]>((resolve, reject) => thread.waiting.set(0, { resolve, reject }));
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
    if ("error" in answer) waiting?.reject(new StatementError(answer.error.message, answer.error.code));
    else waiting?.resolve(answer.rows);
  }

  private breakBy(error: Error): void {
    this.brokenBy ??= error;
    for (const { reject } of this.waiting.values()) reject(this.brokenBy);
    this.waiting.clear();
  }
}

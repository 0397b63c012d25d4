import "server-only";
import type { Problem } from "@/lib/domain/problem";
import type { EventStore } from "@/lib/history/event-store";
import { isHistoryFailure } from "@/lib/history/history-failure";
import type { OpenHistory } from "@/lib/history/open-store";

export type HistoryState =
  | { readonly kind: "open"; readonly store: EventStore }
  | { readonly kind: "opening" }
  | { readonly kind: "unavailable"; readonly problem: Problem };

/** After a failure, however many ask. */
const REOPEN_AFTER_MS = 15_000;
/** Making a database takes some seconds; a file system or a server that hangs takes for ever. */
const OPENS_WITHIN_MS = 60_000;

export interface KeeperOptions {
  readonly open: () => Promise<OpenHistory>;
  readonly now?: () => number;
  readonly log?: (message: string, cause: unknown) => void;
  /** An opening that takes longer is a problem, until it ends after all. */
  readonly opensWithinMs?: number;
}

/** Opens the store when somebody first asks for it, and again some time after it could not be opened or broke. */
export class HistoryKeeper {
  private opened: OpenHistory | null = null;
  /** What those who ask wait for: the opening, or its time being up. */
  private attempt: Promise<void> | null = null;
  private isOpening = false;
  private isClosed = false;
  private problem: Problem | null = null;
  private failedAt = Number.NEGATIVE_INFINITY;
  private readonly open: () => Promise<OpenHistory>;
  private readonly now: () => number;
  private readonly log: (message: string, cause: unknown) => void;
  private readonly opensWithinMs: number;

  constructor({ open, now = () => Date.now(), log = console.error, opensWithinMs = OPENS_WITHIN_MS }: KeeperOptions) {
    this.open = open;
    this.now = now;
    this.log = log;
    this.opensWithinMs = opensWithinMs;
  }

  /** What is there, after waiting at most `waitMs` for an opening that runs or begins. */
  async state(waitMs = 0): Promise<HistoryState> {
    this.ensure();
    if (this.attempt !== null && waitMs > 0) await within(waitMs, this.attempt);
    const { present } = this;
    return present.kind === "unopened" ? { kind: "opening" } : present;
  }

  /** What is there at this moment; opens nothing. */
  get present(): HistoryState | { readonly kind: "unopened" } {
    if (this.opened !== null && !this.opened.engine.isBroken) return { kind: "open", store: this.opened.store };
    // A problem stays to be read while opening is tried again.
    if (this.problem !== null) return { kind: "unavailable", problem: this.problem };
    return { kind: this.attempt === null ? "unopened" : "opening" };
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.attempt;
    await this.opened?.store.close();
    this.opened = null;
  }

  private ensure(): void {
    if (this.opened?.engine.isBroken) {
      void this.opened.store.close().catch(() => undefined);
      this.opened = null;
    }
    // One that hangs goes on, and no second one beside it: it would hang as well.
    if (this.opened !== null || this.attempt !== null || this.isOpening || this.isClosed) return;
    if (this.problem !== null && (!this.problem.retryable || this.now() - this.failedAt < REOPEN_AFTER_MS)) return;
    const opening = this.tryToOpen();
    this.attempt = within(this.opensWithinMs, opening).then(() => {
      this.attempt = null;
      if (this.isOpening) this.fail(OVERDUE);
    });
  }

  private async tryToOpen(): Promise<void> {
    this.isOpening = true;
    try {
      const opened = await this.open();
      if (this.isClosed) await opened.store.close();
      else this.opened = opened;
      this.problem = null;
    } catch (error) {
      this.fail(isHistoryFailure(error) ? error.problem : unexpected(error));
    } finally {
      this.isOpening = false;
    }
  }

  private fail(problem: Problem): void {
    const isNews = this.problem === null;
    this.failedAt = this.now();
    this.problem = problem;
    const { message, remedy, cause } = problem;
    if (isNews) this.log(`eniscope: no history: ${message} ${remedy}`, cause ?? "");
  }
}

/** Waits for the work, and no longer than that. */
async function within(waitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}

const OVERDUE: Problem = {
  code: "history-unreachable",
  message: "The history does not open: its file system or its server has not answered for a long time.",
  remedy: "Look whether ENISCOPE_DATA lies on a disk that answers, or what the server at DATABASE_URL waits for.",
  retryable: true,
};

const unexpected = (error: unknown): Problem => ({
  code: "internal",
  message: "The history could not be opened for a reason that Eniscope does not know.",
  remedy: "The server's log has the details; everything but the history works without it.",
  retryable: true,
  cause: error,
});

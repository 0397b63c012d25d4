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

export interface KeeperOptions {
  readonly open: () => Promise<OpenHistory>;
  readonly now?: () => number;
  readonly log?: (message: string, cause: unknown) => void;
}

/** Opens the store when somebody first asks for it, and again some time after it could not be opened or broke. */
export class HistoryKeeper {
  private opened: OpenHistory | null = null;
  private attempt: Promise<void> | null = null;
  private problem: Problem | null = null;
  private failedAt = Number.NEGATIVE_INFINITY;
  private readonly open: () => Promise<OpenHistory>;
  private readonly now: () => number;
  private readonly log: (message: string, cause: unknown) => void;

  constructor({ open, now = () => Date.now(), log = console.error }: KeeperOptions) {
    this.open = open;
    this.now = now;
    this.log = log;
  }

  /** What is there, after waiting at most `waitMs` for an opening that runs or begins. */
  async state(waitMs = 0): Promise<HistoryState> {
    this.ensure();
    if (this.attempt !== null && waitMs > 0) {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, waitMs);
      });
      await Promise.race([this.attempt, timeout]);
      clearTimeout(timer);
    }
    if (this.opened !== null) return { kind: "open", store: this.opened.store };
    // A problem stays to be read while opening is tried again.
    if (this.problem !== null) return { kind: "unavailable", problem: this.problem };
    return { kind: "opening" };
  }

  async close(): Promise<void> {
    await this.attempt;
    await this.opened?.store.close();
    this.opened = null;
  }

  private ensure(): void {
    if (this.opened?.engine.isBroken) {
      void this.opened.store.close().catch(() => undefined);
      this.opened = null;
    }
    if (this.opened !== null || this.attempt !== null) return;
    if (this.problem !== null && (!this.problem.retryable || this.now() - this.failedAt < REOPEN_AFTER_MS)) return;
    this.attempt = this.tryToOpen().finally(() => {
      this.attempt = null;
    });
  }

  private async tryToOpen(): Promise<void> {
    try {
      this.opened = await this.open();
      this.problem = null;
    } catch (error) {
      const isNews = this.problem === null;
      this.failedAt = this.now();
      this.problem = isHistoryFailure(error) ? error.problem : unexpected(error);
      const { message, remedy, cause } = this.problem;
      if (isNews) this.log(`eniscope: no history: ${message} ${remedy}`, cause ?? "");
    }
  }
}

const unexpected = (error: unknown): Problem => ({
  code: "internal",
  message: "The history could not be opened for a reason that Eniscope does not know.",
  remedy: "The server's log has the details; everything but the history works without it.",
  retryable: true,
  cause: error,
});

import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { type Millis, millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import { MINUTE_MS } from "@/lib/domain/time-units";
import { deriveInventory, type Inventory } from "@/lib/domain/vpc/inventory";
import type { Snapshot } from "@/lib/domain/vpc/snapshot";
import type { Collected } from "@/lib/inventory/collect-snapshot";
import type { Settings } from "@/lib/inventory/environment";
import type { CollectionProgress } from "@/lib/inventory/outcome";
import { ProgressBoard } from "@/lib/inventory/progress-board";
import { poolAssumptionOf } from "@/lib/inventory/snapshot-header";
import type { Source } from "@/lib/inventory/source";

/** The longest that one collection may take. */
const COLLECTION_TIMEOUT_MS = 5 * MINUTE_MS;
/** A failed collection is tried again no sooner, however many people look. */
const RETRY_AFTER_MS = 10_000;
/** However often somebody presses refresh. */
const REFRESH_FLOOR_MS = 3_000;

interface Kept {
  readonly snapshot: Snapshot;
  readonly inventory: Inventory;
}

interface Attempt {
  readonly board: ProgressBoard;
  readonly done: Promise<void>;
}

export interface KeeperOptions {
  readonly source: Source;
  readonly settings: Settings;
  readonly now?: () => number;
  readonly timeoutMs?: number;
  /** Where failures that Eniscope does not know are written for the operator. */
  readonly log?: (message: string, cause: unknown) => void;
}

/**
 * Keeps the newest snapshot of one source and sees to it that only one collection runs at a time. A fresh snapshot is
 * served; an old one is served too, while a new one is collected; a failed collection leaves the last good one in place.
 */
export class SnapshotKeeper {
  readonly source: Source;
  readonly settings: Settings;
  private kept: Kept | null = null;
  private lastProblem: Problem | null = null;
  private lastFinishedAt = Number.NEGATIVE_INFINITY;
  private attempt: Attempt | null = null;
  private attemptCount = 0;
  private readonly now: () => number;
  private readonly timeoutMs: number;
  private readonly log: (message: string, cause: unknown) => void;
  private readonly startedAt: number;

  constructor({
    source,
    settings,
    now = () => Date.now(),
    timeoutMs = COLLECTION_TIMEOUT_MS,
    log = console.error,
  }: KeeperOptions) {
    this.source = source;
    this.settings = settings;
    this.now = now;
    this.timeoutMs = timeoutMs;
    this.log = log;
    this.startedAt = now();
  }

  get current(): Kept | null {
    return this.kept;
  }

  /** Why the newest collection gave no better snapshot; null when it did. */
  get problem(): Problem | null {
    return this.lastProblem;
  }

  get progress(): CollectionProgress | null {
    return this.attempt?.board.toProgress() ?? null;
  }

  /** Starts a collection if one is due, and waits for it, at most `waitMs`, when there is nothing to serve. */
  async ensure(waitMs: number): Promise<void> {
    if (this.attempt === null && (await this.isDue())) this.start();
    if (this.kept === null) await this.waitForAttempt(waitMs);
  }

  /** Joins the running collection or starts one, and waits for it, at most `waitMs`. */
  async refresh(waitMs: number): Promise<void> {
    if (this.attempt === null && this.now() - this.lastFinishedAt >= REFRESH_FLOOR_MS) this.start();
    await this.waitForAttempt(waitMs);
  }

  /**
   * What is kept is known to be past: collects anew, however lately that was done, and waits at most `waitMs`. A collection
   * that runs already may have read the past; a new one follows it.
   */
  async renew(waitMs: number): Promise<void> {
    await this.waitForAttempt(waitMs);
    this.start();
    await this.waitForAttempt(waitMs);
  }

  private async waitForAttempt(waitMs: number): Promise<void> {
    if (this.attempt === null || waitMs <= 0) return;
    const timer = new AbortController();
    await Promise.race([this.attempt.done, wait(waitMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }

  private async isDue(): Promise<boolean> {
    const sinceMs = this.now() - this.lastFinishedAt;
    if (this.lastProblem !== null) {
      return sinceMs >= (this.lastProblem.code === "throttled" ? this.settings.maxAgeMs : RETRY_AFTER_MS);
    }
    if (this.kept === null) return true;
    return this.source.hasChanged ? this.source.hasChanged() : sinceMs >= this.settings.maxAgeMs;
  }

  private start(): void {
    const board = new ProgressBoard(this.now());
    // Two callers may have found it due while one of them waited.
    if (this.attempt !== null) return;
    this.attempt = { board, done: this.run(board) };
  }

  /** Never rejects: what goes wrong is kept as a problem. */
  private async run(board: ProgressBoard): Promise<void> {
    // In the next turn, so that `attempt` is set before it is taken away again.
    await Promise.resolve();
    try {
      this.keep(await this.collect(board));
    } catch (error) {
      this.log("eniscope: a collection failed", error);
      this.lastProblem = INTERNAL;
    } finally {
      this.lastFinishedAt = this.now();
      this.attempt = null;
    }
  }

  private collect(board: ProgressBoard): Promise<Collected> {
    this.attemptCount++;
    return this.source.collect({
      id: `${this.startedAt.toString(36)}.${this.attemptCount}`,
      now: () => this.clock(),
      signal: AbortSignal.timeout(this.timeoutMs),
      onProgress: board.report,
    });
  }

  private clock(): Millis {
    return millis(this.now());
  }

  private keep(collected: Collected): void {
    const problem = collected.kind === "failed" ? collected.problem : collected.setback;
    if (problem?.cause !== undefined) this.log(`eniscope: ${problem.message}`, problem.cause);
    this.lastProblem = collected.kind === "failed" || this.isPoorer(collected.snapshot, problem) ? problem : null;
    if (collected.kind === "failed" || this.lastProblem !== null) return;
    const { settings } = this;
    const pool = poolAssumptionOf(settings);
    const inventory = deriveInventory(collected.snapshot, { thresholds: settings.thresholds, pool, now: this.clock() });
    this.kept = { snapshot: collected.snapshot, inventory };
  }

  /** A passing fault took away a part that the kept snapshot has; what is denied or broken for good is shown as it is. */
  private isPoorer(snapshot: Snapshot, setback: Problem | null): boolean {
    const kept = this.kept?.snapshot;
    if (!kept || setback === null) return false;
    return MAIN_APIS.some((api) => kept.apis[api].status === "ok" && snapshot.apis[api].status !== "ok");
  }
}

/** Without these the map of a subnet cannot be drawn. */
const MAIN_APIS = ["DescribeVpcs", "DescribeSubnets", "DescribeNetworkInterfaces"] as const;

const INTERNAL: Problem = {
  code: "internal",
  message: "Collecting the data failed inside Eniscope.",
  remedy: "The server's log has the details; it is tried again by itself.",
  retryable: true,
};

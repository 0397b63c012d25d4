import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { TrailSource } from "@/lib/aws/trail-source";
import { millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import { JUDGEMENT_VERSION, type RecordLookups } from "@/lib/domain/shortage/note-record";
import { floorSecond } from "@/lib/domain/shortage/reading-plan";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import type { EventScope, KeptPage, TrailPage } from "@/lib/history/event-store";
import { judgePage } from "@/lib/inventory/trail/judge-page";
import { LookMemory } from "@/lib/inventory/trail/look-memory";
import { PresentAllowance } from "@/lib/inventory/trail/page-allowance";
import { ReaderTurn } from "@/lib/inventory/trail/reader-turn";
import { ReadingTrouble } from "@/lib/inventory/trail/reading-trouble";
import type { Shelf, TrailShelf } from "@/lib/inventory/trail/trail-shelf";
import type { TrailStream } from "@/lib/inventory/trail/trail-stream";
import { TrailStreams } from "@/lib/inventory/trail/trail-streams";

/** How soon a reader that has nothing to do sees that there is something. */
const LOOK_ROUND_EVERY_MS = 250;

export interface TrailCollectorOptions {
  readonly source: TrailSource;
  readonly scope: EventScope;
  readonly shelf: TrailShelf;
  /** What is known beside the events at this moment. */
  readonly lookups: () => RecordLookups;
  readonly now?: () => number;
  readonly newestEveryMs?: number;
  readonly retryAfterMs?: number;
  /** Reading ends when nobody looked for so long. */
  readonly idleMs?: number;
  readonly allowance?: PresentAllowance;
  /** How often a process that waits for its turn asks for it, and looks what the other one has stored. */
  readonly askEveryMs?: number;
  readonly log?: (message: string, cause: unknown) => void;
}

/**
 * Keeps reading CloudTrail while somebody looks: the newest events every minute, the rest of what is wanted in between,
 * newest first. Every page goes into the store at once with the time that it covers, so whatever ends the process
 * takes nothing away, and reading goes on from there. One reading at a time, however many look, and of all processes on one
 * store one reads: the others show what it stores, and tell it how far back they look.
 */
export class TrailCollector {
  private readonly streams: TrailStreams;
  private readonly trouble: ReadingTrouble;
  private readonly looks: LookMemory;
  private readonly allowance: PresentAllowance;
  private readonly turn: ReaderTurn;
  private readonly now: () => number;
  private running: Promise<void> | null = null;
  private stopper = new AbortController();
  private shelf: Shelf | null = null;
  /** Of the shelf: what is older would be thrown away again. */
  private retentionMs = Number.POSITIVE_INFINITY;
  private readEventCount = 0;
  private version = 0;

  constructor(private readonly options: TrailCollectorOptions) {
    this.now = options.now ?? (() => Date.now());
    this.streams = new TrailStreams(options.source, options.newestEveryMs);
    this.trouble = new ReadingTrouble(options.retryAfterMs);
    this.looks = new LookMemory(options.idleMs);
    this.allowance = options.allowance ?? new PresentAllowance();
    const { shelf, scope, source, askEveryMs } = options;
    this.turn = new ReaderTurn({ shelf, scope, source: source.id, now: this.now, ...(askEveryMs && { askEveryMs }) });
  }

  get scope(): EventScope {
    return this.options.scope;
  }

  /** Where the events lie that are said to be covered; null while nothing is known to be. */
  get place(): Shelf | null {
    return this.shelf;
  }

  /** Somebody looks back to `fromMs`: reading starts, or goes on, in the background. */
  look(fromMs: number): void {
    this.looks.note(fromMs, this.now());
    if (this.running !== null) return;
    this.stopper = new AbortController();
    this.running = this.run().finally(() => {
      this.running = null;
    });
  }

  /** Ends the reading; what is kept stays. */
  async close(): Promise<void> {
    this.stopper.abort();
    await this.running;
  }

  /** Resolves when the reading that runs has ended; for tests and tools. */
  async settled(): Promise<void> {
    await this.running;
  }

  reading(): TrailReading {
    const { source } = this.options;
    const now = this.now();
    const wanted = this.wanted(now);
    return {
      status: this.statusAt(wanted, now),
      source: source.label,
      wanted,
      covered: this.streams.coverage(),
      remainingMs: wanted && this.streams.remainingMs(wanted),
      readEventCount: this.readEventCount,
      callCount: source.requestCount,
      problem: this.problemAt(now),
      readBy: this.turn.otherProcess,
      version: this.version,
    };
  }

  private wanted(now: number): TimeRange | null {
    const looked = this.looks.wanted(now);
    return looked && { ...looked, fromMs: millis(Math.max(looked.fromMs, floorSecond(now - this.retentionMs) + 1000)) };
  }

  private problemAt(now: number): TrailReading["problem"] {
    if (this.turn.otherProcess !== null) return null;
    return this.trouble.problem ?? this.allowance.problem(now);
  }

  private statusAt(wanted: TimeRange | null, now: number): TrailReading["status"] {
    const problem = this.problemAt(now);
    if (problem) {
      if (problem.code === "denied") return "denied";
      return problem.code === "throttled" ? "throttled" : "failed";
    }
    if (wanted === null || this.shelf === null) return "waiting";
    if (this.turn.otherProcess !== null) return "elsewhere";
    return this.streams.isBehind(wanted) ? "reading" : "read";
  }

  /** Never rejects. */
  private async run(): Promise<void> {
    try {
      await Promise.all([this.loadCoverage(), this.probe()]);
      await this.takeTurns();
    } catch (error) {
      this.options.log?.("eniscope: reading CloudTrail's events failed", error);
      this.trouble.end(INTERNAL);
      this.version++;
      // The other readers end too: the next look begins with all of them.
      this.stopper.abort();
    } finally {
      this.streams.stop();
      await this.turn.leave().catch((error: unknown) => this.options.log?.("eniscope: a turn was not left", error));
    }
  }

  /** Reads while it has the turn; else waits for it, and sees what the other process stores. */
  private async takeTurns(): Promise<void> {
    let isBehindOthers = false;
    for (;;) {
      const wanted = this.wanted(this.now());
      if (wanted === null || this.stopper.signal.aborted) return;
      const hasAsked = await this.askForTurn(wanted);
      if (this.turn.isMine) {
        if (isBehindOthers) await this.loadCoverage();
        isBehindOthers = false;
        await this.readOn();
      } else {
        isBehindOthers = true;
        if (hasAsked) await this.loadCoverage();
        await this.pause();
      }
    }
  }

  /** False: it is not time to ask yet. */
  private async askForTurn({ fromMs }: TimeRange): Promise<boolean> {
    const now = this.now();
    const turn = await this.turn.ask({ fromMs, mayRead: !this.trouble.isOfNoUse(now) });
    // Who waits looks too, in a process of its own.
    if (turn?.kind === "mine" && turn.othersFromMs !== null) this.looks.note(turn.othersFromMs, now);
    return turn !== null;
  }

  /** Until nobody looks any more, or the turn is over. */
  private async readOn(): Promise<void> {
    const { listingsAtOnce } = this.options.source;
    const working = Promise.all(Array.from({ length: listingsAtOnce }, () => this.work()));
    const ended = new AbortController();
    // A page can take longer than a turn lasts.
    const keeping = this.keepTurn(ended.signal);
    await working.finally(() => ended.abort());
    await keeping;
  }

  private async keepTurn(ended: AbortSignal): Promise<void> {
    const either = AbortSignal.any([this.stopper.signal, ended]);
    for (;;) {
      await this.pause(either);
      const wanted = this.wanted(this.now());
      if (wanted === null || either.aborted || this.trouble.isOfNoUse(this.now())) return;
      await this.askForTurn(wanted);
    }
  }

  /** The history takes seconds to open for the first time; whether events may be read at all is told without waiting for it. */
  private async probe(): Promise<void> {
    const { source, scope } = this.options;
    const [eventName] = source.eventNames;
    if (this.shelf !== null || !source.isCheap || eventName === undefined) return;
    const now = floorSecond(this.now());
    const range = { fromMs: millis(now - 1000), toMs: now };
    const outcome = await source.readPage({ scope, eventName, range, token: null, signal: this.stopper.signal });
    if (outcome.kind === "problem" && !this.stopper.signal.aborted) this.fail(outcome.problem, outcome.iamAction);
  }

  private async loadCoverage(): Promise<void> {
    const { scope, shelf } = this.options;
    const answer = await shelf.use(async (store) => {
      this.retentionMs = store.retentionMs;
      return store.listCoverage(scope);
    });
    this.allowance.noteStore(answer.problem);
    const isNews = this.streams.startFrom(answer.value) || this.shelf !== answer.shelf;
    this.shelf = answer.shelf;
    if (isNews) this.version++;
  }

  /** One of the few readers that take turns at the streams. */
  private async work(): Promise<void> {
    for (;;) {
      const now = this.now();
      const wanted = this.wanted(now);
      if (wanted === null || this.stopper.signal.aborted || !this.turn.isMine || this.trouble.isOfNoUse(now)) return;
      const mayReadOlder = () => this.allowance.problem(now) === null;
      const stream = this.trouble.mustWait(now) ? null : this.streams.pick(wanted, now, mayReadOlder);
      if (stream === null) {
        await this.pause();
        continue;
      }
      stream.isBusy = true;
      try {
        await this.readPage(stream, wanted, now);
      } finally {
        stream.isBusy = false;
      }
    }
  }

  private async readPage(stream: TrailStream, wanted: TimeRange, now: number): Promise<void> {
    const { source, scope } = this.options;
    const asked = stream.next(wanted, now, this.streams.newestEveryMs(wanted));
    if (asked === null) return;
    this.allowance.spend(now);
    const { eventName } = stream;
    const outcome = await source.readPage({
      scope,
      eventName,
      range: asked.range,
      token: asked.token,
      signal: this.stopper.signal,
    });
    if (this.stopper.signal.aborted) return;
    if (outcome.kind === "problem") {
      stream.pageFailed();
      this.fail(outcome.problem, outcome.iamAction);
      return;
    }
    const page = await judgePage(outcome.records, asked.range, this.options.lookups());
    const coverage = stream.coverageOf(asked, { oldest: page.oldest, next: outcome.next, counted: page.counted });
    const kept = await this.keep({
      query: { ...this.options.scope, source: source.id, eventName },
      events: page.events,
      createdEnis: page.createdEnis,
      countedTimes: coverage.countedTimes,
      covered: coverage.covered,
      judgementVersion: JUDGEMENT_VERSION,
      readAt: millis(this.now()),
    });
    this.readEventCount += outcome.records.length;
    this.version++;
    this.trouble.clear();
    if (kept === null) return;
    const { next, records } = outcome;
    stream.pageKept(asked, { next, eventCount: records.length, oldest: page.oldest }, coverage, kept.covered);
  }

  /** Null: the page went onto another shelf than those before, and everything begins from what that one covers. */
  private async keep(page: TrailPage): Promise<KeptPage | null> {
    const { value, shelf, problem } = await this.options.shelf.use(async (store, place) => {
      // Another shelf does not hold the pages before, so it cannot take over what this one is said to complete.
      const kept = await store.keepPage(place === this.shelf ? page : { ...page, covered: null, countedTimes: [] });
      this.retentionMs = store.retentionMs;
      return kept;
    });
    this.allowance.noteStore(problem);
    if (shelf === this.shelf) return value;
    this.turn.doubt();
    await this.loadCoverage();
    return null;
  }

  private fail(problem: Problem, iamAction: string): void {
    const { cause } = problem;
    if (cause !== undefined) this.options.log?.(`eniscope: ${problem.message}`, cause);
    this.trouble.fail(problem, iamAction, this.now());
    this.version++;
  }

  /** Never keeps the process alive. */
  private async pause(signal: AbortSignal = this.stopper.signal): Promise<void> {
    await wait(LOOK_ROUND_EVERY_MS, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

const INTERNAL: Problem = {
  code: "internal",
  message: "Reading CloudTrail's events failed inside Eniscope.",
  remedy: "The server's log has the details; it is tried again when somebody looks.",
  retryable: true,
};

import "server-only";
import { type Millis, millis } from "@/lib/domain/brand";
import { JUDGEMENT_VERSION } from "@/lib/domain/shortage/note-record";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { HOUR_MS } from "@/lib/domain/time-units";
import { EniMemory } from "@/lib/history/eni-memory";
import type {
  EventNames,
  EventScope,
  EventStore,
  FindingCursor,
  FindingFilter,
  FindingPage,
  GroupedPage,
  KeptPage,
  KnownEni,
  PlacedFinding,
  QueryCoverage,
  RawEvent,
  ReadingTurn,
  StoreSize,
  TrailPage,
  TrailReader,
  TurnWish,
} from "@/lib/history/event-store";
import { forgetRuns } from "@/lib/history/forget-runs";
import { groupFindings } from "@/lib/history/group-findings";
import { judgeAnew } from "@/lib/history/judge-anew";
import { insertEnis } from "@/lib/history/keep-enis";
import { keepPageIn, lockScope } from "@/lib/history/keep-page";
import { pruneBefore } from "@/lib/history/prune";
import { countOthers, getSize, listCoverage } from "@/lib/history/read-coverage";
import { findingsOf, getRawEvent, listFindings } from "@/lib/history/read-findings";
import { leaveTurn, takeTurn } from "@/lib/history/reading-turn";
import { driverErrorOf, guarded, type SqlEngine } from "@/lib/history/sql-engine";

export interface StoreOptions {
  readonly retentionMs: number;
  readonly now?: () => number;
  /** How long a reader's turn lasts that it does not keep. */
  readonly turnMs?: number;
  /** Where failures of the upkeep, which nobody waits for, are written for the operator. */
  readonly log?: (message: string, cause: unknown) => void;
}

const UPKEEP_EVERY_MS = HOUR_MS;
/** What a server does by itself and PGlite does not: statistics to plan by, and marks that let an index answer alone. */
const VACUUM_EVERY_EVENTS = 20_000;
const ENIS_A_TRANSACTION = 5_000;
const LONGEST_PAGE = 1_000;
const LONGEST_GROUPED_PAGE = 50_000;

/** The store over either engine. */
export class SqlEventStore implements EventStore {
  readonly retentionMs: number;
  private readonly now: () => number;
  private readonly turnMs: number | undefined;
  private readonly log: (message: string, cause: unknown) => void;
  private readonly eniMemory = new EniMemory();
  private upkeepAt = Number.NEGATIVE_INFINITY;
  private upkeep: Promise<void> | null = null;
  private newSinceVacuum = 0;
  private newSinceOpen = 0;
  private readonly closing = new AbortController();
  private judging: Promise<void> | null = null;

  constructor(
    private readonly engine: SqlEngine,
    { retentionMs, now = () => Date.now(), turnMs, log = console.error }: StoreOptions,
  ) {
    this.retentionMs = retentionMs;
    this.now = now;
    this.turnMs = turnMs;
    this.log = log;
  }

  async keepPage(page: TrailPage): Promise<KeptPage> {
    const kept = await guarded(this.engine, () => this.engine.transaction((database) => keepPageIn(database, page)));
    this.newSinceVacuum += kept.newEventCount;
    this.newSinceOpen += kept.newEventCount;
    this.startUpkeep();
    return kept;
  }

  takeTurn(reader: TrailReader, wish: TurnWish): Promise<ReadingTurn> {
    return guarded(this.engine, () => takeTurn(this.engine, reader, wish, this.turnMs));
  }

  leaveTurn(reader: TrailReader): Promise<void> {
    return guarded(this.engine, () => leaveTurn(this.engine, reader));
  }

  async keepEnis(scope: EventScope, enis: readonly KnownEni[], seenAt: Millis): Promise<void> {
    const fresh = this.eniMemory.withoutKnown(scope, enis, seenAt);
    for (let start = 0; start < fresh.length; start += ENIS_A_TRANSACTION) {
      const part = fresh.slice(start, start + ENIS_A_TRANSACTION);
      await guarded(this.engine, () =>
        this.engine.transaction(async (database) => {
          const scopeId = await lockScope(database, scope);
          await insertEnis(database, scopeId, { enis: part, evidence: "earlier-eni", seenAt });
        }),
      );
      this.eniMemory.add(scope, part, seenAt);
    }
  }

  listCoverage(scope: EventScope): Promise<readonly QueryCoverage[]> {
    return guarded(this.engine, () => listCoverage(this.engine.database, scope));
  }

  countOthers(range: EventScope & TimeRange): Promise<ReadonlyMap<string, number>> {
    return guarded(this.engine, () => countOthers(this.engine.database, range));
  }

  async listFindings(
    filter: FindingFilter,
    page: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<FindingPage> {
    requireLength(page.limit, LONGEST_PAGE);
    return guarded(this.engine, () => listFindings(this.engine.database, filter, page));
  }

  async groupFindings(
    filter: FindingFilter,
    page: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<GroupedPage> {
    requireLength(page.limit, LONGEST_GROUPED_PAGE);
    return guarded(this.engine, () => groupFindings(this.engine.database, filter, page));
  }

  findingsOf(scope: EventScope, events: EventNames): Promise<readonly PlacedFinding[]> {
    return guarded(this.engine, () => findingsOf(this.engine.database, scope, events));
  }

  getRawEvent(scope: EventScope, eventId: string): Promise<RawEvent | null> {
    return guarded(this.engine, () => getRawEvent(this.engine.database, scope, eventId));
  }

  getSize(): Promise<StoreSize> {
    return guarded(this.engine, () => getSize(this.engine.database));
  }

  prune(now: Millis): Promise<{ readonly deletedEventCount: number }> {
    return guarded(this.engine, async () => {
      const pruned = await pruneBefore(this.engine, millis(now - this.retentionMs), this.closing.signal);
      this.eniMemory.clear();
      return pruned;
    });
  }

  forgetRuns(current: EventScope, prefix: string): Promise<{ readonly deletedEventCount: number }> {
    return guarded(this.engine, async () => {
      const forgotten = await forgetRuns(this.engine, current, prefix);
      this.eniMemory.clear();
      return forgotten;
    });
  }

  /** Resolves when a running upkeep is done. */
  async settled(): Promise<void> {
    await this.upkeep;
  }

  /** Has events that older rules judged judged again, beside what callers wait for. */
  startJudging(version: number = JUDGEMENT_VERSION): void {
    this.judging ??= judgeAnew(this.engine, { version, signal: this.closing.signal }).catch((error: unknown) => {
      if (!this.closing.signal.aborted)
        this.log("eniscope: older events could not be judged anew", driverErrorOf(error));
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.judging;
    await this.settled();
    await this.engine.close();
  }

  /** Retention and statistics, beside what callers wait for. */
  private startUpkeep(): void {
    const isDue = this.now() - this.upkeepAt >= UPKEEP_EVERY_MS || this.isVacuumDue;
    if (this.upkeep !== null || !isDue) return;
    this.upkeep = this.keepUp()
      .catch((error: unknown) => this.log("eniscope: the history's upkeep failed", error))
      .finally(() => {
        this.upkeep = null;
      });
  }

  /** Ever more seldom while a first reading brings ever more. */
  private get isVacuumDue(): boolean {
    return this.newSinceVacuum >= Math.max(VACUUM_EVERY_EVENTS, this.newSinceOpen / 5);
  }

  private async keepUp(): Promise<void> {
    if (this.now() - this.upkeepAt >= UPKEEP_EVERY_MS) {
      this.upkeepAt = this.now();
      const { deletedEventCount } = await this.prune(millis(this.now()));
      if (deletedEventCount > 0) await this.vacuum();
    }
    if (!this.isVacuumDue) return;
    this.newSinceVacuum = 0;
    await this.vacuum();
  }

  /** A server does it by itself; who closes the store is not to wait for it. */
  private async vacuum(): Promise<void> {
    if (this.engine.kind === "embedded" && !this.closing.signal.aborted)
      await this.engine.database.execute("vacuum (analyze)");
  }
}

function requireLength(limit: number, longest: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > longest)
    throw new RangeError(`a page has 1 to ${longest} findings, not ${limit}`);
}

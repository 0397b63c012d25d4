import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { TrailSource } from "@/lib/aws/trail-source";
import type { Millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import { NO_LOOKUPS } from "@/lib/domain/shortage/note-record";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { MINUTE_MS } from "@/lib/domain/time-units";
import { eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Snapshot } from "@/lib/domain/vpc/snapshot";
import type { EventScope, KnownEni } from "@/lib/history/event-store";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { askHistory } from "@/lib/inventory/ask-history";
import type { SnapshotKeeper } from "@/lib/inventory/snapshot-keeper";
import { recordLookups } from "@/lib/inventory/trail/record-lookups";
import { TrailCollector } from "@/lib/inventory/trail/trail-collector";
import { type Shelf, TrailShelf } from "@/lib/inventory/trail/trail-shelf";

/** What is known of CloudTrail's reader at this moment, and under which scope the store has its events. */
export interface TrailLook {
  /** Null until the account and its Region are known. */
  readonly scope: EventScope | null;
  readonly reading: TrailReading;
  /** Where the events lie that the reading covers; null while nothing is known to be. */
  readonly shelf: Shelf | null;
}

/** ENIs hardly change, and an earlier place of one is looked up only where it is gone from the snapshot. */
const KEEP_ENIS_EVERY_MS = 5 * MINUTE_MS;
const ENIS_AT_ONCE = 2_000;

/** The one reader of CloudTrail in this process, and where its events lie while there is no store. */
export class TrailKeeper {
  readonly memory = new MemoryEventStore();
  private readonly shelf = new TrailShelf(askHistory, this.memory);
  private collector: TrailCollector | null = null;
  private enisKeptAt = Number.NEGATIVE_INFINITY;
  private isKeepingEnis = false;
  private isClosed = false;

  constructor(private readonly keeper: SnapshotKeeper) {}

  /** Tells how far the events are read, and has them read on. Waits for nothing. */
  look(fromMs: Millis): TrailLook {
    const { source, current } = this.keeper;
    if (source.trail === undefined) return { scope: null, reading: readingOf("absent"), shelf: null };
    // Which account it is, and in which Region, the first snapshot tells.
    if (source.trail === null || current === null)
      return { scope: null, reading: readingOf("waiting", null, source.trail?.label), shelf: null };
    const collector = this.collectorOf(source.trail, scopeOf(current.snapshot, source.historyAccountId ?? null));
    if (!this.isClosed) {
      collector.look(fromMs);
      this.keepEnis(collector.scope, current.snapshot);
    }
    return { scope: collector.scope, reading: collector.reading(), shelf: collector.place };
  }

  /** The same without a look: nothing begins by it. */
  get present(): TrailReading {
    const { trail } = this.keeper.source;
    if (trail === undefined) return readingOf("absent");
    return this.collector?.reading() ?? readingOf("waiting", null, trail?.label);
  }

  /** Ends the reading, whoever looks after it; what is kept stays. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.collector?.close();
  }

  /** Credentials that were renewed can be those of another account. */
  private collectorOf(source: TrailSource, scope: EventScope): TrailCollector {
    const { collector } = this;
    if (collector && collector.scope.accountId === scope.accountId && collector.scope.region === scope.region)
      return collector;
    void collector?.close();
    this.collector = new TrailCollector({
      source,
      scope,
      shelf: this.shelf,
      lookups: () => (this.keeper.current === null ? NO_LOOKUPS : recordLookups(this.keeper.current.inventory)),
      log: (message, cause) => console.error(message, cause),
    });
    this.forgetEarlierRuns(scope);
    return this.collector;
  }

  /** A demonstration is another account at each start, and nobody can ever look at the ones before. */
  private forgetEarlierRuns(scope: EventScope): void {
    const { historyRunsPrefix } = this.keeper.source;
    if (!historyRunsPrefix || !scope.accountId.startsWith(historyRunsPrefix)) return;
    this.shelf
      .use((store) => store.forgetRuns(scope, historyRunsPrefix))
      .catch((error: unknown) => console.error("eniscope: earlier demonstrations could not be forgotten", error));
  }

  private keepEnis(scope: EventScope, snapshot: Snapshot): void {
    const now = Date.now();
    if (this.isKeepingEnis || now - this.enisKeptAt < KEEP_ENIS_EVERY_MS) return;
    this.enisKeptAt = now;
    this.isKeepingEnis = true;
    this.shelf
      .use(async (store) => store.keepEnis(scope, await knownEnis(snapshot), snapshot.takenAt))
      .catch((error: unknown) => console.error("eniscope: the snapshot's ENIs could not be kept", error))
      .finally(() => {
        this.isKeepingEnis = false;
      });
  }
}

/** In portions, so that pages are served in between. */
async function knownEnis({ enis }: Snapshot): Promise<KnownEni[]> {
  const known: KnownEni[] = [];
  for (let row = 0; row < enis.count; row++) {
    if (row % ENIS_AT_ONCE === ENIS_AT_ONCE - 1) await nextTurn();
    const { id, subnetId } = eniHeadAt(enis, row);
    if (id !== null && subnetId !== null) known.push({ eniId: id, subnetId });
  }
  return known;
}

/** An account without a single record that names its owner has no subnet to be short of addresses either. */
const scopeOf = ({ accountId, region }: Snapshot, historyAccountId: string | null): EventScope => ({
  accountId: historyAccountId ?? accountId ?? "unknown account",
  region: region ?? "unknown Region",
});

const readingOf = (
  status: TrailReading["status"],
  problem: TrailReading["problem"] = null,
  source = "LookupEvents",
): TrailReading => ({
  status,
  source,
  wanted: null,
  covered: new Map(),
  remainingMs: null,
  readEventCount: 0,
  callCount: 0,
  problem,
  readBy: null,
  version: 0,
});

export const failedLook = (problem: Problem): TrailLook => ({
  scope: null,
  reading: readingOf("failed", { ...problem, iamAction: null }),
  shelf: null,
});

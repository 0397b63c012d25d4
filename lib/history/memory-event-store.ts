import "server-only";
import { createHash } from "node:crypto";
import { type Millis, millis } from "@/lib/domain/brand";
import { byPlace, type Finding } from "@/lib/domain/shortage/finding";
import type { NotedEvent } from "@/lib/domain/shortage/note-record";
import { holdsTime, mergeRanges, subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time-units";
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
  TrailQuery,
  TrailReader,
  TurnWish,
} from "@/lib/history/event-store";
import { groupByTraits, matchesFilter } from "@/lib/history/memory-findings";

/** What is kept at most; the oldest go first, with what they covered. */
const MOST_EVENTS = 10_000;
const MOST_TEXT_BYTES = 48_000_000;
const MOST_ENIS = 50_000;
const MOST_AGE_MS = 90 * DAY_MS;

interface KeptEvent extends RawEvent {
  readonly scopeKey: string;
  readonly listedAt: Millis;
  readonly sequence: number;
  findings: readonly Finding[];
}

interface KeptQuery {
  readonly query: TrailQuery;
  covered: readonly TimeRange[];
  readonly hourCounts: Map<number, number>;
}

const keyOf = ({ accountId, region }: EventScope): string => JSON.stringify([accountId, region]);

/** The events of this process only: what there is where no store can be opened. */
export class MemoryEventStore implements EventStore {
  /** `{ scope and event id → event }`, in the order of arrival. */
  private readonly events = new Map<string, KeptEvent>();
  private readonly queries = new Map<string, KeptQuery>();
  /** `{ scope and ENI → subnet, evidence }` */
  private readonly enis = new Map<string, Pick<Finding, "subnetId" | "subnetEvidence">>();
  private newestAt = Number.NEGATIVE_INFINITY;
  /** Everything older was dropped. */
  private cutAt = Number.NEGATIVE_INFINITY;
  private sequence = 0;
  private textBytes = 0;

  constructor(
    private readonly mostEvents = MOST_EVENTS,
    private readonly mostTextBytes = MOST_TEXT_BYTES,
  ) {}

  /** Nothing was kept here: the history has been there all the time, or nothing was read. */
  get isEmpty(): boolean {
    return this.events.size === 0 && this.queries.size === 0;
  }

  /** As much as fits: reading further back would only push out what is newer. */
  get retentionMs(): number {
    return this.cutAt === Number.NEGATIVE_INFINITY ? MOST_AGE_MS : Math.max(0, this.newestAt - this.cutAt);
  }

  async keepPage(page: TrailPage): Promise<KeptPage> {
    this.addEnis(page.query, page.createdEnis, "create-event");
    let newEventCount = 0;
    for (const event of page.events) if (this.add(page, event)) newEventCount++;
    const query = this.queryOf(page.query);
    if (page.covered) {
      const fresh = subtractRanges(page.covered, query.covered);
      query.covered = mergeRanges([...query.covered, page.covered]);
      for (const time of page.countedTimes.filter((each) => holdsTime(fresh, each))) {
        const hour = Math.floor(time / HOUR_MS) * HOUR_MS;
        query.hourCounts.set(hour, (query.hourCounts.get(hour) ?? 0) + 1);
      }
    }
    this.shrink();
    return { newEventCount, doubleCount: page.events.length - newEventCount, covered: query.covered };
  }

  /** Nobody else can see this memory, so nobody can wait. */
  async takeTurn(_reader: TrailReader, { mayRead }: TurnWish): Promise<ReadingTurn> {
    return mayRead ? { kind: "mine", othersFromMs: null } : { kind: "nobody" };
  }

  async leaveTurn(): Promise<void> {}

  async keepEnis(scope: EventScope, enis: readonly KnownEni[]): Promise<void> {
    this.addEnis(scope, enis, "earlier-eni");
  }

  async listCoverage(scope: EventScope): Promise<readonly QueryCoverage[]> {
    return [...this.queries.values()].filter(({ query }) => keyOf(query) === keyOf(scope));
  }

  async countOthers(range: EventScope & TimeRange): Promise<ReadonlyMap<string, number>> {
    const largest = new Map<string, Map<number, number>>();
    for (const { query, hourCounts } of this.queries.values()) {
      if (keyOf(query) !== keyOf(range)) continue;
      const hours = largest.get(query.eventName) ?? new Map<number, number>();
      largest.set(query.eventName, hours);
      for (const [hour, count] of hourCounts) {
        const isInRange = hour >= Math.floor(range.fromMs / HOUR_MS) * HOUR_MS && hour < range.toMs;
        if (isInRange) hours.set(hour, Math.max(hours.get(hour) ?? 0, count));
      }
    }
    const sum = (hours: ReadonlyMap<number, number>) => [...hours.values()].reduce((total, count) => total + count, 0);
    return new Map([...largest].map(([eventName, hours]) => [eventName, sum(hours)] as const).filter(([, n]) => n > 0));
  }

  async listFindings(
    filter: FindingFilter,
    { limit, after = null }: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<FindingPage> {
    const { placed, next } = this.page(filter, limit, after);
    return { findings: placed.map(({ finding }) => finding), next };
  }

  async groupFindings(
    filter: FindingFilter,
    { limit, after = null }: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<GroupedPage> {
    const { placed, next } = this.page(filter, limit, after);
    return { groups: groupByTraits(placed), next };
  }

  async findingsOf(scope: EventScope, events: EventNames): Promise<readonly PlacedFinding[]> {
    const names = new Set<string | number>("sequences" in events ? events.sequences : events.eventIds);
    const isNamed = ({ eventId, sequence }: KeptEvent) => names.has("sequences" in events ? sequence : eventId);
    const scopeKey = keyOf(scope);
    return [...this.events.values()]
      .filter((event) => event.scopeKey === scopeKey && isNamed(event))
      .flatMap(placedOf)
      .sort((a, b) => byPlace(a.place, b.place));
  }

  async getRawEvent(scope: EventScope, eventId: string): Promise<RawEvent | null> {
    const event = this.events.get(`${keyOf(scope)} ${eventId}`);
    if (!event) return null;
    const { eventName, eventTime, text, readAt, judgementVersion } = event;
    return { eventId, eventName, eventTime, text, readAt, judgementVersion };
  }

  async getSize(): Promise<StoreSize> {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { listedAt } of this.events.values()) oldest = Math.min(oldest, listedAt);
    return {
      byteCount: this.textBytes,
      eventCount: this.events.size,
      oldestAt: Number.isFinite(oldest) ? millis(oldest) : null,
    };
  }

  async prune(): Promise<{ readonly deletedEventCount: number }> {
    return { deletedEventCount: 0 };
  }

  /** Of earlier runs nothing is here. */
  async forgetRuns(): Promise<{ readonly deletedEventCount: number }> {
    return { deletedEventCount: 0 };
  }

  async close(): Promise<void> {
    this.events.clear();
    this.queries.clear();
    this.enis.clear();
    this.textBytes = 0;
  }

  private add(page: TrailPage, event: NotedEvent): boolean {
    const scopeKey = keyOf(page.query);
    const print = () =>
      createHash("sha256")
        .update(JSON.stringify([event.eventTime, event.text]))
        .digest("hex");
    const eventId = event.eventId ?? `sha256:${print()}`;
    const key = `${scopeKey} ${eventId}`;
    if (this.events.has(key)) return false;
    const eventName = event.eventName ?? page.query.eventName;
    const listedAt = event.eventTime ?? page.readAt;
    const { eventTime, eniId, callerKind, callerId, clusterName, instanceId, text } = event;
    const of = { eventId, eventName, eventTime, listedAt, eniId, callerKind, callerId, clusterName, instanceId };
    this.events.set(key, {
      eventId,
      eventName,
      eventTime,
      text,
      readAt: page.readAt,
      judgementVersion: page.judgementVersion,
      scopeKey,
      listedAt,
      sequence: this.sequence++,
      findings: event.findings.map((finding, ordinal) => this.placed(scopeKey, { ...of, ...finding, ordinal })),
    });
    this.textBytes += 2 * (text?.length ?? 0);
    this.newestAt = Math.max(this.newestAt, listedAt);
    return true;
  }

  /** A known ENI's subnet fills what is missing, and wins over the subnet of the caller's instance. */
  private placed(scopeKey: string, finding: Finding): Finding {
    const isOpen = finding.subnetId === null || finding.subnetEvidence === "session-instance";
    const known = isOpen && finding.eniId !== null ? this.enis.get(`${scopeKey} ${finding.eniId}`) : undefined;
    return known ? { ...finding, ...known } : finding;
  }

  private addEnis(scope: EventScope, enis: readonly KnownEni[], subnetEvidence: "create-event" | "earlier-eni"): void {
    const scopeKey = keyOf(scope);
    let isNew = false;
    for (const { eniId, subnetId } of enis) {
      const key = `${scopeKey} ${eniId}`;
      if (this.enis.has(key) || this.enis.size >= MOST_ENIS) continue;
      this.enis.set(key, { subnetId, subnetEvidence });
      isNew = true;
    }
    if (!isNew) return;
    for (const event of this.events.values()) {
      if (event.scopeKey === scopeKey) event.findings = event.findings.map((each) => this.placed(scopeKey, each));
    }
  }

  private queryOf(query: TrailQuery): KeptQuery {
    const key = JSON.stringify([keyOf(query), query.source, query.eventName]);
    const known = this.queries.get(key) ?? { query, covered: [], hourCounts: new Map() };
    this.queries.set(key, known);
    return known;
  }

  private page(filter: FindingFilter, limit: number, after: FindingCursor | null) {
    const found = this.matching(filter)
      .filter(({ place }) => after === null || byPlace(place, after) > 0)
      .sort((a, b) => byPlace(a.place, b.place));
    const placed = found.slice(0, limit);
    return { placed, next: found.length > limit ? (placed.at(-1)?.place ?? null) : null };
  }

  private matching(filter: FindingFilter): PlacedFinding[] {
    const scopeKey = keyOf(filter);
    const found: PlacedFinding[] = [];
    for (const event of this.events.values()) {
      if (event.scopeKey !== scopeKey) continue;
      for (const placed of placedOf(event)) if (matchesFilter(placed.finding, filter)) found.push(placed);
    }
    return found;
  }

  /** Drops the oldest events; their time does not count as read any more. */
  private shrink(): void {
    if (this.events.size <= this.mostEvents && this.textBytes <= this.mostTextBytes) return;
    const byAge = [...this.events].sort(([, a], [, b]) => a.listedAt - b.listedAt || a.sequence - b.sequence);
    for (const [key, event] of byAge) {
      // A tenth below the bound, so that it is not sorted again for every page.
      if (this.events.size <= this.mostEvents * 0.9 && this.textBytes <= this.mostTextBytes * 0.9) break;
      this.events.delete(key);
      this.textBytes -= 2 * (event.text?.length ?? 0);
      this.cutAt = Math.max(this.cutAt, event.listedAt + 1);
    }
    for (const query of this.queries.values()) {
      query.covered = query.covered.flatMap((range) =>
        subtractRanges(range, [{ fromMs: millis(0), toMs: millis(this.cutAt) }]),
      );
    }
  }
}

const placedOf = ({ findings, sequence }: KeptEvent): PlacedFinding[] =>
  findings.map((finding) => ({ finding, place: { listedAt: finding.listedAt, sequence, ordinal: finding.ordinal } }));

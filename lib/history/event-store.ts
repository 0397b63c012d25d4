import type { Millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { Finding, FindingKind, FindingPlace, FindingTraits } from "@/lib/domain/shortage/finding";
import type { NotedEvent } from "@/lib/domain/shortage/note-record";
import type { TimeRange } from "@/lib/domain/shortage/time-range";

/** Whose events: nothing of another account or Region is ever read, counted or found by a question about this one. */
export interface EventScope {
  /** The 12 digits, or for a demonstration account a text that differs whenever its history does (its seed belongs in it). */
  readonly accountId: string;
  readonly region: string;
}

/** One question that a reader asks over and over, later and further back; each has its own coverage. */
export interface TrailQuery extends EventScope {
  /** What was asked: `lookup-events`, `athena`. */
  readonly source: string;
  readonly eventName: string;
}

/** An ENI and the subnet in which it was made; an ENI never moves. */
export interface KnownEni {
  readonly eniId: string;
  readonly subnetId: string;
}

/** A page of a query's events, judged, with what it lets the store claim to have read. */
export interface TrailPage {
  readonly query: TrailQuery;
  readonly events: readonly NotedEvent[];
  /** Of successful CreateNetworkInterface events. */
  readonly createdEnis: readonly KnownEni[];
  /**
   * The times of the events that are only counted. An event is counted when its time is covered for the first time, so
   * those at a page's edge, which this page does not cover, are to be given again with the page that does.
   */
  readonly countedTimes: readonly Millis[];
  /**
   * The time that is now read whole, this page included; null where that cannot be said yet. Event times are whole
   * seconds and a second's events may be spread over two pages: a page that is not the last covers from the second
   * *after* its oldest event. Nor can it reach to the present, since delivery lags.
   */
  readonly covered: TimeRange | null;
  /** Of the rules by which `events` were judged, so that a later release can judge anew. */
  readonly judgementVersion: number;
  readonly readAt: Millis;
}

/** What keeping a page changed; doubles were there before it, or twice in it. */
export interface KeptPage {
  readonly newEventCount: number;
  readonly doubleCount: number;
  /** The query's coverage with this page, merged, oldest first. */
  readonly covered: readonly TimeRange[];
}

/** What one query has read. */
export interface QueryCoverage {
  readonly query: TrailQuery;
  /** Merged, oldest first. `subtractRanges(wanted, covered)` is what is still unread. */
  readonly covered: readonly TimeRange[];
}

/** One of the readers of a source, of all processes on the store; `readerId` is its own alone. */
export interface TrailReader extends EventScope {
  readonly source: string;
  readonly readerId: string;
}

/** What a reader would do with the turn. */
export interface TurnWish {
  /** How far back it would read. */
  readonly fromMs: Millis;
  /** False: it only asks who reads, since at present it cannot. */
  readonly mayRead: boolean;
}

/**
 * Who reads a source: CloudTrail's limit is an account's, so a second reader would only slow the first. A turn lasts half a
 * minute unless it is kept. `othersFromMs`: how far back those who wait want it read; null: nobody waits.
 */
export type ReadingTurn =
  | { readonly kind: "mine"; readonly othersFromMs: Millis | null }
  | { readonly kind: "another"; readonly process: string }
  | { readonly kind: "nobody" };

/** Each list: one of these; absent: all; null in a list: those for which it is not known. */
export interface FindingFilter extends EventScope, TimeRange {
  readonly subnetIds?: readonly (string | null)[];
  readonly kinds?: readonly FindingKind[];
  readonly eventNames?: readonly string[];
  readonly callerKinds?: readonly (CallerKind | null)[];
  readonly callerIds?: readonly (string | null)[];
  readonly clusterNames?: readonly (string | null)[];
  readonly instanceIds?: readonly (string | null)[];
}

/** Where a page of findings ended; `finding-cursor.ts` turns it into text for a URL and back. */
export type FindingCursor = FindingPlace;

/** A finding with where it lies. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly place: FindingPlace;
}

export type EventNames = { readonly sequences: readonly number[] } | { readonly eventIds: readonly string[] };

/** A page of findings. */
export interface FindingPage {
  /** Newest first. */
  readonly findings: readonly Finding[];
  /** Give it as `after` for what follows; null at the end. */
  readonly next: FindingCursor | null;
}

/** The findings of a page that have all but their event and its time in common. */
export interface FindingGroup {
  readonly traits: FindingTraits;
  /** In no order. */
  readonly places: readonly FindingPlace[];
}

/** A page of findings by what they have in common. */
export interface GroupedPage {
  readonly groups: readonly FindingGroup[];
  /** Give it as `after` for what follows, which may be nothing; null at the end. */
  readonly next: FindingCursor | null;
}

/** An event as it came. */
export interface RawEvent {
  readonly eventId: string;
  readonly eventName: string;
  readonly eventTime: Millis | null;
  readonly text: string | null;
  readonly readAt: Millis;
  readonly judgementVersion: number;
}

/** How much the store holds. */
export interface StoreSize {
  /** Of our tables with their indexes. */
  readonly byteCount: number;
  /** Events kept raw, of all accounts and Regions. */
  readonly eventCount: number;
  readonly oldestAt: Millis | null;
}

/**
 * The events that were seen, over time. Every method rejects with a `HistoryFailure`, which carries a `Problem`, when
 * the store cannot do it (a lost connection, a full disk); nothing else of the product depends on it. Callers in
 * lib/inventory go through `askHistory`, which turns that into a value.
 */
export interface EventStore {
  /** What is older is deleted, with the claim to have read it: a reader has no reason to go further back. */
  readonly retentionMs: number;

  /**
   * Keeps a page, all of it or nothing: when the promise resolves, events, ENIs, counts and coverage are on disk. Doubles
   * by event id are dropped, so a page that is kept again, or overlaps another, in any order, by any process, changes nothing.
   */
  keepPage(page: TrailPage): Promise<KeptPage>;

  /** Asks for the turn to read a source, or keeps it; who does not get it leaves word of what it wants read. */
  takeTurn(reader: TrailReader, wish: TurnWish): Promise<ReadingTurn>;

  /** Gives the turn back, so that another need not wait for its end, and takes back what the reader wished. */
  leaveTurn(reader: TrailReader): Promise<void>;

  /** Keeps where the ENIs of a snapshot are ("earlier ENI"), and gives their subnet to findings that lacked one. */
  keepEnis(scope: EventScope, enis: readonly KnownEni[], seenAt: Millis): Promise<void>;

  /** What was read, a row for each query of the scope. */
  listCoverage(scope: EventScope): Promise<readonly QueryCoverage[]>;

  /** Events in the range that were read and only counted, `{ event name → count }`; exact for whole hours. */
  countOthers(range: EventScope & TimeRange): Promise<ReadonlyMap<string, number>>;

  /** A page of findings, newest first, at most `limit` (1 to 1000). */
  listFindings(
    filter: FindingFilter,
    page: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<FindingPage>;

  /**
   * The same pages, of at most `limit` findings (1 to 50,000), without what only one of them has to tell: to fold or to
   * count any number of them in a small part of the time.
   */
  groupFindings(
    filter: FindingFilter,
    page: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<GroupedPage>;

  /** All findings of these events, by the number in their place or by their id; newest first. What is not there is left out. */
  findingsOf(scope: EventScope, events: EventNames): Promise<readonly PlacedFinding[]>;

  /** An event as it came, or null. */
  getRawEvent(scope: EventScope, eventId: string): Promise<RawEvent | null>;

  getSize(): Promise<StoreSize>;

  /** Deletes what is older than the retention, coverage included. The store does this by itself from time to time. */
  prune(now: Millis): Promise<{ readonly deletedEventCount: number }>;

  /**
   * Deletes what is kept of other accounts whose ids begin with `prefix` and of which nobody has read within the hour: for
   * accounts that are made anew at each start, and of which nobody can ask again.
   */
  forgetRuns(current: EventScope, prefix: string): Promise<{ readonly deletedEventCount: number }>;

  close(): Promise<void>;
}

/**
 * What a use-case gets from `askHistory(question, { waitMs })` of lib/inventory/ask-history.ts, where `question` is
 * `(store: EventStore) => Promise<Value>`. The store opens on the first question; one that comes earlier waits at most
 * `waitMs` (default 0) and is then told `opening`.
 */
export type HistoryAnswer<Value> =
  | { readonly kind: "open"; readonly value: Value }
  | { readonly kind: "opening" }
  | { readonly kind: "unavailable"; readonly problem: Problem };

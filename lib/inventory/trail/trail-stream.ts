import "server-only";
import type { Millis } from "@/lib/domain/brand";
import { coveredBy, type Listing, newestListing, olderListing, unreadMs } from "@/lib/domain/shortage/reading-plan";
import { holdsTime, type TimeRange } from "@/lib/domain/shortage/time-range";

/** What a page gives to the store beside its events. */
export interface PageCoverage {
  readonly covered: TimeRange | null;
  readonly countedTimes: readonly Millis[];
}

/** The page of a listing that was asked for; the listing may have been dropped by the time its answer comes. */
export interface AskedPage {
  readonly listing: object;
  readonly range: TimeRange;
  readonly token: string | null;
}

interface RunningListing extends Listing {
  readonly isNewest: boolean;
  token: string | null;
  /** How far back its pages came. */
  reached: Millis;
  /** Counted events of pages before, at times that no page covered yet. */
  carried: readonly Millis[];
}

/** The reading of one call's events: what is covered, the listing that is under way, and how dense its events are. */
export class TrailStream {
  covered: readonly TimeRange[] = [];
  isBusy = false;
  /** Pages that the last listing of the newest events took. */
  newestPageCount = 1;
  private listing: RunningListing | null = null;
  private newestAt = Number.NEGATIVE_INFINITY;
  private pagesSoFar = 0;
  private seenEvents = 0;
  private seenMs = 0;

  constructor(readonly eventName: string) {}

  get isListingNewest(): boolean {
    return this.listing?.isNewest ?? false;
  }

  isNewestDue(now: number, everyMs: number): boolean {
    return !this.isListingNewest && now - this.newestAt >= everyMs;
  }

  /** How far back it is read, where there is more to be read; null where there is not. */
  frontier(wanted: TimeRange): number | null {
    return this.listing?.reached ?? this.older(wanted)?.range.toMs ?? null;
  }

  /** Whether anything but the minutes since the newest events were asked for is unread. */
  isBehind(wanted: TimeRange): boolean {
    return this.newestAt === Number.NEGATIVE_INFINITY || this.older(wanted) !== null;
  }

  /** Drops what is under way: what it covered stays, and the rest is listed again from there. */
  stop(): void {
    this.listing = null;
  }

  /** Lets the newest events be due at once. */
  renew(): void {
    this.newestAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * The page that was asked for did not come, and its token may grow old by the next try: what is covered tells where to go
   * on without it. The newest events are due at once if it was one of theirs, else in their time: where few requests get
   * through, all of them would go to the newest.
   */
  pageFailed(): void {
    if (this.isListingNewest || this.covered.length === 0) this.renew();
    this.stop();
  }

  /** The page to ask for now: of the newest events if they are due, else where the listing is, else of the newest gap. */
  next(wanted: TimeRange, now: number, everyMs: number): AskedPage | null {
    if (this.isNewestDue(now, everyMs)) {
      const hasBegun = this.covered.length > 0;
      this.begin({ ...newestListing(wanted, this.covered, now), isNewest: hasBegun });
      this.newestAt = now;
    }
    if (this.listing === null) {
      const older = this.older(wanted);
      if (older) this.begin({ ...older, isNewest: false });
    }
    const { listing } = this;
    return listing && { listing, range: listing.range, token: listing.token };
  }

  /** What a page covers; `counted` are the times of its events that are not kept. Of a listing that was dropped, nothing. */
  coverageOf(
    asked: AskedPage,
    page: { readonly oldest: Millis | null; readonly next: string | null; readonly counted: readonly Millis[] },
  ): PageCoverage {
    const { listing } = this;
    if (listing === null || asked.listing !== listing) return { covered: null, countedTimes: [] };
    const countedTimes = [...listing.carried, ...page.counted];
    const isLast = page.next === null;
    const covered = !isLast && page.oldest === null ? null : coveredBy(listing, isLast ? null : page.oldest);
    return { covered, countedTimes };
  }

  /** The page is kept: the listing goes on, or ends. */
  pageKept(
    asked: AskedPage,
    page: { readonly next: string | null; readonly eventCount: number; readonly oldest: Millis | null },
    coverage: PageCoverage,
    covered: readonly TimeRange[],
  ): void {
    this.covered = covered;
    const { listing } = this;
    if (listing === null || asked.listing !== listing) return;
    const reached = page.next === null ? listing.range.fromMs : (page.oldest ?? listing.reached);
    this.seenEvents += page.eventCount;
    this.seenMs += listing.reached - reached;
    this.pagesSoFar++;
    listing.reached = reached;
    if (listing.isNewest) this.newestPageCount = this.pagesSoFar;
    if (page.next === null) {
      this.listing = null;
      return;
    }
    listing.token = page.next;
    listing.carried = coverage.countedTimes.filter((time) => time < listing.settledTo && !holdsTime(covered, time));
  }

  /** Pages that the unread part of `wanted` will take; null until a page tells how dense the events are. */
  remainingPages(wanted: TimeRange, eventsPerPage: number): number | null {
    if (this.newestAt === Number.NEGATIVE_INFINITY) return null;
    const restMs = unreadMs(wanted, this.covered, this.newestAt);
    if (restMs <= 0) return 0;
    if (this.seenMs === 0) return null;
    return Math.max(1, Math.ceil(((this.seenEvents / this.seenMs) * restMs) / eventsPerPage));
  }

  private begin(listing: Listing & { readonly isNewest: boolean }): void {
    this.listing = { ...listing, token: null, reached: listing.range.toMs, carried: [] };
    this.pagesSoFar = 0;
  }

  /** The gap before what was asked for last: what came since then is the next newest listing's. */
  private older(wanted: TimeRange): Listing | null {
    return this.newestAt === Number.NEGATIVE_INFINITY ? null : olderListing(wanted, this.covered, this.newestAt);
  }
}

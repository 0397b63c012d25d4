import "server-only";
import { ALL_CALLS, type TrailSource } from "@/lib/aws/trail-source";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { TRAIL_CALLS } from "@/lib/domain/shortage/trail-calls";
import { MINUTE_MS } from "@/lib/domain/time-units";
import type { QueryCoverage } from "@/lib/history/event-store";
import { TrailStream } from "@/lib/inventory/trail/trail-stream";

/**
 * The newest events are asked for again so often at most, and take no more than a fifth of the time that is allowed; a
 * fiftieth while there is more to be read.
 */
const NEWEST_EVERY_MS = MINUTE_MS;
const NEWEST_SHARE = 5;
const NEWEST_SHARE_BEHIND = 50;

/** All streams of a source: what they have read together, and which of them is read next. */
export class TrailStreams {
  private readonly streams: readonly TrailStream[];
  private readonly leastEveryMs: number;

  constructor(
    private readonly source: TrailSource,
    newestEveryMs?: number,
  ) {
    this.streams = source.eventNames.map((eventName) => new TrailStream(eventName));
    this.leastEveryMs = newestEveryMs ?? source.newestEveryMs ?? NEWEST_EVERY_MS;
  }

  /** `{ call → what of it was read }`; a source that lists all calls in one has read the same of each. */
  coverage(): ReadonlyMap<string, readonly TimeRange[]> {
    const [first] = this.streams;
    if (first?.eventName === ALL_CALLS) return new Map(TRAIL_CALLS.map((call) => [call, first.covered]));
    return new Map(this.streams.map(({ eventName, covered }) => [eventName, covered]));
  }

  /** Begins anew from what a store has of this source. True: that is something else than was known. */
  startFrom(coverage: readonly QueryCoverage[]): boolean {
    const ours = coverage.filter(({ query }) => query.source === this.source.id);
    const known = new Map(ours.map(({ query, covered }) => [query.eventName, covered]));
    const before = this.coveredText();
    for (const stream of this.streams) {
      stream.covered = known.get(stream.eventName) ?? [];
      stream.stop();
      stream.renew();
    }
    return this.coveredText() !== before;
  }

  private coveredText(): string {
    return JSON.stringify(this.streams.map(({ covered }) => covered));
  }

  isBehind(wanted: TimeRange): boolean {
    return this.streams.some((stream) => stream.isBehind(wanted));
  }

  /** About how long reading the rest takes at the present pace; null where it cannot be told yet. */
  remainingMs(wanted: TimeRange): number | null {
    let pages = 0;
    for (const stream of this.streams) {
      const more = stream.remainingPages(wanted, this.source.eventsPerPage);
      if (more === null) return null;
      pages += more;
    }
    return Math.ceil(pages * this.source.pageMs);
  }

  /** How often the newest events may be asked for, now that their pages take so long. */
  newestEveryMs(wanted: TimeRange): number {
    const pages = this.streams.reduce((sum, stream) => sum + stream.newestPageCount, 0);
    const share = this.isBehind(wanted) ? NEWEST_SHARE_BEHIND : NEWEST_SHARE;
    return Math.max(this.leastEveryMs, pages * this.source.pageMs * share);
  }

  /**
   * Who comes next of those that nobody reads: a call whose newest events are due, else, where older ones may be read,
   * the call that is read least far back.
   */
  pick(wanted: TimeRange, now: number, mayReadOlder: () => boolean): TrailStream | null {
    const everyMs = this.newestEveryMs(wanted);
    const free = this.streams.filter(({ isBusy }) => !isBusy);
    const newest = free.find((stream) => stream.isListingNewest || stream.isNewestDue(now, everyMs));
    if (newest) return newest;
    if (!mayReadOlder()) return null;
    let chosen: TrailStream | null = null;
    let end = Number.NEGATIVE_INFINITY;
    for (const stream of free) {
      const frontier = stream.frontier(wanted);
      if (frontier !== null && frontier > end) {
        chosen = stream;
        end = frontier;
      }
    }
    return chosen;
  }

  stop(): void {
    for (const stream of this.streams) stream.stop();
  }
}

import "server-only";
import type { EventReading } from "@/lib/domain/api/event";
import { type Millis, millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import type { Finding } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { coveredByAll, readUntilOf } from "@/lib/domain/shortage/timeline";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import type { EventScope, EventStore, HistoryAnswer, RawEvent } from "@/lib/history/event-store";
import { eventReading, isReadWhole } from "@/lib/inventory/events/event-reading";
import { askEvents, type EventsAnswer, lookAtTrail, storeAnswer } from "@/lib/inventory/trail/look-at-trail";
import type { TrailLook } from "@/lib/inventory/trail/trail-keeper";
import type { Shelf } from "@/lib/inventory/trail/trail-shelf";

/** The log of events, open for a question about a range of time. */
export interface OpenLog {
  readonly store: EventStore;
  readonly scope: EventScope;
  /** The time in the range that was read for every call, oldest first. */
  readonly covered: readonly TimeRange[];
  /** All of the range was read that can have been delivered. */
  readonly isComplete: boolean;
  /** Until when events can have been delivered and were read, be it beyond the range; null while nothing was. */
  readonly readUntil: Millis | null;
  /** Another one whenever there may be new findings. */
  readonly version: string;
}

/**
 * Asks what is known of a range, and says how far it was read; null while there is no store to ask. Waits for the store's
 * opening at most `waitMs`, and never for CloudTrail.
 */
export async function askLog<Value>(
  range: TimeRange,
  question: (log: OpenLog) => Promise<Value>,
  { waitMs }: { readonly waitMs: number },
): Promise<{ readonly value: Value | null; readonly reading: EventReading }> {
  const look = await lookAtTrail({ fromMs: range.fromMs });
  const { scope } = look;
  let { reading } = look;
  const ask = (store: EventStore, place: Shelf, scope: EventScope) => {
    reading = readingIn(place, look);
    const coverages = [...reading.covered.values()];
    const covered = coveredByAll(coverages, range);
    const readUntil = readUntilOf(coverages, range.fromMs);
    const isComplete = isReadWhole(covered, range);
    const version = `${reading.version} ${reading.status} ${reading === look.reading}`;
    return question({ store, scope, covered, isComplete, readUntil, version });
  };
  const answer: EventsAnswer<Value> =
    scope === null ? { kind: "opening" } : await askEvents((store, place) => ask(store, place, scope), { waitMs });
  return {
    value: answer.kind === "opening" ? null : answer.value,
    reading: eventReading(reading, storeAnswer(answer), range),
  };
}

/**
 * The reading, as far as this place holds it. A history that took long to open is asked before its reader has turned to it, and
 * one that broke is not asked while its reader still counts on it: what one of the two covers, the other does not.
 */
export function readingIn(place: Shelf, { reading, shelf }: Pick<TrailLook, "reading" | "shelf">): TrailReading {
  return shelf === null || shelf === place ? reading : { ...reading, covered: new Map() };
}

export interface LoggedEvent {
  readonly event: RawEvent;
  readonly findings: readonly Finding[];
}

/** One event as it came, with what was found in it; null where the log does not hold it. */
export async function readLoggedEvent(eventId: string, waitMs: number): Promise<HistoryAnswer<LoggedEvent | null>> {
  const { scope } = await lookAtTrail({ fromMs: millis(Date.now()) });
  if (scope === null) return { kind: "opening" };
  const answer = await askEvents(
    async (store) => {
      const event = await store.getRawEvent(scope, eventId);
      if (event === null) return null;
      const found = await store.findingsOf(scope, { eventIds: [event.eventId] });
      return { event, findings: found.map(({ finding }) => finding) };
    },
    { waitMs },
  );
  return answer.kind === "memory" ? { kind: "open", value: answer.value } : answer;
}

/** Said where there is nothing to show without the store. */
export const STORE_OPENING: Problem = {
  code: "internal",
  message: "The store of events is being opened.",
  remedy: "Load the page again in a moment.",
  retryable: true,
};

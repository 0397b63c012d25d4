import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Millis } from "@/lib/domain/brand";
import { type NotedEvent, noteRecord, type RecordLookups } from "@/lib/domain/shortage/note-record";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { TrailRecord } from "@/lib/domain/shortage/trail-event";
import type { KnownEni } from "@/lib/history/event-store";

/** So much text is parsed before others get their turn. */
const TEXT_AT_ONCE = 500_000;

export interface JudgedPage {
  readonly events: NotedEvent[];
  readonly createdEnis: KnownEni[];
  /** Times of the events that are not kept. */
  readonly counted: Millis[];
  /** How far back the page came; null where no item of it says. */
  oldest: Millis | null;
}

/** What the records of a page are, each kept or counted and none lost. */
export async function judgePage(
  records: readonly TrailRecord[],
  range: TimeRange,
  lookups: RecordLookups,
): Promise<JudgedPage> {
  const page: JudgedPage = { events: [], createdEnis: [], counted: [], oldest: null };
  let parsed = 0;
  for (const record of records) {
    const note = noteRecord(record, lookups);
    if (note.kind === "kept") page.events.push(note.event);
    else {
      page.counted.push(record.eventTime ?? note.eventTime);
      if (note.createdEni) page.createdEnis.push(note.createdEni);
    }
    // The listing goes by the item's own time; one that cannot be of this listing says nothing about how far it came.
    const time = record.eventTime;
    if (time !== null && time >= range.fromMs && time <= range.toMs) {
      page.oldest = page.oldest === null || time < page.oldest ? time : page.oldest;
    }
    parsed += record.text?.length ?? 0;
    if (parsed > TEXT_AT_ONCE) {
      parsed = 0;
      await nextTurn();
    }
  }
  return page;
}

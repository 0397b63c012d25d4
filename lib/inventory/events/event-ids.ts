import "server-only";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import type { EventScope, EventStore } from "@/lib/history/event-store";

/** `{ number of an event in the store → its id }` */
export type EventIds = ReadonlyMap<number, string>;

/** Events looked up in one statement. */
const AT_ONCE = 500;

export async function eventIdsOf(
  store: EventStore,
  scope: EventScope,
  places: readonly FindingPlace[],
): Promise<EventIds> {
  const sequences = [...new Set(places.map(({ sequence }) => sequence))];
  const ids = new Map<number, string>();
  for (let start = 0; start < sequences.length; start += AT_ONCE) {
    const found = await store.findingsOf(scope, { sequences: sequences.slice(start, start + AT_ONCE) });
    for (const { finding, place } of found) ids.set(place.sequence, finding.eventId);
  }
  return ids;
}

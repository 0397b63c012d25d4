import "server-only";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import type { EventIds } from "@/lib/inventory/events/event-ids";

/**
 * `incident-EVENT` after the newest event in it; `incident-EVENT.2` where that event, a fleet, failed in several subnets
 * and this is the incident of its third finding.
 */
export function incidentIdOf({ sequence, ordinal }: FindingPlace, ids: EventIds): string {
  const id = `incident-${ids.get(sequence) ?? sequence}`;
  return ordinal === 0 ? id : `${id}.${ordinal}`;
}

export interface NamedFinding {
  readonly eventId: string;
  /** Null: any of the event's. */
  readonly ordinal: number | null;
}

/** What an incident's id, or the id of an event in it, may name. */
export function namedBy(id: string): readonly NamedFinding[] {
  const text = id.replace(/^incident-/, "");
  const [, eventId, ordinal] = /^(.+)\.(\d{1,4})$/.exec(text) ?? [];
  const whole = { eventId: text, ordinal: null };
  return eventId === undefined ? [whole] : [{ eventId, ordinal: Number(ordinal) }, whole];
}

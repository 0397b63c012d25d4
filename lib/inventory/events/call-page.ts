import "server-only";
import type { TrailFinding } from "@/lib/domain/api/event";
import { byPlace, type FindingPlace } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { EventScope, EventStore } from "@/lib/history/event-store";
import { type EventFilter, passing, storeFilterOf } from "@/lib/inventory/events/event-filter";
import type { FoundIncident } from "@/lib/inventory/events/find-incident";
import { namedFinding } from "@/lib/inventory/events/finding-names";
import { walkFindings } from "@/lib/inventory/events/walk-findings";

export interface CallQuestion {
  readonly range: TimeRange;
  readonly filter: EventFilter;
  /** Only the calls of this one. */
  readonly incident: Pick<FoundIncident, "among"> | null;
  readonly limit: number;
  readonly after: FindingPlace | null;
}

export interface CallPage {
  readonly findings: readonly TrailFinding[];
  readonly next: FindingPlace | null;
}

/** A page of the findings that pass a filter, newest first: looked for by their traits, and only those of the page read whole. */
export async function pageOfCalls(
  store: EventStore,
  scope: EventScope,
  { range, filter, incident, limit, after }: CallQuestion,
  inventory: Inventory,
): Promise<CallPage> {
  const passes = passing(inventory, filter);
  const wanted = { ...scope, ...range, ...storeFilterOf(inventory, filter), ...incident?.among };
  const places: FindingPlace[] = [];
  for await (const { findings } of walkFindings(store, wanted, { after, first: limit + 1 })) {
    for (const { traits, place } of findings) if (passes(traits)) places.push(place);
    if (places.length > limit) break;
  }
  const page = places.slice(0, limit);
  const sequences = [...new Set(page.map(({ sequence }) => sequence))];
  const found = sequences.length === 0 ? [] : await store.findingsOf(scope, { sequences });
  const isOnPage = new Set(page.map(({ sequence, ordinal }) => `${sequence} ${ordinal}`));
  return {
    findings: found
      .filter(({ place: { sequence, ordinal } }) => isOnPage.has(`${sequence} ${ordinal}`))
      .sort((a, b) => byPlace(a.place, b.place))
      .map(({ finding }) => namedFinding(inventory, finding)),
    next: places.length > limit ? (page.at(-1) ?? null) : null,
  };
}

import "server-only";
import type { Incident } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import { INCIDENT_GAP_MS, isShortage } from "@/lib/domain/shortage/incident";
import { IncidentFold } from "@/lib/domain/shortage/incident-fold";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import type { EventScope, EventStore } from "@/lib/history/event-store";
import { passing, storeFilterOf } from "@/lib/inventory/events/event-filter";
import { eventIdsOf } from "@/lib/inventory/events/event-ids";
import { IncidentPage } from "@/lib/inventory/events/incident-page";
import { type IncidentSurroundings, incidentView } from "@/lib/inventory/events/incident-view";
import { type RangeQuestion, withIds } from "@/lib/inventory/events/tell-range";
import { walkFindings } from "@/lib/inventory/events/walk-findings";

/** The incidents that follow a page of them, newest first. Walks no further than it has to. */
export async function incidentsAfter(
  store: EventStore,
  scope: EventScope,
  { range, filter, incidentLimit, callerLimit, after }: RangeQuestion & { readonly after: FindingPlace | null },
  surroundings: IncidentSurroundings,
): Promise<{ readonly incidents: readonly Incident[]; readonly next: FindingPlace | null }> {
  const { inventory } = surroundings;
  const passes = passing(inventory, filter);
  const page = new IncidentPage({
    limit: incidentLimit,
    after,
    show: (incident) => incidentView(incident, surroundings, callerLimit),
  });
  const fold = new IncidentFold((incident, rank) => page.take(incident, rank));
  // An incident of the pages before that reaches down to here has a failure within the gap above, by which it is known.
  const toMs = after === null ? range.toMs : millis(Math.min(range.toMs, after.listedAt + INCIDENT_GAP_MS + 1));
  const kinds = SHORTAGE_KINDS.filter((kind) => filter.kind === undefined || filter.kind === kind);
  const wanted = { ...scope, ...range, toMs, ...storeFilterOf(inventory, filter), kinds };
  for await (const { findings, until } of walkFindings(store, wanted)) {
    for (const { traits, place } of findings) if (isShortage(traits) && passes(traits)) fold.add(traits, place);
    fold.endBefore(until.listedAt);
    if (page.isFull(fold.settledRank)) break;
  }
  fold.end();
  const picked = page.toPage();
  const ids = await eventIdsOf(
    store,
    scope,
    picked.incidents.map(({ newest }) => newest),
  );
  return { incidents: withIds(picked, ids), next: picked.next };
}

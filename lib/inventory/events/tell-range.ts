import "server-only";
import type { EventFacets, Incident, OtherFinding, SubnetShortages, TimelineBucketView } from "@/lib/domain/api/event";
import type { Millis } from "@/lib/domain/brand";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import { isShortage, type ShortageTraits } from "@/lib/domain/shortage/incident";
import { IncidentFold } from "@/lib/domain/shortage/incident-fold";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { TimelineTally } from "@/lib/domain/shortage/timeline";
import type { EventScope, EventStore } from "@/lib/history/event-store";
import { type EventFilter, FacetTally, passing } from "@/lib/inventory/events/event-filter";
import { type EventIds, eventIdsOf } from "@/lib/inventory/events/event-ids";
import { incidentIdOf } from "@/lib/inventory/events/incident-id";
import { IncidentPage, type PickedIncidents } from "@/lib/inventory/events/incident-page";
import { type IncidentSurroundings, incidentView, isOngoing } from "@/lib/inventory/events/incident-view";
import { OtherTally } from "@/lib/inventory/events/other-tally";
import { SubnetTally } from "@/lib/inventory/events/subnet-tally";
import { type FindingChunk, walkFindings } from "@/lib/inventory/events/walk-findings";

/** What a range is asked for, as a whole. */
export interface RangeQuestion {
  readonly range: TimeRange;
  readonly filter: EventFilter;
  /** How many of the newest incidents are told, and how many callers of each. */
  readonly incidentLimit: number;
  readonly callerLimit: number;
}

export interface Surroundings extends IncidentSurroundings {
  /** The time in the range that was read. */
  readonly covered: readonly TimeRange[];
}

/** All that is told of a range, however much failed in it. */
export interface ToldRange {
  readonly facets: EventFacets;
  readonly callCount: number;
  readonly unreadableCount: number;
  readonly nodeCount: number;
  readonly incidentCount: number;
  readonly ongoingCount: number;
  readonly timeline: readonly TimelineBucketView[];
  readonly incidents: readonly Incident[];
  readonly nextIncidents: FindingPlace | null;
  readonly subnets: readonly SubnetShortages[];
  readonly others: readonly OtherFinding[];
}

/** How far a telling has come, newest first. */
export interface ToldSoFar {
  readonly findingCount: number;
  readonly backTo: Millis;
}

/**
 * Walks over a range once; what is held meanwhile grows with subnets, callers and sorts of failure, not with failures.
 * `noteSoFar` hears of each step.
 */
export async function tellRange(
  store: EventStore,
  scope: EventScope,
  question: RangeQuestion,
  surroundings: Surroundings,
  noteSoFar: (soFar: ToldSoFar) => void = () => undefined,
): Promise<ToldRange> {
  const tally = new RangeTally(question, surroundings);
  const wanted = { ...scope, ...question.range };
  let findingCount = 0;
  for await (const chunk of walkFindings(store, wanted, { isWhole: true })) {
    tally.add(chunk);
    findingCount += chunk.findings.length;
    noteSoFar({ findingCount, backTo: chunk.until.listedAt });
  }
  tally.end();
  const picked = tally.incidents.toPage();
  const others = tally.others.toCounts();
  const ids = await eventIdsOf(store, scope, [
    ...picked.incidents.map(({ newest }) => newest),
    ...others.map(({ newest }) => newest),
  ]);
  return {
    ...tally.toFigures(),
    incidents: withIds(picked, ids),
    nextIncidents: picked.next,
    others: others.map(({ newest, ...count }) => ({ ...count, newestEventId: ids.get(newest.sequence) ?? "" })),
  };
}

/** Each incident by its newest event's id. */
export const withIds = ({ incidents }: PickedIncidents, ids: EventIds): Incident[] =>
  incidents.map(({ newest, shown }) => ({ id: incidentIdOf(newest, ids), ...shown }));

class RangeTally {
  readonly incidents: IncidentPage;
  readonly others = new OtherTally();
  private readonly facets: FacetTally;
  private readonly timeline: TimelineTally;
  private readonly subnets: SubnetTally;
  private readonly fold: IncidentFold;
  private readonly passes: ReturnType<typeof passing>;
  private readonly instanceIds = new Set<string>();
  private callCount = 0;
  private unreadableCount = 0;
  private incidentCount = 0;
  private ongoingCount = 0;
  private lastSequence: number | null = null;

  constructor(
    { range, filter, incidentLimit, callerLimit }: RangeQuestion,
    private readonly surroundings: Surroundings,
  ) {
    this.facets = new FacetTally(surroundings.inventory);
    this.passes = passing(surroundings.inventory, filter);
    this.timeline = new TimelineTally(range);
    this.subnets = new SubnetTally(range);
    this.incidents = new IncidentPage({
      limit: incidentLimit,
      after: null,
      show: (incident) => incidentView(incident, surroundings, callerLimit),
    });
    this.fold = new IncidentFold((incident, rank) => {
      this.incidentCount++;
      if (isOngoing(incident.lastAt, surroundings.readUntil)) this.ongoingCount++;
      this.subnets.addIncident(incident);
      this.incidents.take(incident, rank);
    });
  }

  add({ groups, findings, until }: FindingChunk): void {
    for (const group of groups) {
      if (!this.passes(group.traits)) continue;
      this.others.add(group);
      if (group.traits.kind === "unreadable") this.unreadableCount += group.places.length;
    }
    for (const { traits, place } of findings) {
      this.facets.add(traits, place);
      if (isShortage(traits) && this.passes(traits)) this.addShortage(traits, place);
    }
    this.fold.endBefore(until.listedAt);
  }

  end(): void {
    this.fold.end();
  }

  toFigures() {
    const { inventory, readUntil, covered } = this.surroundings;
    return {
      facets: this.facets.toFacets(),
      callCount: this.callCount,
      unreadableCount: this.unreadableCount,
      nodeCount: this.instanceIds.size,
      incidentCount: this.incidentCount,
      ongoingCount: this.ongoingCount,
      timeline: this.timeline.toTimeline(covered),
      subnets: this.subnets.toSubnets(inventory, readUntil),
    };
  }

  private addShortage(traits: ShortageTraits, place: FindingPlace): void {
    this.fold.add(traits, place);
    this.subnets.add(traits, place);
    if (traits.instanceId !== null) this.instanceIds.add(traits.instanceId);
    // A fleet that failed in several subnets is one call.
    if (place.sequence === this.lastSequence) return;
    this.lastSequence = place.sequence;
    this.callCount++;
    this.timeline.add(traits.kind, place.listedAt);
  }
}

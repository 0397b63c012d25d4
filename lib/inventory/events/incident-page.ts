import "server-only";
import type { Incident } from "@/lib/domain/api/event";
import { byPlace, type FindingPlace } from "@/lib/domain/shortage/finding";
import type { ShortageIncident } from "@/lib/domain/shortage/incident";

/** An incident as it is shown, but for its id: that is its newest event's, which is looked up when it is known which are shown. */
export type UnnamedIncident = Omit<Incident, "id">;

interface Kept {
  readonly rank: number;
  readonly newest: FindingPlace;
  readonly shown: UnnamedIncident;
}

export interface IncidentPageOptions {
  readonly limit: number;
  /** The newest finding of the last incident of the page before. */
  readonly after: FindingPlace | null;
  readonly show: (incident: ShortageIncident) => UnnamedIncident;
}

export interface PickedIncidents {
  readonly incidents: readonly Omit<Kept, "rank">[];
  readonly next: FindingPlace | null;
}

/** Picks a page of incidents, newest first, out of those that a fold hands over; it holds at most two pages. */
export class IncidentPage {
  private kept: Kept[] = [];

  constructor(private readonly options: IncidentPageOptions) {}

  take(incident: ShortageIncident, rank: number): void {
    const { limit, after, show } = this.options;
    // Those of the pages before are seen in part, down from where this page's walk begins.
    if (after !== null && byPlace(incident.newest, after) <= 0) return;
    this.kept.push({ rank, newest: incident.newest, shown: show(incident) });
    if (this.kept.length > 2 * (limit + 1)) this.sort();
  }

  /** Whether nothing that still comes can be on the page, given that every incident of a lower rank was taken. */
  isFull(settledRank: number): boolean {
    return this.kept.filter(({ rank }) => rank < settledRank).length > this.options.limit;
  }

  toPage(): PickedIncidents {
    this.sort();
    const incidents = this.kept.slice(0, this.options.limit);
    const isMore = this.kept.length > this.options.limit;
    return { incidents, next: isMore ? (incidents.at(-1)?.newest ?? null) : null };
  }

  private sort(): void {
    this.kept.sort((a, b) => a.rank - b.rank);
    this.kept.length = Math.min(this.kept.length, this.options.limit + 1);
  }
}

import "server-only";
import type { EventReading, EventsView, OtherFinding } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { Finding } from "@/lib/domain/shortage/finding";
import type { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { foldIncidents, isShortage, type ShortageFinding, type ShortageIncident } from "@/lib/domain/shortage/incident";
import { LOOK_ALIKES } from "@/lib/domain/shortage/shortage-kind";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { timelineOf } from "@/lib/domain/shortage/timeline";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { type EventFilter, facetsOf, filterFindings } from "@/lib/inventory/event-filter";
import { namedFinding } from "@/lib/inventory/finding-names";
import { incidentView, subnetShortages } from "@/lib/inventory/incident-view";

/** A question about events, its range resolved. */
export interface EventsQuestion {
  readonly range: TimeRange;
  readonly filter: EventFilter;
  /** An incident's id, or any of its events': a later event changes the id. */
  readonly incident: string | null;
  readonly limit: number;
  readonly after: string | null;
}

/** What the log holds of a range, newest first. */
export interface KnownFindings {
  readonly findings: readonly Finding[];
  readonly isCut: boolean;
  readonly reading: EventReading;
}

interface Surroundings {
  readonly inventory: Inventory;
  readonly freeCounts: FreeCounts;
}

/** Everything that the events' screens and API show of a range. */
export function eventsView(
  { range, filter, incident, limit, after }: EventsQuestion,
  { findings: all, isCut, reading }: KnownFindings,
  { inventory, freeCounts }: Surroundings,
): EventsView {
  const inRange = all.filter(({ listedAt }) => listedAt >= range.fromMs && listedAt < range.toMs);
  const findings = filterFindings(inventory, inRange, filter);
  const shortages = findings.filter(isShortage);
  const folded = foldIncidents(shortages);
  const covered = reading.covered.map(({ fromMs, toMs }) => ({ fromMs: millis(fromMs), toMs: millis(toMs) }));
  const timeline = timelineOf(oncePerCall(shortages), range, covered);
  const surroundings = { inventory, freeCounts, readUntil: covered.at(-1)?.toMs ?? null };
  const incidents = folded.map((each) => incidentView(each, surroundings));
  const asked = incident === null ? null : (incidentWith(folded, incident) ?? NO_INCIDENT);
  const chosen = asked === null ? findings : findingsOfIncident(findings, asked);
  return {
    range,
    reading,
    facets: facetsOf(inventory, inRange),
    callCount: new Set(shortages.map(({ eventId }) => eventId)).size,
    unreadableCount: findings.filter(({ kind }) => kind === "unreadable").length,
    timeline: timeline.map((bucket) => ({ ...bucket, counts: { ...bucket.counts } })),
    incidents,
    subnets: subnetShortages(incidents, shortages, { inventory, timeline }),
    others: otherFindings(findings),
    incidentId: asked?.id ?? null,
    ...pageOf(chosen, { limit, after, inventory }),
    isCut,
  };
}

/** A fleet that failed in several subnets is one call. */
function oncePerCall(findings: readonly ShortageFinding[]): readonly ShortageFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ eventId }) => !seen.has(eventId) && seen.add(eventId));
}

/** The incident with this id or this event in it. */
function incidentWith(incidents: readonly ShortageIncident[], id: string): ShortageIncident | undefined {
  const eventId = id.replace(/^incident-/, "");
  return incidents.find((each) => each.id === id) ?? incidents.find(({ eventIds }) => eventIds.includes(eventId));
}

/** Asked for, and not among the incidents (any more). */
const NO_INCIDENT = { id: null, subnetId: null, eventIds: [] };

function findingsOfIncident(
  findings: readonly Finding[],
  incident: Pick<ShortageIncident, "subnetId" | "eventIds">,
): readonly Finding[] {
  const eventIds = new Set(incident.eventIds);
  return findings.filter(
    (finding) => eventIds.has(finding.eventId) && isShortage(finding) && finding.subnetId === incident.subnetId,
  );
}

const cursorOf = ({ listedAt, ordinal, eventId }: Finding): string => `${listedAt}.${ordinal}.${eventId}`;

interface PageQuestion extends Pick<EventsQuestion, "limit" | "after"> {
  readonly inventory: Inventory;
}

function pageOf(findings: readonly Finding[], { limit, after, inventory }: PageQuestion) {
  const previous = after === null ? -1 : findings.findIndex((finding) => cursorOf(finding) === after);
  // A cursor whose event is gone meanwhile (pruned, or out of a moving range) goes on by its time.
  const start = after !== null && previous < 0 ? indexAfterTime(findings, after) : previous + 1;
  const page = findings.slice(start, start + limit);
  const last = page.at(-1);
  return {
    findings: page.map((finding) => namedFinding(inventory, finding)),
    next: last !== undefined && start + limit < findings.length ? cursorOf(last) : null,
  };
}

function indexAfterTime(findings: readonly Finding[], cursor: string): number {
  const at = Number(cursor.split(".", 1)[0]);
  const index = findings.findIndex(({ listedAt }) => listedAt < at);
  return index < 0 ? findings.length : index;
}

type OtherKind = OtherFinding["kind"];
const OTHER_KINDS: ReadonlySet<string> = new Set<OtherKind>([...LOOK_ALIKES, "other-failure"]);
const isOther = (finding: Finding): finding is Finding & { readonly kind: OtherKind } => OTHER_KINDS.has(finding.kind);

/** What failed without being a shortage, by what it is and its code; findings come newest first. */
function otherFindings(findings: readonly Finding[]): OtherFinding[] {
  const groups = new Map<string, { finding: OtherFinding; callers: Set<string> }>();
  for (const finding of findings) {
    if (!isOther(finding)) continue;
    const { kind, code, message, listedAt, eventId } = finding;
    const key = JSON.stringify([kind, code]);
    const group = groups.get(key) ?? {
      finding: {
        kind,
        code,
        message,
        callCount: 0,
        callerCount: 0,
        firstAt: listedAt,
        lastAt: listedAt,
        newestEventId: eventId,
      },
      callers: new Set<string>(),
    };
    groups.set(key, group);
    group.callers.add(`${finding.callerKind} ${finding.callerId}`);
    group.finding = {
      ...group.finding,
      message: group.finding.message ?? message,
      callCount: group.finding.callCount + 1,
      callerCount: group.callers.size,
      firstAt: Math.min(group.finding.firstAt, listedAt),
      lastAt: Math.max(group.finding.lastAt, listedAt),
    };
  }
  return [...groups.values()].map(({ finding }) => finding).sort((a, b) => b.callCount - a.callCount);
}

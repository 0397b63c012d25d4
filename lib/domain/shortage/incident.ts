import { type Millis, millis } from "@/lib/domain/brand";
import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { Finding } from "@/lib/domain/shortage/finding";
import { SHORTAGE_KINDS, type ShortageKind } from "@/lib/domain/shortage/shortage-kind";

/** A finding that is a shortage. */
export type ShortageFinding = Finding & { readonly kind: ShortageKind };

export const isShortage = (finding: Finding): finding is ShortageFinding =>
  (SHORTAGE_KINDS as readonly string[]).includes(finding.kind);

/** One caller's share of an incident. */
export interface IncidentCaller {
  readonly callerKind: CallerKind | null;
  /** The instance, else the session, else the role; null where the events name nobody. */
  readonly callerId: string | null;
  readonly instanceId: string | null;
  readonly clusterName: string | null;
  readonly firstAt: Millis;
  readonly lastAt: Millis;
  readonly callCount: number;
  /** Middle distance between its tries; null under three of them. About 5 s: no back-off; about 120 s: the CNI's own. */
  readonly retryEveryMs: number | null;
}

export interface IncidentMessage {
  readonly kind: ShortageKind;
  readonly code: string | null;
  /** Word for word; null where the events carry a code only. */
  readonly message: string | null;
  readonly callCount: number;
}

/** Failures in one subnet that follow each other closely, whoever called. */
export interface ShortageIncident {
  /**
   * Made of the newest event's id: the first one changes while older pages are read, and leaves a range that moves on. A
   * later event makes another id; whoever looks an incident up takes the id of any event in it.
   */
  readonly id: string;
  readonly subnetId: string | null;
  readonly kinds: readonly ShortageKind[];
  readonly firstAt: Millis;
  readonly lastAt: Millis;
  /** Failed calls, the CNI's second try ("just one more") included. */
  readonly callCount: number;
  /** Failed calls a minute from the first to the last; null for a single moment. */
  readonly callsPerMinute: number | null;
  /** Two-minute windows in which a caller failed, summed over the callers: one that retries every 5 s weighs no more than one that backs off. */
  readonly windowCount: number;
  /** Most calls first. */
  readonly callers: readonly IncidentCaller[];
  /** The most frequent first. */
  readonly messages: readonly IncidentMessage[];
  /** Oldest first. */
  readonly eventIds: readonly string[];
}

/**
 * Half an hour without a failure ends an incident. One caller's retries lie closer: the CNI waits 120 s after a failed
 * creation and a little over 5 s otherwise (ipamd.go, v1.23.1). But a full subnet fails only those who ask: between two
 * of them it is no less full, and a launch every quarter of an hour would otherwise be a hundred incidents a day.
 */
export const INCIDENT_GAP_MS = millis(30 * 60_000);
/** An incident whose last failure is no older than this, among what was read, goes on. */
export const ONGOING_WITHIN_MS = millis(15 * 60_000);
/** The CNI's cool-down of a full subnet. */
export const WINDOW_MS = 120_000;

/**
 * Folds shortages into incidents, the newest first. An incident is one subnet's: when it is full, every node with an ENI
 * there fails, in its own rhythm, and thirty rows of thirty nodes would hide that it is one story; who failed, and how
 * often, stands in its `callers`. Where the subnet is not known, two callers may mean two places, so there each caller
 * has its own. Findings may come in any order; one given twice (an overlapping read) counts once.
 *
 * Two failed calls per ENI every 5 s for an hour are one incident of 1,440 calls.
 */
export function foldIncidents(
  findings: readonly ShortageFinding[],
  gapMs: number = INCIDENT_GAP_MS,
): ShortageIncident[] {
  const byPlace = new Map<string, ShortageFinding[]>();
  for (const finding of withoutDoubles(findings)) {
    const place = finding.subnetId ?? JSON.stringify([finding.callerKind, finding.callerId]);
    const list = byPlace.get(place);
    if (list) list.push(finding);
    else byPlace.set(place, [finding]);
  }
  const incidents = [...byPlace.values()].flatMap((list) => splitAtGaps(list, gapMs).map(toIncident));
  return incidents.sort((a, b) => b.lastAt - a.lastAt || b.firstAt - a.firstAt || (a.id < b.id ? -1 : 1));
}

function withoutDoubles(findings: readonly ShortageFinding[]): Iterable<ShortageFinding> {
  return new Map(findings.map((finding) => [`${finding.ordinal} ${finding.eventId}`, finding])).values();
}

const byTime = (a: Finding, b: Finding): number =>
  a.listedAt - b.listedAt || (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : a.ordinal - b.ordinal);

function splitAtGaps(findings: ShortageFinding[], gapMs: number): ShortageFinding[][] {
  const groups: ShortageFinding[][] = [];
  for (const finding of findings.sort(byTime)) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last && previous && finding.listedAt - previous.listedAt <= gapMs) last.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function toIncident(findings: readonly ShortageFinding[]): ShortageIncident {
  const first = findings[0];
  const last = findings.at(-1);
  if (!first || !last) throw new RangeError("an incident has at least one finding");
  const eventIds = [...new Set(findings.map(({ eventId }) => eventId))];
  const minutes = (last.listedAt - first.listedAt) / 60_000;
  const present = new Set(findings.map(({ kind }) => kind));
  return {
    id: `incident-${last.eventId}`,
    subnetId: first.subnetId,
    kinds: SHORTAGE_KINDS.filter((kind) => present.has(kind)),
    firstAt: first.listedAt,
    lastAt: last.listedAt,
    callCount: eventIds.length,
    callsPerMinute: minutes === 0 ? null : eventIds.length / minutes,
    windowCount: countWindows(findings, first.listedAt),
    callers: groupBy(findings, ({ callerKind, callerId }) => JSON.stringify([callerKind, callerId]))
      .map(toCaller)
      .sort((a, b) => b.callCount - a.callCount || a.firstAt - b.firstAt),
    messages: groupBy(findings, ({ kind, code, message }) => JSON.stringify([kind, code, message]))
      .map(toMessage)
      .sort((a, b) => b.callCount - a.callCount),
    eventIds,
  };
}

function countWindows(findings: readonly ShortageFinding[], startAt: number): number {
  const windowOf = ({ callerKind, callerId, listedAt }: ShortageFinding) =>
    `${Math.floor((listedAt - startAt) / WINDOW_MS)} ${callerKind} ${callerId}`;
  return new Set(findings.map(windowOf)).size;
}

type Filled<Item> = readonly [Item, ...Item[]];

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Filled<Item>[] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

const countCalls = (findings: readonly Finding[]): number => new Set(findings.map(({ eventId }) => eventId)).size;

function toCaller(findings: Filled<ShortageFinding>): IncidentCaller {
  const [first] = findings;
  return {
    callerKind: first.callerKind,
    callerId: first.callerId,
    instanceId: findings.find(({ instanceId }) => instanceId !== null)?.instanceId ?? null,
    clusterName: findings.find(({ clusterName }) => clusterName !== null)?.clusterName ?? null,
    firstAt: first.listedAt,
    lastAt: findings.at(-1)?.listedAt ?? first.listedAt,
    callCount: countCalls(findings),
    retryEveryMs: middleGap(findings),
  };
}

const toMessage = (findings: Filled<ShortageFinding>): IncidentMessage => {
  const [{ kind, code, message }] = findings;
  return { kind, code, message, callCount: countCalls(findings) };
};

/** Calls of the same try fall into one second or the next: only longer distances are waits. */
const SAME_TRY_MS = 1_000;

function middleGap(findings: readonly Finding[]): number | null {
  const gaps: number[] = [];
  for (const [index, { listedAt }] of findings.entries()) {
    const gap = listedAt - (findings[index - 1]?.listedAt ?? listedAt);
    if (gap > SAME_TRY_MS) gaps.push(gap);
  }
  const sorted = gaps.sort((a, b) => a - b);
  return sorted.length < 2 ? null : (sorted[Math.floor(sorted.length / 2)] ?? null);
}

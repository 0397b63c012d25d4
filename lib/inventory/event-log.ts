import "server-only";
import type { EventReading } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import { MINUTE_MS } from "@/lib/domain/shortage/counted-incidents";
import type { Finding } from "@/lib/domain/shortage/finding";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type {
  EventScope,
  EventStore,
  FindingCount,
  FindingCursor,
  FindingFilter,
  HistoryAnswer,
  RawEvent,
} from "@/lib/history/event-store";
import { eventReading } from "@/lib/inventory/event-reading";
import { askEvents, type EventsAnswer, lookAtTrail, storeAnswer } from "@/lib/inventory/look-at-trail";

/** What the log holds of a range, newest first, and how far the range was read. */
export interface LoggedFindings {
  readonly findings: readonly Finding[];
  /** There are more, older ones than were looked at. */
  readonly isCut: boolean;
  readonly reading: EventReading;
}

/** More than anybody reads; a range with more is to be narrowed. */
const MOST_FINDINGS = 20_000;
const PAGE_SIZE = 1_000;
const NOTHING = { findings: [], isCut: false };

type RangeAnswer = EventsAnswer<Pick<LoggedFindings, "findings" | "isCut">>;

/** Ten thousand findings take the store half a second; whoever turns filters asks for the same range again and again. */
const KEPT_MS = 5_000;
let kept: { readonly key: string; readonly at: number; readonly answer: Promise<RangeAnswer> } | null = null;

/** The findings of a range as far as they are known. Waits for the store's opening at most `waitMs`, and never for CloudTrail. */
export async function readLog(range: TimeRange, { waitMs }: { readonly waitMs: number }): Promise<LoggedFindings> {
  const { scope, reading } = await lookAtTrail({ fromMs: range.fromMs });
  const version = `${reading.version} ${reading.status}`;
  const answer: RangeAnswer =
    scope === null ? { kind: "opening" } : await askOnce({ ...scope, ...range }, { waitMs, version });
  return {
    ...(answer.kind === "opening" ? NOTHING : answer.value),
    reading: eventReading(reading, storeAnswer(answer), range),
  };
}

/** What there is to count or to list of a day's shortages. */
export interface RecentLog {
  /** By subnet and kind, a minute a bucket. */
  readonly counts: readonly FindingCount[];
  /** Newest first; null where there are more than `most`. */
  readonly findings: readonly Finding[] | null;
}

/** The shortages of a range, whole at any number: counted by the store, and listed where they are few. */
export async function readRecent(
  range: TimeRange,
  { waitMs, most }: { readonly waitMs: number; readonly most: number },
): Promise<RecentLog & { readonly reading: EventReading }> {
  const { scope, reading } = await lookAtTrail({ fromMs: range.fromMs });
  const answer: EventsAnswer<RecentLog> =
    scope === null
      ? { kind: "opening" }
      : await askEvents((store) => recentIn(store, { ...scope, ...range }, most), { waitMs });
  const log = answer.kind === "opening" ? { counts: [], findings: [] } : answer.value;
  return { ...log, reading: eventReading(reading, storeAnswer(answer), range) };
}

export async function recentIn(store: EventStore, range: EventScope & TimeRange, most: number): Promise<RecentLog> {
  const filter = { ...range, kinds: SHORTAGE_KINDS };
  const counts = await store.countFindings(filter, MINUTE_MS);
  const isMany = counts.reduce((sum, { count }) => sum + count, 0) > most;
  return { counts, findings: isMany ? null : (await findingsIn(store, filter)).findings };
}

/** The newest shortages of one subnet or node; a page of them. */
export async function readNewest(
  range: TimeRange,
  of: Pick<FindingFilter, "subnetIds" | "instanceIds">,
): Promise<Pick<LoggedFindings, "findings" | "isCut">> {
  const { scope } = await lookAtTrail({ fromMs: range.fromMs });
  if (scope === null) return NOTHING;
  const filter = { ...scope, ...range, ...of, kinds: SHORTAGE_KINDS };
  const answer = await askEvents((store) => store.listFindings(filter, { limit: PAGE_SIZE }), { waitMs: 0 });
  if (answer.kind === "opening") return NOTHING;
  return { findings: answer.value.findings, isCut: answer.value.next !== null };
}

async function askOnce(filter: EventScope & TimeRange, { waitMs, version }: { waitMs: number; version: string }) {
  const key = JSON.stringify([filter, version]);
  if (kept?.key !== key || Date.now() - kept.at > KEPT_MS) {
    const answer = askEvents((store) => findingsIn(store, filter), { waitMs });
    kept = { key, at: Date.now(), answer };
    const forget = () => {
      if (kept?.answer === answer) kept = null;
    };
    answer.then(({ kind }) => kind !== "open" && forget(), forget);
  }
  return kept.answer;
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
      const at = event.eventTime ?? event.readAt;
      const moment = { ...scope, fromMs: at, toMs: millis(at + 1) };
      const { findings } = await store.listFindings(moment, { limit: PAGE_SIZE });
      return { event, findings: findings.filter((finding) => finding.eventId === event.eventId) };
    },
    { waitMs },
  );
  return answer.kind === "memory" ? { kind: "open", value: answer.value } : answer;
}

export async function findingsIn(store: EventStore, filter: FindingFilter) {
  const findings: Finding[] = [];
  let after: FindingCursor | null = null;
  do {
    const page = await store.listFindings(filter, { limit: PAGE_SIZE, after });
    for (const finding of page.findings) findings.push(finding);
    after = page.next;
  } while (after !== null && findings.length < MOST_FINDINGS);
  return { findings, isCut: after !== null };
}

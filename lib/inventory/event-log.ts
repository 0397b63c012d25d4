import "server-only";
import type { EventReading } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { Finding } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { EventScope, EventStore, FindingCursor, HistoryAnswer, RawEvent } from "@/lib/history/event-store";
import { eventReading } from "@/lib/inventory/event-reading";
import { lookAtTrail } from "@/lib/inventory/look-at-trail";

/** What the log holds of a range, newest first, and how far the range was read. */
export interface LoggedFindings {
  readonly findings: readonly Finding[];
  /** There are more, older ones than were looked at. */
  readonly isCut: boolean;
  readonly reading: EventReading;
  /** Another one whenever there may be more. */
  readonly version: string;
}

/** More than anybody reads; a range with more is to be narrowed. */
const MOST_FINDINGS = 20_000;
const PAGE_SIZE = 1_000;
const NOTHING = { findings: [], isCut: false };

type Ask = <Value>(
  question: (store: EventStore) => Promise<Value>,
  options: { readonly waitMs: number },
) => Promise<HistoryAnswer<Value>>;

/** The findings of a range as far as they are known. Waits for the store's opening at most `waitMs`, and never for CloudTrail. */
export async function readLog(range: TimeRange, { waitMs }: { readonly waitMs: number }): Promise<LoggedFindings> {
  const { scope, reading } = await lookAtTrail({ fromMs: range.fromMs });
  const answer: HistoryAnswer<typeof NOTHING | Omit<LoggedFindings, "reading" | "version">> =
    scope === null
      ? { kind: "opening" }
      : await askLog((store) => findingsIn(store, { ...scope, ...range }), { waitMs });
  return {
    ...(answer.kind === "open" ? answer.value : NOTHING),
    reading: eventReading(reading, answer, range),
    version: `${reading.version} ${reading.status} ${answer.kind}`,
  };
}

/** One event as it came; null where the log does not hold it. */
export async function readLoggedEvent(eventId: string, waitMs: number): Promise<HistoryAnswer<RawEvent | null>> {
  const { scope } = await lookAtTrail({ fromMs: millis(Date.now()) });
  return scope === null ? { kind: "opening" } : askLog((store) => store.getRawEvent(scope, eventId), { waitMs });
}

async function findingsIn(store: EventStore, filter: EventScope & TimeRange) {
  const findings: Finding[] = [];
  let after: FindingCursor | null = null;
  do {
    const page = await store.listFindings(filter, { limit: PAGE_SIZE, after });
    for (const finding of page.findings) findings.push(finding);
    after = page.next;
  } while (after !== null && findings.length < MOST_FINDINGS);
  return { findings, isCut: after !== null };
}

const askLog: Ask = async () => ({ kind: "opening" });

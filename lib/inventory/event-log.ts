import "server-only";
import type { Finding } from "@/lib/domain/shortage/finding";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import type { HistoryAnswer, RawEvent } from "@/lib/history/event-store";

/** The events that are known, wherever they lie. Nothing here waits for CloudTrail. */
export interface EventLog {
  /** How far CloudTrail was read; asking sees to it that reading goes on. */
  reading(): TrailReading;
  /** The findings of a range, newest first, at most `limit`. */
  findings(range: TimeRange, limit: number): Promise<HistoryAnswer<LoggedFindings>>;
  rawEvent(eventId: string): Promise<HistoryAnswer<RawEvent | null>>;
}

export interface LoggedFindings {
  readonly findings: readonly Finding[];
  /** There are more, older ones. */
  readonly isCut: boolean;
}

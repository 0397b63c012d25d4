import "server-only";
import type { EventReading } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import { DELIVERY_LAG_MS } from "@/lib/domain/shortage/reading-plan";
import { subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { coveredByAll } from "@/lib/domain/shortage/timeline";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { MINUTE_MS } from "@/lib/domain/time-units";
import type { HistoryAnswer } from "@/lib/history/event-store";

/** The newest events are looked for once a minute or so after they were delivered: what is younger cannot be complete yet. */
const SETTLED_AFTER_MS = DELIVERY_LAG_MS + 5 * MINUTE_MS;

const publicProblem = ({ code, message, remedy }: Problem) => ({ code, message, remedy });

/** Whether all of a range was read that can have been delivered; `covered` is its part that was read for every call. */
export function isReadWhole(covered: readonly TimeRange[], range: TimeRange, now: number = Date.now()): boolean {
  const delivered = { ...range, toMs: millis(Math.min(range.toMs, now - SETTLED_AFTER_MS)) };
  return covered.length > 0 && subtractRanges(delivered, covered).length === 0;
}

/** What a screen says of the reading of one range. */
export function eventReading(
  reading: TrailReading,
  answer: HistoryAnswer<unknown>,
  range: TimeRange,
  now: number = Date.now(),
): EventReading {
  const covered = coveredByAll([...reading.covered.values()], range);
  const isComplete = isReadWhole(covered, range, now);
  const { problem } = reading;
  return {
    status: statusOf(reading, isComplete),
    source: reading.source,
    readBy: reading.readBy,
    covered: covered.map((each) => ({ ...each })),
    isComplete,
    remainingMs: isComplete ? 0 : reading.remainingMs,
    readEventCount: reading.status === "absent" ? null : reading.readEventCount,
    problem: problem && { ...publicProblem(problem), iamAction: problem.iamAction },
    store: {
      status: answer.kind,
      problem: answer.kind === "unavailable" ? publicProblem(answer.problem) : null,
    },
  };
}

/** A range may be read to its end while the reader works on an older one, and lack something that the reader does not want. */
function statusOf({ status }: TrailReading, isComplete: boolean): EventReading["status"] {
  if (status === "reading" && isComplete) return "read";
  return status;
}

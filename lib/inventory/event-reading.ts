import "server-only";
import type { EventReading } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import { subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { coveredByAll } from "@/lib/domain/shortage/timeline";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import type { HistoryAnswer } from "@/lib/history/event-store";

/**
 * CloudTrail delivers within about 15 minutes (its user guide, event history), and its reader looks for the newest once a
 * minute or so: the last minutes before now cannot be complete.
 */
export const DELIVERY_LAG_MS = 20 * 60_000;

const publicProblem = ({ code, message, remedy }: Problem) => ({ code, message, remedy });

/** What a screen says of the reading of one range. */
export function eventReading(
  reading: TrailReading,
  answer: HistoryAnswer<unknown>,
  range: TimeRange,
  now: number = Date.now(),
): EventReading {
  const covered = coveredByAll([...reading.covered.values()], range);
  const delivered = { ...range, toMs: millis(Math.min(range.toMs, now - DELIVERY_LAG_MS)) };
  const isComplete = covered.length > 0 && subtractRanges(delivered, covered).length === 0;
  const { problem } = reading;
  return {
    status: statusOf(reading, isComplete),
    source: reading.source,
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

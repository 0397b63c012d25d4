import "server-only";
import type { EventReading } from "@/lib/domain/api/event";
import type { Problem } from "@/lib/domain/problem";
import { subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import { coveredByAll } from "@/lib/domain/shortage/timeline";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import type { HistoryAnswer } from "@/lib/history/event-store";

/** CloudTrail delivers within about 15 minutes (its user guide, event history): the last ones cannot be complete. */
export const DELIVERY_LAG_MS = 15 * 60_000;

const publicProblem = ({ code, message, remedy }: Problem) => ({ code, message, remedy });

/** What a screen says of the reading of one range. */
export function eventReading(reading: TrailReading, answer: HistoryAnswer<unknown>, range: TimeRange): EventReading {
  const covered = coveredByAll([...reading.covered.values()], range);
  const unreadMs = subtractRanges(range, covered).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const isComplete = covered.length > 0 && unreadMs <= DELIVERY_LAG_MS;
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

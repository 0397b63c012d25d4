import { INCIDENT_GAP_MS, WINDOW_MS } from "@/lib/domain/shortage/incident";

export interface CountedIncidents {
  readonly incidentCount: number;
  /** Two-minute windows with a failure, whoever called: never more than `ShortageIncident.windowCount`, which tells callers apart. */
  readonly windowCount: number;
}

/**
 * What `foldIncidents` would count of one subnet, from failures a minute alone: of more failures than anybody folds. A
 * silence that is within a minute of the gap's length may be counted either way.
 *
 * `[2, 1, 0, 0, 5]` is one incident of two windows: its first two minutes and its last.
 */
export function countIncidents(perMinute: readonly number[], gapMs: number = INCIDENT_GAP_MS): CountedIncidents {
  let incidentCount = 0;
  let windowCount = 0;
  let previous = Number.NEGATIVE_INFINITY;
  let startsAt = 0;
  let window = -1;
  for (const [minute, count] of perMinute.entries()) {
    if (count === 0) continue;
    if ((minute - previous) * MINUTE_MS > gapMs) {
      incidentCount++;
      startsAt = minute;
      window = -1;
    }
    const own = Math.floor(((minute - startsAt) * MINUTE_MS) / WINDOW_MS);
    if (own !== window) windowCount++;
    window = own;
    previous = minute;
  }
  return { incidentCount, windowCount };
}

export const MINUTE_MS = 60_000;

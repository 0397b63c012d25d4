import "server-only";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

/** Half of what CloudTrail allows an account in an hour: others want to look too. */
const PAGES_AN_HOUR = 3_600;

/** The pages of an hour. Once they are spent only the newest events are read until the hour is over. */
export class PageAllowance {
  private count = 0;
  private startedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly pagesAnHour: number = PAGES_AN_HOUR) {}

  spend(now: number): void {
    if (now - this.startedAt >= HOUR_MS) {
      this.startedAt = now;
      this.count = 0;
    }
    this.count++;
  }

  /** Why nothing older is read at present; null while there are pages left. */
  problem(now: number): TrailReading["problem"] {
    const leftMs = this.startedAt + HOUR_MS - now;
    if (this.count < this.pagesAnHour || leftMs <= 0) return null;
    return {
      code: "throttled",
      message: `Eniscope has read ${this.pagesAnHour} pages of CloudTrail within an hour and pauses, so that others can ask it too.`,
      remedy: `It reads on in ${Math.ceil(leftMs / MINUTE_MS)} minutes. For an account with so many events, read them from an organization trail (ENISCOPE_TRAIL_TABLE).`,
      retryable: true,
      iamAction: null,
    };
  }
}

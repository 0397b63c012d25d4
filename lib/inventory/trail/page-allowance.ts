import "server-only";
import type { Problem } from "@/lib/domain/problem";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

/** Half of what CloudTrail allows an account in an hour: others want to look too. */
const PAGES_AN_HOUR = 3_600;
/** A tenth, for a process beside which others may read the same: each then has only its own memory. */
const PAGES_AN_HOUR_BESIDE_OTHERS = 720;

/** The pages of an hour. Once they are spent only the newest events are read until the hour is over. */
export class PageAllowance {
  private count = 0;
  private startedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pagesAnHour: number = PAGES_AN_HOUR,
    /** What would end the pause sooner. */
    private readonly sooner: string = "For an account with so many events, read them from an organization trail (ENISCOPE_TRAIL_TABLE).",
  ) {}

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
      remedy: `It reads on in ${Math.ceil(leftMs / MINUTE_MS)} minutes. ${this.sooner}`,
      retryable: true,
      iamAction: null,
    };
  }
}

/** The allowance that holds at present: the whole, or what a process may take for its own memory beside others. */
export class PresentAllowance {
  private isBesideOthers = false;

  constructor(
    private readonly whole: PageAllowance = new PageAllowance(),
    private readonly besideOthers: PageAllowance = new PageAllowance(
      PAGES_AN_HOUR_BESIDE_OTHERS,
      "Other processes may read the same meanwhile, each for itself; it reads on within a minute when the store of events is back.",
    ),
  ) {}

  /**
   * Why what is read goes into memory; null: it does not. A server that is away is so for all its processes, and a folder
   * that is held has another one at work.
   */
  noteStore(problem: Problem | null): void {
    this.isBesideOthers = problem !== null && (problem.parameter === "DATABASE_URL" || problem.code === "history-held");
  }

  spend(now: number): void {
    this.whole.spend(now);
    if (this.isBesideOthers) this.besideOthers.spend(now);
  }

  problem(now: number): TrailReading["problem"] {
    return (this.isBesideOthers ? this.besideOthers : this.whole).problem(now);
  }
}

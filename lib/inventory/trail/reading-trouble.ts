import "server-only";
import type { Problem } from "@/lib/domain/problem";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";

const RETRY_AFTER_MS = 30_000;
/** A denial ends only when somebody changes a policy. */
const ASK_DENIED_AFTER_MS = 120_000;

/** Why the last page was not read, and from when on it is tried again. A page that is read ends it. */
export class ReadingTrouble {
  private current: TrailReading["problem"] = null;
  private retryAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly retryAfterMs: number = RETRY_AFTER_MS) {}

  get problem(): TrailReading["problem"] {
    return this.current;
  }

  /** The source did not give a page; `iamAction` is what the credentials must allow, if they were denied. */
  fail(problem: Problem, iamAction: string, now: number): void {
    const isDenied = problem.code === "denied";
    this.current = { ...problem, iamAction: isDenied ? iamAction : null };
    this.retryAt = now + (isDenied ? Math.max(this.retryAfterMs, ASK_DENIED_AFTER_MS) : this.retryAfterMs);
  }

  /** A fault of ours, with which this reading ends; it says nothing of when the source may be asked again. */
  end(problem: Problem): void {
    this.current = { ...problem, iamAction: null };
  }

  clear(): void {
    this.current = null;
  }

  mustWait(now: number): boolean {
    return this.retryAt > now;
  }

  /** What was denied to this process, or failed, another one may be given. */
  isOfNoUse(now: number): boolean {
    return this.mustWait(now) && this.current !== null && this.current.code !== "throttled";
  }
}

import "server-only";
import { millis } from "@/lib/domain/brand";
import { floorSecond } from "@/lib/domain/shortage/reading-plan";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time-units";

const IDLE_MS = 5 * MINUTE_MS;
/** LookupEvents knows no more (CloudTrail user guide, event history). */
const MOST_MS = 90 * DAY_MS;

/** Who looked how far back lately: that is what is to be read. A span that nobody looks at any more is forgotten. */
export class LookMemory {
  /** `{ span in whole minutes → when somebody looked so far back last }` */
  private readonly spans = new Map<number, number>();

  constructor(private readonly idleMs: number = IDLE_MS) {}

  /** True where that is further back than anybody looked lately. */
  note(fromMs: number, now: number): boolean {
    const before = this.longest(now);
    const span = Math.min(MOST_MS, Math.ceil(Math.max(0, now - fromMs) / MINUTE_MS) * MINUTE_MS);
    this.spans.set(span, now);
    return span > before;
  }

  /** Null when nobody looked lately. */
  wanted(now: number): TimeRange | null {
    const span = this.longest(now);
    if (span < 0) return null;
    return { fromMs: floorSecond(now - span), toMs: millis(Math.ceil(now / 1000) * 1000) };
  }

  private longest(now: number): number {
    let longest = -1;
    for (const [span, at] of this.spans) {
      if (now - at > this.idleMs) this.spans.delete(span);
      else longest = Math.max(longest, span);
    }
    return longest;
  }
}

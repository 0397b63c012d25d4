import type { Millis } from "@/lib/domain/brand";
import type { TimeRange } from "@/lib/domain/shortage/time-range";

/** A free count that stayed the same from one snapshot to a later one. */
interface Run {
  readonly fromMs: number;
  untilMs: number;
  readonly free: number;
}

const MOST_RUNS = 200;

/**
 * The free counts of subnets in the snapshots since the process started, to say how many addresses were free when a call
 * failed. Of each subnet the newest 200 changes are kept.
 */
export class FreeCounts {
  private readonly runs = new Map<string, Run[]>();
  private newestAt = Number.NEGATIVE_INFINITY;

  /** Takes a snapshot's counts; one that is not newer than the last is left out. */
  note(takenAt: Millis, counts: Iterable<readonly [subnetId: string, free: number]>): void {
    if (takenAt <= this.newestAt) return;
    const previousAt = this.newestAt;
    this.newestAt = takenAt;
    for (const [subnetId, free] of counts) {
      const runs = this.runs.get(subnetId) ?? [];
      const last = runs.at(-1);
      if (last?.free === free && last.untilMs === previousAt) last.untilMs = takenAt;
      else runs.push({ fromMs: takenAt, untilMs: takenAt, free });
      this.runs.set(subnetId, runs.slice(-MOST_RUNS));
    }
  }

  /** The lowest and highest count that a snapshot found in a range of time; null where none was taken in it. */
  during(subnetId: string, { fromMs, toMs }: TimeRange): { readonly low: number; readonly high: number } | null {
    const seen = (this.runs.get(subnetId) ?? []).filter((run) => run.fromMs < toMs && run.untilMs >= fromMs);
    if (seen.length === 0) return null;
    const counts = seen.map(({ free }) => free);
    return { low: Math.min(...counts), high: Math.max(...counts) };
  }
}

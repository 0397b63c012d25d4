import { DAY_MS } from "@/lib/domain/time-units";
import type { EventScope, KnownEni } from "@/lib/history/event-store";

/**
 * Which ENIs this process has kept today. Snapshots come every minute and are nearly the same each time: what has not
 * changed need not go to the database again.
 */
export class EniMemory {
  /** `{ scope → { ENI → the day it was kept } }` */
  private readonly days = new Map<string, Map<string, number>>();

  withoutKnown(scope: EventScope, enis: readonly KnownEni[], seenAt: number): readonly KnownEni[] {
    const known = this.days.get(keyOf(scope));
    const day = dayOf(seenAt);
    return known ? enis.filter(({ eniId }) => known.get(eniId) !== day) : enis;
  }

  add(scope: EventScope, enis: readonly KnownEni[], seenAt: number): void {
    const key = keyOf(scope);
    const known = this.days.get(key) ?? new Map<string, number>();
    this.days.set(key, known);
    for (const { eniId } of enis) known.set(eniId, dayOf(seenAt));
  }

  clear(): void {
    this.days.clear();
  }
}

const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS);

const keyOf = ({ accountId, region }: EventScope): string => JSON.stringify([accountId, region]);

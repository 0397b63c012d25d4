import type { Random } from "@/lib/demo/random";
import { PLACES_A_SECOND, type TrailCall, type TrailRecord } from "@/lib/demo/trail/trail-call";
import { MINUTE_MS } from "@/lib/domain/time-units";

/** What is kept at most; the oldest go first. About 1 KB each. */
export const MOST_RECORDS = 20_000;

/** Most records can be looked up within a few minutes, and hardly any only after a quarter of an hour. */
const LATE_SHARE = 0.02;

/** The account's event history: calls in the order of their time, each known to LookupEvents some minutes after it was made. */
export class TrailLog {
  private readonly rows: TrailRecord[] = [];
  private draws: Random;
  private keepsFrom = Number.NEGATIVE_INFINITY;
  private count = 0;

  constructor(private readonly random: Random) {
    this.draws = random.fork("records");
  }

  /** Begins the history: calls of before `keepsFrom` are not taken, and ids are those of this start and no other. */
  begin({ startTime, keepsFrom }: { readonly startTime: number; readonly keepsFrom: number }): void {
    this.draws = this.random.fork(`records ${startTime}`);
    this.keepsFrom = keepsFrom;
  }

  get size(): number {
    return this.rows.length;
  }

  /** Where the history begins; calls of before are not in it. */
  get beginsAt(): number {
    return this.keepsFrom;
  }

  /** Whether a call of that time is recorded: of the others nothing need be put together. */
  takes(time: number): boolean {
    return time >= this.keepsFrom;
  }

  record(call: TrailCall): void {
    if (!this.takes(call.time)) return;
    const second = Math.floor(call.time / 1000);
    const record: TrailRecord = {
      ...call,
      eventId: this.uuid(),
      requestId: this.uuid(),
      place: second * PLACES_A_SECOND + (this.count++ % PLACES_A_SECOND),
      deliveredAt: call.time + this.lag(),
    };
    this.rows.splice(this.rowAfter(record.place), 0, record);
    // In portions, since taking the first row away moves all others.
    if (this.rows.length > MOST_RECORDS * 1.1) this.rows.splice(0, this.rows.length - MOST_RECORDS);
  }

  /**
   * Records newest first, of places below `before` and seconds from `fromSecond` on, that were delivered by `now`.
   */
  *newestFirst(range: {
    readonly before: number;
    readonly fromSecond: number;
    readonly now: number;
  }): Generator<TrailRecord> {
    const lowest = range.fromSecond * PLACES_A_SECOND;
    for (let row = this.rowAfter(range.before - 1) - 1; row >= 0; row--) {
      const record = this.rows[row];
      if (!record || record.place < lowest) return;
      if (record.deliveredAt <= range.now) yield record;
    }
  }

  /** The first row whose place is above `place`; calls mostly come in the order of their time, so the end is tried first. */
  private rowAfter(place: number): number {
    const last = this.rows.at(-1);
    if (!last || last.place <= place) return this.rows.length;
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rows[middle]?.place ?? 0) > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private lag(): number {
    return this.draws.chance(LATE_SHARE)
      ? this.draws.between(9 * MINUTE_MS, 14 * MINUTE_MS)
      : this.draws.between(MINUTE_MS, 5 * MINUTE_MS);
  }

  private uuid(): string {
    const digits = this.draws.hex(32);
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
  }
}

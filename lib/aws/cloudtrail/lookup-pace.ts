import "server-only";

/** CloudTrail's own limit for an account in a Region, all its callers together (CloudTrail user guide, quotas). */
export const LOOKUPS_PER_SECOND = 2;

/**
 * A request arrives some time between its sending and its answer. The one after the next goes a whole second after that
 * time, so that the way to CloudTrail cannot push three into one second; a far endpoint's answer is not waited for longer.
 */
const ARRIVES_WITHIN_MS = 25;
const MOST_SLOWDOWN = 16;
const RECOVERY = 0.9;

export interface LookupPaceOptions {
  readonly requestsPerSecond?: number;
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

interface Sent {
  readonly at: number;
  arrivedBy: number;
}

/**
 * Lets requests go one by one at an even distance, retries included. Whenever CloudTrail throttles, since others ask it
 * too, the distance doubles; with every answer it comes back by a tenth.
 */
export class LookupPace {
  private readonly baseMs: number;
  private readonly now: () => number;
  private readonly sleep: (ms: number) => Promise<void>;
  private slowdown = 1;
  /** The last two requests. */
  private recent: readonly Sent[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private sent = 0;

  constructor({
    requestsPerSecond = LOOKUPS_PER_SECOND,
    now = () => performance.now(),
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }: LookupPaceOptions = {}) {
    this.baseMs = 1000 / requestsPerSecond;
    this.now = now;
    this.sleep = sleep;
  }

  /** The distance between two requests at present. */
  get intervalMs(): number {
    return this.baseMs * this.slowdown;
  }

  /** Requests sent since the process started, retries included. */
  get sentInTotal(): number {
    return this.sent;
  }

  /** Waits for the next request's turn, in the order of asking; what it gives is to be called when the answer is there. */
  take(): Promise<() => void> {
    const mine = this.turn.then(() => this.pass());
    this.turn = mine;
    return mine;
  }

  throttled(): void {
    this.slowdown = Math.min(MOST_SLOWDOWN, this.slowdown * 2);
  }

  succeeded(): void {
    this.slowdown = Math.max(1, this.slowdown * RECOVERY);
  }

  /** By the time at which the one before went, not at which it was due: a late one does not bring the next one closer. */
  private async pass(): Promise<() => void> {
    const waitMs = this.dueAt() - this.now();
    if (waitMs > 0) await this.sleep(waitMs);
    const at = this.now();
    const sent: Sent = { at, arrivedBy: at + ARRIVES_WITHIN_MS };
    this.recent = [...this.recent.slice(-1), sent];
    this.sent++;
    return () => {
      sent.arrivedBy = Math.min(sent.arrivedBy, this.now());
    };
  }

  private dueAt(): number {
    const last = this.recent.at(-1);
    const afterLast = last ? last.at + this.intervalMs : Number.NEGATIVE_INFINITY;
    const [beforeLast] = this.recent.length === 2 ? this.recent : [];
    return beforeLast ? Math.max(afterLast, beforeLast.arrivedBy + 2 * this.intervalMs) : afterLast;
  }
}

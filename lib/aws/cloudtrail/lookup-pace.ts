import "server-only";

/** CloudTrail's own limit for an account in a Region, all its callers together (CloudTrail user guide, quotas). */
export const LOOKUPS_PER_SECOND = 2;

/** A little more than the even distance, so that the way to CloudTrail cannot push three requests into one second. */
const MARGIN = 1.01;
const MOST_SLOWDOWN = 16;
const RECOVERY = 0.9;

export interface LookupPaceOptions {
  readonly requestsPerSecond?: number;
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
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
  private lastAt = Number.NEGATIVE_INFINITY;
  private turn: Promise<void> = Promise.resolve();
  private sent = 0;

  constructor({
    requestsPerSecond = LOOKUPS_PER_SECOND,
    now = () => performance.now(),
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }: LookupPaceOptions = {}) {
    this.baseMs = (1000 / requestsPerSecond) * MARGIN;
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

  /** Waits for the next request's turn, in the order of asking. */
  take(): Promise<void> {
    this.turn = this.turn.then(() => this.pass());
    return this.turn;
  }

  throttled(): void {
    this.slowdown = Math.min(MOST_SLOWDOWN, this.slowdown * 2);
  }

  succeeded(): void {
    this.slowdown = Math.max(1, this.slowdown * RECOVERY);
  }

  /** By the time at which the one before went, not at which it was due: a late one does not bring the next one closer. */
  private async pass(): Promise<void> {
    const waitMs = this.lastAt + this.intervalMs - this.now();
    if (waitMs > 0) await this.sleep(waitMs);
    this.lastAt = this.now();
    this.sent++;
  }
}

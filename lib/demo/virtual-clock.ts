/** The account's time: it starts at `startTime` and passes `speed` times as fast as the machine's clock; 0 stops it. */
export class VirtualClock {
  private readonly openedAt: number;

  constructor(
    readonly startTime: number,
    private readonly speed: number,
    private readonly now: () => number,
  ) {
    this.openedAt = now();
  }

  /** Milliseconds of the account's time since the start; never negative, also when the machine's clock is set back. */
  elapsedMs(): number {
    return Math.max(0, Math.floor((this.now() - this.openedAt) * this.speed));
  }
}

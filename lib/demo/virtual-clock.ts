/** The account's time: it starts at `startTime` and passes `speed` times as fast as the machine's clock; 0 stops it. */
export class VirtualClock {
  private openedAt: number;
  /** Milliseconds of the account's time when it was opened, or last set going again. */
  private passed = 0;
  private isHeld = false;

  constructor(
    readonly startTime: number,
    private readonly speed: number,
    private readonly now: () => number,
  ) {
    this.openedAt = now();
  }

  /** Milliseconds of the account's time since the start; never negative, also when the machine's clock is set back. */
  elapsedMs(): number {
    if (this.isHeld) return this.passed;
    return this.passed + Math.max(0, Math.floor((this.now() - this.openedAt) * this.speed));
  }

  /** The time stands still there until it is released; called again, it is moved on. */
  hold(elapsedMs: number): void {
    this.passed = Math.max(elapsedMs, this.elapsedMs());
    this.isHeld = true;
  }

  /** It passes again, from where it stands. */
  release(): void {
    this.openedAt = this.now();
    this.isHeld = false;
  }
}

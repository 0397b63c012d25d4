import { JsonError } from "@/lib/demo/wire/json-error";

/** CloudTrail's own limit for an account in a Region, which cannot be raised (CloudTrail user guide, quotas). */
export const LOOKUPS_PER_SECOND = 2;

/** A token bucket that holds one second's lookups. */
export class LookupLimit {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {
    this.tokens = Math.max(1, perSecond);
    this.filledAt = now();
  }

  spend(): void {
    const now = this.now();
    const refilled = this.tokens + (Math.max(0, now - this.filledAt) / 1000) * this.perSecond;
    this.tokens = Math.min(Math.max(1, this.perSecond), refilled);
    this.filledAt = now;
    if (this.tokens < 1) throw new JsonError("ThrottlingException", "Rate exceeded");
    this.tokens -= 1;
  }
}

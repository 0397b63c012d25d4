import "server-only";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";

/** Requests sent at once after a pause; EC2's own bucket for reads holds 100 and gains 20 a second (EC2 API throttling). */
const BURST = 20;

/**
 * A token bucket for all requests of the process, retries included, well under the account's own, since the CNI on every
 * node draws on the same. It also counts what was sent.
 */
export class RequestBudget {
  private readonly sent = new Map<Ec2Api, number>();
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly requestsPerSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tokens = this.capacity;
    this.filledAt = now();
  }

  private get capacity(): number {
    return Math.max(1, Math.min(BURST, this.requestsPerSecond * 2.5));
  }

  /** Waits for the next request's turn, in the order of asking. */
  async take(api: Ec2Api): Promise<void> {
    const delayMs = this.reserve();
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    this.sent.set(api, this.sentBy(api) + 1);
  }

  sentBy(api: Ec2Api): number {
    return this.sent.get(api) ?? 0;
  }

  /** Requests sent since the process started. */
  get sentInTotal(): number {
    return [...this.sent.values()].reduce((total, count) => total + count, 0);
  }

  /** Takes a token, on credit when there is none, and says how long to wait for it. */
  private reserve(): number {
    const now = this.now();
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.filledAt) / 1000) * this.requestsPerSecond);
    this.filledAt = now;
    this.tokens -= 1;
    return this.tokens >= 0 ? 0 : (-this.tokens / this.requestsPerSecond) * 1000;
  }
}

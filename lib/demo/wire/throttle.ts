import { Ec2Error } from "@/lib/demo/wire/error";
import type { Query } from "@/lib/demo/wire/query";

interface Bucket {
  readonly capacity: number;
  readonly refillPerSecond: number;
  tokens: number;
  filledAt: number;
}

/** Listed without filter and pages these cost more (EC2 API throttling, unfiltered and unpaginated category). */
const COSTLY_WHEN_UNBOUNDED = new Set(["DescribeInstances", "DescribeNetworkInterfaces"]);

/**
 * The account's request budget: 100 reads at once and 20 a second after that; half of it for a costly listing without
 * filters and pages (EC2 developer guide, API throttling).
 */
export class RequestBudget {
  private readonly reads: Bucket;
  private readonly unbounded: Bucket;

  constructor(private readonly now: () => number) {
    this.reads = { capacity: 100, refillPerSecond: 20, tokens: 100, filledAt: now() };
    this.unbounded = { capacity: 50, refillPerSecond: 10, tokens: 50, filledAt: now() };
  }

  spend(query: Query): void {
    const isUnbounded =
      COSTLY_WHEN_UNBOUNDED.has(query.action) && query.text("MaxResults") === null && query.filters().length === 0;
    const bucket = isUnbounded ? this.unbounded : this.reads;
    const now = this.now();
    const refilled = bucket.tokens + ((now - bucket.filledAt) / 1000) * bucket.refillPerSecond;
    bucket.tokens = Math.min(bucket.capacity, refilled);
    bucket.filledAt = now;
    if (bucket.tokens < 1) throw new Ec2Error("RequestLimitExceeded", "Request limit exceeded.", 503);
    bucket.tokens -= 1;
  }
}

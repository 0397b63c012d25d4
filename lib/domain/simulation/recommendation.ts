import type { Environment } from "@/lib/domain/ipamd/settings";

/** What the settings must stand. */
export interface RecommendationGoal {
  /** Pods that arrive on one node, within so many seconds. */
  readonly podsPerNode: number;
  readonly withinSeconds: number;
  /** Nodes that such a burst meets at the same time. */
  readonly burstNodes: number;
  /** The longest that any of them may wait for its address. */
  readonly maxWaitSeconds: number;
  /** Of all nodes together, in the busiest minute. */
  readonly maxCallsPerMinute: number;
  /** Prefix delegation may be chosen. */
  readonly allowsPrefixes: boolean;
}

/** Settings that were tried, and what came of it. */
export interface CandidatePoint {
  /** What it sets and takes away: null is unset. */
  readonly settings: Readonly<Record<string, string | null>>;
  /** Today's environment with that. */
  readonly env: Environment;
  /** Of all nodes of the scope, at rest with their pods. */
  readonly heldAddresses: number;
  /** Null: some pod never gets an address. */
  readonly waitSeconds: number | null;
  readonly callsPerMinute: number;
  readonly meets: boolean;
  /** Why it does not meet the goal; empty where it does. */
  readonly because: readonly string[];
  readonly isOnFront: boolean;
}

export interface Recommendation {
  /** All that were tried, fewest held addresses first. */
  readonly points: readonly CandidatePoint[];
  /** What today's settings come to, by the same measure. */
  readonly today: CandidatePoint;
  /** Null: none meets the goal. */
  readonly pick: CandidatePoint | null;
  readonly why: string;
}

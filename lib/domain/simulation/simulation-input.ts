import type { Environment } from "@/lib/domain/ipamd/settings";

/** How many pods each node has: a place in the range that its pool allows, or a number for all nodes. */
export type PodsAssumption = "low" | "middle" | "high" | number;

/** Short-lived pods that come to every node on top of those it has: a Poisson stream, exponential lives. */
export interface Churn {
  readonly podsPerMinutePerNode: number;
  readonly meanLifeSeconds: number;
}

/** So many pods in all, spread evenly over so many nodes and over the seconds; they stay. */
export interface Burst {
  readonly pods: number;
  readonly nodes: number;
  readonly withinSeconds: number;
  readonly atSeconds: number;
}

/** That share (0..1) of each node's pods leaves. */
export interface Drain {
  readonly share: number;
  readonly atSeconds: number;
}

/** New nodes of a type, one every so many seconds. */
export interface AddedNodes {
  readonly count: number;
  readonly subnetId: string;
  /** Null: the commonest type of the scope. */
  readonly instanceType: string | null;
  readonly podsPerNode: number;
  readonly atSeconds: number;
  readonly everySeconds: number;
}

/** Nodes replaced, one after the other, by ones in another subnet; their pods move with them. */
export interface MovedNodes {
  readonly count: number;
  readonly subnetId: string;
  readonly atSeconds: number;
  readonly everySeconds: number;
}

/** What happens to both sides alike. */
export interface Load {
  readonly churn: Churn | null;
  readonly burst: Burst | null;
  readonly drain: Drain | null;
  readonly addedNodes: AddedNodes | null;
}

/** What is compared with today: an environment as a whole, and optionally nodes that move. */
export interface Proposal {
  readonly env: Environment;
  readonly movedNodes: MovedNodes | null;
}

/** The DaemonSet's rolling update. */
export interface Rollout {
  readonly atSeconds: number;
  /** 0..1 of the nodes of each cluster, at least one (the shipped manifest says 10 %). */
  readonly maxUnavailableShare: number;
  /** Assumed time from the end of one aws-node pod to the next one's being ready. */
  readonly restartSeconds: number;
}

/** Everything that a run depends on beside the scope: plain JSON. */
export interface SimulationInput {
  readonly today: Environment;
  /**
   * Today's environment is assumed: then a node whose ENIs show prefix delegation or custom networking is taken to have
   * it, on both sides unless the proposal changes that very setting.
   */
  readonly isTodayAssumed: boolean;
  readonly proposal: Proposal;
  /** `{ Availability Zone → the ENIConfig's subnet }` for nodes whose ENIs do not show it; needed where custom networking is turned on. */
  readonly podSubnets: Readonly<Record<string, string>>;
  readonly pods: PodsAssumption;
  readonly load: Load;
  readonly rollout: Rollout;
  readonly durationSeconds: number;
  /** `assumed`: calls take the time of `ASSUMED_LATENCY_MS` and wait for tokens; `instant`: no time at all. */
  readonly ec2: "assumed" | "instant";
  /** Of everything that is drawn: which pods leave, when they come, the look's phase of each node. */
  readonly seed: number;
  /** Runs in a drawn order of ENIs and restarts, beside the ascending one, for the band; 0 for no band. */
  readonly seededOrders: number;
  /** The band also spans the low and the high end of each node's pods. */
  readonly spansPodRange: boolean;
}

export const NO_LOAD: Load = { churn: null, burst: null, drain: null, addedNodes: null };

/** Half a minute is an assumption of ours: ten seconds to end, the rest to start, fetch nothing and become ready. */
export const DEFAULT_ROLLOUT: Rollout = { atSeconds: 60, maxUnavailableShare: 0.1, restartSeconds: 30 };

/** A run that changes nothing: today's environment on both sides. */
export const defaultInput = (today: Environment, isTodayAssumed: boolean): SimulationInput => ({
  today,
  isTodayAssumed,
  proposal: { env: today, movedNodes: null },
  podSubnets: {},
  pods: "middle",
  load: NO_LOAD,
  rollout: DEFAULT_ROLLOUT,
  durationSeconds: 3_600,
  ec2: "assumed",
  seed: 1,
  seededOrders: 4,
  spansPodRange: false,
});

/** Equal names with equal texts, whatever their order. */
export function isSameEnvironment({ today, proposal: { env } }: SimulationInput): boolean {
  const names = Object.keys(today);
  return names.length === Object.keys(env).length && names.every((name) => today[name] === env[name]);
}

/** Today's settings on both sides, and no node moves. */
export const isUnchanged = (input: SimulationInput): boolean =>
  isSameEnvironment(input) && input.proposal.movedNodes === null;

/** A value that cannot be run. `field` is the path in the input, like `load.burst.pods`. */
export interface InputProblem {
  readonly field: string;
  readonly message: string;
}

import type { TokenBucket } from "@/lib/domain/ipamd/ec2-delays";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";
import type { SimulationWarning } from "@/lib/domain/simulation/simulation-warning";

/** What a curve spans over all runs of the band, at each sample. */
export interface Band {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** A subnet's addresses over time, or those of all subnets together; one number a sample. */
export interface Curve {
  /** Null: all subnets together. */
  readonly subnetId: string | null;
  readonly size: number;
  /** Its size less the five that AWS keeps of every subnet: what shares are of, here as on the subnets' pages. */
  readonly usable: number;
  /** Addresses that no simulated node can hold: AWS's five, other holders, unexplained ones. */
  readonly otherAddressCount: number;
  readonly free: Int32Array;
  /** The fewest free since the sample before, so that no dip is lost between two samples. */
  readonly lowestFree: Int32Array;
  readonly freeBlocks: Int32Array;
  readonly lowestFreeBlocks: Int32Array;
  /** Addresses that the simulated nodes hold; free + held + other = size, but for prefixes that went back to a reservation. */
  readonly held: Int32Array;
  readonly freeBand: Band | null;
  readonly freeBlocksBand: Band | null;
  /** When the fewest are free, over the whole run, exactly. */
  readonly lowest: { readonly atMs: number; readonly free: number };
  readonly lowestBlocks: { readonly atMs: number; readonly freeBlocks: number };
  readonly now: { readonly free: number; readonly freeBlocks: number };
  readonly end: { readonly free: number; readonly freeBlocks: number };
}

/** EC2 calls of one token bucket. */
export interface CallCurve {
  readonly bucket: TokenBucket;
  /** Calls since the sample before. */
  readonly calls: Int32Array;
  /** The most in any one second since the sample before. */
  readonly peakPerSecond: Int32Array;
  readonly total: number;
  readonly failed: number;
  readonly peak: { readonly atMs: number; readonly callsPerSecond: number };
  /** Tokens left at the worst moment, if nobody else in the account makes such calls; below 0: calls had to wait. */
  readonly fewestTokens: number;
  /** Calls that had to wait for a token, and how long in all. Always 0 where EC2's calls take no time. */
  readonly throttledCalls: number;
  readonly throttledMs: number;
}

/** Pods that could not have an address at once. */
export interface WaitFigures {
  readonly podCount: number;
  /** Of those that got one in the end; null without any. */
  readonly medianMs: number | null;
  readonly longestMs: number | null;
  /** Left, or were still waiting at the end, without an address. */
  readonly neverCount: number;
  readonly stillWaitingCount: number;
  /** Pods that could not be scheduled, since every node had its max pods. */
  readonly unschedulableCount: number;
}

/** Why pods of a node wait although its max pods would allow them. */
export type CeilingCause = "minimum-ip-target" | "eni-limit" | "subnet-exhausted" | "not-running" | "on-its-way";

/** A node at the end of the run whose pods wait. */
export interface Ceiling {
  readonly node: number;
  readonly waitingPodCount: number;
  readonly cause: CeilingCause;
}

/** All nodes at one moment, by node number: those of the scope first, then added, then moved ones. */
export interface NodeFigures {
  readonly eniCount: Uint8Array;
  /** Attached addresses, those in prefixes included; the ENIs' own are not. */
  readonly total: Uint16Array;
  readonly assigned: Uint16Array;
  readonly warm: Uint16Array;
  readonly cooling: Uint16Array;
  readonly prefixes: Uint16Array;
  /** Attached addresses and the ENIs' own. */
  readonly held: Uint16Array;
  readonly waiting: Uint16Array;
  /** 1: there; 0: not launched yet, for want of an address or of time, or gone. */
  readonly exists: Uint8Array;
}

/** A node of the run. */
export interface RunNode {
  readonly instanceId: string;
  readonly name: string | null;
  readonly instanceType: string;
  readonly subnetId: string;
  readonly maxPods: number;
  readonly origin: "observed" | "added" | "moved";
  /** When it is launched. */
  readonly startAtMs: number;
}

/** The pools of all nodes of a type together. */
export interface TypeFigures {
  readonly instanceType: string;
  readonly nodeCount: number;
  readonly eniCount: number;
  readonly total: number;
  readonly assigned: number;
  readonly warm: number;
  readonly prefixes: number;
  readonly held: number;
}

/** One side of the comparison. */
export interface SideResult {
  /** One a subnet, in the scope's order, then all together. */
  readonly curves: readonly Curve[];
  readonly calls: readonly CallCurve[];
  readonly waits: WaitFigures;
  readonly ceilings: readonly Ceiling[];
  readonly start: NodeFigures;
  readonly end: NodeFigures;
  readonly types: readonly TypeFigures[];
  /** Nodes that EC2 had no primary address for. */
  readonly notLaunchedCount: number;
  /** When the last thing happened; null: something would still happen after the end. */
  readonly atRestMs: number | null;
}

/** Why addresses stay held, counted in the runs. */
export interface HeldReason {
  readonly kind:
    | "enis-deleted"
    | "addresses-given-back"
    | "addresses-taken"
    | "enis-keep-pods"
    | "prefixes-keep-pods"
    | "other-mode-keeps-pods"
    | "pods-use-addresses"
    | "node-primary"
    | "eni-primary"
    | "pool";
  readonly addressCount: number;
  readonly nodeCount: number;
  /** ENIs or prefixes concerned, where that is what is counted. */
  readonly itemCount: number | null;
  readonly message: string;
}

/**
 * What becomes of the addresses that nodes hold today if the proposal is rolled out and no pod comes or goes:
 * atOnce + later + never = heldToday. A negative `atOnce` means that the proposal takes more.
 */
export interface Release {
  readonly heldToday: number;
  readonly atOnce: { readonly addressCount: number; readonly byMs: number; readonly reasons: readonly HeldReason[] };
  readonly later: {
    readonly addressCount: number;
    /** Of these, what comes back if nodes are replaced under the same pods, and if pods leave and nodes stay. */
    readonly ifNodesRoll: number;
    readonly ifPodsLeave: number;
    readonly reasons: readonly HeldReason[];
  };
  readonly never: { readonly addressCount: number; readonly reasons: readonly HeldReason[] };
  /** The same by subnet, in the scope's order; a subnet that nodes move to can have `later` and `never` of what it gets. */
  readonly bySubnet: readonly SubnetRelease[];
}

/** atOnce + later + never = heldToday, here too. */
export interface SubnetRelease {
  readonly subnetId: string;
  readonly heldToday: number;
  readonly atOnce: number;
  readonly later: number;
  readonly never: number;
}

/** The run of the revert, from where the proposal came to rest. */
export interface GoBack {
  readonly fits: boolean;
  /** Nodes that did not get back what today's settings ask for. */
  readonly failingNodeCount: number;
  readonly lowest: { readonly subnetId: string; readonly atMs: number; readonly free: number };
  /** So many more pods, spread evenly, and it would not fit any more; null: it fits whatever the nodes can hold, or it does not fit now. */
  readonly morePods: number | null;
}

/** Figures come in stages: the lines, then what needs further runs; `complete` is the last. A part that is not there yet is null. */
export interface SimulationResult {
  readonly stage: "lines" | "complete";
  readonly snapshotId: string;
  /** Milliseconds from the start, ascending; the first is 0. */
  readonly times: Float64Array;
  readonly rollout: { readonly fromMs: number; readonly toMs: number };
  /** Nodes that the run adds; their numbers follow those of the scope's nodes. */
  readonly newNodes: readonly RunNode[];
  readonly podCount: number;
  readonly today: SideResult;
  readonly proposed: SideResult;
  readonly release: Release | null;
  readonly goBack: GoBack | null;
  readonly warnings: readonly SimulationWarning[];
  /** What the run takes for granted, in sentences for a person. */
  readonly assumptions: readonly string[];
  readonly figures: { readonly tookMs: number; readonly nodeSteps: number };
}

/** How far a run has come. */
export interface SimulationProgress {
  readonly stage: "today" | "proposed" | "release" | "band" | "go-back";
  /** 0..1 of all stages. */
  readonly doneRatio: number;
}

/** What a caller may hear of a run and do to it; each is optional. */
export interface SimulationHooks {
  readonly onProgress?: (progress: SimulationProgress) => void;
  /** Called with each stage's result. */
  readonly onResult?: (result: SimulationResult) => void;
  /** Asked often; true ends the run. */
  readonly shouldStop?: () => boolean;
  /** Milliseconds on any clock, for `figures`; without it they are 0. */
  readonly clock?: () => number;
}

/** How a run ended: `invalid` names each field at fault, `not-simulated` a setting that the model does not cover. */
export type SimulationOutcome =
  | { readonly kind: "done"; readonly result: SimulationResult }
  | { readonly kind: "stopped" }
  | { readonly kind: "invalid"; readonly problems: readonly InputProblem[] }
  | { readonly kind: "not-simulated"; readonly because: string };

/** One entry of an ENI for the rack: a secondary address, or a prefix. */
export interface RackEntry {
  /** Offset in the subnet. */
  readonly offset: number;
  readonly isPrefix: boolean;
  readonly assigned: number;
  readonly cooling: number;
}

/** An ENI of a node at a moment; `primaryOffset` is its own address's offset in the subnet. */
export interface RackEni {
  readonly device: number;
  readonly subnetId: string;
  readonly primaryOffset: number;
  readonly isPrimary: boolean;
  readonly isTrunk: boolean;
  readonly entries: readonly RackEntry[];
}

/** A node's pool at a moment of a run. */
export interface NodeMoment {
  readonly atMs: number;
  readonly exists: boolean;
  readonly isRunning: boolean;
  readonly slotsPerEni: number;
  readonly maxEnis: number;
  readonly enis: readonly RackEni[];
  readonly waitingPodCount: number;
}

/** A row of the table of several proposals under one load. */
export interface ComparisonRow {
  readonly label: string;
  /** At the end, of all nodes. */
  readonly heldAddresses: number;
  /** Of the subnet that comes down lowest. */
  readonly lowest: { readonly subnetId: string; readonly atMs: number; readonly free: number };
  readonly endFree: number;
  readonly endFreeBlocks: number;
  /** Null where nothing is rolled out. */
  readonly atOnce: number | null;
  readonly calls: number;
  /** Of them, those that EC2 refuses: the proposal asks for what the subnet has not. */
  readonly failedCalls: number;
  /** The most of any one token bucket. */
  readonly peakCallsPerSecond: number;
  readonly waits: WaitFigures;
  readonly ceilingCount: number;
}

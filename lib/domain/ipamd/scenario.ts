import type { Ec2Delays } from "@/lib/domain/ipamd/ec2-delays";
import type { Environment } from "@/lib/domain/ipamd/settings";

/** A subnet and what of it others hold. Offsets count from its first address. */
export interface ScenarioSubnet {
  readonly id: string;
  readonly cidr: string;
  /** `[first offset, count]` of addresses in use before time 0, those of observed nodes left out. */
  readonly preAllocated: readonly (readonly [number, number])[];
  /** Numbers of the blocks that a CIDR reservation keeps for prefixes, those in use by others left out. */
  readonly prefixBlocks?: readonly number[] | undefined;
  /** Tagged `kubernetes.io/role/cni`: subnet discovery may choose it. */
  readonly roleCni?: boolean | undefined;
}

/** An ENI that a node has at time 0. Addresses are offsets in its subnet, a prefix its first address. */
export interface ObservedEni {
  readonly device: number;
  readonly subnet: string;
  readonly isTrunk?: boolean | undefined;
  /** An EFA interface with addresses: used for pods, never given back. */
  readonly isEfa?: boolean | undefined;
  readonly primaryAddress: number;
  readonly addresses: readonly number[];
  readonly prefixes: readonly number[];
  /** Since ipamd learnt of it; absent: long ago. */
  readonly ageMs?: number | undefined;
}

/** Which entry, an address or a prefix of an observed ENI, a pod has its address of. */
export interface ObservedPod {
  readonly pod: number;
  readonly device: number;
  readonly entry: number;
}

/** One address of an entry. */
export interface ObservedAddress {
  readonly device: number;
  readonly entry: number;
}

/**
 * What ipamd alone knows of itself, and nobody sees from outside. Times are relative to the start: what is past is
 * negative, null is never.
 */
export interface ObservedProcess {
  readonly isRunning: boolean;
  /** When it is started again by itself; only where it does not run. */
  readonly startsAt: number | null;
  readonly initFailuresInRow: number;
  readonly lastDecreaseAt: number | null;
  readonly lastInsufficientAt: number | null;
  /** Oldest first. */
  readonly cooling: readonly (ObservedAddress & { readonly unassignedAt: number })[];
  /** Addresses of pods that left while it did not run: assigned until it has started. */
  readonly left: readonly ObservedAddress[];
}

/** A node as it stands at time 0, with ipamd running unless `process` says otherwise; device 0 is the primary ENI. */
export interface ObservedNode {
  /** The pool manager's first step, at most 5,000 ms from the start. */
  readonly firstStepAt: number;
  readonly enis: readonly ObservedEni[];
  readonly unmanagedDevices?: readonly number[] | undefined;
  readonly pods: readonly ObservedPod[];
  /** Absent: it runs, no address cools, and whatever it did is long past. */
  readonly process?: ObservedProcess | undefined;
}

/** A node whose type can carry a trunk ENI: what the VPC resource controller does once ENABLE_POD_ENI is on. */
export interface ScenarioTrunk {
  /** From the request, which needs a free place, to the attached trunk. */
  readonly attachMs: number;
  readonly maxBranchEnis: number;
  /** How long a branch ENI stays after its pod has gone. */
  readonly branchCooldownMs: number;
}

/** A node with the limits of its instance type; `startAt` is when its ipamd first starts, in milliseconds. */
export interface ScenarioNode {
  readonly id: string;
  readonly instanceType: string;
  readonly maxENIs: number;
  readonly ipv4PerENI: number;
  readonly pdSupported: boolean;
  readonly maxPods: number;
  readonly startAt: number;
  /** Of the primary ENI. */
  readonly subnet: string;
  /** The ENIConfig's; needed where custom networking is on at any time. */
  readonly podSubnet?: string | undefined;
  /** The node is there before time 0; `startAt` must be 0. */
  readonly observed?: ObservedNode | undefined;
  readonly trunk?: ScenarioTrunk | undefined;
  /** ENIs of each further network card; they count once ENABLE_MULTI_NIC is on. */
  readonly furtherCards?: readonly { readonly maxENIs: number }[] | undefined;
}

/** The DaemonSet's new environment, as a whole: node number i restarts with it at `at + i * staggerMs`. */
export interface ScenarioPatch {
  readonly at: number;
  readonly staggerMs: number;
  readonly env: Environment;
}

/** A pod that comes to a node or goes from it at `t`, in milliseconds. */
export interface ScenarioEvent {
  readonly t: number;
  /** Position in `nodes`. */
  readonly node: number;
  readonly op: "add" | "remove";
  /** Unique in the scenario. */
  readonly pod: number;
  /** The pod has security groups of its own: it gets a branch ENI, not an address of the pool. Only on "add". */
  readonly branch?: boolean | undefined;
}

/**
 * Nodes, subnets, settings and what happens to them. All times are whole milliseconds from the scenario's start. The
 * optional fields `observed`, `trunk`, `furtherCards`, `branch` and `ec2` go beyond the traces; without them a scenario
 * runs exactly as they do.
 */
export interface Scenario {
  readonly id: string;
  readonly subnets: readonly ScenarioSubnet[];
  readonly nodes: readonly ScenarioNode[];
  readonly env: Environment;
  readonly patch: ScenarioPatch | null;
  /** The last instant; what is due at exactly that time still happens. */
  readonly endAt: number;
  readonly events: readonly ScenarioEvent[];
  /** How slow EC2 is; absent: its calls take no time. */
  readonly ec2?: Ec2Delays | undefined;
}

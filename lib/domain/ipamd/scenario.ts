import type { Ec2Delays } from "@/lib/domain/ipamd/ec2-delays";
import type { Environment } from "@/lib/domain/ipamd/settings";

export interface ScenarioSubnet {
  readonly id: string;
  readonly cidr: string;
  /** `[first offset, count]` of addresses in use before time 0. */
  readonly preAllocated: readonly (readonly [number, number])[];
  /** Tagged `kubernetes.io/role/cni`: subnet discovery may choose it. */
  readonly roleCni?: boolean | undefined;
}

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
}

/** The DaemonSet's new environment, as a whole: node number i restarts with it at `at + i * staggerMs`. */
export interface ScenarioPatch {
  readonly at: number;
  readonly staggerMs: number;
  readonly env: Environment;
}

export interface ScenarioEvent {
  readonly t: number;
  /** Position in `nodes`. */
  readonly node: number;
  readonly op: "add" | "remove";
  /** Unique in the scenario. */
  readonly pod: number;
}

/** Nodes, subnets, settings and what happens to them. All times are whole milliseconds from the scenario's start. */
export interface Scenario {
  readonly id: string;
  readonly subnets: readonly ScenarioSubnet[];
  readonly nodes: readonly ScenarioNode[];
  readonly env: Environment;
  readonly patch: ScenarioPatch | null;
  /** The last instant; what is due at exactly that time still happens. */
  readonly endAt: number;
  readonly events: readonly ScenarioEvent[];
  /** How slow EC2 is; absent: its calls take no time, as in the traces. */
  readonly ec2?: Ec2Delays | undefined;
}

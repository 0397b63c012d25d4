import type { EksNode } from "@/lib/demo/nodes/eks-node";
import type { Operator, SecurityGroup, SubnetState, TagList } from "@/lib/demo/state/model";
import type { Environment } from "@/lib/domain/ipamd/settings";

/** How a group's nodes come to be, which shows in their tags. */
export type NodeOrigin = "managed" | "self-managed" | "karpenter" | "auto-mode";

/** The pods of one node over time: they come and go so that their number wanders around `mean`. */
export interface PodLoad {
  readonly mean: number;
  /** The scheduler puts no more on one node. */
  readonly most: number;
  readonly changesPerHour: number;
  /** Pods with security groups of their own, each on a branch ENI. */
  readonly branchMean: number;
}

/** Network interfaces beside those of the pool, made at launch. */
export interface LaunchInterfaces {
  /** `{ network card → type }` of the interfaces on further cards. */
  readonly cards: readonly {
    readonly card: number;
    readonly device: number;
    readonly type: "efa" | "efa-only" | "interface";
  }[];
  readonly primaryType: "interface" | "efa";
}

export interface NodeGroup {
  readonly clusterName: string;
  readonly name: string;
  readonly origin: NodeOrigin;
  readonly instanceTypes: readonly string[];
  /** Of the container aws-node, on these nodes; a rollout sets another. */
  environment: Environment;
  readonly load: PodLoad;
  /** Custom networking: `{ zone name → subnet }` of the pods' ENIs; null without. */
  readonly podSubnets: ReadonlyMap<string, SubnetState> | null;
  /** Further subnets that the CNI may use beside the node's own, by their role tag. */
  readonly discoveredSubnets: readonly SubnetState[];
  readonly groups: readonly SecurityGroup[];
  readonly operator: Operator | null;
  readonly isSpot: boolean;
  readonly launchInterfaces: LaunchInterfaces | null;
  /** Hours until one of the group's nodes is replaced; null: never. */
  readonly replacementHours: number | null;
  readonly extraTags: TagList;
  readonly nodes: EksNode[];
}

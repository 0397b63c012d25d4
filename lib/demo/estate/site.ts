import { advancePool, type EksNode } from "@/lib/demo/nodes/eks-node";
import { addBranch, launchNode } from "@/lib/demo/nodes/launch-node";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { Random } from "@/lib/demo/random";
import type { Account } from "@/lib/demo/state/account";
import type { Operator, SecurityGroup, SubnetState, VpcState } from "@/lib/demo/state/model";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";
import { SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";

/** From an instance's launch to its CNI's start. */
export const READY_AFTER_MS = 30_000;
const SETTLING_MS = 10 * MINUTE_MS;

type GroupInput = Pick<NodeGroup, "clusterName" | "name" | "instanceTypes" | "load"> &
  Partial<Omit<NodeGroup, "nodes">>;

/** Comes and goes in the account's life, beside nodes: what its turns do is decided where it is made. */
export interface Neighbour {
  /** Mean time between two turns; a turn comes after half to one and a half of it. */
  readonly everyMs: number;
  readonly turn: (now: number, random: Random) => void;
}

export interface SiteOptions {
  readonly account: Account;
  readonly random: Random;
  /** The account's start time. */
  readonly now: number;
  /** Whether resources that an AWS service manages are hidden from a caller who does not ask for them. */
  readonly hidesManaged: boolean;
}

/** What the builders of the account share while it is being made. */
export class Site {
  readonly nodeGroups: NodeGroup[] = [];
  readonly neighbours: Neighbour[] = [];
  /** Neighbours whose calls fail; they take their turns in the history too. */
  readonly troubles: Neighbour[] = [];
  /** Nodes that want more than their subnet has. */
  readonly busyNodes: EksNode[] = [];
  readonly account: Account;
  readonly random: Random;
  readonly now: number;
  readonly eksOperator: Operator;
  private publicAddresses = 0;

  constructor({ account, random, now, hidesManaged }: SiteOptions) {
    this.account = account;
    this.random = random;
    this.now = now;
    this.eksOperator = { principal: "eks.amazonaws.com", isHiddenByDefault: hidesManaged };
  }

  /** A time before the start, the same for every start time but for the shift. */
  ago(low: number, high: number): number {
    return this.now - this.random.between(low, high);
  }

  securityGroup(name: string): SecurityGroup {
    return { id: this.account.newId("sg"), name };
  }

  /** The next address of the blocks that are kept for documentation (RFC 5737). */
  publicAddress(): string {
    const index = this.publicAddresses++ % 508;
    return `${index < 254 ? "203.0.113" : "198.51.100"}.${(index % 254) + 1}`;
  }

  nodeGroup(input: GroupInput, vpc: VpcState): NodeGroup {
    const group: NodeGroup = {
      origin: "managed",
      podSubnets: null,
      discoveredSubnets: [],
      groups: [this.securityGroup(`eks-cluster-sg-${input.clusterName}`), vpc.defaultGroup],
      operator: null,
      isSpot: false,
      launchInterfaces: null,
      replacementHours: null,
      extraTags: [],
      ...input,
      environment: {
        ...SHIPPED_POOL_ASSUMPTION.env,
        ...(input.podSubnets ? { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" } : {}),
        ...(input.load.branchMean > 0 ? { ENABLE_POD_ENI: "true" } : {}),
        ...input.environment,
      },
      nodes: [],
    };
    this.nodeGroups.push(group);
    return group;
  }

  /** Nodes that have been running for hours or weeks, spread over the subnets in turn, with their usual pods and a settled pool. */
  runningNodes(group: NodeGroup, subnets: readonly SubnetState[], count: number): EksNode[] {
    return Array.from({ length: count }, (_, index) => {
      const subnet = subnets[index % subnets.length];
      if (!subnet) throw new RangeError(`${group.name} has no subnet`);
      return this.runningNode(group, subnet);
    });
  }

  private runningNode(group: NodeGroup, subnet: SubnetState): EksNode {
    const launchedAt = this.ago(2 * HOUR_MS, 20 * DAY_MS);
    const node = launchNode(this, group, subnet, launchedAt);
    if (!node) throw new RangeError(`${subnet.id} has no room for a node of ${group.name}`);
    const { mean, most, branchMean } = group.load;
    const readyAt = launchedAt + READY_AFTER_MS;
    node.ec2.now = readyAt;
    node.pool.start(group.environment, readyAt);
    const podCount = Math.min(most, Math.max(1, this.random.poisson(mean)));
    for (let pod = 0; pod < podCount; pod++) node.pool.addPod(readyAt);
    for (let branch = this.random.poisson(branchMean); branch > 0; branch--) {
      addBranch(this.account, node, launchedAt + this.random.between(HOUR_MS, 2 * HOUR_MS));
    }
    // A pool that cannot settle, for want of addresses, would be stepped through weeks: its first and last minutes stand for all.
    advancePool(node, readyAt, launchedAt + SETTLING_MS);
    advancePool(node, this.now - SETTLING_MS, this.now);
    return node;
  }
}

import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { addBranch, launchNode } from "@/lib/demo/nodes/launch-node";
import { type CniSettings, type NodeGroup, SHIPPED_SETTINGS } from "@/lib/demo/nodes/node-group";
import type { Random } from "@/lib/demo/random";
import type { Account } from "@/lib/demo/state/account";
import type { SecurityGroup, SubnetState, VpcState } from "@/lib/demo/state/model";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type GroupInput = Pick<NodeGroup, "clusterName" | "name" | "instanceTypes" | "load"> &
  Partial<Omit<NodeGroup, "settings" | "nodes">> & { readonly settings?: Partial<CniSettings> };

/** What the builders of the account share while it is being made. `now` is the account's start time. */
export class Site {
  readonly nodeGroups: NodeGroup[] = [];

  constructor(
    readonly account: Account,
    readonly random: Random,
    readonly now: number,
  ) {}

  securityGroup(name: string): SecurityGroup {
    return { id: this.account.newId("sg"), name };
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
      settings: { ...SHIPPED_SETTINGS, ...input.settings },
      nodes: [],
    };
    this.nodeGroups.push(group);
    return group;
  }

  /** Nodes that have been running for hours or weeks, with their usual pods and a settled pool. */
  runningNodes(group: NodeGroup, subnet: SubnetState, count: number): EksNode[] {
    return Array.from({ length: count }, () => this.runningNode(group, subnet));
  }

  private runningNode(group: NodeGroup, subnet: SubnetState): EksNode {
    const launchedAt = this.now - this.random.between(2 * HOUR, 20 * DAY);
    const node = launchNode(this, group, subnet, launchedAt);
    if (!node) throw new RangeError(`${subnet.id} has no room for a node of ${group.name}`);
    const { mean, most, branchMean } = group.load;
    const podCount = Math.min(most, Math.max(1, this.random.poisson(mean)));
    for (let pod = 0; pod < podCount; pod++) node.pool.addPod();
    for (let branch = this.random.poisson(branchMean); branch > 0; branch--) {
      addBranch(this.account, node, launchedAt + this.random.between(HOUR, 2 * HOUR));
    }
    let at = launchedAt + 12_500;
    while (at < this.now) at = node.pool.step(at);
    return node;
  }
}

import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { PoolEc2 } from "@/lib/demo/pool-model";
import type { Account } from "@/lib/demo/state/account";
import type { EniState, InstanceState, SubnetState, TagList } from "@/lib/demo/state/model";

/** EC2 as the CNI of one node uses it: with the CNI's descriptions and tags (amazon-vpc-cni-k8s pkg/awsutils/awsutils.go). */
export class NodeEc2 implements PoolEc2<EniState> {
  constructor(
    private readonly account: Account,
    private readonly group: NodeGroup,
    private readonly instance: InstanceState,
    /** What the node does, which on Xen is not what the group's settings ask for. */
    private readonly usesPrefixes: boolean,
  ) {}

  createEni(entryCount: number, now: number): { eni: EniState; entries: readonly number[] } | null {
    const { group, instance, account } = this;
    for (const subnet of this.subnetsToTry()) {
      const eni = account.addEni({
        subnet,
        now,
        description: group.origin === "auto-mode" ? "" : `aws-K8S-${instance.id}`,
        groups: group.groups,
        operator: group.operator,
        tags: eniTags(group, instance, now),
        ...(this.usesPrefixes ? { prefixCount: entryCount } : { secondaryCount: entryCount }),
      });
      if (!eni) continue;
      account.attachEni(eni, instance, { device: freeDevice(instance), now });
      return { eni, entries: this.usesPrefixes ? eni.prefixes : eni.secondaries };
    }
    return null;
  }

  assign(eni: EniState, entryCount: number): readonly number[] | null {
    return this.usesPrefixes
      ? this.account.assignPrefixes(eni, entryCount)
      : this.account.assignAddresses(eni, entryCount);
  }

  unassign(eni: EniState, entries: readonly number[]): void {
    if (this.usesPrefixes) this.account.unassignPrefixes(eni, entries);
    else this.account.unassignAddresses(eni, entries);
  }

  deleteEni(eni: EniState): void {
    this.account.deleteEni(eni);
  }

  private subnetsToTry(): readonly SubnetState[] {
    const { group, instance } = this;
    const zone = instance.subnet.zone.name;
    const podSubnet = group.podSubnets?.get(zone);
    if (podSubnet) return [podSubnet];
    const discovered = group.discoveredSubnets.filter((subnet) => subnet.zone.name === zone);
    const available = (subnet: SubnetState): number => subnet.ipv4?.space.availableCount ?? 0;
    return [instance.subnet, ...discovered].sort((a, b) => available(b) - available(a));
  }
}

/**
 * The tags on an ENI of a node: those of the CNI, with the time of creation on ENIs that it made itself and none on the
 * primary; on Auto Mode those of EKS.
 */
export function eniTags(group: NodeGroup, instance: InstanceState, createdAt: number | null): TagList {
  if (group.origin === "auto-mode") {
    return [
      ["eks:eks-cluster-name", group.clusterName],
      ["eks:kubernetes-cni-node-name", instance.id],
    ];
  }
  const cluster: TagList = group.settings.tagsClusterName
    ? [
        ["cluster.k8s.amazonaws.com/name", group.clusterName],
        ["eks:eni:owner", "amazon-vpc-cni"],
      ]
    : [];
  const created: TagList = createdAt === null ? [] : [["node.k8s.amazonaws.com/createdAt", toSeconds(createdAt)]];
  return [...cluster, ["node.k8s.amazonaws.com/instance_id", instance.id], ...created];
}

/** The lowest device number that no ENI on the default network card has. */
export function freeDevice(instance: InstanceState): number {
  const used = new Set(
    instance.enis.flatMap(({ attachment }) =>
      attachment && !attachment.networkCardIndex ? [attachment.deviceIndex] : [],
    ),
  );
  let device = 0;
  while (used.has(device)) device++;
  return device;
}

/** RFC 3339 to the second, as the CNI writes it. */
export const toSeconds = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19)}Z`;

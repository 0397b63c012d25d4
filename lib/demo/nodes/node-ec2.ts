import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { Account } from "@/lib/demo/state/account";
import type { EniState, InstanceState, SubnetState, TagList } from "@/lib/demo/state/model";
import { assignCall, cniCaller, createCall, shortageError } from "@/lib/demo/trail/cni-calls";
import { type CniVersion, cniVersionOf } from "@/lib/demo/trail/cni-version";
import type { TrailCaller } from "@/lib/demo/trail/trail-call";
import type { EntryRequest, NodeEc2 } from "@/lib/domain/ipamd/node-ec2";

/**
 * EC2 as the CNI of one node uses it, with the CNI's descriptions and tags (amazon-vpc-cni-k8s pkg/awsutils/awsutils.go).
 * Entries are offsets in the ENI's subnet. `now` is the time of the calls, which the caller sets before it lets ipamd act.
 */
export class AccountNodeEc2 implements NodeEc2<EniState, SubnetState> {
  now = 0;
  private version: CniVersion;
  private knownCaller: TrailCaller | null = null;

  constructor(
    private readonly account: Account,
    private readonly group: NodeGroup,
    private readonly instance: InstanceState,
  ) {
    this.version = cniVersionOf(instance.id);
  }

  get cniVersion(): CniVersion {
    return this.version;
  }

  /** The node's CNI is of that version, as its calls show from now on. */
  runCniVersion(version: CniVersion): void {
    this.version = version;
    this.knownCaller = null;
  }

  /** Who the CNI of this node is to CloudTrail. */
  get caller(): TrailCaller {
    this.knownCaller ??= cniCaller(this.group, this.instance, this.version);
    return this.knownCaller;
  }

  createNetworkInterface(subnet: SubnetState, request: EntryRequest) {
    const { group, instance, now } = this;
    const { kind, count } = request;
    const description = group.origin === "auto-mode" ? "" : `aws-K8S-${instance.id}`;
    const tags = eniTags(group, instance, now);
    const eni = this.account.addEni({
      subnet,
      now,
      description,
      groups: group.groups,
      operator: group.operator,
      tags,
      ...(kind === "prefix" ? { prefixCount: count } : { secondaryCount: count }),
    });
    if (this.account.trail.takes(now)) {
      const error = eni ? null : shortageError(this.version, subnet, kind);
      const groupIds = group.groups.map(({ id }) => id);
      const parameters = { subnetId: subnet.id, description, groupIds, tags, request };
      this.account.trail.record(createCall({ time: now, caller: this.caller, error }, parameters, eni));
    }
    if (!eni || eni.primary === null) return null;
    return { eni, primaryAddress: eni.primary, entries: kind === "prefix" ? eni.prefixes : eni.secondaries };
  }

  attachNetworkInterface(eni: EniState, device: number): void {
    this.account.attachEni(eni, this.instance, { device, now: this.now });
  }

  assignPrivateIpAddresses(eni: EniState, request: EntryRequest): readonly number[] | null {
    const { account, now } = this;
    const { kind, count } = request;
    const given = kind === "prefix" ? account.assignPrefixes(eni, count) : account.assignAddresses(eni, count);
    if (account.trail.takes(now)) {
      const error = given ? null : shortageError(this.version, eni.subnet, kind);
      account.trail.record(assignCall({ time: now, caller: this.caller, error }, eni.id, request));
    }
    return given;
  }

  unassignPrivateIpAddresses(eni: EniState, kind: EntryRequest["kind"], entries: readonly number[]): void {
    if (kind === "prefix") this.account.unassignPrefixes(eni, entries);
    else this.account.unassignAddresses(eni, entries);
  }

  detachNetworkInterface(eni: EniState): void {
    this.account.detachEni(eni);
  }

  deleteNetworkInterface(eni: EniState): void {
    this.account.deleteEni(eni);
  }

  discoverableSubnets(): readonly SubnetState[] {
    const { group, instance } = this;
    return [
      instance.subnet,
      ...group.discoveredSubnets.filter((subnet) => subnet.zone.name === instance.subnet.zone.name),
    ];
  }

  availableIpAddressCount(subnet: SubnetState): number {
    return subnet.ipv4?.space.availableCount ?? 0;
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
  // aws-node knows the cluster's name, and writes it, only where its environment says it.
  const clusterName = group.environment.CLUSTER_NAME;
  const cluster: TagList =
    clusterName === undefined
      ? []
      : [
          ["cluster.k8s.amazonaws.com/name", clusterName],
          ["eks:eni:owner", "amazon-vpc-cni"],
        ];
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

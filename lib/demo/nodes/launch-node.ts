import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { AccountNodeEc2, eniTags, freeDevice } from "@/lib/demo/nodes/node-ec2";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import { instanceTags } from "@/lib/demo/nodes/node-tags";
import { IpamdPool } from "@/lib/demo/pool-model";
import type { Random } from "@/lib/demo/random";
import { ACCOUNT_ID, type Account } from "@/lib/demo/state/account";
import { type OfferedType, offeredType } from "@/lib/demo/state/instance-types";
import type { EniState, InstanceState, SubnetState } from "@/lib/demo/state/model";
import { createFleetCall, launcherOf, runInstancesCall } from "@/lib/demo/trail/launch-calls";
import type { IpamdNodeSpec } from "@/lib/domain/ipamd/ipamd-node";
import { maxPodsOf, supportsPrefixes } from "@/lib/domain/vpc/max-pods";

/** The account of the service that makes trunk and branch ENIs in eu-west-1, as their RequesterId tells. */
const BRANCH_REQUESTER = "895095153028";

export interface LaunchTools {
  readonly account: Account;
  readonly random: Random;
}

/** Launches a node into a subnet, with its primary ENI and an empty pool; null when the subnet has no address left. */
export function launchNode(tools: LaunchTools, group: NodeGroup, subnet: SubnetState, now: number): EksNode | null {
  const { account, random } = tools;
  if ((subnet.ipv4?.space.availableCount ?? 0) === 0) {
    recordLaunch(account, group, { subnet, instanceType: group.instanceTypes[0] ?? "", instanceIds: null }, now);
    return null;
  }
  const type = offeredType(random.pick(group.instanceTypes));
  const instance = account.addInstance({
    instanceType: type.name,
    subnet,
    launchTime: now,
    tags: instanceTags(group, random),
    groups: group.groups,
    architecture: type.architecture,
    iamProfile: group.origin === "auto-mode" ? null : `eks-${group.clusterName}-node`,
    lifecycle: group.isSpot ? "spot" : null,
    operator: group.operator,
  });
  recordLaunch(account, group, { subnet, instanceType: type.name, instanceIds: [instance.id] }, now);
  addPrimary(account, group, instance, now);
  addFurtherCards(account, group, instance, now);
  const trunk = group.load.branchMean > 0 ? addTrunk(account, group, instance, now) : null;
  const ec2 = new AccountNodeEc2(account, group, instance);
  const pool = new IpamdPool(poolSpec(group, type, instance, ec2));
  const node: EksNode = { group, instance, pool, ec2, trunk, branches: [] };
  group.nodes.push(node);
  return node;
}

interface NodeLaunch {
  readonly subnet: SubnetState;
  readonly instanceType: string;
  readonly instanceIds: readonly string[] | null;
}

/** Karpenter asks for a fleet of one, everybody else runs instances. */
function recordLaunch(account: Account, { origin, clusterName }: NodeGroup, node: NodeLaunch, time: number): void {
  if (!account.trail.takes(time)) return;
  const frame = { time, caller: launcherOf(origin, clusterName) };
  const launch = { ...node, count: 1 };
  account.trail.record(
    origin === "karpenter" ? createFleetCall(frame, [launch]) : runInstancesCall(frame, launch, false),
  );
}

function addPrimary(account: Account, group: NodeGroup, instance: InstanceState, now: number): void {
  const eni = account.addEni({
    subnet: instance.subnet,
    now,
    description: "",
    interfaceType: group.launchInterfaces?.primaryType ?? "interface",
    groups: group.groups,
    operator: group.operator,
    tags: eniTags(group, instance, null),
  });
  if (!eni) throw new RangeError(`${instance.subnet.id} has no address for a node`);
  account.attachEni(eni, instance, { device: 0, now });
}

/** Interfaces on further network cards; an efa-only one has no IP address. All report the device of their own card. */
function addFurtherCards(account: Account, group: NodeGroup, instance: InstanceState, now: number): void {
  for (const { card, device, type } of group.launchInterfaces?.cards ?? []) {
    const eni = account.addEni({
      subnet: instance.subnet,
      now,
      description: "",
      interfaceType: type,
      groups: group.groups,
      primary: type === "efa-only" ? "none" : "any",
    });
    if (eni) account.attachEni(eni, instance, { device, card, now });
  }
}

function addTrunk(account: Account, group: NodeGroup, instance: InstanceState, now: number): EniState | null {
  const eni = account.addEni({
    subnet: group.podSubnets?.get(instance.subnet.zone.name) ?? instance.subnet,
    now,
    description: "aws-k8s-trunk-eni",
    interfaceType: "trunk",
    requesterId: BRANCH_REQUESTER,
    groups: group.groups,
    tags: [
      ["eks:eni:owner", "eks-vpc-resource-controller"],
      [`kubernetes.io/cluster/${group.clusterName}`, "owned"],
    ],
  });
  if (eni) account.attachEni(eni, instance, { device: freeDevice(instance), now });
  return eni;
}

/** A branch ENI for one pod of the node: in use, attached to no instance, tied to its trunk by a tag. */
export function addBranch(account: Account, node: EksNode, now: number): EniState | null {
  const { group, trunk, instance } = node;
  if (!trunk) return null;
  const branch = account.addEni({
    subnet: trunk.subnet,
    now,
    description: "aws-k8s-branch-eni",
    interfaceType: "branch",
    ownerId: ACCOUNT_ID,
    requesterId: BRANCH_REQUESTER,
    groups: group.groups,
    status: "in-use",
    tags: [
      ["eks:eni:owner", "eks-vpc-resource-controller"],
      [`kubernetes.io/cluster/${group.clusterName}`, "owned"],
      ["vpcresources.k8s.aws/trunk-eni-id", trunk.id],
      ["vpcresources.k8s.aws/vlan-id", String(freeVlan(node))],
    ],
  });
  if (branch && instance.state === "running") node.branches.push(branch);
  return branch;
}

function freeVlan({ branches }: EksNode): number {
  const used = new Set(
    branches.map(({ tags }) => Number(tags.find(([key]) => key === "vpcresources.k8s.aws/vlan-id")?.[1])),
  );
  let vlan = 1;
  while (used.has(vlan)) vlan++;
  return vlan;
}

/** What ipamd finds on the instance when it starts: the ENIs of the default card; those of further cards are not its business. */
function poolSpec(
  group: NodeGroup,
  { limits }: OfferedType,
  instance: InstanceState,
  ec2: AccountNodeEc2,
): IpamdNodeSpec<EniState, SubnetState> {
  const usesPrefixes = group.environment.ENABLE_PREFIX_DELEGATION === "true" && supportsPrefixes(limits);
  const maxPods = maxPodsOf(limits, { usesPrefixes, isCustomNetworking: group.podSubnets !== null, maxEni: null });
  const onDefaultCard = instance.enis.filter(({ attachment }) => attachment?.networkCardIndex === 0);
  return {
    limits: {
      maxEnis: limits.maxEnis,
      ipv4PerEni: limits.ipv4PerEni,
      supportsPrefixDelegation: supportsPrefixes(limits),
      maxPods: maxPods ?? Number.POSITIVE_INFINITY,
      supportsTrunk: group.load.branchMean > 0,
    },
    ec2,
    subnet: instance.subnet,
    podSubnet: group.podSubnets?.get(instance.subnet.zone.name) ?? null,
    enis: onDefaultCard.map((eni) => ({
      eni,
      subnet: eni.subnet,
      device: eni.attachment?.deviceIndex ?? 0,
      isTrunk: eni.interfaceType === "trunk",
      primaryAddress: eni.primary ?? 0,
      addresses: eni.secondaries,
      prefixes: eni.prefixes,
    })),
  };
}

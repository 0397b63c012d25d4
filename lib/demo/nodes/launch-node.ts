import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { eniTags, freeDevice, NodeEc2 } from "@/lib/demo/nodes/node-ec2";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import { instanceTags } from "@/lib/demo/nodes/node-tags";
import { type PoolSettings, WarmPool } from "@/lib/demo/pool-model";
import type { Random } from "@/lib/demo/random";
import { ACCOUNT_ID, type Account } from "@/lib/demo/state/account";
import { type OfferedType, offeredType } from "@/lib/demo/state/instance-types";
import type { EniState, InstanceState, SubnetState } from "@/lib/demo/state/model";

/** The account of the service that makes trunk and branch ENIs in eu-west-1, as their RequesterId tells. */
const BRANCH_REQUESTER = "895095153028";

export interface LaunchTools {
  readonly account: Account;
  readonly random: Random;
}

/** Launches a node into a subnet, with its primary ENI and an empty pool; null when the subnet has no address left. */
export function launchNode(tools: LaunchTools, group: NodeGroup, subnet: SubnetState, now: number): EksNode | null {
  if ((subnet.ipv4?.space.availableCount ?? 0) === 0) return null;
  const { account, random } = tools;
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
  const primary = addPrimary(account, group, instance, now);
  addFurtherCards(account, group, instance, now);
  const trunk = group.load.branchMean > 0 ? addTrunk(account, group, instance, now) : null;
  const settings = poolSettings(group, type, trunk !== null);
  const pool = new WarmPool(settings, new NodeEc2(account, group, instance, settings.usesPrefixes), primary, now);
  const node: EksNode = { group, instance, pool, trunk, branches: [] };
  group.nodes.push(node);
  return node;
}

function addPrimary(account: Account, group: NodeGroup, instance: InstanceState, now: number): EniState {
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
  return eni;
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

/** kubelet's usual limit: amazon-eks-ami's max-pods-calculator.sh. */
function maxPodsOf(group: NodeGroup, { limits, vcpuCount }: OfferedType): number {
  const enis = limits.maxEnis - (group.podSubnets ? 1 : 0);
  const perEni = (limits.ipv4PerEni - 1) * (group.settings.usesPrefixes ? 16 : 1);
  return Math.min(enis * perEni + 2, vcpuCount > 30 ? 250 : 110);
}

function poolSettings(group: NodeGroup, type: OfferedType, hasTrunk: boolean): PoolSettings {
  const { limits } = type;
  const cardZeroExtras = (group.launchInterfaces?.cards ?? []).filter(({ card }) => card === 0).length;
  return {
    ...group.settings,
    usesPrefixes: group.settings.usesPrefixes && (limits.hypervisor === "nitro" || limits.isBareMetal),
    usesCustomNetworking: group.podSubnets !== null,
    maxEnis: limits.maxEnis - (hasTrunk ? 1 : 0) - cardZeroExtras,
    slotsPerEni: limits.ipv4PerEni - 1,
    maxPods: maxPodsOf(group, type),
  };
}

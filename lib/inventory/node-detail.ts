import "server-only";
import type { NodeDetail } from "@/lib/domain/api/node";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";
import { isPrimaryEni } from "@/lib/domain/vpc/cni-eni";
import { eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Node } from "@/lib/domain/vpc/node";
import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";
import { branchEni, nodeEni } from "@/lib/inventory/node-eni";

/** An instance with its ENIs, or null when neither DescribeInstances nor an ENI shows it. */
export function nodeDetail(inventory: Inventory, instanceId: string): NodeDetail | null {
  const node = inventory.nodes.get(instanceId);
  if (!node) return null;
  const estimate = inventory.estimateOf(node);
  const { addresses, limits } = estimate;
  return {
    instanceId,
    name: node.name,
    isNode: node.isNode,
    isAutoMode: node.isAutoMode,
    instanceType: node.instance?.instanceType ?? null,
    state: node.instance?.state ?? null,
    clusterName: node.clusterName,
    nodeGroup: node.nodeGroup,
    ...placeOf(inventory, node),
    privateDnsName: node.instance?.privateDnsName ?? null,
    launchTime: node.instance?.launchTime ?? null,
    limits: limits && limitsView(limits),
    maxPods: node.isNode ? estimate.maxPods : null,
    usesPrefixes: estimate.usesPrefixes,
    primaryCount: addresses.primaryCount,
    secondaryCount: addresses.secondaryCount,
    prefixCount: addresses.prefixCount,
    heldAddressCount: addresses.heldCount,
    podRange: estimate.podRange,
    podRangeNote: estimate.podRangeNote,
    warmEstimate: estimate.warmEstimate,
    enis: node.eniRows.map((row) => nodeEni(inventory, row, limits)),
    branchEnis: node.branchRows.map((row) => branchEni(inventory, row)),
    tags: { ...node.instance?.tags },
  };
}

const limitsView = (limits: InstanceTypeLimits): NonNullable<NodeDetail["limits"]> => ({
  maxEnis: limits.maxEnis,
  ipv4PerEni: limits.ipv4PerEni,
  slotsPerEni: limits.ipv4PerEni - 1,
  networkCardCount: limits.networkCardCount,
  hypervisor: limits.hypervisor,
  isBareMetal: limits.isBareMetal,
  from: limits.from,
});

/** Where the instance is: by its own record or, when that is missing, by its primary ENI. */
function placeOf(inventory: Inventory, node: Node) {
  const enis = node.eniRows.map((row) => eniHeadAt(inventory.snapshot.enis, row));
  const primary = enis.find(isPrimaryEni);
  const vpcId = node.instance?.vpcId ?? enis[0]?.vpcId ?? null;
  const subnetId = node.instance?.subnetId ?? primary?.subnetId ?? null;
  const primaryAddress = node.instance?.primaryAddress ?? primary?.primaryAddress ?? null;
  return {
    vpcId,
    vpcName: inventory.vpcs.get(vpcId ?? "")?.name ?? null,
    subnetId,
    subnetName: inventory.subnets.get(subnetId ?? "")?.name ?? null,
    availabilityZone: node.instance?.availabilityZone ?? enis[0]?.availabilityZone ?? null,
    primaryAddress: primaryAddress === null ? null : formatIpv4(primaryAddress),
  };
}

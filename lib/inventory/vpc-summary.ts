import "server-only";
import type { ClassCounts } from "@/lib/domain/api/common";
import type { SubnetSummary, VpcSummary } from "@/lib/domain/api/vpc";
import { formatCidr } from "@/lib/domain/ip/cidr";
import { ADDRESS_CLASSES } from "@/lib/domain/vpc/address-class";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { sumRanges } from "@/lib/domain/vpc/node-estimate";
import type { Vpc } from "@/lib/domain/vpc/snapshot";
import { bySubnetUrgency, nodesInSubnet, subnetSummary } from "@/lib/inventory/subnet-summary";
import { memoByInventory, memoByInventoryAndKey } from "@/lib/inventory/view-memo";

const WORST_SUBNET_COUNT = 5;

/** The summaries of a VPC's subnets, the one that runs out next first. */
export const subnetSummariesOf = memoByInventoryAndKey((inventory, vpcId): readonly SubnetSummary[] =>
  (inventory.subnetsByVpc.get(vpcId) ?? []).map(({ id }) => subnetSummary(inventory, id)).sort(bySubnetUrgency),
);

/** The sum of the known counts; null when there are items and none is known. */
function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  if (known.length === 0 && counts.length > 0) return null;
  return known.reduce((sum, count) => sum + count, 0);
}

function sumClassCounts(subnets: readonly SubnetSummary[]): ClassCounts | null {
  const known = subnets.map(({ classCounts }) => classCounts).filter((counts) => counts !== null);
  if (known.length === 0 && subnets.length > 0) return null;
  return Object.fromEntries(
    ADDRESS_CLASSES.map((name) => [name, known.reduce((sum, counts) => sum + counts[name], 0)]),
  ) as ClassCounts;
}

/** Share used of the subnets whose use is known. */
function utilizationOf(subnets: readonly SubnetSummary[]): number | null {
  const known = subnets.filter(({ utilizationRatio }) => utilizationRatio !== null);
  const usable = known.reduce((sum, { usableAddressCount }) => sum + (usableAddressCount ?? 0), 0);
  const used = known.reduce((sum, { usedAddressCount }) => sum + (usedAddressCount ?? 0), 0);
  return usable === 0 ? null : used / usable;
}

function countsByEnis(inventory: Inventory, subnets: readonly SubnetSummary[]) {
  if (!inventory.areEnisRead) {
    return { classCounts: null, warmEstimate: null, nodeCount: null, eniCount: null, leakedEniCount: null };
  }
  // A node with ENIs in two subnets is one node, and its warm addresses are split between them already.
  const nodeIds = new Set(subnets.flatMap(({ id }) => nodesInSubnet(inventory, id).map((node) => node.instanceId)));
  return {
    classCounts: sumClassCounts(subnets.filter(({ isIpv6Native }) => !isIpv6Native)),
    warmEstimate: sumRanges([...nodeIds].map((id) => warmOf(inventory, id))),
    nodeCount: nodeIds.size,
    eniCount: sumKnown(subnets.map(({ eniCount }) => eniCount)),
    leakedEniCount: sumKnown(subnets.map(({ leakedEniCount }) => leakedEniCount)),
  };
}

function warmOf(inventory: Inventory, instanceId: string) {
  const node = inventory.nodes.get(instanceId);
  return node ? inventory.estimateOf(node).warmEstimate : null;
}

const worstOf = (subnets: readonly SubnetSummary[]): VpcSummary["worstSubnets"] =>
  subnets
    .flatMap(({ id, name, freeAddressCount, usableAddressCount, utilizationRatio }) =>
      freeAddressCount === null || usableAddressCount === null || utilizationRatio === null
        ? []
        : [{ id, name, freeAddressCount, usableAddressCount, utilizationRatio }],
    )
    .slice(0, WORST_SUBNET_COUNT);

/** The counts of subnets by their state; null while the list may not be whole. */
function subnetCounts(inventory: Inventory, subnets: readonly SubnetSummary[]) {
  if (inventory.snapshot.apis.DescribeSubnets.status !== "ok") {
    return { subnetCount: null, subnetsAboveWarningCount: null, subnetsAboveCriticalCount: null };
  }
  const { warningRatio, criticalRatio } = inventory.options.thresholds;
  const countFrom = (ratio: number) =>
    subnets.filter(({ utilizationRatio }) => (utilizationRatio ?? -1) >= ratio).length;
  return {
    subnetCount: subnets.length,
    subnetsAboveWarningCount: countFrom(warningRatio),
    subnetsAboveCriticalCount: countFrom(criticalRatio),
  };
}

/** The sum over subnets that have it; 0 only where all subnets are read and none of them can have it. */
function sumOverIpv4(inventory: Inventory, subnets: readonly SubnetSummary[], counts: readonly (number | null)[]) {
  const isListWhole = inventory.snapshot.apis.DescribeSubnets.status === "ok";
  const known = counts.filter((count) => count !== null);
  const canBeNone = isListWhole && subnets.every(({ isIpv6Native }) => isIpv6Native);
  return known.length === 0 && !canBeNone ? null : known.reduce((sum, count) => sum + count, 0);
}

/** The figures of one VPC; the VPC must be one of the inventory's. */
export const vpcSummary = memoByInventoryAndKey((inventory, vpcId): VpcSummary => {
  const vpc = inventory.vpcs.get(vpcId);
  if (!vpc) throw new RangeError(`no VPC ${vpcId} in the inventory`);
  const subnets = subnetSummariesOf(inventory, vpcId);
  const sumOf = (read: (subnet: SubnetSummary) => number | null) => sumOverIpv4(inventory, subnets, subnets.map(read));
  return {
    ...identityOf(vpc),
    ...subnetCounts(inventory, subnets),
    usableAddressCount: sumOf(({ usableAddressCount }) => usableAddressCount),
    freeAddressCount: sumOf(({ freeAddressCount }) => freeAddressCount),
    utilizationRatio: utilizationOf(subnets),
    ...countsByEnis(inventory, subnets),
    unexplainedAddressCount: inventory.areEnisRead
      ? sumOf(({ unexplainedAddressCount }) => unexplainedAddressCount)
      : null,
    clusterNames: [...new Set(subnets.flatMap(({ clusterNames }) => clusterNames))].sort(),
    worstSubnets: worstOf(subnets),
  };
});

const identityOf = (vpc: Vpc) => ({
  id: vpc.id,
  name: vpc.name,
  ownerId: vpc.ownerId,
  isDefault: vpc.isDefault,
  state: vpc.state,
  cidrs: vpc.cidrs.map(formatCidr),
  ipv6Cidrs: [...vpc.ipv6Cidrs],
});

/** Orders VPCs by what runs out next: by their fullest subnet, then by how many are critical, then by all their use. */
function byVpcUrgency(a: VpcSummary, b: VpcSummary): number {
  const fullest = ({ worstSubnets }: VpcSummary) => worstSubnets[0]?.utilizationRatio ?? -1;
  return (
    fullest(b) - fullest(a) ||
    (b.subnetsAboveCriticalCount ?? 0) - (a.subnetsAboveCriticalCount ?? 0) ||
    (b.utilizationRatio ?? -1) - (a.utilizationRatio ?? -1) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** All VPCs, worst first. */
export const vpcSummaries = memoByInventory((inventory): readonly VpcSummary[] =>
  [...inventory.vpcs.keys()].map((id) => vpcSummary(inventory, id)).sort(byVpcUrgency),
);

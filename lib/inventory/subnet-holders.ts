import "server-only";
import type { ClusterHolder, EniHolder, NodeHolder } from "@/lib/domain/api/subnet";
import { cniCreatedAt } from "@/lib/domain/vpc/cni-eni";
import { eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Node } from "@/lib/domain/vpc/node";
import { sumRanges, warmEstimateIn } from "@/lib/domain/vpc/node-estimate";
import { countAddresses } from "@/lib/inventory/eni-view";

/** Who holds addresses of a subnet, the largest holder first. Every ENI is with a node or among `otherEnis`. */
export interface SubnetHolders {
  readonly clusters: ClusterHolder[];
  readonly nodes: NodeHolder[];
  readonly otherEnis: EniHolder[];
}

/** Arranges the ENIs of a subnet by node (with the branch ENIs behind it), and the rest one by one. */
export function subnetHolders(inventory: Inventory, subnetId: string): SubnetHolders {
  const rowsByNode = new Map<Node, number[]>();
  const otherRows: number[] = [];
  for (const row of inventory.rowsBySubnet.get(subnetId) ?? []) {
    const node = inventory.nodes.get(inventory.owners[row]?.instanceId ?? "");
    if (!node?.isNode) otherRows.push(row);
    else {
      const rows = rowsByNode.get(node);
      if (rows) rows.push(row);
      else rowsByNode.set(node, [row]);
    }
  }
  const byNode = [...rowsByNode].map(([node, rows]) => ({
    node,
    holder: nodeHolder(inventory, node, { rows, subnetId }),
  }));
  return {
    clusters: clusterHolders(inventory, { nodes: byNode.map(({ holder }) => holder), otherRows }),
    nodes: byNode.map(({ holder }) => holder).sort((a, b) => bySize(a, b) || (a.instanceId < b.instanceId ? -1 : 1)),
    otherEnis: otherRows.map((row) => eniHolder(inventory, row)).sort(bySize),
  };
}

const bySize = (a: { addressCount: number }, b: { addressCount: number }): number => b.addressCount - a.addressCount;

function sumCounts(inventory: Inventory, rows: readonly number[]) {
  const sum = { addressCount: 0, attachedAddressCount: 0, prefixCount: 0 };
  for (const row of rows) {
    const counts = countAddresses(inventory.snapshot.enis, row);
    sum.addressCount += counts.addressCount;
    // A branch ENI has no attached addresses; its one address is its own.
    if (inventory.owners[row]?.role !== null) sum.attachedAddressCount += counts.attachedCount;
    sum.prefixCount += counts.prefixCount;
  }
  return sum;
}

interface NodeRows {
  readonly rows: readonly number[];
  readonly subnetId: string;
}

function nodeHolder(inventory: Inventory, node: Node, { rows, subnetId }: NodeRows): NodeHolder {
  const estimate = inventory.estimateOf(node);
  return {
    instanceId: node.instanceId,
    name: node.name,
    instanceType: node.instance?.instanceType ?? null,
    clusterName: node.clusterName,
    nodeGroup: node.nodeGroup,
    eniCount: rows.length,
    ...sumCounts(inventory, rows),
    podRange: estimate.podRange,
    warmEstimate: warmEstimateIn(estimate, subnetId),
  };
}

function eniHolder(inventory: Inventory, row: number): EniHolder {
  const eni = eniHeadAt(inventory.snapshot.enis, row);
  const owner = inventory.owners[row];
  return {
    eniId: eni.id,
    description: eni.description,
    interfaceType: eni.interfaceType,
    status: eni.status,
    addressClass: owner?.primaryClass ?? "unknown",
    serviceKind: owner?.serviceKind ?? null,
    ownerLabel: owner?.label ?? "unknown",
    addressCount: countAddresses(inventory.snapshot.enis, row).addressCount,
    isLeaked: owner?.isLeaked ?? false,
    attachTime: eni.attachment?.attachTime ?? null,
    createdAt: cniCreatedAt(eni.tags),
  };
}

interface ClusterParts {
  readonly nodes: readonly NodeHolder[];
  readonly otherRows: readonly number[];
}

/** Adds the holders up by cluster; control-plane, branch and left-behind ENIs of a cluster count to it. */
function clusterHolders(inventory: Inventory, { nodes, otherRows }: ClusterParts): ClusterHolder[] {
  const names = new Set(nodes.map(({ clusterName }) => clusterName));
  const rowsByName = new Map<string, number[]>();
  for (const row of otherRows) {
    const name = inventory.owners[row]?.clusterName;
    if (!name) continue;
    names.add(name);
    rowsByName.set(name, [...(rowsByName.get(name) ?? []), row]);
  }
  return [...names]
    .map((clusterName): ClusterHolder => {
      const own = nodes.filter((node) => node.clusterName === clusterName);
      const others = sumCounts(inventory, rowsByName.get(clusterName ?? "") ?? []);
      return {
        clusterName,
        nodeCount: own.length,
        addressCount: own.reduce((sum, node) => sum + node.addressCount, others.addressCount),
        attachedAddressCount: own.reduce((sum, node) => sum + node.attachedAddressCount, 0),
        warmEstimate: sumRanges(own.map(({ warmEstimate }) => warmEstimate)),
      };
    })
    .sort(bySize);
}

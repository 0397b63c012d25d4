import "server-only";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { Problem } from "@/lib/domain/problem";
import type { ScopeKind } from "@/lib/domain/simulation/scope-kind";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { isGone, type Node } from "@/lib/domain/vpc/node";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { unknownId } from "@/lib/inventory/resource-id";
import { ScopeNodes } from "@/lib/inventory/scope-nodes";
import { ScopeSubnets } from "@/lib/inventory/scope-subnets";
import { todaysSettings } from "@/lib/inventory/todays-settings";
import { memoByInventoryAndKey } from "@/lib/inventory/view-memo";

export interface ScopeName {
  readonly kind: ScopeKind;
  /** The VPC's or the subnet's id, or the cluster's name. */
  readonly id: string;
}

/**
 * The nodes to simulate and the subnets that they live in, as compact as a browser needs it: every address is an offset
 * in its subnet, and what no simulated node holds is `taken`. Nodes of other clusters, and nodes that cannot be
 * simulated, hold their addresses as taken ones. All subnets of the VPCs concerned are there, so that nodes can move.
 * Kept as long as the snapshot, for the same question.
 */
export const simulationScope = (inventory: Inventory, { kind, id }: ScopeName): ViewResult<SimulationScope> =>
  keptScope(inventory, `${kind} ${id}`);

const keptScope = memoByInventoryAndKey((inventory, key): ViewResult<SimulationScope> => {
  const space = key.indexOf(" ");
  return buildScope(inventory, { kind: key.slice(0, space) as ScopeKind, id: key.slice(space + 1) });
});

function buildScope(inventory: Inventory, name: ScopeName): ViewResult<SimulationScope> {
  const problem = unknownScope(inventory, name);
  if (problem) return { kind: "not-found", problem };
  const nodes = nodesOf(inventory, name);
  const vpcIds = new Set(vpcIdsOf(inventory, name, nodes));
  const subnets = ScopeSubnets.of(inventory, vpcIds);
  if (subnets.kind !== "data") return subnets;
  const { pool, notice } = todaysSettings(inventory, nodes);
  const scopeNodes = new ScopeNodes(inventory, subnets.data, inventory.estimatesUnder(pool));
  for (const node of nodes) scopeNodes.add(node);
  const { takenAt, id: snapshotId } = inventory.snapshot;
  const { assumed, label, env } = pool;
  return {
    kind: "data",
    data: {
      ...name,
      label: labelOf(inventory, name),
      snapshotId,
      takenAt,
      settings: { assumed, label, env: { ...env }, ...(notice !== null && { notice }) },
      clusters: scopeNodes.clusters,
      subnets: subnets.data.describe(scopeNodes.clusters),
      types: scopeNodes.types,
      nodes: scopeNodes.nodes,
      leftOut: scopeNodes.leftOut(),
      notes: [...subnets.data.notes(), ...scopeNodes.notes()],
    },
  };
}

function unknownScope({ vpcs, subnets, nodes }: Inventory, { kind, id }: ScopeName): Problem | null {
  if (kind === "vpc") return vpcs.has(id) ? null : unknownId("vpc", id);
  if (kind === "subnet") return subnets.has(id) ? null : unknownId("subnet", id);
  for (const node of nodes.values()) if (node.clusterName === id && node.isNode) return null;
  return {
    code: "not-found",
    message: `No node of a cluster named ${id} is in the snapshot.`,
    remedy: "Search for the cluster, check account and Region, or refresh if it is new.",
    retryable: false,
  };
}

const shared = ({ snapshot: { enis } }: Inventory, row: number) => enis.shared[enis.sharedIndex[row] ?? -1];

/** In the order of their ids, so that the same nodes have the same numbers in every snapshot. */
function nodesOf(inventory: Inventory, { kind, id }: ScopeName): Node[] {
  const isMeant = (node: Node): boolean => {
    if (kind === "cluster") return node.clusterName === id;
    const key = kind === "vpc" ? "vpcId" : "subnetId";
    return node.eniRows.some((row) => shared(inventory, row)?.[key] === id);
  };
  return [...inventory.nodes.values()]
    .filter((node) => node.isNode && !isGone(node) && isMeant(node))
    .sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
}

function vpcIdsOf(inventory: Inventory, { kind, id }: ScopeName, nodes: readonly Node[]): string[] {
  if (kind === "vpc") return [id];
  const ofNodes = nodes.flatMap((node) => node.eniRows.flatMap((row) => shared(inventory, row)?.vpcId ?? []));
  const ofSubnet = kind === "subnet" ? inventory.subnets.get(id)?.vpcId : null;
  return ofSubnet ? [ofSubnet, ...ofNodes] : ofNodes;
}

function labelOf({ vpcs, subnets }: Inventory, { kind, id }: ScopeName): string {
  if (kind === "cluster") return `cluster ${id}`;
  const name = (kind === "vpc" ? vpcs : subnets).get(id)?.name;
  return name ? `${name} (${id})` : id;
}

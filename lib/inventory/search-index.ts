import "server-only";
import type { SearchResult } from "@/lib/domain/api/node";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { isGone } from "@/lib/domain/vpc/node";
import type { IdKind } from "@/lib/domain/vpc/search-query";
import { memoByInventory } from "@/lib/inventory/view-memo";

/** Something with names that people type, in lower case. */
export interface NamedThing {
  readonly kind: Exclude<SearchResult["kind"], "address">;
  readonly names: readonly string[];
  /** The id; a cluster's name; of an ENI without an id nothing can be linked, so it is not here. */
  readonly id: string;
}

/** All names of the inventory: VPCs, subnets, clusters, instances, and what ENIs of services and detached ones are called. */
export const namedThings = memoByInventory((inventory): readonly NamedThing[] => [
  ...[...clusterNodeCounts(inventory).keys()].map((name) => thing("cluster", [name], name)),
  ...[...inventory.vpcs.values()].flatMap(({ id, name }) => (name ? [thing("vpc", [name], id)] : [])),
  ...[...inventory.subnets.values()].flatMap(({ id, name }) => (name ? [thing("subnet", [name], id)] : [])),
  ...[...inventory.nodes.values()].flatMap((node) =>
    isGone(node) || (!node.name && !node.instance?.privateDnsName)
      ? []
      : [thing(node.isNode ? "node" : "instance", [node.name, node.instance?.privateDnsName], node.instanceId)],
  ),
  ...namedEnis(inventory),
]);

type Names = readonly (string | null | undefined)[];

const thing = (kind: NamedThing["kind"], names: Names, id: string): NamedThing => ({
  kind,
  names: names.flatMap((name) => (name ? [name.toLowerCase()] : [])),
  id,
});

function namedEnis(inventory: Inventory): NamedThing[] {
  const { enis } = inventory.snapshot;
  const things: NamedThing[] = [];
  for (let row = 0; row < enis.count; row++) {
    const id = enis.ids[row];
    const owner = inventory.owners[row];
    const name = enis.tags[row]?.Name;
    // A node's ENIs are found by their node; their own text adds nothing to search by.
    const isOwnText = owner?.role === null && owner.primaryClass !== "branch";
    if (!id || !(isOwnText || name)) continue;
    things.push(thing("eni", isOwnText ? [name, owner.label, enis.descriptions[row]] : [name], id));
  }
  return things;
}

/** `{ cluster name → its nodes }`, clusters that only ENIs show included. */
export const clusterNodeCounts = memoByInventory((inventory): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const node of inventory.nodes.values()) {
    if (node.isNode && node.clusterName !== null && !isGone(node)) {
      counts.set(node.clusterName, (counts.get(node.clusterName) ?? 0) + 1);
    }
  }
  for (const { clusterName } of inventory.owners) {
    if (clusterName !== null && !counts.has(clusterName)) counts.set(clusterName, 0);
  }
  return counts;
});

/** `{ ENI id → row }` */
export const rowByEniId = memoByInventory((inventory): ReadonlyMap<string, number> => {
  const rows = new Map<string, number>();
  inventory.snapshot.enis.ids.forEach((id, row) => {
    if (id !== null) rows.set(id, row);
  });
  return rows;
});

/** `{ kind → ids }`, sorted, so that a beginning is found without reading them all. */
export const sortedIds = memoByInventory(
  (inventory): Readonly<Record<IdKind, readonly string[]>> => ({
    vpc: [...inventory.vpcs.keys()].sort(),
    subnet: [...inventory.subnets.keys()].sort(),
    instance: [...inventory.nodes.keys()].sort(),
    eni: [...rowByEniId(inventory).keys()].sort(),
  }),
);

/** The stretch of sorted ids that begin so. */
export function idsBeginningWith(ids: readonly string[], beginning: string): readonly string[] {
  const from = firstPlace(ids, (id) => id >= beginning);
  return ids.slice(
    from,
    firstPlace(ids, (id) => id >= beginning && !id.startsWith(beginning)),
  );
}

/** The first place at which the test holds; it must hold at all places after that. The length when it holds nowhere. */
function firstPlace(ids: readonly string[], holds: (id: string) => boolean): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ids[middle] ?? "")) high = middle;
    else low = middle + 1;
  }
  return low;
}

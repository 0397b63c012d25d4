import "server-only";
import { memo, memoByKey } from "@/lib/domain/memo";
import { type NodeSubnets, onlySubnetOfNode } from "@/lib/domain/shortage/event-subnet";
import { NO_LOOKUPS, type RecordLookups } from "@/lib/domain/shortage/note-record";
import { eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { memoByInventory } from "@/lib/inventory/view-memo";

/** What the present snapshot tells of ENIs and nodes; earlier and created ENIs are the store's to know. */
export const recordLookups = memoByInventory((inventory): RecordLookups => {
  const index = memo(() => indexEnis(inventory));
  const onlySubnetOf = memoByKey((instanceId: string): string | null => {
    const node = index().byNode.get(instanceId);
    return node && inventory.areEnisRead ? onlySubnetOfNode(node, [...index().byNode.values()]) : null;
  });
  return {
    ...NO_LOOKUPS,
    subnetOfEni: (eniId) => index().byEni.get(eniId)?.subnetId ?? null,
    nodeOfEni: (eniId) => index().byEni.get(eniId)?.nodeId ?? null,
    onlySubnetOfInstance: onlySubnetOf,
    clusterOfInstance: (instanceId) => inventory.nodes.get(instanceId)?.clusterName ?? null,
  };
});

function indexEnis(inventory: Inventory) {
  const byEni = new Map<string, { readonly subnetId: string | null; readonly nodeId: string | null }>();
  const subnetsByNode = new Map<string, string[]>();
  for (let row = 0; row < inventory.snapshot.enis.count; row++) {
    const eni = eniHeadAt(inventory.snapshot.enis, row);
    const owner = inventory.owners[row];
    const node = inventory.nodes.get(owner?.instanceId ?? "");
    const isNodes = node?.isNode === true && owner?.role !== null;
    if (eni.id !== null) byEni.set(eni.id, { subnetId: eni.subnetId, nodeId: isNodes ? node.instanceId : null });
    if (!isNodes || eni.subnetId === null) continue;
    const subnetIds = subnetsByNode.get(node.instanceId);
    if (subnetIds) subnetIds.push(eni.subnetId);
    else subnetsByNode.set(node.instanceId, [eni.subnetId]);
  }
  const byNode = new Map<string, NodeSubnets>();
  for (const [instanceId, subnetIds] of subnetsByNode) {
    const clusterName = inventory.nodes.get(instanceId)?.clusterName ?? null;
    byNode.set(instanceId, { instanceId, clusterName, subnetIds });
  }
  return { byEni, byNode };
}

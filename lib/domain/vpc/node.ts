import { cniInstanceId, EKS_PRINCIPAL, marksNode } from "@/lib/domain/vpc/cni-eni";
import { clusterNameOf, hasAutoModeTags, hasNodeTags, nodeGroupOf } from "@/lib/domain/vpc/eks-tags";
import type { EniOwner } from "@/lib/domain/vpc/eni-owner";
import { type EniHead, type EniTable, eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Instance, Snapshot } from "@/lib/domain/vpc/snapshot";

/** An instance with what its ENIs and tags tell about it. Known by its ENIs alone where DescribeInstances is missing. */
export interface Node {
  readonly instanceId: string;
  /** EC2's record; null when DescribeInstances did not give it. */
  readonly instance: Instance | null;
  readonly name: string | null;
  /** False: no tag and no ENI marks the instance as a Kubernetes node. */
  readonly isNode: boolean;
  readonly isAutoMode: boolean;
  readonly clusterName: string | null;
  readonly nodeGroup: string | null;
  /** Rows of the instance's own ENIs in device order: by network card, then by device index; unknown ones last. */
  readonly eniRows: readonly number[];
  /** Rows of the branch ENIs behind its trunk. */
  readonly branchRows: readonly number[];
}

/** What all ENIs together tell about instances, before any owner is known. */
export interface NodeMarks {
  /** Instances that an ENI marks as Kubernetes nodes. */
  readonly nodeIds: ReadonlySet<string>;
  readonly autoModeIds: ReadonlySet<string>;
  /** `{ trunk ENI → its instance }` */
  readonly trunks: ReadonlyMap<string, string>;
}

const isAutoModeEni = (eni: EniHead): boolean =>
  hasAutoModeTags(eni.tags) || (eni.operatorManaged === true && eni.operatorPrincipal === EKS_PRINCIPAL);

/** Reads every ENI once for the instances that it marks; tags of instances are not looked at here. */
export function readNodeMarks(table: EniTable): NodeMarks {
  const nodeIds = new Set<string>();
  const autoModeIds = new Set<string>();
  const trunks = new Map<string, string>();
  for (let row = 0; row < table.count; row++) {
    const eni = eniHeadAt(table, row);
    const attachedTo = eni.attachment?.instanceId ?? null;
    if (attachedTo !== null && eni.interfaceType === "trunk" && eni.id !== null) trunks.set(eni.id, attachedTo);
    const instanceId = attachedTo ?? cniInstanceId(eni);
    if (instanceId === null || !marksNode(eni)) continue;
    nodeIds.add(instanceId);
    if (isAutoModeEni(eni)) autoModeIds.add(instanceId);
  }
  return { nodeIds, autoModeIds, trunks };
}

/** Whether the instance is a Kubernetes node by its own tags or by an ENI on it. */
export const isMarkedNode = (marks: NodeMarks, instance: Instance | undefined, instanceId: string): boolean =>
  marks.nodeIds.has(instanceId) || (instance !== undefined && hasNodeTags(instance.tags));

interface Rows {
  readonly own: number[];
  readonly branches: number[];
}

/** `{ instance → rows of its ENIs }` in the table's order; `owners` has one owner a row. */
function rowsByInstance(owners: readonly EniOwner[]): Map<string, Rows> {
  const rows = new Map<string, Rows>();
  owners.forEach((owner, row) => {
    if (owner.instanceId === null) return;
    let entry = rows.get(owner.instanceId);
    if (!entry) {
      entry = { own: [], branches: [] };
      rows.set(owner.instanceId, entry);
    }
    (owner.role === null ? entry.branches : entry.own).push(row);
  });
  return rows;
}

function inDeviceOrder(table: EniTable, rows: readonly number[]): readonly number[] {
  const place = (row: number): number => {
    const attachment = table.attachments[row];
    if (!attachment) return Number.MAX_SAFE_INTEGER;
    return attachment.networkCardIndex * 1000 + (attachment.deviceIndex ?? 999);
  };
  return rows.length < 2 ? rows : [...rows].sort((a, b) => place(a) - place(b) || a - b);
}

const firstKnown = (values: Iterable<string | null>): string | null => {
  for (const value of values) if (value !== null) return value;
  return null;
};

/**
 * All instances that the snapshot shows, by DescribeInstances or by an ENI that is theirs: `{ instance id → Node }`.
 * Terminated instances that EC2 still lists are among them, usually without ENIs.
 */
export function deriveNodes(
  snapshot: Snapshot,
  owners: readonly EniOwner[],
  marks: NodeMarks,
): ReadonlyMap<string, Node> {
  const rows = rowsByInstance(owners);
  const instances = new Map(snapshot.instances.map((instance) => [instance.id, instance]));
  const nodes = new Map<string, Node>();
  for (const instanceId of new Set([...instances.keys(), ...rows.keys()])) {
    const instance = instances.get(instanceId);
    const { own, branches } = rows.get(instanceId) ?? { own: [], branches: [] };
    const eniRows = inDeviceOrder(snapshot.enis, own);
    const isNode = isMarkedNode(marks, instance, instanceId);
    const clusterByEni = () => firstKnown([...eniRows, ...branches].map((row) => owners[row]?.clusterName ?? null));
    nodes.set(instanceId, {
      instanceId,
      instance: instance ?? null,
      name: instance?.name ?? null,
      isNode,
      isAutoMode: marks.autoModeIds.has(instanceId) || (isNode && instance?.isOperatorManaged === true),
      clusterName: (instance && clusterNameOf(instance.tags)) ?? clusterByEni(),
      nodeGroup: isNode && instance ? nodeGroupOf(instance.tags) : null,
      eniRows,
      branchRows: branches,
    });
  }
  return nodes;
}

/** Terminated instances linger in EC2's answers for about an hour; they hold nothing. */
export const isGone = (node: Node): boolean =>
  (node.instance?.state === "terminated" || node.instance?.state === "shutting-down") && node.eniRows.length === 0;

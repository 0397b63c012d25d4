"use client";

import { nodeHref } from "@/app/subnets/[subnetId]/_components/pinned-address";
import { type NODE_COLUMNS, nodeTable } from "@/app/subnets/[subnetId]/search-params";
import { Anchor } from "@/components/ui/anchor";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Range } from "@/components/ui/figures";
import type { CountRange } from "@/lib/domain/api/common";
import type { NodeHolder } from "@/lib/domain/api/subnet";
import { formatRange, formatShare } from "@/lib/format";

interface NodeTableProps {
  readonly subnetId: string;
  readonly usableCount: number | null;
  readonly nodes: readonly NodeHolder[];
}

type NodeColumn = Column<NodeHolder, (typeof NODE_COLUMNS)[number]>;

const NO_RANGE = "the pool of this instance has no known bounds";

const rangeColumn = (
  id: "pods" | "warm",
  header: string,
  note: string,
  rangeOf: (node: NodeHolder) => CountRange | null,
): NodeColumn => ({
  id,
  header,
  note,
  align: "end",
  value: (node) => {
    const range = rangeOf(node);
    return range === null ? null : formatRange(range);
  },
  sortValue: (node) => rangeOf(node)?.high ?? null,
  cell: (node) => <Range range={rangeOf(node)} because={NO_RANGE} />,
});

const columnsOf = (usableCount: number | null): readonly NodeColumn[] => [
  {
    id: "node",
    header: "Node",
    value: ({ instanceId, name }) => (name === null ? instanceId : `${instanceId} ${name}`),
    cell: ({ instanceId, name }) => (
      <>
        <Anchor href={nodeHref(instanceId, null)} className="text-accent hover:underline">
          {instanceId}
        </Anchor>
        {name === null ? null : <span className="ml-2 text-muted">{name}</span>}
      </>
    ),
  },
  {
    id: "type",
    header: "Type",
    value: ({ instanceType }) => instanceType,
    because: "DescribeInstances did not tell it",
  },
  {
    id: "cluster",
    header: "Cluster / node group",
    value: ({ clusterName, nodeGroup }) =>
      clusterName === null ? null : nodeGroup === null ? clusterName : `${clusterName} / ${nodeGroup}`,
    because: "no tag names a cluster",
  },
  { id: "enis", header: "ENIs", align: "end", value: ({ eniCount }) => eniCount },
  {
    id: "addresses",
    header: "Addresses",
    note: "Addresses of this subnet that the node's ENIs hold",
    align: "end",
    value: ({ addressCount }) => addressCount,
  },
  {
    id: "share",
    header: "Share",
    note: "Of the subnet's usable addresses",
    align: "end",
    value: ({ addressCount }) => (usableCount === null || usableCount === 0 ? null : addressCount / usableCount),
    cell: ({ addressCount }) =>
      usableCount === null || usableCount === 0 ? "" : formatShare(addressCount / usableCount),
  },
  {
    id: "attached",
    header: "For pods",
    note: "Secondary addresses and addresses in prefixes",
    align: "end",
    value: ({ attachedAddressCount }) => attachedAddressCount,
  },
  { id: "prefixes", header: "Prefixes", align: "end", value: ({ prefixCount }) => prefixCount },
  rangeColumn("pods", "Pods", "At how many pods the node's pool can rest as it is", ({ podRange }) => podRange),
  rangeColumn(
    "warm",
    "Warm",
    "Held for pods that are not there, at least and at most",
    ({ warmEstimate }) => warmEstimate,
  ),
];

/** Who holds addresses of the subnet, node by node. */
export function NodeTable({ subnetId, usableCount, nodes }: NodeTableProps) {
  return (
    <DataTable
      label="Nodes that hold addresses of this subnet"
      rows={nodes}
      columns={columnsOf(usableCount)}
      rowKey={({ instanceId }) => instanceId}
      state={nodeTable}
      fileName={`nodes-of-${subnetId}`}
      empty="No EKS node holds an address of this subnet."
    />
  );
}

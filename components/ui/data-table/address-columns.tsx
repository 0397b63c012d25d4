import type { ReactNode } from "react";
import { ClassBar } from "@/components/ui/class-bar";
import type { Column } from "@/components/ui/data-table/column";
import { Count } from "@/components/ui/figures";
import { Missing } from "@/components/ui/missing";
import { NO_ENIS, NO_FREE } from "@/components/ui/not-read";
import { SeverityShare } from "@/components/ui/severity-share";
import { Warm } from "@/components/ui/warm";
import type { SubnetSummary, VpcSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";

/** What a VPC and a subnet tell alike of their addresses. */
type AddressFigures = Pick<
  VpcSummary & SubnetSummary,
  | "utilizationRatio"
  | "classCounts"
  | "unexplainedAddressCount"
  | "warmEstimate"
  | "nodeCount"
  | "clusterNames"
  | "eniCount"
>;

type AddressColumn = "used" | "addresses" | "warm" | "nodes" | "clusters" | "unexplained";

type Cell<Row> = (row: Row) => ReactNode;

/**
 * The columns that VPCs and subnets share, by id: each table sets them in its own order. `guard` goes around the cells
 * of the addresses, for rows that have none.
 */
export function addressColumns<Row extends AddressFigures>(
  thresholds: Thresholds,
  guard: (cell: Cell<Row>) => Cell<Row> = (cell) => cell,
) {
  return {
    used: {
      id: "used",
      header: "Used",
      note: "Share of the usable addresses that is taken",
      align: "end",
      value: (row) => row.utilizationRatio,
      cell: guard((row) => <SeverityShare ratio={row.utilizationRatio} thresholds={thresholds} because={NO_FREE} />),
    },
    addresses: {
      id: "addresses",
      header: "Addresses by class",
      isSortable: false,
      isExported: false,
      value: () => null,
      cell: guard(({ classCounts, unexplainedAddressCount }) =>
        classCounts === null ? (
          <Missing because={NO_ENIS} />
        ) : (
          <ClassBar counts={classCounts} unexplainedCount={unexplainedAddressCount ?? 0} />
        ),
      ),
    },
    warm: {
      id: "warm",
      header: "Warm",
      note: "Addresses that nodes hold without a pod; an estimate from the CNI's settings",
      align: "end",
      value: ({ warmEstimate }) => warmEstimate?.high ?? null,
      isExported: false,
      cell: guard(({ warmEstimate, nodeCount }) => <Warm estimate={warmEstimate} nodeCount={nodeCount} />),
    },
    nodes: { id: "nodes", header: "Nodes", align: "end", value: ({ nodeCount }) => nodeCount, because: NO_ENIS },
    clusters: {
      id: "clusters",
      header: "Clusters",
      // Without ENIs no node is told from another instance, so that no name is not the same as no cluster.
      value: ({ clusterNames, nodeCount }) =>
        nodeCount === null && clusterNames.length === 0 ? null : clusterNames.join(", "),
      because: NO_ENIS,
    },
    unexplained: {
      id: "unexplained",
      header: "Unexplained",
      note: "Addresses taken according to EC2 that no visible ENI explains",
      align: "end",
      value: (row) => row.unexplainedAddressCount,
      cell: guard((row) => <Count value={row.unexplainedAddressCount} because={NO_ENIS} />),
    },
  } satisfies { readonly [Id in AddressColumn]: Column<Row, Id> };
}

/** The same figures in the exports, where a range is two columns. */
export function addressExportColumns<Row extends AddressFigures>() {
  return {
    warm: [
      { id: "warmLow", header: "warm, at least", value: ({ warmEstimate }) => warmEstimate?.low ?? null },
      { id: "warmHigh", header: "warm, at most", value: ({ warmEstimate }) => warmEstimate?.high ?? null },
    ],
    enis: { id: "enis", header: "ENIs", value: ({ eniCount }) => eniCount },
  } satisfies { readonly warm: readonly Column<Row>[]; readonly enis: Column<Row> };
}

"use client";

import { worstOf } from "@/app/_components/worst-of";
import { WorstSubnets } from "@/app/_components/worst-subnets";
import { type VpcColumn, vpcTable } from "@/app/search-params";
import { ShortageCount } from "@/components/events/shortage-count";
import { type ShortageBrief, vpcShortages } from "@/components/events/shortage-figures";
import { ClassBar } from "@/components/ui/class-bar";
import { classColumns } from "@/components/ui/data-table/class-columns";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Count } from "@/components/ui/figures";
import { Missing } from "@/components/ui/missing";
import { NotApplicable } from "@/components/ui/not-applicable";
import { ResourceName } from "@/components/ui/resource-name";
import { SeverityShare } from "@/components/ui/severity-share";
import { Tag } from "@/components/ui/tag";
import { Warm } from "@/components/ui/warm";
import type { VpcSummary } from "@/lib/domain/api/vpc";

interface VpcTableProps {
  readonly vpcs: readonly VpcSummary[];
  readonly shortages: ShortageBrief;
  readonly thresholds: { readonly warningRatio: number; readonly criticalRatio: number };
  readonly emptyBecause: string;
}

const NO_ENIS = "network interfaces or instances could not be read";
const NO_FREE = "EC2 did not say how many addresses are free";

/** What does not depend on the page. */
const SIZE_COLUMNS: readonly Column<VpcSummary, VpcColumn>[] = [
  { id: "nodes", header: "Nodes", align: "end", value: (vpc) => vpc.nodeCount, because: NO_ENIS },
  {
    id: "clusters",
    header: "Clusters",
    // Without ENIs no node is told from another instance, so that no name is not the same as no cluster.
    value: ({ clusterNames, nodeCount }) =>
      nodeCount === null && clusterNames.length === 0 ? null : clusterNames.join(", "),
    because: NO_ENIS,
  },
  {
    id: "leaked",
    header: "Leaked",
    note: "ENIs that the CNI left behind, attached to nothing",
    align: "end",
    value: (vpc) => vpc.leakedEniCount,
    because: NO_ENIS,
  },
  {
    id: "unexplained",
    header: "Unexplained",
    note: "Addresses taken according to EC2 that no visible ENI explains",
    align: "end",
    value: (vpc) => vpc.unexplainedAddressCount,
    because: NO_ENIS,
  },
  { id: "cidrs", header: "CIDR", value: ({ cidrs }) => cidrs.join(" ") },
];

function columnsOf(
  thresholds: VpcTableProps["thresholds"],
  shortages: ShortageBrief,
): readonly Column<VpcSummary, VpcColumn>[] {
  return [
    {
      id: "vpc",
      header: "VPC",
      value: ({ name, id }) => name ?? id,
      cell: ({ name, id, isDefault }) => (
        <ResourceName href={`/vpcs/${id}`} name={name} id={id} what="VPC id">
          {isDefault ? <Tag>default</Tag> : null}
        </ResourceName>
      ),
    },
    {
      id: "worst",
      header: "Runs out next",
      note: "The subnet whose calls fail, else the one with the largest share used, and how many more have passed the warning",
      value: (vpc) =>
        worstOf(vpc, shortages)
          .map(({ name, id }) => name ?? id)
          .join(", "),
      sortValue: (vpc) => worstOf(vpc, shortages)[0]?.urgency ?? null,
      cell: (vpc) => <WorstSubnets vpc={vpc} shortages={shortages} thresholds={thresholds} />,
    },
    {
      id: "shortages",
      header: "Shortages 24 h",
      note: "Calls that failed for want of addresses, folded into incidents; from CloudTrail",
      value: ({ id }) => vpcShortages(shortages, id)?.incidentCount ?? (shortages.because === null ? 0 : null),
      sortValue: ({ id }) => vpcShortages(shortages, id)?.windowCount ?? (shortages.because === null ? 0 : null),
      cell: ({ id, name }) => (
        <ShortageCount
          figures={vpcShortages(shortages, id)}
          brief={shortages}
          href={`/events?vpc=${id}`}
          of={`VPC ${name ?? id}`}
        />
      ),
    },
    {
      id: "free",
      header: "Free",
      align: "end",
      value: (vpc) => vpc.freeAddressCount,
      cell: (vpc) => <Count value={vpc.freeAddressCount} because={NO_FREE} />,
    },
    {
      id: "usable",
      header: "Usable",
      note: "Addresses of all its subnets, less the five that AWS keeps in each",
      align: "end",
      value: (vpc) => vpc.usableAddressCount,
      because: NO_FREE,
    },
    {
      id: "used",
      header: "Used",
      note: "Share of the usable addresses that is taken",
      align: "end",
      value: (vpc) => vpc.utilizationRatio,
      cell: (vpc) =>
        vpc.usableAddressCount === 0 ? (
          <NotApplicable because="No IPv4 subnet" />
        ) : (
          <SeverityShare ratio={vpc.utilizationRatio} thresholds={thresholds} because={NO_FREE} />
        ),
    },
    {
      id: "addresses",
      header: "Addresses by class",
      isSortable: false,
      isExported: false,
      value: () => null,
      cell: (vpc) =>
        vpc.classCounts === null ? (
          <Missing because={NO_ENIS} />
        ) : (
          <ClassBar counts={vpc.classCounts} unexplainedCount={vpc.unexplainedAddressCount ?? 0} />
        ),
    },
    {
      id: "warm",
      header: "Warm",
      note: "Addresses that nodes hold without a pod; an estimate from the CNI's settings",
      align: "end",
      value: (vpc) => vpc.warmEstimate?.high ?? null,
      isExported: false,
      cell: (vpc) => <Warm estimate={vpc.warmEstimate} nodeCount={vpc.nodeCount} />,
    },
    ...SIZE_COLUMNS,
  ];
}

const exportColumns: readonly Column<VpcSummary>[] = [
  { id: "id", header: "id", value: ({ id }) => id },
  { id: "accountId", header: "account", value: ({ ownerId }) => ownerId },
  { id: "warmLow", header: "warm, at least", value: ({ warmEstimate }) => warmEstimate?.low ?? null },
  { id: "warmHigh", header: "warm, at most", value: ({ warmEstimate }) => warmEstimate?.high ?? null },
  { id: "subnets", header: "subnets", value: ({ subnetCount }) => subnetCount },
  { id: "enis", header: "ENIs", value: ({ eniCount }) => eniCount },
  ...classColumns<VpcSummary>(),
];

export function VpcTable({ vpcs, shortages, thresholds, emptyBecause }: VpcTableProps) {
  return (
    <DataTable
      label="VPCs"
      rows={vpcs}
      columns={columnsOf(thresholds, shortages)}
      exportColumns={exportColumns}
      rowKey={({ id }) => id}
      state={vpcTable}
      fileName="vpcs"
      empty={emptyBecause}
    />
  );
}

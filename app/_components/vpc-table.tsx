"use client";

import { worstOf } from "@/app/_components/worst-of";
import { WorstSubnets } from "@/app/_components/worst-subnets";
import { type VpcColumn, vpcTable } from "@/app/search-params";
import { ShortageCount } from "@/components/events/shortage-count";
import { type ShortageBrief, vpcShortages } from "@/components/events/shortage-figures";
import { addressColumns, addressExportColumns } from "@/components/ui/data-table/address-columns";
import { classColumns } from "@/components/ui/data-table/class-columns";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Count } from "@/components/ui/figures";
import { NotApplicable } from "@/components/ui/not-applicable";
import { NO_ENIS, NO_FREE } from "@/components/ui/not-read";
import { ResourceName } from "@/components/ui/resource-name";
import { Tag } from "@/components/ui/tag";
import type { VpcSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";

interface VpcTableProps {
  readonly vpcs: readonly VpcSummary[];
  readonly shortages: ShortageBrief;
  readonly thresholds: Thresholds;
  readonly emptyBecause: string;
}

const leaked: Column<VpcSummary, VpcColumn> = {
  id: "leaked",
  header: "Leaked",
  note: "ENIs that the CNI left behind, attached to nothing",
  align: "end",
  value: (vpc) => vpc.leakedEniCount,
  because: NO_ENIS,
};

function columnsOf(thresholds: Thresholds, shortages: ShortageBrief): readonly Column<VpcSummary, VpcColumn>[] {
  const { used, addresses, warm, nodes, clusters, unexplained } = addressColumns<VpcSummary>(thresholds);
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
      ...used,
      cell: (vpc) => (vpc.usableAddressCount === 0 ? <NotApplicable because="No IPv4 subnet" /> : used.cell(vpc)),
    },
    addresses,
    warm,
    nodes,
    clusters,
    leaked,
    unexplained,
    { id: "cidrs", header: "CIDR", value: ({ cidrs }) => cidrs.join(" ") },
  ];
}

const exported = addressExportColumns<VpcSummary>();
const exportColumns: readonly Column<VpcSummary>[] = [
  { id: "id", header: "id", value: ({ id }) => id },
  { id: "accountId", header: "account", value: ({ ownerId }) => ownerId },
  ...exported.warm,
  { id: "subnets", header: "subnets", value: ({ subnetCount }) => subnetCount },
  exported.enis,
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

"use client";

import { type VpcColumn, vpcTable } from "@/app/search-params";
import { Anchor } from "@/components/ui/anchor";
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
import { formatCount } from "@/lib/format";

interface VpcTableProps {
  readonly vpcs: readonly VpcSummary[];
  readonly thresholds: { readonly warningRatio: number; readonly criticalRatio: number };
  readonly emptyBecause: string;
}

const NO_ENIS = "network interfaces or instances could not be read";
const NO_FREE = "EC2 did not say how many addresses are free";

function columnsOf(thresholds: VpcTableProps["thresholds"]): readonly Column<VpcSummary, VpcColumn>[] {
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
      note: "The subnet with the largest share used, and how many more have passed the warning",
      value: (vpc) => vpc.worstSubnets.map(({ name, id }) => name ?? id).join(", "),
      sortValue: (vpc) => vpc.worstSubnets[0]?.utilizationRatio ?? null,
      cell: (vpc) => <WorstSubnets vpc={vpc} thresholds={thresholds} />,
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
    { id: "nodes", header: "Nodes", align: "end", value: (vpc) => vpc.nodeCount, because: NO_ENIS },
    { id: "clusters", header: "Clusters", value: ({ clusterNames }) => clusterNames.join(", ") },
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
}

/** The worst subnet, and how many more have passed the warning. */
function WorstSubnets({ vpc, thresholds }: { readonly vpc: VpcSummary } & Pick<VpcTableProps, "thresholds">) {
  const worst = vpc.worstSubnets[0];
  if (vpc.subnetCount === null) return <Missing because="the subnets could not be read" />;
  if (worst === undefined) {
    return vpc.subnetCount === 0 ? (
      <span className="text-muted">no subnets</span>
    ) : (
      <NotApplicable because="No IPv4 subnet" />
    );
  }
  const moreCount = Math.max(0, (vpc.subnetsAboveWarningCount ?? 0) - 1);
  return (
    <>
      <Anchor
        href={`/subnets/${worst.id}`}
        title={worst.name === null ? worst.id : `${worst.name} (${worst.id})`}
        className="inline-block max-w-52 truncate align-bottom text-accent hover:underline"
      >
        {worst.name ?? worst.id}
      </Anchor>{" "}
      <span className="text-muted">{formatCount(worst.freeAddressCount)} free,</span>{" "}
      <SeverityShare ratio={worst.utilizationRatio} thresholds={thresholds} because={NO_FREE} />
      {moreCount === 0 ? null : <span className="text-muted"> and {formatCount(moreCount)} more</span>}
    </>
  );
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

export function VpcTable({ vpcs, thresholds, emptyBecause }: VpcTableProps) {
  return (
    <DataTable
      label="VPCs"
      rows={vpcs}
      columns={columnsOf(thresholds)}
      exportColumns={exportColumns}
      rowKey={({ id }) => id}
      state={vpcTable}
      fileName="vpcs"
      empty={emptyBecause}
    />
  );
}

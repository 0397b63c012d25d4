"use client";

import { subnetColumns, subnetExportColumns } from "@/app/vpcs/[vpcId]/_components/subnet-columns";
import { subnetTable } from "@/app/vpcs/[vpcId]/search-params";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import { DataTable } from "@/components/ui/data-table/data-table";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";

interface SubnetTableProps {
  readonly subnets: readonly SubnetSummary[];
  readonly thresholds: Thresholds;
  readonly shortages: ShortageBrief;
  readonly vpcId: string;
}

export function SubnetTable({ subnets, thresholds, shortages, vpcId }: SubnetTableProps) {
  return (
    <DataTable
      label="Subnets"
      rows={subnets}
      columns={subnetColumns(thresholds, shortages)}
      exportColumns={subnetExportColumns}
      rowKey={({ id }) => id}
      state={subnetTable}
      fileName={`subnets-${vpcId}`}
      empty="The subnets of this VPC could not be read."
    />
  );
}

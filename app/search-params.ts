import { createLoader, parseAsString } from "nuqs/server";
import { tableState } from "@/components/ui/data-table/table-state";

export const VPC_COLUMNS = [
  "vpc",
  "cidrs",
  "usable",
  "free",
  "used",
  "addresses",
  "warm",
  "worst",
  "clusters",
  "nodes",
  "leaked",
  "unexplained",
] as const;
export type VpcColumn = (typeof VPC_COLUMNS)[number];

export const vpcTable = tableState<VpcColumn>({
  name: "",
  columns: VPC_COLUMNS,
  sort: { column: "used", direction: "desc" },
});

/** `cluster`: only the VPCs in which that cluster has nodes. */
export const loadSearchParams = createLoader({ cluster: parseAsString });

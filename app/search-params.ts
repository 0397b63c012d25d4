import { tableState } from "@/components/ui/data-table/table-state";
import { textParam } from "@/components/url-state/url-param";

const VPC_COLUMNS = [
  "vpc",
  "worst",
  "shortages",
  "free",
  "usable",
  "used",
  "addresses",
  "warm",
  "nodes",
  "clusters",
  "leaked",
  "unexplained",
  "cidrs",
] as const;
export type VpcColumn = (typeof VPC_COLUMNS)[number];

/**
 * First the VPCs in which calls fail now for want of addresses, then those in which they failed today, then by the fullest
 * subnet: the VPC's own share would hide one full subnet among empty ones.
 */
export const vpcTable = tableState<VpcColumn>({
  name: "",
  columns: VPC_COLUMNS,
  sort: { column: "worst", direction: "desc" },
});

/** `cluster`: only the VPCs in which that cluster has nodes. */
export const overviewParams = { cluster: textParam };

import { HEAT_MEASURES } from "@/components/heatmap/heat-measures";
import { tableState } from "@/components/ui/data-table/table-state";
import { choiceParam } from "@/components/url-state/url-param";

const SUBNET_COLUMNS = [
  "subnet",
  "zone",
  "usable",
  "free",
  "used",
  "shortages",
  "addresses",
  "freeBlocks",
  "warm",
  "cannot",
  "nodes",
  "clusters",
  "unexplained",
  "cidr",
] as const;
export type SubnetColumn = (typeof SUBNET_COLUMNS)[number];

export const subnetTable = tableState<SubnetColumn>({
  name: "",
  columns: SUBNET_COLUMNS,
  sort: { column: "used", direction: "desc" },
});

/** `?colour=` of the heatmap. */
export const heatmapParams = { colour: choiceParam(HEAT_MEASURES).withDefault("used") };

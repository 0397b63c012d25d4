import { MAP_LEVELS } from "@/components/address-map/map-scene";
import { tableState } from "@/components/ui/data-table/table-state";
import { choiceParam, createParam, listParam } from "@/components/url-state/url-param";
import { parseIpv4 } from "@/lib/domain/ip/ipv4";
import { ADDRESS_CLASSES } from "@/lib/domain/vpc/address-class";

/** An IPv4 address; anything else is as if absent. */
const addressParam = createParam<string>({
  parse: (text) => (parseIpv4(text) === null ? null : text),
  serialize: (address) => address,
});

const idParam = (prefix: "eni" | "i") =>
  createParam<string>({
    parse: (text) => (new RegExp(`^${prefix}-[0-9a-z]{8,17}$`).test(text) ? text : null),
    serialize: (id) => id,
  });

/** Pixels a cell, to a tenth. */
const zoomParam = createParam<number>({
  parse: (text) => {
    const value = Number(text);
    return Number.isFinite(value) && value > 0 && value <= 100 ? value : null;
  },
  serialize: (value) => String(Math.round(value * 10) / 10),
});

/** What the map shows, so that a colleague sees the same. */
export const mapParams = {
  /** The pinned address. */
  address: addressParam,
  /** Highlighted classes. */
  class: listParam(choiceParam(ADDRESS_CLASSES)).withDefault([]),
  /** An ENI or an instance whose addresses are highlighted. */
  eni: idParam("eni"),
  node: idParam("i"),
  /** What a mark is; by the size of the cells when absent. */
  level: choiceParam(MAP_LEVELS),
  zoom: zoomParam,
  /** The address in the middle of what is seen. */
  at: addressParam,
  view: choiceParam(["map", "table"]).withDefault("map"),
};

export const NODE_COLUMNS = [
  "node",
  "type",
  "cluster",
  "enis",
  "addresses",
  "share",
  "attached",
  "prefixes",
  "pods",
  "warm",
] as const;
export const nodeTable = tableState({
  name: "nodes",
  columns: NODE_COLUMNS,
  sort: { column: "addresses", direction: "desc" },
});

export const ENI_COLUMNS = ["eni", "holder", "class", "type", "status", "addresses", "since", "description"] as const;
export const eniTable = tableState({
  name: "enis",
  columns: ENI_COLUMNS,
  sort: { column: "addresses", direction: "desc" },
});

export const BLOCK_COLUMNS = ["block", "kind", "free", "taken", "holders"] as const;
export const blockTable = tableState({
  name: "blocks",
  columns: BLOCK_COLUMNS,
  sort: { column: "block", direction: "asc" },
});

import type { Sort } from "@/components/ui/data-table/column";
import { createParam, textParam } from "@/components/url-state/url-param";

interface TableStateOptions<Id extends string> {
  /** Apart from other tables of the page: `nodes` gives `?nodes-sort=` and `?nodes-filter=`; empty gives `?sort=`, `?filter=`. */
  readonly name: string;
  readonly columns: readonly Id[];
  readonly sort: Sort<Id>;
}

/** `free` is ascending, `-free` descending; an unknown column is no sort. */
function sortParam<Id extends string>(columns: readonly Id[]) {
  return createParam<Sort<Id>>({
    parse: (text) => {
      const direction = text.startsWith("-") ? "desc" : "asc";
      const column = columns.find((id) => id === text.replace(/^-/, ""));
      return column === undefined ? null : { column, direction };
    },
    serialize: ({ column, direction }) => (direction === "desc" ? `-${column}` : column),
  });
}

/** A table's part of the URL. Lives in the route's search-params.ts, where page and table share it. */
export function tableState<Id extends string>({ name, columns, sort }: TableStateOptions<Id>) {
  const prefix = name === "" ? "" : `${name}-`;
  return {
    params: { sort: sortParam(columns).withDefault(sort), filter: textParam.withDefault("") },
    names: { sort: `${prefix}sort`, filter: `${prefix}filter` },
  };
}

export type TableState<Id extends string> = ReturnType<typeof tableState<Id>>;

import type { Column, Sort } from "@/components/ui/data-table/column";

interface TableHeadProps<Row, Id extends string> {
  readonly columns: readonly Column<Row, Id>[];
  readonly sort: Sort<Id>;
  readonly onSort: (sort: Sort<Id>) => void;
}

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;
const ARROW = { asc: "\u2191", desc: "\u2193" } as const;

/** The same column again turns the order round; a new one starts with what is usually looked for: names up, numbers down. */
function nextSort<Row, Id extends string>(column: Column<Row, Id>, sort: Sort<Id>): Sort<Id> {
  if (sort.column === column.id) return { column: column.id, direction: sort.direction === "asc" ? "desc" : "asc" };
  return { column: column.id, direction: column.align === "end" ? "desc" : "asc" };
}

export function TableHead<Row, Id extends string>({ columns, sort, onSort }: TableHeadProps<Row, Id>) {
  return (
    <thead>
      <tr>
        {columns.map((column, index) => {
          const direction = sort.column === column.id ? sort.direction : undefined;
          return (
            <th
              key={column.id}
              scope="col"
              {...(direction === undefined ? {} : { "aria-sort": ARIA_SORT[direction] })}
              {...(column.note === undefined ? {} : { title: column.note })}
              className={`sticky top-0 border-b border-line-strong bg-panel px-2 py-1 font-medium whitespace-nowrap text-muted ${
                column.align === "end" ? "text-right" : "text-left"
              } ${index === 0 ? "left-0 z-20" : "z-10"}`}
            >
              {column.isSortable === false ? (
                column.header
              ) : (
                <button type="button" onClick={() => onSort(nextSort(column, sort))} className="w-full hover:text-ink">
                  <span className={`flex gap-1 ${column.align === "end" ? "flex-row-reverse" : ""}`}>
                    {column.header}
                    <span aria-hidden="true" className={direction === undefined ? "invisible" : "text-ink"}>
                      {ARROW[direction ?? "asc"]}
                    </span>
                  </span>
                </button>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

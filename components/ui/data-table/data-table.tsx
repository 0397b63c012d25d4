"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { copyText } from "@/components/ui/copy-text";
import type { Column, Sort } from "@/components/ui/data-table/column";
import { toTsv } from "@/components/ui/data-table/export-rows";
import { filterRows, sortRows } from "@/components/ui/data-table/rows";
import { TableBody } from "@/components/ui/data-table/table-body";
import { TableHead } from "@/components/ui/data-table/table-head";
import type { TableState } from "@/components/ui/data-table/table-state";
import { TableToolbar } from "@/components/ui/data-table/table-toolbar";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { useUrlParams } from "@/components/url-state/use-url-params";

/** It comes with the pointer: no table needs it before. */
const CellCopy = lazy(async () => ({ default: (await import("@/components/ui/data-table/cell-copy")).CellCopy }));

interface DataTableProps<Row, Id extends string> {
  /** Names the table to assistive technology: `Subnets of dev-shared`. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row, Id>[];
  /** Further columns of copies and exports, not on screen. */
  readonly exportColumns?: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** From the route's search-params.ts. */
  readonly state: TableState<Id>;
  /** Of the exports, without extension. */
  readonly fileName: string;
  /** Shown in place of the table when there are no rows at all. */
  readonly empty: ReactNode;
}

/**
 * The one table of all pages: sorts, filters, copies and exports the rows shown, with its state in the URL. The first
 * column names the row and stays in sight; its link is what arrows move along and Enter opens. More than 200 rows are
 * drawn only where they are in sight.
 */
export function DataTable<Row, Id extends string>(props: DataTableProps<Row, Id>) {
  const { label, rows, columns, rowKey, state, fileName, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [{ sort, filter }, setState] = useUrlParams(state.params, state.names);
  const [said, setSaid] = useState("");
  const [isPointedAt, setPointedAt] = useState(false);
  const copy = async (text: string, what: string) =>
    setSaid((await copyText(text)) ? `${what} copied` : `${what} could not be copied`);
  if (rows.length === 0) return <div className="py-2 text-muted">{empty}</div>;
  const copyColumns: readonly Column<Row>[] = [
    ...columns.filter(({ isExported }) => isExported !== false),
    ...(props.exportColumns ?? []),
  ];
  const shownRows = sortRows(filterRows(rows, copyColumns, filter), columns, sort);
  const textAt = (rowIndex: number, columnIndex: number) => {
    const [row, column] = [shownRows[rowIndex], columns[columnIndex]];
    if (row === undefined || column === undefined) return null;
    const value = column.value(row);
    return value === null || value === "" ? null : { header: column.header, text: toTsv([row], [column]) };
  };
  const onSort = (next: Sort<Id>) => setState({ sort: next });
  return (
    <div>
      <TableToolbar
        label={label}
        rows={shownRows}
        totalCount={rows.length}
        columns={copyColumns}
        fileName={fileName}
        said={said}
        onCopy={copy}
        filter={filter}
        onFilter={(next) => setState({ filter: next })}
      />
      <ScrollRegion
        ref={scroller}
        onPointerEnter={() => setPointedAt(true)}
        label={`${label}, table`}
        className="relative max-h-[calc(100dvh-5rem)] overflow-auto"
      >
        <table
          className="w-full border-separate border-spacing-0"
          aria-label={label}
          aria-rowcount={shownRows.length + 1}
        >
          <TableHead columns={columns} sort={sort} onSort={onSort} />
          <TableBody
            rows={shownRows}
            columns={columns}
            copyColumns={copyColumns}
            rowKey={rowKey}
            scroller={scroller}
            onCopy={copy}
          />
        </table>
        {isPointedAt ? (
          <Suspense fallback={null}>
            <CellCopy textAt={textAt} scroller={scroller} onCopy={copy} />
          </Suspense>
        ) : null}
        {shownRows.length === 0 ? (
          <p className="sticky left-0 py-3 text-muted">
            No row holds “{filter}”.{" "}
            <button type="button" className="text-accent underline" onClick={() => setState({ filter: "" })}>
              Clear the filter
            </button>
          </p>
        ) : null}
      </ScrollRegion>
    </div>
  );
}

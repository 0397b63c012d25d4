"use client";

import type { Column } from "@/components/ui/data-table/column";
import { toTsv } from "@/components/ui/data-table/export-rows";
import { formatCount, formatNoun } from "@/lib/format";

interface TableToolbarProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly totalCount: number;
  readonly columns: readonly Column<Row>[];
  readonly fileName: string;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  /** What the last copy came to. */
  readonly said: string;
  readonly onCopy: (text: string, what: string) => void;
}

const BUTTON = "rounded border border-line px-2 py-0.5 text-sm text-muted hover:border-line-strong hover:text-ink";

/** Filter, count and exports of a table; exports hold the rows shown, in their order. */
export function TableToolbar<Row>({
  label,
  rows,
  totalCount,
  columns,
  fileName,
  filter,
  onFilter,
  said,
  onCopy,
}: TableToolbarProps<Row>) {
  // What writes files comes when one is asked for.
  const save = async (what: "saveCsv" | "saveJson") =>
    (await import("@/components/ui/data-table/row-files"))[what](fileName, rows, columns);
  const copyRows = () => onCopy(toTsv(rows, columns), formatNoun(rows.length, "row"));
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <input
        type="search"
        value={filter}
        onChange={(event) => onFilter(event.target.value)}
        aria-label={`Filter ${label}`}
        placeholder="Filter"
        className="w-52 max-w-full rounded border border-line-strong bg-panel px-2 py-0.5 placeholder:text-muted"
      />
      <span role="status" className="text-sm text-muted">
        {rows.length === totalCount
          ? formatNoun(totalCount, "row")
          : `${formatCount(rows.length)} of ${formatNoun(totalCount, "row")}`}
        {said === "" ? "" : ` · ${said}`}
      </span>
      <span className="ml-auto flex gap-1.5">
        <button type="button" className={BUTTON} onClick={copyRows} aria-label={`Copy the rows shown of ${label}`}>
          Copy
        </button>
        <button
          type="button"
          className={BUTTON}
          onClick={() => save("saveCsv")}
          aria-label={`Export the rows shown of ${label} as CSV`}
        >
          CSV
        </button>
        <button
          type="button"
          className={BUTTON}
          onClick={() => save("saveJson")}
          aria-label={`Export the rows shown of ${label} as JSON`}
        >
          JSON
        </button>
      </span>
    </div>
  );
}

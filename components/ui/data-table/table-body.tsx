"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import type { Column } from "@/components/ui/data-table/column";
import { toTsv } from "@/components/ui/data-table/export-rows";
import { ROW_HEIGHT_PX, useRowWindow } from "@/components/ui/data-table/use-row-window";
import { Missing } from "@/components/ui/missing";
import { formatCount } from "@/lib/format";

interface TableBodyProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly copyColumns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onCopy: (text: string, what: string) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The row's own link or button; the row itself where it has none. */
function focusTarget(row: HTMLElement): HTMLElement {
  return row.querySelector<HTMLElement>("a[href], button") ?? row;
}

const rowIndexOf = (target: EventTarget) =>
  target instanceof Element ? Number(target.closest("tr")?.getAttribute("data-index") ?? Number.NaN) : Number.NaN;

/** The rows in sight. Arrows move along the rows, `c` copies the row, Enter follows its link. */
export function TableBody<Row>({ rows, columns, copyColumns, rowKey, scroller, onCopy }: TableBodyProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const wanted = useRef<number | null>(null);
  const { start, end } = useRowWindow(scroller, rows.length);

  useEffect(() => {
    const row =
      wanted.current === null ? null : body.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    focusTarget(row).focus();
  });

  const moveTo = (index: number) => {
    const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
    if (row !== null && row !== undefined) return focusTarget(row).focus();
    wanted.current = index;
    scroller.current?.scrollTo({ top: Math.max(0, (index - 3) * ROW_HEIGHT_PX) });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const index = rowIndexOf(event.target);
    const row = rows[index];
    if (row === undefined) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      moveTo(Math.min(rows.length - 1, Math.max(0, index + step)));
    } else if (event.key === "c") {
      onCopy(toTsv([row], copyColumns), "row");
    }
  };

  return (
    <tbody ref={body} onKeyDown={onKeyDown}>
      <Spacer rowCount={start} span={columns.length} />
      {rows.slice(start, end).map((row, offset) => (
        <tr
          key={rowKey(row)}
          data-index={start + offset}
          aria-rowindex={start + offset + 2}
          tabIndex={-1}
          className="group h-[31px] hover:bg-sunken"
        >
          {columns.map((column, index) => (
            <Cell key={column.id} row={row} column={column} isFirst={index === 0} />
          ))}
        </tr>
      ))}
      <Spacer rowCount={rows.length - end} span={columns.length} />
    </tbody>
  );
}

function Cell<Row>({
  row,
  column,
  isFirst,
}: {
  readonly row: Row;
  readonly column: Column<Row>;
  readonly isFirst: boolean;
}) {
  const className = `border-b border-line px-2 py-1 whitespace-nowrap ${column.align === "end" ? "text-right" : "text-left"}`;
  const content = column.cell === undefined ? <Plain row={row} column={column} /> : column.cell(row);
  if (!isFirst) return <td className={className}>{content}</td>;
  return (
    <th scope="row" className={`${className} sticky left-0 bg-panel font-normal group-hover:bg-sunken`}>
      {content}
    </th>
  );
}

function Plain<Row>({ row, column }: { readonly row: Row; readonly column: Column<Row> }) {
  const value = column.value(row);
  if (value === null) return <Missing because={column.because ?? "EC2 did not say"} />;
  return typeof value === "number" ? formatCount(value) : String(value);
}

function Spacer({ rowCount, span }: { readonly rowCount: number; readonly span: number }) {
  if (rowCount <= 0) return null;
  return (
    <tr>
      <td colSpan={span} style={{ height: rowCount * ROW_HEIGHT_PX, padding: 0 }} />
    </tr>
  );
}

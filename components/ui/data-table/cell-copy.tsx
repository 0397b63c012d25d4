"use client";

import { type RefObject, useEffect, useState } from "react";
import type { Column } from "@/components/ui/data-table/column";
import { toTsv } from "@/components/ui/data-table/export-rows";

interface Place {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly right: number;
  readonly top: number;
}

interface CellCopyProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onCopy: (text: string, what: string) => void;
}

function placeOf(target: EventTarget | null, scroller: HTMLElement): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>("tbody td, tbody th") : null;
  const rowIndex = Number(cell?.parentElement?.getAttribute("data-index") ?? Number.NaN);
  if (cell === null || Number.isNaN(rowIndex)) return null;
  const [box, frame] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return {
    rowIndex,
    columnIndex: cell.cellIndex,
    right: Math.min(box.right - frame.left, scroller.clientWidth) + scroller.scrollLeft,
    top: box.top - frame.top + scroller.scrollTop,
  };
}

/** A button that follows the pointer from cell to cell and copies the cell under it, as it would be exported. */
export function CellCopy<Row>({ rows, columns, scroller, onCopy }: CellCopyProps<Row>) {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const follow = (event: PointerEvent) => {
      if (event.pointerType !== "mouse" || (event.target as Element).closest("[data-cell-copy]")) return;
      setPlace(placeOf(event.target, element));
    };
    const leave = () => setPlace(null);
    element.addEventListener("pointerover", follow);
    element.addEventListener("pointerleave", leave);
    return () => {
      element.removeEventListener("pointerover", follow);
      element.removeEventListener("pointerleave", leave);
    };
  }, [scroller]);
  const row = place === null ? undefined : rows[place.rowIndex];
  const column = place === null ? undefined : columns[place.columnIndex];
  if (place === null || row === undefined || column === undefined) return null;
  const value = column.value(row);
  if (value === null || value === "") return null;
  return (
    <button
      type="button"
      data-cell-copy
      tabIndex={-1}
      onClick={() => onCopy(toTsv([row], [column]), column.header)}
      title={`Copy ${column.header}: ${value}`}
      aria-label={`Copy ${column.header}`}
      style={{ left: place.right, top: place.top }}
      className="absolute z-30 mt-1 -translate-x-full rounded border border-line-strong bg-panel px-1 text-xs text-muted hover:text-ink"
    >
      copy
    </button>
  );
}

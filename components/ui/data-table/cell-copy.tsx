"use client";

import { type RefObject, useEffect, useState } from "react";

interface Place {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly right: number;
  readonly top: number;
}

/** A cell's text as it would be exported, under its column's name. */
export interface CellText {
  readonly header: string;
  readonly text: string;
}

interface CellCopyProps {
  /** Null where there is nothing to copy. */
  readonly textAt: (rowIndex: number, columnIndex: number) => CellText | null;
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
export function CellCopy({ textAt, scroller, onCopy }: CellCopyProps) {
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
  const cell = place === null ? null : textAt(place.rowIndex, place.columnIndex);
  if (place === null || cell === null) return null;
  const { header, text } = cell;
  return (
    <button
      type="button"
      data-cell-copy
      tabIndex={-1}
      onClick={() => onCopy(text, header)}
      title={`Copy ${header}: ${text}`}
      aria-label={`Copy ${header}`}
      style={{ left: place.right, top: place.top }}
      className="absolute z-30 mt-1 -translate-x-full rounded border border-line-strong bg-panel px-1 text-xs text-muted hover:text-ink"
    >
      copy
    </button>
  );
}

import type { ReactNode } from "react";

interface MapTooltipProps {
  /** The cell's middle, in CSS pixels of the map's box. */
  readonly anchor: { readonly x: number; readonly y: number };
  readonly boxWidth: number;
  readonly children: ReactNode;
}

const GAP_PX = 20;
const WIDTH_PX = 330;

/** Beside the cell, on the side that has room; never in the pointer's way. What it holds is also spoken. */
export function MapTooltip({ anchor, boxWidth, children }: MapTooltipProps) {
  const hasRoomRight = anchor.x + GAP_PX + WIDTH_PX <= boxWidth || anchor.x < boxWidth / 2;
  const width = Math.min(WIDTH_PX, Math.max(boxWidth, 160));
  const left = Math.max(0, hasRoomRight ? anchor.x + GAP_PX : anchor.x - GAP_PX - width);
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-30 rounded border border-line-strong bg-panel p-2.5 text-sm"
      style={{ left: Math.min(left, Math.max(0, boxWidth - width)), top: anchor.y + GAP_PX, width }}
    >
      {children}
    </div>
  );
}

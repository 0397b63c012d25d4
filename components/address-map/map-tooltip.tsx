import type { ReactNode } from "react";

/** A cell's middle in pixels of the map's box, and on which side of it the window has more room. */
export interface TooltipAnchor {
  readonly x: number;
  readonly y: number;
  readonly isLeftwards: boolean;
  readonly isUpwards: boolean;
  /** Pixels from the cell to the window's edge on that side. */
  readonly roomPx: number;
}

interface MapTooltipProps {
  readonly anchor: TooltipAnchor;
  readonly children: ReactNode;
}

const GAP_PX = 20;
const WIDTH_PX = 330;

/** Where a tooltip at a point of `box` goes; it may leave the box, but not the window. */
export function anchorAt(box: DOMRect, { x, y }: { readonly x: number; readonly y: number }): TooltipAnchor {
  const roomRight = window.innerWidth - box.left - x;
  const roomLeft = box.left + x;
  const isLeftwards = roomRight < WIDTH_PX + 2 * GAP_PX && roomLeft > roomRight;
  const isUpwards = box.top + y > window.innerHeight * 0.6;
  return { x, y, isLeftwards, isUpwards, roomPx: isLeftwards ? roomLeft : roomRight };
}

/** Beside the cell, on the side that has room; never in the pointer's way. What it holds is also spoken. */
export function MapTooltip({ anchor, children }: MapTooltipProps) {
  const { x, y, isLeftwards, isUpwards, roomPx } = anchor;
  const shift = `${isLeftwards ? "-100%" : "0"} ${isUpwards ? "-100%" : "0"}`;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-30 rounded border border-line-strong bg-panel p-2.5 text-sm"
      style={{
        left: x + (isLeftwards ? -GAP_PX : GAP_PX),
        top: y + (isUpwards ? -GAP_PX : GAP_PX),
        width: Math.min(WIDTH_PX, Math.max(140, roomPx - 2 * GAP_PX)),
        translate: shift,
      }}
    >
      {children}
    </div>
  );
}

import { type RefObject, useEffect, useState } from "react";

/** Rows beyond this number are drawn only near the visible part. */
export const WINDOW_FROM_ROWS = 200;
export const ROW_HEIGHT_PX = 31;
const MARGIN_ROWS = 20;

export interface RowWindow {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The rows in sight of a scroller, with a margin; `viewHeight` in pixels. */
export function rowWindow(count: number, scrollTop: number, viewHeight: number): RowWindow {
  if (count <= WINDOW_FROM_ROWS) return { start: 0, end: count };
  const first = Math.floor(Math.max(0, scrollTop) / ROW_HEIGHT_PX);
  const visible = Math.ceil(viewHeight / ROW_HEIGHT_PX);
  const start = Math.max(0, Math.min(first, count - visible) - MARGIN_ROWS);
  return { start, end: Math.min(count, first + visible + MARGIN_ROWS) };
}

const FIRST_PAINT_HEIGHT_PX = 40 * ROW_HEIGHT_PX;

/** Follows the scroller; the first paint, on the server too, shows the first rows. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [view, setView] = useState({ top: 0, height: FIRST_PAINT_HEIGHT_PX });
  const isWindowed = count > WINDOW_FROM_ROWS;
  useEffect(() => {
    const element = scroller.current;
    if (!isWindowed || element === null) return;
    const read = () => setView({ top: element.scrollTop, height: element.clientHeight });
    // Tells of the first size too, when the page is laid out; asked for here, it would have to be laid out for it.
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, [scroller, isWindowed]);
  return rowWindow(count, view.top, view.height);
}

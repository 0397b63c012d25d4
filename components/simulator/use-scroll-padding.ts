import { type RefObject, useEffect } from "react";

/** Room between what sticks to the upper edge and what the browser scrolls to under it. */
const ROOM_PX = 8;

/**
 * Has the browser keep what it scrolls to clear of an element that sticks to the window's upper edge: a control that is
 * focused by keyboard, and the target of a link, would else lie under it. As high as it is now, which type size and
 * wrapping change.
 */
export function useScrollPadding(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      const height = getComputedStyle(current).position === "sticky" ? current.offsetHeight : 0;
      style.scrollPaddingTop = height === 0 ? "" : `${height + ROOM_PX}px`;
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
      style.scrollPaddingTop = "";
    };
  }, [element]);
}

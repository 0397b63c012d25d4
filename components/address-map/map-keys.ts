import type { KeyboardEvent } from "react";
import type { MapSurface } from "@/components/address-map/map-surface";
import { cursorMoveOf, moveCursor } from "@/lib/domain/geometry/map-cursor";

export const ZOOM_STEP = 1.5;
const PAN_STEP_PX = 80;

const PAN_KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN_STEP_PX, 0],
  ArrowRight: [-PAN_STEP_PX, 0],
  ArrowUp: [0, PAN_STEP_PX],
  ArrowDown: [0, -PAN_STEP_PX],
};

interface MapAtCursor {
  readonly map: MapSurface;
  /** The offset that the keys are at. */
  readonly cursor: number;
  readonly pinned: number | null;
  /** Points at the cursor's new place, or anew at the one where it is. */
  readonly onCursor: (offset: number) => void;
  readonly onPin: (offset: number | null) => void;
  /** Enter on the pinned cell. */
  readonly onOpen: (offset: number) => void;
}

/** Does what a key asks of the map. False for a key that the map has no use for: it stays the page's. */
export function pressMapKey(at: MapAtCursor, event: KeyboardEvent): boolean {
  if (event.metaKey || event.altKey) return false;
  const move = cursorMoveOf(event.key, event.ctrlKey);
  if (move !== null && event.shiftKey) return panByKey(at.map, event.key);
  if (move !== null) {
    const { map } = at;
    const steps = { pageRows: map.pageRows, byBlock: map.level === "blocks" };
    reveal(at, moveCursor(map.stage.layout, at.cursor, move, steps));
    return true;
  }
  return event.ctrlKey ? false : pressPlainKey(at, event);
}

function pressPlainKey(at: MapAtCursor, event: KeyboardEvent): boolean {
  const { map, cursor, pinned } = at;
  switch (event.key) {
    case "+":
    case "=":
    case "-": {
      const { x, y } = map.pixelOf(cursor);
      map.zoomBy(event.key === "-" ? 1 / ZOOM_STEP : ZOOM_STEP, x, y);
      reveal(at, cursor);
      return true;
    }
    case "0":
      map.showWhole();
      at.onCursor(cursor);
      return true;
    case "Enter":
      if (cursor === pinned) at.onOpen(cursor);
      else at.onPin(cursor);
      return true;
    case " ":
      at.onPin(cursor === pinned ? null : cursor);
      return true;
    case "Escape":
      if (pinned === null) return false;
      event.stopPropagation();
      at.onPin(null);
      return true;
    default:
      return false;
  }
}

function reveal({ map, onCursor }: MapAtCursor, offset: number): void {
  map.reveal(offset);
  onCursor(offset);
}

function panByKey(map: MapSurface, key: string): boolean {
  const pan = PAN_KEYS[key];
  if (pan === undefined) return false;
  map.panBy(pan[0], pan[1]);
  return true;
}

import type { WrapLayout } from "@/lib/domain/geometry/wrap-layout";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** What a key does to the cell in focus; the same words as the keys they come from. */
export const CURSOR_MOVES = [
  "left",
  "right",
  "up",
  "down",
  "row-start",
  "row-end",
  "first",
  "last",
  "page-up",
  "page-down",
] as const;
export type CursorMove = (typeof CURSOR_MOVES)[number];

const KEY_MOVES: Readonly<Record<string, CursorMove>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "row-start",
  End: "row-end",
  PageUp: "page-up",
  PageDown: "page-down",
};

/** The move that a key means, or null; with Control, Home and End go to the map's ends as in a table. */
export function cursorMoveOf(key: string, withControl: boolean): CursorMove | null {
  const move = Object.hasOwn(KEY_MOVES, key) ? KEY_MOVES[key] : undefined;
  if (move === undefined) return null;
  if (!withControl) return move;
  return move === "row-start" ? "first" : move === "row-end" ? "last" : null;
}

/**
 * The cell that a move leads to. Left and right run through all addresses in order; up and down go by a /28 and on into
 * the neighbouring band; a page is `pageRows` rows. With `byBlock` the cursor stands on whole /28 rows and left and
 * right go to the neighbouring band. A move that would leave the map stays.
 */
export function moveCursor(
  layout: WrapLayout,
  from: number,
  move: CursorMove,
  options: { readonly pageRows: number; readonly byBlock: boolean },
): number {
  const column = from % BLOCK_SIZE;
  const rowStart = from - column;
  const last = layout.addressCount - 1;
  const sideways = options.byBlock ? layout.rowsPerBand * BLOCK_SIZE : 1;
  const page = Math.max(1, options.pageRows) * BLOCK_SIZE;
  switch (move) {
    case "left":
      return stay(from, from - sideways, last);
    case "right":
      return stay(from, from + sideways, last);
    case "up":
      return stay(from, from - BLOCK_SIZE, last);
    case "down":
      return stay(from, from + BLOCK_SIZE, last);
    case "row-start":
      return rowStart;
    case "row-end":
      return Math.min(last, rowStart + BLOCK_SIZE - 1);
    case "first":
      return 0;
    case "last":
      return last;
    case "page-up":
      return from - page >= 0 ? from - page : column;
    case "page-down":
      return from + page <= last ? from + page : lastInColumn(last, column);
  }
}

const stay = (from: number, to: number, last: number): number => (to < 0 || to > last ? from : to);

function lastInColumn(last: number, column: number): number {
  const candidate = last - (last % BLOCK_SIZE) + column;
  return candidate <= last ? candidate : Math.max(0, candidate - BLOCK_SIZE);
}

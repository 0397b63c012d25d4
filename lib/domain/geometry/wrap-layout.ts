import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** Pixels of the drawing surface. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where each cell of an address map stands, in units of one cell. A row is a /28. A tall map wraps: its rows stand in
 * bands side by side, each band led by a gutter for the row labels.
 *
 *     gutter 16 cells   gutter 16 cells
 *     │ row 0         │ row rowsPerBand
 *     │ row 1         │ …
 */
export interface WrapLayout {
  readonly addressCount: number;
  readonly rowCount: number;
  readonly bandCount: number;
  readonly rowsPerBand: number;
  readonly width: number;
  readonly height: number;
}

/** Room for a row's label at the left of each band, in cells. */
export const GUTTER = 2.75;
/** From one band's left edge to the next, in cells. */
export const BAND_PITCH = GUTTER + BLOCK_SIZE;

/**
 * Lays out `addressCount` cells so that they appear as large as possible in `room` when seen whole, no cell larger
 * than `maxCellPx`. Bands hold 1, 2, 4, 8 or a multiple of 16 rows, so that each begins at a round address (a /24's
 * first, in all but small subnets); of layouts that show the cells equally large the one with the fewest bands wins.
 */
export function wrapRows(addressCount: number, room: Size, maxCellPx: number): WrapLayout {
  const rowCount = Math.max(1, Math.ceil(addressCount / BLOCK_SIZE));
  let best = layoutOf(addressCount, rowCount, rowCount);
  for (const rows of bandHeights(rowCount)) {
    const layout = layoutOf(addressCount, rowCount, rows);
    if (fitScale(layout, room, maxCellPx) > fitScale(best, room, maxCellPx)) best = layout;
  }
  return best;
}

/** Rows of a /24. */
const ROUND_ROWS = 16;

/** Tallest first. */
function* bandHeights(rowCount: number): Generator<number> {
  const most = Math.ceil(rowCount / ROUND_ROWS) * ROUND_ROWS - ROUND_ROWS;
  for (let rows = most; rows > 0; rows -= ROUND_ROWS) yield rows;
  for (let rows = ROUND_ROWS / 2; rows >= 1; rows /= 2) if (rows < rowCount) yield rows;
}

function layoutOf(addressCount: number, rowCount: number, rowsPerBand: number): WrapLayout {
  const bandCount = Math.ceil(rowCount / rowsPerBand);
  return { addressCount, rowCount, bandCount, rowsPerBand, width: bandCount * BAND_PITCH, height: rowsPerBand };
}

/** Pixels a cell at which the whole layout fits into `room`, at most `maxCellPx`. */
export function fitScale(layout: WrapLayout, room: Size, maxCellPx: number): number {
  return Math.min(maxCellPx, room.width / layout.width, room.height / layout.height);
}

/** The upper left corner of a cell, in cells. `offset` must lie in the map. */
export function cellOrigin(layout: WrapLayout, offset: number): { readonly x: number; readonly y: number } {
  const row = Math.floor(offset / BLOCK_SIZE);
  const band = Math.floor(row / layout.rowsPerBand);
  return { x: band * BAND_PITCH + GUTTER + (offset % BLOCK_SIZE), y: row % layout.rowsPerBand };
}

/** The cell at a point, or null in a gutter and outside the map. */
export function offsetAt(layout: WrapLayout, x: number, y: number): number | null {
  const band = Math.floor(x / BAND_PITCH);
  const column = Math.floor(x - band * BAND_PITCH - GUTTER);
  const rowInBand = Math.floor(y);
  if (band < 0 || band >= layout.bandCount || column < 0 || rowInBand < 0 || rowInBand >= layout.rowsPerBand)
    return null;
  const offset = (band * layout.rowsPerBand + rowInBand) * BLOCK_SIZE + column;
  return offset < layout.addressCount ? offset : null;
}

/** Rows in a band; the last one may be shorter. */
export function rowsInBand(layout: WrapLayout, band: number): number {
  return Math.max(0, Math.min(layout.rowsPerBand, layout.rowCount - band * layout.rowsPerBand));
}

import {
  BAND_PITCH,
  cellOrigin,
  fitScale,
  GUTTER,
  offsetAt,
  type Size,
  type WrapLayout,
} from "@/lib/domain/geometry/wrap-layout";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** What part of a layout is seen: pixels a cell, and the layout's point (in cells) at the surface's upper left corner. */
export interface MapView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The closest look: large enough for a cell to carry its last octet and a pattern. */
export const MAX_CELL_PX = 44;
/** The largest cell of a map that is seen whole. */
export const FIT_CELL_PX = 30;

/** The layout and the surface it is seen on. */
export interface MapStage {
  readonly layout: WrapLayout;
  readonly room: Size;
}

/** The whole map. */
export function wholeView(stage: MapStage): MapView {
  return { scale: minScale(stage), x: 0, y: 0 };
}

/** The farthest look: the whole map fits. */
export function minScale({ layout, room }: MapStage): number {
  return Math.max(0.05, fitScale(layout, room, FIT_CELL_PX));
}

/** Keeps the scale within its limits and the map in sight; a map smaller than the surface stays at its upper left. */
export function clampView(stage: MapStage, view: MapView): MapView {
  const scale = Math.min(MAX_CELL_PX, Math.max(minScale(stage), view.scale));
  return {
    scale,
    x: clampStart(view.x, stage.layout.width, stage.room.width / scale),
    y: clampStart(view.y, stage.layout.height, stage.room.height / scale),
  };
}

function clampStart(start: number, extent: number, seen: number): number {
  const rest = extent - seen;
  // A map that fits exactly must not be left a rounding error away from its edge.
  return rest < 1e-9 ? 0 : Math.max(0, Math.min(start, rest));
}

/** Zooms by `factor` and keeps what is under the pixel (px, py) there, as far as the limits allow. */
export function zoomAt(stage: MapStage, view: MapView, factor: number, px: number, py: number): MapView {
  const scale = Math.min(MAX_CELL_PX, Math.max(minScale(stage), view.scale * factor));
  return clampView(stage, {
    scale,
    x: view.x + px / view.scale - px / scale,
    y: view.y + py / view.scale - py / scale,
  });
}

/** Moves the map by pixels: a positive `dx` moves its content to the right. */
export function panBy(stage: MapStage, view: MapView, dx: number, dy: number): MapView {
  return clampView(stage, { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale });
}

/** The cell under a pixel of the surface. */
export function offsetUnder(stage: MapStage, view: MapView, px: number, py: number): number | null {
  return offsetAt(stage.layout, view.x + px / view.scale, view.y + py / view.scale);
}

/** A cell's upper left corner in pixels of the surface; may lie outside it. */
export function cellPixel(stage: MapStage, view: MapView, offset: number): { readonly x: number; readonly y: number } {
  const origin = cellOrigin(stage.layout, offset);
  return { x: (origin.x - view.x) * view.scale, y: (origin.y - view.y) * view.scale };
}

/** The same scale, moved by as little as shows the cell with a cell's margin, to the left with room for the row's label. */
export function reveal(stage: MapStage, view: MapView, offset: number): MapView {
  const cell = cellOrigin(stage.layout, offset);
  return clampView(stage, {
    scale: view.scale,
    x: nearest(view.x, cell.x - GUTTER, cell.x + 2 - stage.room.width / view.scale),
    y: nearest(view.y, cell.y - 1, cell.y + 2 - stage.room.height / view.scale),
  });
}

const nearest = (start: number, latest: number, earliest: number): number =>
  earliest > latest ? (latest + earliest) / 2 : Math.max(earliest, Math.min(start, latest));

/** The view of this scale with a cell in the middle. */
export function centreOn(stage: MapStage, scale: number, offset: number): MapView {
  const within = clampView(stage, { scale, x: 0, y: 0 }).scale;
  const cell = cellOrigin(stage.layout, offset);
  return clampView(stage, {
    scale: within,
    x: cell.x + 0.5 - stage.room.width / within / 2,
    y: cell.y + 0.5 - stage.room.height / within / 2,
  });
}

/** The cell nearest to the middle of what is seen. */
export function centreOffset(stage: MapStage, view: MapView): number {
  const { layout, room } = stage;
  const x = Math.min(view.x + room.width / view.scale / 2, layout.width - 0.5);
  const y = Math.min(view.y + room.height / view.scale / 2, layout.height - 0.5);
  const band = Math.max(0, Math.min(layout.bandCount - 1, Math.floor(x / BAND_PITCH)));
  const column = Math.max(0, Math.min(BLOCK_SIZE - 1, Math.floor(x - band * BAND_PITCH - GUTTER)));
  const row = band * layout.rowsPerBand + Math.max(0, Math.floor(y));
  return Math.min(layout.addressCount - 1, row * BLOCK_SIZE + column);
}

/** The bands and, within each, the rows that the surface shows; ends are exclusive. */
export interface VisibleRows {
  readonly firstBand: number;
  readonly endBand: number;
  readonly firstRow: number;
  readonly endRow: number;
}

/** The bands and rows that a view shows at least a part of, within the layout. */
export function visibleRows({ layout, room }: MapStage, view: MapView): VisibleRows {
  return {
    firstBand: Math.max(0, Math.floor(view.x / BAND_PITCH)),
    endBand: Math.min(layout.bandCount, Math.ceil((view.x + room.width / view.scale) / BAND_PITCH)),
    firstRow: Math.max(0, Math.floor(view.y)),
    endRow: Math.min(layout.rowsPerBand, Math.ceil(view.y + room.height / view.scale)),
  };
}

/** What two fingers did: the factor by which they parted, the way of their middle, and where that is now, in pixels. */
export interface Pinch {
  readonly factor: number;
  readonly dx: number;
  readonly dy: number;
  readonly x: number;
  readonly y: number;
}

type Point = { readonly x: number; readonly y: number };

/** From one pair of points to the next; fingers that were on one spot count as a pixel apart. */
export function pinchBetween(before: readonly [Point, Point], after: readonly [Point, Point]): Pinch {
  const middle = (pair: readonly [Point, Point]) => ({
    x: (pair[0].x + pair[1].x) / 2,
    y: (pair[0].y + pair[1].y) / 2,
  });
  const spread = (pair: readonly [Point, Point]) => Math.hypot(pair[0].x - pair[1].x, pair[0].y - pair[1].y);
  const from = middle(before);
  const to = middle(after);
  return {
    factor: spread(after) / Math.max(1, spread(before)),
    dx: to.x - from.x,
    dy: to.y - from.y,
    x: to.x,
    y: to.y,
  };
}

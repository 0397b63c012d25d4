import { paintLabels } from "@/components/address-map/map-labels";
import { canvasHeight, FOOTER_PX, HEADER_PX, type MapScene } from "@/components/address-map/map-scene";
import { cellPixel, type VisibleRows, visibleRows } from "@/lib/domain/geometry/map-view";
import { BAND_PITCH, GUTTER, rowsInBand } from "@/lib/domain/geometry/wrap-layout";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** From these sizes of a cell on, a detail is large enough to be told apart. */
const GRID_FROM_PX = 5;
const OUTLINE_FROM_PX = 6;
const HATCH_FROM_PX = 8;

/** The drawing surface with what it keeps between frames. */
export class MapPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #layer = document.createElement("canvas");
  readonly #stripes = document.createElement("canvas");

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("this browser gives no 2D canvas");
    this.#canvas = canvas;
    this.#context = context;
  }

  /** Draws one frame; sizes the backing store to the surface and the screen's pixel ratio when they changed. */
  paint(scene: MapScene, pixelRatio: number): void {
    const { stage, palette } = scene;
    const width = Math.round(stage.room.width * pixelRatio);
    const height = Math.round(canvasHeight(stage.room.height) * pixelRatio);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const g = this.#context;
    g.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    g.fillStyle = palette.panel;
    g.fillRect(0, 0, stage.room.width, canvasHeight(stage.room.height));
    const rows = visibleRows(stage, scene.view);
    g.save();
    g.beginPath();
    g.rect(0, HEADER_PX, stage.room.width, stage.room.height + FOOTER_PX);
    g.clip();
    g.translate(0, HEADER_PX);
    this.#paintCells(g, scene, rows);
    if (scene.level === "addresses" && scene.bitmaps.hasHatching && scene.view.scale >= HATCH_FROM_PX) {
      this.#paintHatching(scene, rows, pixelRatio);
    }
    paintGrid(g, scene, rows, pixelRatio);
    paintPrefixOutlines(g, scene, rows);
    g.restore();
    paintLabels(g, scene, rows);
    paintMarks(g, scene);
  }

  #paintCells(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows): void {
    const isBlocks = scene.level === "blocks";
    drawBands(g, isBlocks ? scene.bitmaps.blocks : scene.bitmaps.addresses, scene, rows);
  }

  /** Stripes of each class's own hatching colour: the hatching's picture is cut by a stripe pattern, then laid over. */
  #paintHatching(scene: MapScene, rows: VisibleRows, pixelRatio: number): void {
    const { room } = scene.stage;
    const layer = this.#layer;
    layer.width = Math.round(room.width * pixelRatio);
    layer.height = Math.round(room.height * pixelRatio);
    const g = layer.getContext("2d");
    const stripes = g?.createPattern(stripeTile(this.#stripes, pixelRatio), "repeat");
    if (!g || !stripes) return;
    g.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    drawBands(g, scene.bitmaps.hatching, scene, rows);
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.globalCompositeOperation = "destination-in";
    // The stripes move with the map, else they would swim over the cells while panning.
    const shift = (start: number): number => -Math.round(start * scene.view.scale * pixelRatio);
    stripes.setTransform(new DOMMatrix([1, 0, 0, 1, shift(scene.view.x), shift(scene.view.y)]));
    g.fillStyle = stripes;
    g.fillRect(0, 0, layer.width, layer.height);
    this.#context.drawImage(layer, 0, 0, room.width, room.height);
  }
}

/** Copies the visible rows of each visible band from a picture with a row a /28, enlarged without smoothing. */
function drawBands(
  g: CanvasRenderingContext2D,
  picture: HTMLCanvasElement,
  { stage, view }: MapScene,
  rows: VisibleRows,
): void {
  g.imageSmoothingEnabled = false;
  for (let band = rows.firstBand; band < rows.endBand; band++) {
    const end = Math.min(rows.endRow, rowsInBand(stage.layout, band));
    const count = end - rows.firstRow;
    if (count <= 0) continue;
    const x = (band * BAND_PITCH + GUTTER - view.x) * view.scale;
    const y = (rows.firstRow - view.y) * view.scale;
    const fromRow = band * stage.layout.rowsPerBand + rows.firstRow;
    g.drawImage(picture, 0, fromRow, picture.width, count, x, y, BLOCK_SIZE * view.scale, count * view.scale);
  }
}

/** Hairlines between cells; between rows alone where a mark is a whole /28. */
function paintGrid(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows, pixelRatio: number): void {
  const { stage, view, palette } = scene;
  if (view.scale < GRID_FROM_PX) return;
  const hair = 1 / pixelRatio;
  const snap = (value: number): number => Math.round(value * pixelRatio) / pixelRatio;
  g.fillStyle = palette.line;
  for (let band = rows.firstBand; band < rows.endBand; band++) {
    const left = (band * BAND_PITCH + GUTTER - view.x) * view.scale;
    const end = Math.min(rows.endRow, rowsInBand(stage.layout, band));
    const top = (rows.firstRow - view.y) * view.scale;
    const height = (end - rows.firstRow) * view.scale;
    for (let row = rows.firstRow; row <= end; row++) {
      g.fillRect(left, snap((row - view.y) * view.scale), BLOCK_SIZE * view.scale + hair, hair);
    }
    const step = scene.level === "blocks" ? BLOCK_SIZE : 1;
    for (let column = 0; column <= BLOCK_SIZE; column += step) {
      g.fillRect(snap(left + column * view.scale), top, hair, height);
    }
  }
}

/** A delegated prefix is one run of 16, drawn round as such. */
function paintPrefixOutlines(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows): void {
  const { stage, view, palette, model } = scene;
  if (view.scale < OUTLINE_FROM_PX) return;
  g.strokeStyle = palette.ink;
  g.lineWidth = view.scale < 14 ? 1 : 1.5;
  const inset = g.lineWidth / 2 + 0.5;
  for (let band = rows.firstBand; band < rows.endBand; band++) {
    for (let row = rows.firstRow; row < Math.min(rows.endRow, rowsInBand(stage.layout, band)); row++) {
      if (model.cells.isPrefix[band * stage.layout.rowsPerBand + row] !== 1) continue;
      const x = (band * BAND_PITCH + GUTTER - view.x) * view.scale;
      const y = (row - view.y) * view.scale;
      g.strokeRect(x + inset, y + inset, BLOCK_SIZE * view.scale - 2 * inset, view.scale - 2 * inset);
    }
  }
}

/** The pinned cell and the cell in focus, never smaller than can be seen. */
function paintMarks(g: CanvasRenderingContext2D, scene: MapScene): void {
  g.save();
  g.beginPath();
  g.rect(0, HEADER_PX - 2, scene.stage.room.width, scene.stage.room.height + 4);
  g.clip();
  if (scene.pinned !== null) paintMark(g, scene, scene.pinned, scene.palette.accent, 2.5);
  if (scene.focus !== null) paintMark(g, scene, scene.focus, scene.palette.ink, 1.5);
  g.restore();
}

const LEAST_MARK_PX = 9;

function paintMark(g: CanvasRenderingContext2D, scene: MapScene, offset: number, color: string, width: number): void {
  const isBlocks = scene.level === "blocks";
  const { scale } = scene.view;
  const corner = cellPixel(scene.stage, scene.view, isBlocks ? offset - (offset % BLOCK_SIZE) : offset);
  const w = isBlocks ? BLOCK_SIZE * scale : Math.max(scale, LEAST_MARK_PX);
  const h = Math.max(scale, LEAST_MARK_PX);
  const x = isBlocks ? corner.x : corner.x + scale / 2 - w / 2;
  const y = corner.y + scale / 2 - h / 2 + HEADER_PX;
  g.lineWidth = width + 2;
  g.strokeStyle = scene.palette.panel;
  g.strokeRect(x, y, w, h);
  g.lineWidth = width;
  g.strokeStyle = color;
  g.strokeRect(x, y, w, h);
}

/** A tile of diagonal stripes, opaque on transparent. */
function stripeTile(tile: HTMLCanvasElement, pixelRatio: number): HTMLCanvasElement {
  const size = Math.round(6 * pixelRatio);
  if (tile.width === size && tile.height === size) return tile;
  tile.width = size;
  tile.height = size;
  const g = tile.getContext("2d");
  if (g === null) return tile;
  g.lineWidth = 1.4 * pixelRatio;
  g.beginPath();
  for (const start of [-size, 0, size]) {
    g.moveTo(start - 1, size + 1);
    g.lineTo(start + size + 1, -1);
  }
  g.stroke();
  return tile;
}

import { type Emphasis, type MapBitmaps, paintBitmaps } from "@/components/address-map/map-bitmap";
import type { MapModel } from "@/components/address-map/map-model";
import { MapPainter } from "@/components/address-map/map-painter";
import { type MapPalette, readPalette, watchTheme } from "@/components/address-map/map-palette";
import {
  canvasHeight,
  HEADER_PX,
  levelAt,
  type MapLevel,
  MOST_MAP_HEIGHT_PX,
} from "@/components/address-map/map-scene";
import {
  cellPixel,
  centreOffset,
  centreOn,
  clampView,
  FIT_CELL_PX,
  type MapStage,
  type MapView,
  minScale,
  offsetUnder,
  panBy,
  reveal,
  visibleRows,
  wholeView,
  zoomAt,
} from "@/lib/domain/geometry/map-view";
import { fitScale, wrapRows } from "@/lib/domain/geometry/wrap-layout";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** What the page asks the map to show. */
export interface MapContent {
  readonly model: MapModel;
  readonly emphasis: Emphasis;
  /** Null: by the size of the cells. */
  readonly level: MapLevel | null;
  readonly pinned: number | null;
}

/** What the map tells of itself. */
export interface MapState {
  readonly scale: number;
  readonly isWhole: boolean;
  readonly canZoom: boolean;
  readonly level: MapLevel;
  /** The cell nearest to the middle. */
  readonly centre: number;
  /** Addresses in sight, first and last, when they are few enough to read about. */
  readonly inSight: { readonly from: number; readonly to: number } | null;
}

export interface MapStart {
  readonly scale: number | null;
  readonly centre: number | null;
}

const LEAST_HEIGHT_PX = 96;
const SHARE_OF_WINDOW = 0.68;
const SETTLE_MS = 250;
const READABLE_ADDRESSES = 2048;

/**
 * The map outside React: owns the canvas, the view and the bitmaps, draws once a frame at most, and tells `onSettle`
 * when the view has come to rest. The view survives new data of the same subnet.
 */
export class MapSurface {
  readonly #canvas: HTMLCanvasElement;
  readonly #host: HTMLElement;
  readonly #painter: MapPainter;
  readonly #onSettle: (state: MapState) => void;
  readonly #stops: (() => void)[] = [];
  #content: MapContent;
  #palette: MapPalette;
  #bitmaps: MapBitmaps;
  #stage: MapStage;
  #view: MapView;
  #focus: number | null = null;
  #frame = 0;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    canvas: HTMLCanvasElement,
    host: HTMLElement,
    content: MapContent,
    start: MapStart,
    onSettle: (state: MapState) => void,
  ) {
    this.#canvas = canvas;
    this.#host = host;
    this.#content = content;
    this.#onSettle = onSettle;
    this.#painter = new MapPainter(canvas);
    this.#palette = readPalette(host);
    this.#bitmaps = paintBitmaps(content.model, this.#palette, content.emphasis);
    this.#stage = this.#measure();
    this.#view =
      start.centre === null
        ? clampView(this.#stage, { ...wholeView(this.#stage), scale: start.scale ?? 0 })
        : centreOn(this.#stage, start.scale ?? minScale(this.#stage), start.centre);
    this.#paint();
    this.#settle();
    this.#watch();
  }

  get level(): MapLevel {
    return levelAt(this.#content.level, this.#view.scale);
  }

  get stage(): MapStage {
    return this.#stage;
  }

  /** Rows of a page for Page Up and Page Down: what is in sight less one. */
  get pageRows(): number {
    const rows = visibleRows(this.#stage, this.#view);
    return Math.max(1, rows.endRow - rows.firstRow - 1);
  }

  show(content: MapContent): void {
    const before = this.#content;
    this.#content = content;
    if (content.model !== before.model) this.#stage = this.#measure();
    if (content.model !== before.model || content.emphasis !== before.emphasis) {
      this.#bitmaps = paintBitmaps(content.model, this.#palette, content.emphasis);
    }
    this.#view = clampView(this.#stage, this.#view);
    this.#moved();
  }

  focusOn(offset: number | null): void {
    if (offset === this.#focus) return;
    this.#focus = offset;
    this.#request();
  }

  /** Zooms about a point of the canvas in CSS pixels, or about the middle. */
  zoomBy(factor: number, px = this.#stage.room.width / 2, py = this.#stage.room.height / 2 + HEADER_PX): void {
    this.#setView(zoomAt(this.#stage, this.#view, factor, px, py - HEADER_PX));
  }

  panBy(dx: number, dy: number): void {
    this.#setView(panBy(this.#stage, this.#view, dx, dy));
  }

  showWhole(): void {
    this.#setView(wholeView(this.#stage));
  }

  reveal(offset: number): void {
    this.#setView(reveal(this.#stage, this.#view, offset));
  }

  /** Whether a step of the wheel would change anything; if not, the page may scroll. */
  canZoom(factor: number): boolean {
    const next = zoomAt(this.#stage, this.#view, factor, 0, 0);
    return next.scale !== this.#view.scale;
  }

  /** Maps whose cells are small when seen whole are worth zooming by the plain wheel. */
  get isLarge(): boolean {
    return minScale(this.#stage) < FIT_CELL_PX / 2;
  }

  /** The cell at a point of the canvas in CSS pixels. */
  offsetAtPixel(px: number, py: number): number | null {
    return offsetUnder(this.#stage, this.#view, px, py - HEADER_PX);
  }

  /** The middle of a cell in CSS pixels of the canvas. */
  pixelOf(offset: number): { readonly x: number; readonly y: number } {
    const isBlocks = this.level === "blocks";
    const corner = cellPixel(this.#stage, this.#view, isBlocks ? offset - (offset % BLOCK_SIZE) : offset);
    const half = this.#view.scale / 2;
    return { x: corner.x + (isBlocks ? BLOCK_SIZE * half : half), y: corner.y + half + HEADER_PX };
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settleTimer);
  }

  #setView(view: MapView): void {
    const { scale, x, y } = this.#view;
    if (view.scale === scale && view.x === x && view.y === y) return;
    this.#view = view;
    this.#moved();
  }

  #moved(): void {
    this.#request();
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => this.#settle(), SETTLE_MS);
  }

  #settle(): void {
    const stage = this.#stage;
    this.#onSettle({
      scale: this.#view.scale,
      isWhole: this.#view.scale <= minScale(stage) * 1.001,
      canZoom: this.canZoom(1.5),
      level: this.level,
      centre: centreOffset(stage, this.#view),
      inSight: this.#inSight(),
    });
  }

  #inSight(): MapState["inSight"] {
    const { layout } = this.#stage;
    const rows = visibleRows(this.#stage, this.#view);
    if ((rows.endBand - rows.firstBand) * (rows.endRow - rows.firstRow) * BLOCK_SIZE > READABLE_ADDRESSES) return null;
    const from = (rows.firstBand * layout.rowsPerBand + rows.firstRow) * BLOCK_SIZE;
    const to = ((rows.endBand - 1) * layout.rowsPerBand + rows.endRow) * BLOCK_SIZE - 1;
    return to - from < READABLE_ADDRESSES ? { from, to: Math.min(to, layout.addressCount - 1) } : null;
  }

  #request(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    const { model, emphasis, pinned } = this.#content;
    const scene = {
      model,
      emphasis,
      pinned,
      bitmaps: this.#bitmaps,
      palette: this.#palette,
      stage: this.#stage,
      view: this.#view,
      level: this.level,
      focus: this.#focus,
    };
    this.#painter.paint(scene, window.devicePixelRatio || 1);
  }

  /** Lays the map out for the host's width and gives the canvas the height that the whole map takes. */
  #measure(): MapStage {
    const width = Math.max(120, this.#host.clientWidth);
    const most = Math.max(LEAST_HEIGHT_PX, Math.min(MOST_MAP_HEIGHT_PX, window.innerHeight * SHARE_OF_WINDOW));
    const { addressCount } = this.#content.model.cells;
    const layout = wrapRows(addressCount, { width, height: most }, FIT_CELL_PX);
    const scale = fitScale(layout, { width, height: most }, FIT_CELL_PX);
    const room = { width, height: Math.ceil(layout.height * scale) };
    this.#canvas.style.width = `${room.width}px`;
    this.#canvas.style.height = `${canvasHeight(room.height)}px`;
    return { layout, room };
  }

  #watch(): void {
    let width = this.#host.clientWidth;
    const sizes = new ResizeObserver(() => {
      if (this.#host.clientWidth === width) return;
      width = this.#host.clientWidth;
      this.#resized();
    });
    sizes.observe(this.#host);
    const onRatio = () => this.#request();
    const ratio = matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`);
    ratio.addEventListener("change", onRatio);
    this.#stops.push(
      () => sizes.disconnect(),
      () => ratio.removeEventListener("change", onRatio),
      watchTheme(() => this.#retheme()),
    );
  }

  /** A new width may wrap the rows otherwise: what was in the middle stays there. */
  #resized(): void {
    const centre = centreOffset(this.#stage, this.#view);
    const wasWhole = this.#view.scale <= minScale(this.#stage) * 1.001;
    this.#stage = this.#measure();
    this.#view = wasWhole ? wholeView(this.#stage) : centreOn(this.#stage, this.#view.scale, centre);
    this.#paint();
    this.#moved();
  }

  #retheme(): void {
    this.#palette = readPalette(this.#host);
    this.#bitmaps = paintBitmaps(this.#content.model, this.#palette, this.#content.emphasis);
    this.#request();
  }
}

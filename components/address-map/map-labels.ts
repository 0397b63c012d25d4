import { blockWords } from "@/components/address-map/block-words";
import { blockLook, isBlockLit } from "@/components/address-map/map-bitmap";
import { addressAt, blockKindAt, classAt } from "@/components/address-map/map-model";
import { HEADER_PX, type MapScene } from "@/components/address-map/map-scene";
import type { VisibleRows } from "@/lib/domain/geometry/map-view";
import { BAND_PITCH, GUTTER, rowsInBand } from "@/lib/domain/geometry/wrap-layout";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

const OCTET_FROM_PX = 20;
const WORDS_FROM_PX = 13;
const LABEL_PITCH_PX = 13;
const LABEL_FONT_PX = 10.5;

/** Writes what there is room for: octets or block words into the cells, a /28's address before its row, the header. */
export function paintLabels(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows): void {
  g.textBaseline = "middle";
  g.save();
  g.beginPath();
  g.rect(0, HEADER_PX, scene.stage.room.width, scene.stage.room.height);
  g.clip();
  g.translate(0, HEADER_PX);
  if (scene.level === "addresses" && scene.view.scale >= OCTET_FROM_PX) paintOctets(g, scene, rows);
  if (scene.level === "blocks" && scene.view.scale >= WORDS_FROM_PX) paintBlockWords(g, scene, rows);
  paintRowLabels(g, scene, rows);
  g.restore();
  paintHeader(g, scene, rows);
}

function paintOctets(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows): void {
  const { stage, view, model, palette, emphasis } = scene;
  g.font = `${Math.min(12, view.scale * 0.4)}px ${palette.sans}`;
  g.textAlign = "center";
  let ink = "";
  for (let band = rows.firstBand; band < rows.endBand; band++) {
    const left = (band * BAND_PITCH + GUTTER - view.x + 0.5) * view.scale;
    for (let row = rows.firstRow; row < Math.min(rows.endRow, rowsInBand(stage.layout, band)); row++) {
      const y = (row - view.y + 0.5) * view.scale;
      const start = (band * stage.layout.rowsPerBand + row) * BLOCK_SIZE;
      for (let column = 0; column < BLOCK_SIZE; column++) {
        const x = left + column * view.scale;
        const offset = start + column;
        if (x < -view.scale || x > stage.room.width + view.scale || offset >= stage.layout.addressCount) continue;
        const isLit = emphasis === null || emphasis(offset);
        const wanted = isLit ? palette.classes[classAt(model, offset)].ink : palette.muted;
        if (wanted !== ink) {
          ink = wanted;
          g.fillStyle = ink;
        }
        g.fillText(OCTETS[(model.base + offset) & 255] ?? "", x, y);
      }
    }
  }
}

const OCTETS = Array.from({ length: 256 }, (_, octet) => String(octet));

function paintBlockWords(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows): void {
  const { stage, view, model, palette, emphasis } = scene;
  g.font = `${LABEL_FONT_PX}px ${palette.sans}`;
  g.textAlign = "left";
  for (let band = rows.firstBand; band < rows.endBand; band++) {
    const x = (band * BAND_PITCH + GUTTER - view.x) * view.scale + 6;
    for (let inBand = rows.firstRow; inBand < Math.min(rows.endRow, rowsInBand(stage.layout, band)); inBand++) {
      const row = band * stage.layout.rowsPerBand + inBand;
      const isLit = emphasis === null || isBlockLit(model, row, emphasis);
      g.fillStyle = isLit ? blockLook(model, palette, row).ink : palette.muted;
      g.fillText(
        blockWords(blockKindAt(model, row), model.usedInBlock[row] ?? 0),
        x,
        (inBand - view.y + 0.5) * view.scale,
      );
    }
  }
}

/**
 * The base of each /28 in the gutter; every second, fourth, … where rows are too low. When the first band's gutter is
 * out of sight, its labels stick to the left edge on a strip of their own.
 */
function paintRowLabels(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows): void {
  const { stage, view, model, palette } = scene;
  g.font = `${LABEL_FONT_PX}px ${palette.sans}`;
  const gutterPx = GUTTER * view.scale - 6;
  const last = addressAt(model, model.cells.addressCount - 1);
  const octetsShown = LABEL_OCTETS.find((octets) => g.measureText(shorten(last, octets)).width <= gutterPx);
  if (octetsShown === undefined) return;
  const step = 2 ** Math.max(0, Math.ceil(Math.log2(LABEL_PITCH_PX / view.scale)));
  g.textAlign = "right";
  for (let band = rows.firstBand; band < rows.endBand; band++) {
    const right = (band * BAND_PITCH + GUTTER - view.x) * view.scale - 5;
    const isStuck = band === rows.firstBand && right < gutterPx;
    // The next band pushes the strip out at the left, as with any sticky heading.
    const stuckAt = Math.min(gutterPx, ((band + 1) * BAND_PITCH - view.x) * view.scale - 4);
    if (isStuck) paintStrip(g, scene, stuckAt + 4);
    g.fillStyle = palette.muted;
    const first = Math.ceil(rows.firstRow / step) * step;
    for (let inBand = first; inBand < Math.min(rows.endRow, rowsInBand(stage.layout, band)); inBand += step) {
      const row = band * stage.layout.rowsPerBand + inBand;
      const text = shorten(addressAt(model, row * BLOCK_SIZE), octetsShown);
      g.fillText(text, isStuck ? stuckAt : right, (inBand - view.y + 0.5) * view.scale);
    }
  }
}

function paintStrip(g: CanvasRenderingContext2D, { stage, palette }: MapScene, width: number): void {
  g.fillStyle = palette.panel;
  g.fillRect(0, 0, width, stage.room.height);
  g.fillStyle = palette.line;
  g.fillRect(width, 0, 1, stage.room.height);
}

const LABEL_OCTETS = [4, 2, 1] as const;

const shorten = (address: string, octets: (typeof LABEL_OCTETS)[number]): string =>
  octets === 4 ? address : `.${address.split(".").slice(-octets).join(".")}`;

/** Column numbers where they fit, else the first address of each band. */
function paintHeader(g: CanvasRenderingContext2D, scene: MapScene, rows: VisibleRows): void {
  const { stage, view, model, palette } = scene;
  g.font = `${LABEL_FONT_PX}px ${palette.sans}`;
  g.fillStyle = palette.muted;
  const y = HEADER_PX / 2;
  for (let band = rows.firstBand; band < rows.endBand; band++) {
    const left = (band * BAND_PITCH + GUTTER - view.x) * view.scale;
    if (view.scale >= OCTET_FROM_PX && scene.level === "addresses") {
      g.textAlign = "center";
      // Beside the strip of row labels, not over it.
      const from = band === rows.firstBand ? GUTTER * view.scale : 0;
      for (let column = 0; column < BLOCK_SIZE; column++) {
        const x = left + (column + 0.5) * view.scale;
        if (x > from) g.fillText(String(column), x, y);
      }
      continue;
    }
    const first = addressAt(model, (band * stage.layout.rowsPerBand + rows.firstRow) * BLOCK_SIZE);
    const roomPx = BLOCK_SIZE * view.scale;
    const text = [first, shorten(first, 2)].find((each) => g.measureText(each).width <= roomPx);
    g.textAlign = "left";
    if (text !== undefined) g.fillText(text, Math.max(0, left), y);
  }
}

import { blockKindAt, type MapModel, rowLength } from "@/components/address-map/map-model";
import type { CellLook, MapPalette, Rgb } from "@/components/address-map/map-palette";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";

/** Which cells stand out while the others step back; null where all are equal. */
export type Emphasis = ((offset: number) => boolean) | null;

/** Pictures of the whole map with one pixel a cell (16 wide) or one a /28 (1 wide), to be scaled without smoothing. */
export interface MapBitmaps {
  readonly addresses: HTMLCanvasElement;
  /** Opaque in the hatching's colour where a cell is hatched, else transparent. */
  readonly hatching: HTMLCanvasElement;
  readonly blocks: HTMLCanvasElement;
  readonly hasHatching: boolean;
}

/** Paints the bitmaps; needed anew when the data, the theme or the emphasis changes, not when the view moves. */
export function paintBitmaps(model: MapModel, palette: MapPalette, emphasis: Emphasis): MapBitmaps {
  const { rowCount, addressCount, codes } = model.cells;
  const looks = model.classes.map((name) => palette.classes[name]);
  const fills = Uint32Array.from(looks, (look) => packed(look.fill));
  const dimmed = Uint32Array.from(looks, (look) => packed(look.dimmed));
  const hatches = Uint32Array.from(looks, (look) => (look.hatch === null ? 0 : packed(look.hatch)));
  const cellPixels = new Uint32Array(rowCount * BLOCK_SIZE);
  const hatchPixels = new Uint32Array(rowCount * BLOCK_SIZE);
  let hasHatching = false;
  for (let offset = 0; offset < addressCount; offset++) {
    const code = codes[offset] ?? 0;
    const isLit = emphasis === null || emphasis(offset);
    cellPixels[offset] = (isLit ? fills[code] : dimmed[code]) ?? 0;
    const hatch = isLit ? (hatches[code] ?? 0) : 0;
    hatchPixels[offset] = hatch;
    hasHatching ||= hatch !== 0;
  }
  return {
    addresses: toCanvas(cellPixels, BLOCK_SIZE, rowCount),
    hatching: toCanvas(hatchPixels, BLOCK_SIZE, rowCount),
    blocks: toCanvas(blockPixels(model, palette, emphasis), 1, rowCount),
    hasHatching,
  };
}

function blockPixels(model: MapModel, palette: MapPalette, emphasis: Emphasis): Uint32Array {
  const pixels = new Uint32Array(model.cells.rowCount);
  for (let row = 0; row < pixels.length; row++) {
    const look = blockLook(model, palette, row);
    pixels[row] = packed(emphasis === null || isBlockLit(model, row, emphasis) ? look.fill : look.dimmed);
  }
  return pixels;
}

/** A block stands out when any of its addresses does. */
export function isBlockLit(model: MapModel, row: number, emphasis: (offset: number) => boolean): boolean {
  const start = row * BLOCK_SIZE;
  for (let offset = start; offset < start + rowLength(model, row); offset++) if (emphasis(offset)) return true;
  return false;
}

/**
 * The look of a /28: free, reserved and prefix have the colours of their addresses, the others show by the heat ramp how
 * much of them is taken.
 */
export function blockLook(model: MapModel, palette: MapPalette, row: number): CellLook {
  const kind = blockKindAt(model, row);
  if (kind === "free") return palette.classes.free;
  if (kind === "reserved") return palette.classes["reserved-by-aws"];
  if (kind === "prefix") return palette.classes.attached;
  const used = model.usedInBlock[row] ?? 0;
  // From the third step on: the first two are too near to the ground for the one taken address that spoils a block.
  const step = kind === "full" ? 9 : 2 + Math.floor((used / rowLength(model, row)) * 7);
  return palette.heat[step] ?? palette.classes.unknown;
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function packed([red, green, blue]: Rgb): number {
  return isLittleEndian
    ? ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
    : ((red << 24) | (green << 16) | (blue << 8) | 255) >>> 0;
}

function toCanvas(pixels: Uint32Array, width: number, height: number): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer as ArrayBuffer), width, height);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

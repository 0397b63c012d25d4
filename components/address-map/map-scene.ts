import type { Emphasis, MapBitmaps } from "@/components/address-map/map-bitmap";
import type { MapModel } from "@/components/address-map/map-model";
import type { MapPalette } from "@/components/address-map/map-palette";
import type { MapStage, MapView } from "@/lib/domain/geometry/map-view";

/** One mark an address, or one a /28. */
export const MAP_LEVELS = ["addresses", "blocks"] as const;
export type MapLevel = (typeof MAP_LEVELS)[number];

/** Below this size of a cell an address cannot be pointed at, so that the map shows blocks if nobody chose. */
const ADDRESSES_FROM_PX = 4;

export const levelAt = (chosen: MapLevel | null, scale: number): MapLevel =>
  chosen ?? (scale < ADDRESSES_FROM_PX ? "blocks" : "addresses");

/** What the map shows at one moment. */
export interface MapScene {
  readonly model: MapModel;
  readonly bitmaps: MapBitmaps;
  readonly palette: MapPalette;
  readonly emphasis: Emphasis;
  readonly stage: MapStage;
  readonly view: MapView;
  readonly level: MapLevel;
  /** The cell under the pointer or the keyboard's cursor. */
  readonly focus: number | null;
  readonly pinned: number | null;
}

/** A map is drawn no higher than this, however large the window. */
export const MOST_MAP_HEIGHT_PX = 560;

/** Pixels above the map for the column numbers or the bands' first addresses. */
export const HEADER_PX = 18;
/** Below the map, for the last row's lower line. */
export const FOOTER_PX = 1;

/** The canvas's height in CSS pixels around a map of `mapHeight`. */
export const canvasHeight = (mapHeight: number): number => HEADER_PX + mapHeight + FOOTER_PX;

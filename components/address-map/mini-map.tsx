"use client";

import { useLayoutEffect, useMemo, useRef } from "react";
import { emphasisOf } from "@/components/address-map/emphasis";
import { paintBitmaps } from "@/components/address-map/map-bitmap";
import { toMapModel } from "@/components/address-map/map-model";
import { MapPainter } from "@/components/address-map/map-painter";
import { readPalette, watchTheme } from "@/components/address-map/map-palette";
import { canvasHeight } from "@/components/address-map/map-scene";
import type { AddressMap } from "@/lib/domain/api/subnet";
import { wholeView } from "@/lib/domain/geometry/map-view";
import { fitScale, wrapRows } from "@/lib/domain/geometry/wrap-layout";

interface MiniMapProps {
  readonly label: string;
  readonly map: AddressMap;
  /** The cells that stand out. */
  readonly heldOffsets: readonly number[];
}

const LARGEST_CELL_PX = 16;
const HEIGHT_PX = 260;

/** A subnet's map in small, at rest, with some addresses standing out. A picture, told by its label. */
export function MiniMap({ label, map, heldOffsets }: MiniMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const model = useMemo(() => toMapModel(map), [map]);

  useLayoutEffect(() => {
    const element = canvas.current;
    const host = element?.parentElement;
    if (!element || !host) return;
    const painter = new MapPainter(element);
    const emphasis = emphasisOf(model, [], heldOffsets);
    const draw = () => {
      const most = { width: Math.max(120, host.clientWidth), height: HEIGHT_PX };
      const layout = wrapRows(model.cells.addressCount, most, LARGEST_CELL_PX);
      const scale = fitScale(layout, most, LARGEST_CELL_PX);
      const room = { width: most.width, height: Math.ceil(layout.height * scale) };
      element.style.width = `${room.width}px`;
      element.style.height = `${canvasHeight(room.height)}px`;
      const palette = readPalette(host);
      const stage = { layout, room };
      const scene = {
        ...{ model, palette, emphasis, stage, level: "addresses" as const, focus: null, pinned: null },
        bitmaps: paintBitmaps(model, palette, emphasis),
        view: { ...wholeView(stage), scale },
      };
      painter.paint(scene, window.devicePixelRatio || 1);
    };
    draw();
    const stopTheme = watchTheme(draw);
    const sizes = new ResizeObserver(draw);
    sizes.observe(host);
    return () => {
      stopTheme();
      sizes.disconnect();
    };
  }, [model, heldOffsets]);

  return (
    <div className="min-w-0 overflow-hidden">
      <canvas ref={canvas} role="img" aria-label={label} className="block h-[278px] w-full" />
    </div>
  );
}

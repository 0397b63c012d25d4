"use client";

import { type ReactNode, useId } from "react";
import { ZOOM_STEP } from "@/components/address-map/map-keys";
import { canvasHeight, MOST_MAP_HEIGHT_PX } from "@/components/address-map/map-scene";
import { MapTooltip } from "@/components/address-map/map-tooltip";
import { type MapSurfaceProps, useMapSurface } from "@/components/address-map/use-map-surface";
import { ZoomButtons } from "@/components/address-map/zoom-buttons";
import { FIT_CELL_PX } from "@/lib/domain/geometry/map-view";

interface AddressMapViewProps extends MapSurfaceProps {
  /** Names the map: `Address map of 10.20.1.0/24`. */
  readonly label: string;
  /** The text alternative: what the map shows, in a sentence. */
  readonly summary: string;
  /** What a screen reader says at a cell. */
  readonly spoken: string;
  readonly tooltip: ReactNode;
  readonly toolbar: ReactNode;
}

/**
 * The address map: one canvas, pointed at by mouse, touch or keys. The role is `application`, not `grid`: a grid would
 * promise thousands of cells to assistive technology that a canvas does not have, while the keys must reach us; the cell
 * in focus is spoken instead, and the same data stands beside it as a table of blocks.
 */
export function AddressMapView(props: AddressMapViewProps) {
  const { label, summary, content, spoken, tooltip, toolbar } = props;
  const { host, canvas, surface, anchor, state, point, onKeyDown } = useMapSurface(props);
  const ids = useId();

  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        {toolbar}
        <ZoomButtons
          canZoomIn={state?.canZoom ?? true}
          canZoomOut={state !== null && !state.isWhole}
          onZoom={(direction) => surface.current?.zoomBy(direction === "in" ? ZOOM_STEP : 1 / ZOOM_STEP)}
          onWhole={() => surface.current?.showWhole()}
        />
      </div>
      <div ref={host} className="relative min-w-0">
        <div
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys itself and must hold the focus
          tabIndex={0}
          aria-label={label}
          aria-roledescription="address map"
          aria-describedby={`${ids}-summary ${ids}-keys`}
          onKeyDown={onKeyDown}
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && point("cursor")}
          onBlur={() => point(null)}
          className="w-full overflow-hidden"
        >
          <canvas
            ref={canvas}
            className="block w-full max-w-full cursor-crosshair"
            style={{ height: heightBeforeDrawing(content.model.cells.rowCount) }}
          />
        </div>
        {anchor === null ? null : <MapTooltip anchor={anchor}>{tooltip}</MapTooltip>}
      </div>
      <p id={`${ids}-summary`} className="sr-only">
        {summary}
      </p>
      <p id={`${ids}-keys`} className="sr-only">
        Arrow keys move to the next address, Home and End within a /28, Page Up and Page Down by a screen, plus and
        minus zoom, 0 shows the whole map, Enter pins the address and then opens its node, Escape lets it go.
      </p>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
    </div>
  );
}

/** What the map will most likely take, so that the page does not jump when it is drawn; the surface sets the true height. */
const heightBeforeDrawing = (rowCount: number): number =>
  canvasHeight(Math.min(rowCount * FIT_CELL_PX, MOST_MAP_HEIGHT_PX));

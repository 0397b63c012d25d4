"use client";

import { type KeyboardEvent, type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { attachGestures } from "@/components/address-map/map-gestures";
import { pressMapKey, ZOOM_STEP } from "@/components/address-map/map-keys";
import { canvasHeight, MOST_MAP_HEIGHT_PX } from "@/components/address-map/map-scene";
import { type MapContent, type MapStart, type MapState, MapSurface } from "@/components/address-map/map-surface";
import { anchorAt, MapTooltip, type TooltipAnchor } from "@/components/address-map/map-tooltip";
import { ZoomButtons } from "@/components/address-map/zoom-buttons";
import { FIT_CELL_PX } from "@/lib/domain/geometry/map-view";

/** A cell under the pointer or the keyboard's cursor. */
export interface MapFocus {
  readonly offset: number;
  readonly level: MapState["level"];
}

interface AddressMapViewProps {
  /** Names the map: `Address map of 10.20.1.0/24`. */
  readonly label: string;
  /** The text alternative: what the map shows, in a sentence. */
  readonly summary: string;
  readonly content: MapContent;
  /** From the URL, for the first drawing only. */
  readonly start: MapStart;
  readonly onFocus: (focus: MapFocus | null) => void;
  readonly onPin: (offset: number | null) => void;
  /** Enter on the pinned cell. */
  readonly onOpen: (offset: number) => void;
  readonly onSettle: (state: MapState) => void;
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
  const { label, summary, content, start, spoken, tooltip, toolbar } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<MapSurface | null>(null);
  const cursor = useRef(content.pinned ?? 0);
  const [anchor, setAnchor] = useState<TooltipAnchor | null>(null);
  const [state, setState] = useState<MapState | null>(null);
  const ids = useId();

  const point = (offset: number | null) => {
    const map = surface.current;
    if (map === null) return;
    map.focusOn(offset);
    const box = host.current?.getBoundingClientRect();
    setAnchor(offset === null || box === undefined ? null : anchorAt(box, map.pixelOf(offset)));
    props.onFocus(offset === null ? null : { offset, level: map.level });
  };

  const onHover = useEffectEvent((offset: number | null) => {
    if (offset !== null) cursor.current = offset;
    point(offset);
  });
  const onPick = useEffectEvent((offset: number) => {
    cursor.current = offset;
    props.onPin(offset === content.pinned ? null : offset);
  });
  const onSettle = useEffectEvent((settled: MapState) => {
    setState(settled);
    if (canvas.current !== null) canvas.current.style.touchAction = settled.isWhole ? "pan-x pan-y" : "none";
    props.onSettle(settled);
  });
  const onStart = useEffectEvent((element: HTMLCanvasElement, box: HTMLDivElement) => {
    const created = new MapSurface(element, box, content, start, (settled) => onSettle(settled));
    performance.mark("address-map-drawn");
    return created;
  });

  useLayoutEffect(() => {
    if (canvas.current === null || host.current === null) return;
    const created = onStart(canvas.current, host.current);
    surface.current = created;
    const stop = attachGestures(canvas.current, created, {
      onHover: (offset) => onHover(offset),
      onPick: (offset) => onPick(offset),
    });
    return () => {
      stop();
      created.destroy();
      surface.current = null;
    };
  }, []);

  useLayoutEffect(() => surface.current?.show(content), [content]);

  const onCursor = (offset: number) => {
    cursor.current = offset;
    point(offset);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const map = surface.current;
    if (map === null) return;
    const { onPin, onOpen } = props;
    const at = { map, cursor: cursor.current, pinned: content.pinned, onCursor, onPin, onOpen };
    if (pressMapKey(at, event)) event.preventDefault();
  };

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
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && point(cursor.current)}
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

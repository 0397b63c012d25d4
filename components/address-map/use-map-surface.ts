import { type KeyboardEvent, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { attachGestures } from "@/components/address-map/map-gestures";
import { pressMapKey } from "@/components/address-map/map-keys";
import { type MapContent, type MapStart, type MapState, MapSurface } from "@/components/address-map/map-surface";
import { anchorAt, type TooltipAnchor } from "@/components/address-map/map-tooltip";

/** A cell under the pointer or the keyboard's cursor. */
export interface MapFocus {
  readonly offset: number;
  readonly level: MapState["level"];
}

export interface MapSurfaceProps {
  readonly content: MapContent;
  /** From the URL, for the first drawing only. */
  readonly start: MapStart;
  readonly onFocus: (focus: MapFocus | null) => void;
  readonly onPin: (offset: number | null) => void;
  /** Enter on the pinned cell. */
  readonly onOpen: (offset: number) => void;
  readonly onSettle: (state: MapState) => void;
}

/**
 * The map's surface on a canvas in its host, from their first drawing to their end, with pointer and keys. `state` is
 * null until it has drawn, `anchor` while no cell is pointed at.
 */
export function useMapSurface({ content, start, ...events }: MapSurfaceProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<MapSurface | null>(null);
  const cursor = useRef(content.pinned ?? 0);
  const [anchor, setAnchor] = useState<TooltipAnchor | null>(null);
  const [state, setState] = useState<MapState | null>(null);

  const point = (at: number | "cursor" | null) => {
    const map = surface.current;
    if (map === null) return;
    const offset = at === "cursor" ? cursor.current : at;
    map.focusOn(offset);
    const box = host.current?.getBoundingClientRect();
    setAnchor(offset === null || box === undefined ? null : anchorAt(box, map.pixelOf(offset)));
    events.onFocus(offset === null ? null : { offset, level: map.level });
  };

  const onHover = useEffectEvent((offset: number | null) => {
    if (offset !== null) cursor.current = offset;
    point(offset);
  });
  const onPick = useEffectEvent((offset: number) => {
    cursor.current = offset;
    events.onPin(offset === content.pinned ? null : offset);
  });
  const onSettle = useEffectEvent((settled: MapState) => {
    setState(settled);
    if (canvas.current !== null) canvas.current.style.touchAction = settled.isWhole ? "pan-x pan-y" : "none";
    events.onSettle(settled);
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
    const { onPin, onOpen } = events;
    const at = { map, cursor: cursor.current, pinned: content.pinned, onCursor, onPin, onOpen };
    if (pressMapKey(at, event)) event.preventDefault();
  };

  return { host, canvas, surface, anchor, state, point, onKeyDown };
}

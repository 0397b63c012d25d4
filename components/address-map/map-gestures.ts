import type { MapSurface } from "@/components/address-map/map-surface";
import { pinchBetween } from "@/lib/domain/geometry/map-view";

interface GestureListeners {
  /** The cell under the mouse or pen; null when there is none or the map is being dragged. */
  readonly onHover: (offset: number | null) => void;
  readonly onPick: (offset: number) => void;
}

type Point = { readonly x: number; readonly y: number };

const CLICK_SLACK_PX = 4;
const WHEEL_STEP = 0.0022;
const LINE_PX = 16;

/**
 * Pointer, touch and wheel on the map's canvas. The plain wheel zooms maps whose cells are small; on the others, and
 * where zooming has come to its end, the page scrolls. Control with the wheel (a pinch on a touchpad) always zooms.
 */
export function attachGestures(
  canvas: HTMLCanvasElement,
  surface: MapSurface,
  listeners: GestureListeners,
): () => void {
  const pointers = new Map<number, Point>();
  let start: Point | null = null;
  let isDragging = false;

  const at = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const point = at(event);
    pointers.set(event.pointerId, point);
    start = pointers.size === 1 ? point : null;
    isDragging = pointers.size > 1;
  };

  const onMove = (event: PointerEvent) => {
    const point = at(event);
    const before = pointers.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType !== "touch") listeners.onHover(surface.offsetAtPixel(point.x, point.y));
      return;
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, each]) => each);
    pointers.set(event.pointerId, point);
    if (other !== undefined) {
      const pinch = pinchBetween([before, other], [point, other]);
      surface.panBy(pinch.dx, pinch.dy);
      surface.zoomBy(pinch.factor, pinch.x, pinch.y);
      return;
    }
    if (!isDragging && start !== null && Math.hypot(point.x - start.x, point.y - start.y) > CLICK_SLACK_PX) {
      isDragging = true;
      canvas.setPointerCapture(event.pointerId);
      canvas.style.cursor = "grabbing";
      listeners.onHover(null);
    }
    if (isDragging) surface.panBy(point.x - before.x, point.y - before.y);
  };

  const onUp = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    const point = at(event);
    const picked = isDragging || start === null ? null : surface.offsetAtPixel(point.x, point.y);
    if (pointers.size === 0) {
      isDragging = false;
      canvas.style.cursor = "";
    }
    if (picked !== null) listeners.onPick(picked);
  };

  const onCancel = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    start = null;
    isDragging = pointers.size > 0;
    canvas.style.cursor = "";
  };

  const onLeave = (event: PointerEvent) => {
    if (!pointers.has(event.pointerId)) listeners.onHover(null);
  };

  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !surface.isLarge) return;
    const delta = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE_PX : event.deltaY;
    const factor = Math.exp(-delta * (event.ctrlKey ? WHEEL_STEP * 4 : WHEEL_STEP));
    if (!event.ctrlKey && !surface.canZoom(factor)) return;
    event.preventDefault();
    const point = at(event);
    surface.zoomBy(Math.min(4, Math.max(0.25, factor)), point.x, point.y);
    listeners.onHover(surface.offsetAtPixel(point.x, point.y));
  };

  const stop = new AbortController();
  const { signal } = stop;
  canvas.addEventListener("pointerdown", onDown, { signal });
  canvas.addEventListener("pointermove", onMove, { signal });
  canvas.addEventListener("pointerup", onUp, { signal });
  canvas.addEventListener("pointercancel", onCancel, { signal });
  canvas.addEventListener("pointerleave", onLeave, { signal });
  canvas.addEventListener("wheel", onWheel, { signal, passive: false });
  return () => stop.abort();
}

import { type Place, parsePlace } from "@/components/eni/rack-keys";

/** The rack's cell that an event is about; null beside the cells. A cell says its place in `data-place`. */
export const cellUnder = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-place]") : null;

export const placeUnder = (target: EventTarget): Place | null => parsePlace(cellUnder(target)?.dataset.place ?? "");

export const focusPlace = (grid: HTMLElement | null, { row, column }: Place): void =>
  grid?.querySelector<HTMLElement>(`[data-place="${row}-${column}"]`)?.focus();

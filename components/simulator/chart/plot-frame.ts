import type { ValueAxis } from "@/components/simulator/chart/axis";
import type { TimeSpan } from "@/components/simulator/chart/chart-rows";

/**
 * Where the plot lies in the chart, in pixels. What lies over the drawing (cursor, labels) counts with the same figures, so
 * that a moved cursor draws nothing anew.
 */
export interface PlotFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const CHART_HEIGHT_PX = 272;
export const AXIS_WIDTH_PX = 52;
export const AXIS_HEIGHT_PX = 26;
/** Room for the end labels beside the plot, where the chart is wide enough for them. */
const LABEL_WIDTH_PX = 128;
const NARROW_PX = 520;

export const hasLabelRoom = (width: number): boolean => width >= NARROW_PX;

export const plotFrame = (width: number): PlotFrame => ({
  width,
  height: CHART_HEIGHT_PX,
  left: AXIS_WIDTH_PX,
  right: hasLabelRoom(width) ? LABEL_WIDTH_PX : 14,
  top: 12,
  bottom: AXIS_HEIGHT_PX,
});

export const plotWidth = ({ width, left, right }: PlotFrame): number => Math.max(1, width - left - right);
export const plotHeight = ({ height, top, bottom }: PlotFrame): number => height - top - bottom;

const TIME_LABEL_PX = 80;

/** So many time labels stand side by side, the outer ones half beside the plot. */
export const mostTimeTicks = (frame: PlotFrame): number =>
  Math.min(7, Math.max(3, 1 + Math.floor(plotWidth(frame) / TIME_LABEL_PX)));

export const xOf = (frame: PlotFrame, { fromMs, toMs }: TimeSpan, atMs: number): number =>
  frame.left + ((atMs - fromMs) / Math.max(1, toMs - fromMs)) * plotWidth(frame);

/** The moment under a pixel, within the span. */
export function timeAt(frame: PlotFrame, { fromMs, toMs }: TimeSpan, x: number): number {
  const share = Math.min(1, Math.max(0, (x - frame.left) / plotWidth(frame)));
  return Math.round((fromMs + share * (toMs - fromMs)) / 1_000) * 1_000;
}

export const yOf = (frame: PlotFrame, { from, to }: ValueAxis, count: number): number =>
  frame.top + (1 - (count - from) / Math.max(1, to - from)) * plotHeight(frame);

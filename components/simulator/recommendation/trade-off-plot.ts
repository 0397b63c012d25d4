import { type ValueAxis, valueAxis } from "@/components/simulator/chart/axis";
import { frontLine, type TradeOffMark } from "@/lib/domain/simulation/trade-off";

/** A mark with its place in the drawing; `radius` is the third measure, EC2 calls. */
export interface PlotPoint {
  readonly mark: TradeOffMark;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Rows of text by which its name is lifted, to keep clear of another's. */
  readonly lift: number;
}

export interface TradeOffPlot {
  /** In the order of drawing: what is named lies on top. */
  readonly points: readonly PlotPoint[];
  readonly line: readonly PlotPoint[];
  readonly xAxis: ValueAxis;
  readonly yAxis: ValueAxis;
  /** Where points lie whose pods never all get an address; null where there is none. */
  readonly neverY: number | null;
}

const SMALLEST_RADIUS = 3.5;
const LARGEST_RADIUS = 9;

const layerOf = ({ isToday, isPick, isNearest, point }: TradeOffMark): number =>
  isPick || isNearest ? 3 : isToday ? 2 : point.isOnFront ? 1 : 0;

/** Two names nearer to each other than this share of an axis would overlap. */
const NEAR_SHARE = 0.2;

/** Today's name goes above another name that is close by. */
function liftOf(mark: TradeOffMark, marks: readonly TradeOffMark[], { from, to }: ValueAxis): number {
  const isNear = (other: TradeOffMark) =>
    !other.isToday &&
    (other.isPick || other.isNearest) &&
    Math.abs(other.point.heldAddresses - mark.point.heldAddresses) < NEAR_SHARE * (to - from);
  return mark.isToday && marks.some(isNear) ? 1 : 0;
}

/**
 * Places of the marks: held addresses to the right, the wait upwards, the area of a dot by its calls. "Never" is a row of
 * its own above the longest wait. `allowedWait` is the goal's, which the axis reaches.
 */
export function tradeOffPlot(marks: readonly TradeOffMark[], allowedWait: number): TradeOffPlot {
  const waits = marks.flatMap(({ point }) => point.waitSeconds ?? []);
  const held = marks.map(({ point }) => point.heldAddresses);
  const hasNever = waits.length < marks.length;
  const xAxis = valueAxis(Math.min(...held), Math.max(...held), 6);
  const measured = valueAxis(0, Math.max(1, allowedWait, ...waits));
  const step = (measured.ticks[1] ?? measured.to) - (measured.ticks[0] ?? 0);
  const neverY = hasNever ? measured.to + step : null;
  const mostCalls = Math.max(1, ...marks.map(({ point }) => point.callsPerMinute));
  const placed = marks.map((mark): PlotPoint => {
    const { heldAddresses, waitSeconds, callsPerMinute } = mark.point;
    const share = Math.sqrt(callsPerMinute / mostCalls);
    return {
      mark,
      x: heldAddresses,
      y: waitSeconds ?? measured.to + step,
      radius: SMALLEST_RADIUS + (LARGEST_RADIUS - SMALLEST_RADIUS) * share,
      lift: liftOf(mark, marks, xAxis),
    };
  });
  const onLine = new Set(frontLine(marks.map(({ point }) => point)));
  return {
    points: placed.toSorted((a, b) => layerOf(a.mark) - layerOf(b.mark) || b.radius - a.radius),
    line: placed.filter(({ mark }) => onLine.has(mark.point)),
    xAxis,
    yAxis: neverY === null ? measured : { ...measured, to: neverY, ticks: [...measured.ticks, neverY] },
    neverY,
  };
}

import type { ValueAxis } from "@/components/simulator/chart/axis";
import type { TimeSpan } from "@/components/simulator/chart/chart-rows";
import { type PlotFrame, plotHeight, xOf, yOf } from "@/components/simulator/chart/plot-frame";
import { runTime } from "@/components/simulator/figure-words";
import { formatCount } from "@/lib/format";

interface AxisLabelsProps {
  readonly frame: PlotFrame;
  readonly span: TimeSpan;
  readonly axis: ValueAxis;
  readonly timeTicks: readonly number[];
}

/** Between the plot's edge and its labels. */
const GAP_PX = 8;

/** The axes' words, over the drawing; the table beside it has them for assistive technology. */
export function AxisLabels({ frame, span, axis, timeTicks }: AxisLabelsProps) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 text-sm text-muted">
      {axis.ticks.map((count) => (
        <span
          key={count}
          className="absolute -translate-y-1/2"
          style={{ right: frame.width - frame.left + GAP_PX, top: yOf(frame, axis, count) }}
        >
          {formatCount(count)}
        </span>
      ))}
      {timeTicks.map((atMs) => (
        <span
          key={atMs}
          className="absolute -translate-x-1/2 whitespace-nowrap"
          style={{ left: xOf(frame, span, atMs), top: frame.top + plotHeight(frame) + GAP_PX / 2 }}
        >
          {runTime(atMs)}
        </span>
      ))}
    </div>
  );
}

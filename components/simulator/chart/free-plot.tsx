"use client";

import { type PointerEvent, useMemo, useRef, useState } from "react";
import { timeTicks, valueAxis } from "@/components/simulator/chart/axis";
import { AxisLabels } from "@/components/simulator/chart/axis-labels";
import { ChartCursor, ChartLabels, type EndLabel } from "@/components/simulator/chart/chart-overlay";
import {
  type ChartSource,
  chartRows,
  ringMoments,
  type TimeSpan,
  withActual,
} from "@/components/simulator/chart/chart-rows";
import {
  chartSentence,
  figuresAt,
  lowestWords,
  momentSentence,
  scrubStops,
} from "@/components/simulator/chart/chart-words";
import { LateFreeLines } from "@/components/simulator/chart/late-free-lines";
import { MomentLine } from "@/components/simulator/chart/moment-line";
import {
  AXIS_WIDTH_PX,
  CHART_HEIGHT_PX,
  mostTimeTicks,
  plotFrame,
  timeAt,
} from "@/components/simulator/chart/plot-frame";
import { TimeSlider } from "@/components/simulator/chart/time-slider";
import { useWidth } from "@/components/simulator/chart/use-width";
import type { ActualCurve } from "@/components/simulator/results-props";
import { lowestOf } from "@/components/simulator/subnet-order";
import { formatCount } from "@/lib/format";

export interface FreePlotProps {
  /** Whose curves: a subnet's name, or all together. */
  readonly label: string;
  readonly source: ChartSource;
  readonly rollout: TimeSpan;
  /** Both sides are the same: one line is enough. */
  readonly isUnchanged: boolean;
  readonly actual: ActualCurve["points"];
  readonly atMs: number;
  readonly onTime: (atMs: number) => void;
}

/** More rows than that are no more pixels. */
const MOST_ROWS = 160;

/** One chart: the drawing, its words, a cursor that follows pointer and slider. */
export function FreePlot({ label, source, rollout, isUnchanged, actual, atMs, onTime }: FreePlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const { span, measure, proposed, today } = source;
  const drawn = useMemo(() => drawing(source, actual, isUnchanged), [source, actual, isUnchanged]);
  const stops = useMemo(() => scrubStops(source), [source]);
  const hasRollout = rollout.toMs > rollout.fromMs && rollout.fromMs < span.toMs && rollout.toMs > span.fromMs;
  const shownRollout = hasRollout ? rollout : null;
  const frame = useMemo(() => (width === null ? null : plotFrame(width)), [width]);
  const ticks = useMemo(
    () => timeTicks(span.fromMs, span.toMs, frame === null ? 4 : mostTimeTicks(frame)),
    [span, frame],
  );
  const lowest = lowestOf(isUnchanged ? today : proposed, measure);
  const figures = figuresAt(source, actual, hoverMs ?? atMs);

  const timeUnder = (event: PointerEvent<HTMLElement>): number | null =>
    frame === null ? null : timeAt(frame, span, event.clientX - event.currentTarget.getBoundingClientRect().left);
  const follow = (event: PointerEvent<HTMLElement>) => {
    const under = timeUnder(event);
    if (under === null) return;
    if (event.buttons % 2 === 1) onTime(under);
    if (event.pointerType === "mouse") setHoverMs(under);
  };

  return (
    <div>
      <MomentLine figures={figures} isUnchanged={isUnchanged} />
      <div
        ref={box}
        role="img"
        aria-label={chartSentence(source, label, rollout, isUnchanged)}
        className="relative touch-pan-y select-none"
        style={{ height: CHART_HEIGHT_PX }}
        onPointerDown={follow}
        onPointerMove={follow}
        onPointerLeave={() => setHoverMs(null)}
      >
        {frame === null ? null : (
          <>
            <LateFreeLines
              rows={drawn.rows}
              frame={frame}
              span={span}
              axis={drawn.axis}
              rollout={shownRollout}
              lowest={drawn.lowest}
              rings={drawn.rings}
              isUnchanged={isUnchanged}
            />
            <AxisLabels frame={frame} span={span} axis={drawn.axis} timeTicks={ticks} />
            <ChartLabels
              frame={frame}
              span={span}
              axis={drawn.axis}
              ends={drawn.ends}
              lowest={{ ...lowest, words: lowestWords(lowest, rollout) }}
              rollout={shownRollout}
            />
            <ChartCursor frame={frame} span={span} axis={drawn.axis} figures={figures} isUnchanged={isUnchanged} />
          </>
        )}
      </div>
      {/* The thumb's middle runs from the plot's left edge to its right one: half a thumb more on either side. */}
      <div style={{ paddingLeft: AXIS_WIDTH_PX - 8, paddingRight: (frame?.right ?? 8) - 8 }}>
        <TimeSlider
          label={`Moment of the run, ${label}`}
          words={momentSentence(figures, isUnchanged)}
          span={span}
          stops={stops}
          atMs={atMs}
          onTime={onTime}
        />
      </div>
    </div>
  );
}

/** What the drawing needs, computed once a result and a choice. */
function drawing(source: ChartSource, points: ActualCurve["points"], isUnchanged: boolean) {
  const { measure, today, proposed, span } = source;
  const lines = chartRows(source, MOST_ROWS);
  const rows = withActual(lines, points, span);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { band, ...row } of rows) {
    for (const count of [row.today, row.proposed, row.actual, ...(band ?? [])]) {
      if (count === null) continue;
      low = Math.min(low, count);
      high = Math.max(high, count);
    }
  }
  const last = lines.at(-1);
  const reading = points.at(-1);
  const ends: EndLabel[] = [];
  if (last !== undefined && !isUnchanged && last.proposed !== null) {
    ends.push({ tone: "proposed", count: last.proposed, words: `proposed ${formatCount(last.proposed)}` });
  }
  if (last !== undefined && last.today !== null) {
    ends.push({ tone: "today", count: last.today, words: `today ${formatCount(last.today)}` });
  }
  if (reading !== undefined) {
    ends.push({ tone: "actual", count: reading.free, words: `account ${formatCount(reading.free)}` });
  }
  const lowest = lowestOf(isUnchanged ? today : proposed, measure);
  const isShown = lowest.atMs >= span.fromMs && lowest.atMs <= span.toMs;
  return {
    rows,
    axis: valueAxis(Math.min(low, high), Math.max(low, high)),
    ends,
    lowest: isShown ? lowest : null,
    rings: points.length === 0 ? null : ringMoments(points, span),
  };
}

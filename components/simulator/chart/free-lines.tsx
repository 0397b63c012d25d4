"use client";

import { memo } from "react";
import { Area, CartesianGrid, type DotItemDotProps, Line, ReferenceArea, ReferenceDot, XAxis, YAxis } from "recharts";
import type { ValueAxis } from "@/components/simulator/chart/axis";
import { ChartBase } from "@/components/simulator/chart/chart-base";
import type { ChartRow, TimeSpan } from "@/components/simulator/chart/chart-rows";
import { AXIS_HEIGHT_PX, AXIS_WIDTH_PX, type PlotFrame, yOf } from "@/components/simulator/chart/plot-frame";
import { useTurns } from "@/components/simulator/use-turns";

export interface FreeLinesProps {
  readonly rows: readonly ChartRow[];
  readonly frame: PlotFrame;
  readonly span: TimeSpan;
  readonly axis: ValueAxis;
  readonly rollout: TimeSpan | null;
  readonly lowest: { readonly atMs: number; readonly count: number } | null;
  /** The moments of readings that are drawn with a ring; null without any reading. */
  readonly rings: ReadonlySet<number> | null;
  /** Both sides are the same: only today's line is drawn. */
  readonly isUnchanged: boolean;
}

const noLines = () => [];
/** A ring of its own stroke at some of the readings: a dot of the line's would take its dashes. */
const ringAt =
  (rings: ReadonlySet<number>) =>
  ({ key, cx, cy, payload }: DotItemDotProps) => {
    const { atMs, actual } = payload as ChartRow;
    if (actual === null || !rings.has(atMs)) return <g key={key} />;
    return (
      <circle key={key} cx={cx} cy={cy} r={3.5} stroke="var(--chart-actual)" strokeWidth={1.5} fill="var(--panel)" />
    );
  };

/** The drawing alone: no pointer, no labels, no movement. Whatever it shows is also in the words and the table beside it. */
export const FreeLines = memo(function FreeLines(props: FreeLinesProps) {
  const { rows, frame, span, axis, rollout, lowest, rings, isUnchanged } = props;
  // A chart of Recharts draws itself several times over as it is mounted, all in one task: it comes in three.
  const turn = useTurns(3, true);
  return (
    <ChartBase
      width={frame.width}
      height={frame.height}
      data={rows as ChartRow[]}
      margin={{ top: frame.top, right: frame.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      tabIndex={-1}
    >
      {turn < 2 || rollout === null ? null : (
        <ReferenceArea
          x1={Math.max(span.fromMs, rollout.fromMs)}
          x2={Math.min(span.toMs, rollout.toMs)}
          fill="var(--chart-rollout)"
          fillOpacity={1}
          stroke="none"
        />
      )}
      {turn < 2 ? null : <Axes frame={frame} span={span} axis={axis} />}
      {turn === 3 ? <Lines lowest={lowest} rings={rings} isUnchanged={isUnchanged} /> : null}
    </ChartBase>
  );
});

function Axes({ frame, span, axis }: Pick<FreeLinesProps, "frame" | "span" | "axis">) {
  return (
    <>
      {/*
       * Left to themselves, grid and axes measure every tick in the document, which is laid out for each of them: the grid
       * is told where its lines are, and the ticks' words are the overlay's.
       */}
      <CartesianGrid
        vertical={false}
        horizontalPoints={axis.ticks.map((count) => yOf(frame, axis, count))}
        verticalCoordinatesGenerator={noLines}
        stroke="var(--chart-grid)"
      />
      <XAxis
        type="number"
        dataKey="atMs"
        domain={[span.fromMs, span.toMs]}
        allowDataOverflow
        height={AXIS_HEIGHT_PX}
        tick={false}
        axisLine={{ stroke: "var(--line-strong)" }}
      />
      <YAxis
        type="number"
        domain={[axis.from, axis.to]}
        allowDataOverflow
        width={AXIS_WIDTH_PX}
        tick={false}
        axisLine={false}
      />
    </>
  );
}

function Lines({ lowest, rings, isUnchanged }: Pick<FreeLinesProps, "lowest" | "rings" | "isUnchanged">) {
  return (
    <>
      {isUnchanged ? null : (
        <Area
          dataKey="band"
          type="linear"
          stroke="none"
          fill="var(--chart-band)"
          fillOpacity={1}
          connectNulls
          isAnimationActive={false}
          activeDot={false}
        />
      )}
      <Line
        dataKey="today"
        type="linear"
        stroke="var(--chart-today)"
        strokeWidth={1.5}
        strokeDasharray="5 4"
        dot={false}
        activeDot={false}
        connectNulls
        isAnimationActive={false}
      />
      {isUnchanged ? null : (
        <Line
          dataKey="proposed"
          type="linear"
          stroke="var(--chart-proposed)"
          strokeWidth={2}
          dot={false}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      )}
      {rings !== null ? (
        <Line
          dataKey="actual"
          type="linear"
          stroke="var(--chart-actual)"
          strokeWidth={1.5}
          strokeDasharray="1 3"
          dot={ringAt(rings)}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ) : null}
      {lowest === null ? null : (
        <ReferenceDot
          x={lowest.atMs}
          y={lowest.count}
          r={5}
          fill="var(--chart-lowest)"
          stroke="var(--panel)"
          strokeWidth={1.5}
        />
      )}
    </>
  );
}

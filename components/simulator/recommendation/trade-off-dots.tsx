"use client";

import { memo } from "react";
import { CartesianGrid, ReferenceLine, Scatter, ScatterChart, XAxis, YAxis } from "recharts";
import { PointMark } from "@/components/simulator/recommendation/point-mark";
import type { PlotPoint, TradeOffPlot } from "@/components/simulator/recommendation/trade-off-plot";
import type { TradeOffMark } from "@/lib/domain/simulation/trade-off";
import { formatCount } from "@/lib/format";

export interface TradeOffDotsProps {
  readonly plot: TradeOffPlot;
  readonly width: number;
  readonly height: number;
  readonly allowedWait: number;
  /** The mark that the proposal comes to. */
  readonly shown: TradeOffMark | null;
  readonly onChoose: (mark: TradeOffMark) => void;
  readonly onPoint: (mark: TradeOffMark | null) => void;
}

const TICK = { fill: "var(--muted)", fontSize: 12 } as const;
const LABEL = { fill: "var(--muted)", fontSize: 12 } as const;

/** What recharts hands to a shape, as far as it is used. */
interface ShapeProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly payload?: PlotPoint;
}

/**
 * The drawing alone; the table beside it has every point for the keyboard and for assistive technology. Recharts makes its
 * marks anew each time it is drawn: were it drawn for what the pointer is over, a press on a mark would end on another one,
 * and be no click.
 */
export const TradeOffDots = memo(function TradeOffDots(props: TradeOffDotsProps) {
  const { plot, width, height, allowedWait, shown, onChoose, onPoint } = props;
  const { points, line, xAxis, yAxis, neverY } = plot;
  const dot = ({ cx, cy, payload }: ShapeProps) =>
    cx === undefined || cy === undefined || payload === undefined ? (
      <g />
    ) : (
      <PointMark
        x={cx}
        y={cy}
        radius={payload.radius}
        lift={payload.lift}
        mark={payload.mark}
        isShown={payload.mark === shown}
        onChoose={onChoose}
        onPoint={onPoint}
      />
    );
  return (
    <ScatterChart
      width={width}
      height={height}
      margin={{ top: 18, right: 24, bottom: 18, left: 8 }}
      accessibilityLayer={false}
      tabIndex={-1}
    >
      <CartesianGrid stroke="var(--chart-grid)" />
      <XAxis
        type="number"
        dataKey="x"
        domain={[xAxis.from, xAxis.to]}
        ticks={[...xAxis.ticks]}
        tickFormatter={formatCount}
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: "var(--line-strong)" }}
        label={{ value: "addresses held", position: "insideBottomRight", offset: -12, ...LABEL }}
      />
      <YAxis
        type="number"
        dataKey="y"
        domain={[yAxis.from, yAxis.to]}
        ticks={[...yAxis.ticks]}
        tickFormatter={(value: number) => (value === neverY ? "never" : `${formatCount(value)}\u00a0s`)}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={52}
        interval={0}
      />
      <ReferenceLine
        y={allowedWait}
        stroke="var(--line-strong)"
        strokeDasharray="4 3"
        label={{ value: "allowed wait", position: "insideTopRight", ...LABEL }}
      />
      <Scatter
        data={[...line]}
        line={{ stroke: "var(--chart-proposed)", strokeWidth: 1.5 }}
        shape={() => <g />}
        isAnimationActive={false}
      />
      <Scatter data={[...points]} shape={(props: unknown) => dot(props as ShapeProps)} isAnimationActive={false} />
    </ScatterChart>
  );
});

import { spreadLabels, type ValueAxis } from "@/components/simulator/chart/axis";
import type { TimeSpan } from "@/components/simulator/chart/chart-rows";
import type { MomentFigures } from "@/components/simulator/chart/chart-words";
import { hasLabelRoom, type PlotFrame, plotHeight, plotWidth, xOf, yOf } from "@/components/simulator/chart/plot-frame";

/** A label beside the plot's right end. */
export interface EndLabel {
  readonly words: string;
  readonly count: number;
  readonly tone: "proposed" | "today" | "actual";
}

export const TONES = {
  proposed: "text-chart-proposed",
  today: "text-chart-today",
  actual: "text-chart-actual",
} as const;

interface ChartLabelsProps {
  readonly frame: PlotFrame;
  readonly span: TimeSpan;
  readonly axis: ValueAxis;
  readonly ends: readonly EndLabel[];
  readonly lowest: { readonly atMs: number; readonly count: number; readonly words: string } | null;
  readonly rollout: TimeSpan | null;
}

const LABEL_HEIGHT_PX = 16;
/** A rollout narrower than that carries no word; the legend has it. */
const ROLLOUT_WORD_PX = 56;

/** Words over the drawing; they repeat what the legend and the sentence say, so they are hidden from assistive technology. */
export function ChartLabels({ frame, span, axis, ends, lowest, rollout }: ChartLabelsProps) {
  const bottom = frame.top + plotHeight(frame);
  const places = spreadLabels(
    ends.map(({ count }) => yOf(frame, axis, count)),
    LABEL_HEIGHT_PX,
    [frame.top + LABEL_HEIGHT_PX / 2, bottom - LABEL_HEIGHT_PX / 2],
  );
  const rolloutFrom = rollout === null ? 0 : xOf(frame, span, Math.max(span.fromMs, rollout.fromMs));
  const rolloutTo = rollout === null ? 0 : xOf(frame, span, Math.min(span.toMs, rollout.toMs));
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden text-sm">
      {rolloutTo - rolloutFrom < ROLLOUT_WORD_PX ? null : (
        <span className="absolute text-xs text-muted" style={{ left: rolloutFrom + 5, top: frame.top }}>
          rollout
        </span>
      )}
      {hasLabelRoom(frame.width)
        ? ends.map(({ words, tone }, index) => (
            <span
              key={tone}
              className={`absolute font-semibold whitespace-nowrap ${TONES[tone]}`}
              style={{ left: frame.width - frame.right + 8, top: (places[index] ?? 0) - LABEL_HEIGHT_PX / 2 }}
            >
              {words}
            </span>
          ))
        : null}
      {lowest === null ? null : <LowestLabel frame={frame} span={span} axis={axis} lowest={lowest} />}
    </div>
  );
}

type LowestLabelProps = Pick<ChartLabelsProps, "frame" | "span" | "axis"> & {
  readonly lowest: NonNullable<ChartLabelsProps["lowest"]>;
};

/** Beside the point, to where there is more room; above it where it lies near the axis. */
function LowestLabel({ frame, span, axis, lowest }: LowestLabelProps) {
  const x = xOf(frame, span, lowest.atMs);
  const y = yOf(frame, axis, lowest.count);
  if (x < frame.left || x > frame.width - frame.right) return null;
  const isLeftHalf = x < frame.left + plotWidth(frame) / 2;
  const isLow = y > frame.top + plotHeight(frame) - 22;
  const place = isLeftHalf ? { left: x + 8 } : { right: frame.width - x + 8 };
  return (
    <span
      className="absolute rounded-xs bg-panel/85 px-1 font-semibold whitespace-nowrap text-chart-lowest"
      style={{ ...place, top: isLow ? y - 24 : y + 6 }}
    >
      {lowest.words}
    </span>
  );
}

interface ChartCursorProps {
  readonly frame: PlotFrame;
  readonly span: TimeSpan;
  readonly axis: ValueAxis;
  readonly figures: MomentFigures;
  readonly isUnchanged: boolean;
}

/** The moment that is looked at: a line across the plot, and a dot on each curve. */
export function ChartCursor({ frame, span, axis, figures, isUnchanged }: ChartCursorProps) {
  const { atMs, today, proposed } = figures;
  if (atMs < span.fromMs || atMs > span.toMs) return null;
  const x = xOf(frame, span, atMs);
  const dots = isUnchanged
    ? [{ tone: "bg-chart-today", count: today }]
    : [
        { tone: "bg-chart-today", count: today },
        { tone: "bg-chart-proposed", count: proposed },
      ];
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden">
      <i className="absolute w-px bg-ink" style={{ left: x, top: frame.top, height: plotHeight(frame) }} />
      {dots.map(({ tone, count }) => (
        <i
          key={tone}
          className={`absolute size-2 rounded-full outline-2 outline-panel ${tone}`}
          style={{ left: x - 4, top: yOf(frame, axis, count) - 4 }}
        />
      ))}
    </div>
  );
}

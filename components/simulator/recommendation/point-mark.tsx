import { pointWords } from "@/components/simulator/recommendation/point-words";
import type { TradeOffMark } from "@/lib/domain/simulation/trade-off";

interface PointMarkProps {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly lift: number;
  readonly mark: TradeOffMark;
  readonly isShown: boolean;
  readonly onChoose: (mark: TradeOffMark) => void;
  readonly onPoint: (mark: TradeOffMark | null) => void;
}

/** Today a square, the pick a diamond, the rest dots: filled where they meet the goal, blue on the front. */
export function PointMark({ x, y, radius, lift, mark, isShown, onChoose, onPoint }: PointMarkProps) {
  const name = nameOf(mark);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the drawing has a button for each point
    <g
      onClick={() => onChoose(mark)}
      onMouseEnter={() => onPoint(mark)}
      onMouseLeave={() => onPoint(null)}
      className="cursor-pointer"
    >
      <title>{pointWords(mark)}</title>
      {/* As large as a finger or a hand without calm needs it. */}
      <circle cx={x} cy={y} r={Math.max(radius, 10)} fill="transparent" />
      {isShown ? <circle cx={x} cy={y} r={radius + 4} fill="none" stroke="var(--ink)" strokeWidth={1.5} /> : null}
      <Shape x={x} y={y} radius={radius} mark={mark} />
      {name === null ? null : (
        <text
          x={x}
          y={y - radius - 6 - lift * 15}
          textAnchor="middle"
          fontSize={12}
          fontWeight={600}
          fill="var(--ink)"
          stroke="var(--panel)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {name}
        </text>
      )}
    </g>
  );
}

function nameOf({ isToday, isPick, isNearest }: TradeOffMark): string | null {
  if (isToday) return isPick ? "today, the pick" : "today";
  return isPick ? "pick" : isNearest ? "nearest" : null;
}

type ShapeProps = Pick<PointMarkProps, "x" | "y" | "radius" | "mark">;

function Shape({ x, y, radius, mark: { point, isToday, isPick, isNearest } }: ShapeProps) {
  const colour = isToday ? "var(--ink)" : point.isOnFront || isPick ? "var(--chart-proposed)" : "var(--chart-today)";
  const paint = { fill: point.meets ? colour : "var(--panel)", stroke: colour, strokeWidth: 1.5 };
  if (isToday) return <rect x={x - radius} y={y - radius} width={2 * radius} height={2 * radius} {...paint} />;
  if (isPick || isNearest) {
    const reach = radius + 2.5;
    return <path d={`M${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}L${x - reach} ${y}Z`} {...paint} />;
  }
  return <circle cx={x} cy={y} r={radius} {...paint} fillOpacity={point.isOnFront ? 1 : 0.5} />;
}

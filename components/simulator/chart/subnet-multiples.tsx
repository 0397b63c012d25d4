import { memo } from "react";
import { valueAxis } from "@/components/simulator/chart/axis";
import type { ChartSource, TimeSpan } from "@/components/simulator/chart/chart-rows";
import { freeWords, lowestWords } from "@/components/simulator/chart/chart-words";
import { linePath, sparkPoints } from "@/components/simulator/chart/spark-path";
import { endOf, lowestOf } from "@/components/simulator/subnet-order";
import { LOAD_BALANCER_NEEDS } from "@/lib/domain/vpc/subnet-limitation";
import { formatCount } from "@/lib/format";

export interface SubnetTile {
  readonly subnetId: string | null;
  readonly label: string;
  readonly source: ChartSource;
}

interface SubnetMultiplesProps {
  readonly tiles: readonly SubnetTile[];
  readonly chosen: string | null;
  readonly rollout: TimeSpan;
  readonly isUnchanged: boolean;
  readonly onChoose: (subnetId: string | null) => void;
}

/** Every subnet as a small curve, the tightest first: what the large chart can show, and where to look. */
export const SubnetMultiples = memo(function SubnetMultiples({ tiles, chosen, ...rest }: SubnetMultiplesProps) {
  return (
    <ul
      aria-label="Subnets, the tightest first"
      className="-mx-1 mb-3 grid max-h-64 grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-2 overflow-y-auto p-1"
    >
      {tiles.map((tile) => (
        <li key={tile.subnetId ?? ""}>
          <Tile tile={tile} isChosen={tile.subnetId === chosen} {...rest} />
        </li>
      ))}
    </ul>
  );
});

const BOX = { width: 140, height: 30 };

interface TileProps extends Pick<SubnetMultiplesProps, "rollout" | "isUnchanged" | "onChoose"> {
  readonly tile: SubnetTile;
  readonly isChosen: boolean;
}

function Tile({ tile: { subnetId, label, source }, isChosen, rollout, isUnchanged, onChoose }: TileProps) {
  const { today, proposed, measure, span } = source;
  const lowest = lowestOf(proposed, measure);
  const end = endOf(proposed, measure);
  const points = { today: sparkPoints(source, "today"), proposed: sparkPoints(source, "proposed") };
  const highest = Math.max(...points.today.map(([, count]) => count), ...points.proposed.map(([, count]) => count));
  const axis = valueAxis(0, highest, 2);
  const x = (lowest.atMs / Math.max(1, span.toMs)) * 100;
  const y = (1 - lowest.count / Math.max(1, axis.to)) * 100;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(subnetId)}
      title={`${label}: ${lowestWords(lowest, rollout)}; ${freeWords(end, measure)} in the end, ${formatCount(endOf(today, measure))} under today’s settings`}
      className={`w-full rounded border p-2 text-left ${isChosen ? "border-accent bg-accent-ground outline outline-accent" : "border-line hover:border-line-strong"}`}
    >
      <span className="block truncate text-sm font-semibold">{label}</span>
      <span aria-hidden="true" className="relative my-1 block h-[30px]">
        <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} preserveAspectRatio="none" className="absolute size-full">
          <title>{label}</title>
          <path
            d={linePath(points.today, span, axis, BOX)}
            {...STROKE}
            stroke="var(--chart-today)"
            strokeDasharray="4 3"
          />
          {isUnchanged ? null : (
            <path
              d={linePath(points.proposed, span, axis, BOX)}
              {...STROKE}
              stroke="var(--chart-proposed)"
              strokeWidth={2}
            />
          )}
        </svg>
        <i
          className="absolute size-1.5 -translate-1/2 rounded-full bg-chart-lowest outline outline-panel"
          style={{ left: `${x}%`, top: `${y}%` }}
        />
      </span>
      <span className="flex justify-between gap-2 text-sm text-muted">
        <span
          className={
            lowest.count < LOAD_BALANCER_NEEDS && measure === "addresses" ? "font-semibold text-chart-lowest" : ""
          }
        >
          lowest {formatCount(lowest.count)}
        </span>
        <span>end {formatCount(end)}</span>
      </span>
    </button>
  );
}

const STROKE = { fill: "none", strokeWidth: 1.5, vectorEffect: "non-scaling-stroke" } as const;

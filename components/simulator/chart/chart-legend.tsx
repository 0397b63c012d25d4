import type { ReactNode } from "react";
import { bandOf, type ChartSource, type TimeSpan } from "@/components/simulator/chart/chart-rows";
import { runTime } from "@/components/simulator/figure-words";
import type { ActualCurve, ResultMeasure } from "@/components/simulator/results-props";
import { endOf } from "@/components/simulator/subnet-order";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import type { Curve } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatRange, formatShare } from "@/lib/format";

interface ChartLegendProps {
  readonly source: ChartSource;
  readonly rollout: TimeSpan;
  readonly isUnchanged: boolean;
  readonly actual: ActualCurve["points"];
}

/** What each stroke means, and where it ends. */
export function ChartLegend({ source, rollout, isUnchanged, actual }: ChartLegendProps) {
  const { today, proposed, measure } = source;
  const band = bandOf(proposed, measure);
  const [low, high] = [band?.low.at(-1), band?.high.at(-1)];
  const reading = actual.at(-1);
  return (
    <ul aria-label="Legend" className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {isUnchanged ? null : (
        <Item mark={<Stroke className="border-t-2 border-solid border-chart-proposed" />}>
          proposed, {endWords(proposed, measure)}
        </Item>
      )}
      <Item mark={<Stroke className="border-t-2 border-dashed border-chart-today" />}>
        today’s settings, {endWords(today, measure)}
      </Item>
      {isUnchanged || low === undefined || high === undefined ? null : (
        <Item mark={<i aria-hidden="true" className="h-3 w-5 bg-chart-band" />}>
          {low === high
            ? "every run ends alike"
            : `as the order and the pods may be, ${formatRange({ low, high })} in the end`}
        </Item>
      )}
      {reading === undefined ? null : (
        <Item mark={<ActualMark />}>read back from the account, {formatCount(reading.free)} last</Item>
      )}
      {rollout.toMs <= rollout.fromMs ? null : (
        <Item mark={<i aria-hidden="true" className="h-3 w-5 border border-line bg-chart-rollout" />}>
          rollout, {runTime(rollout.fromMs)} to {runTime(rollout.toMs)}
        </Item>
      )}
      <Item mark={<i aria-hidden="true" className="size-2.5 rounded-full bg-chart-lowest" />}>lowest point</Item>
    </ul>
  );
}

/** `118 in the end, 46 % of all` */
function endWords(curve: Curve, measure: ResultMeasure): string {
  const end = endOf(curve, measure);
  const all = measure === "addresses" ? curve.usable : Math.floor(curve.size / BLOCK_SIZE);
  return `${formatCount(end)} in the end${all === 0 ? "" : `, ${formatShare(end / all)} of all`}`;
}

function Item({ mark, children }: { readonly mark: ReactNode; readonly children: ReactNode }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      {mark}
      <span>{children}</span>
    </li>
  );
}

const Stroke = ({ className }: { readonly className: string }) => (
  <i aria-hidden="true" className={`inline-block w-5 shrink-0 ${className}`} />
);

/** A dotted line with rings, as it is drawn. */
const ActualMark = () => (
  <i aria-hidden="true" className="relative inline-block w-6 shrink-0 border-t-2 border-dotted border-chart-actual">
    <i className="absolute -top-[5px] left-1.5 size-2 rounded-full border-2 border-chart-actual bg-panel" />
  </i>
);

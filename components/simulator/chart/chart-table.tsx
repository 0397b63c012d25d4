import type { ChartSource, TimeSpan } from "@/components/simulator/chart/chart-rows";
import { figuresAt, phaseWords, tableMoments } from "@/components/simulator/chart/chart-words";
import { runTime, signedCount } from "@/components/simulator/figure-words";
import type { ActualCurve } from "@/components/simulator/results-props";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatCount, formatRange } from "@/lib/format";

interface ChartTableProps {
  readonly label: string;
  readonly source: ChartSource;
  readonly rollout: TimeSpan;
  readonly isUnchanged: boolean;
  readonly actual: ActualCurve["points"];
}

const CELL = "border-b border-line px-2 py-0.5 text-right whitespace-nowrap";

/** The chart in figures: evenly spread moments, the ends of the rollout and the lowest points. */
export function ChartTable({ label, source, rollout, isUnchanged, actual }: ChartTableProps) {
  const rows = tableMoments(source, rollout).map((atMs) => figuresAt(source, actual, atMs));
  const hasBand = !isUnchanged && rows.some(({ band }) => band !== null);
  return (
    <ScrollRegion label={`Figures of the chart, ${label}`} className="mt-2 max-h-72 overflow-auto">
      <table className="w-full border-separate border-spacing-0">
        <thead className="text-muted">
          <tr>
            <th scope="col" className={`${CELL} sticky top-0 bg-panel text-left font-normal`}>
              Moment
            </th>
            <Head>Today</Head>
            {isUnchanged ? null : <Head>Proposed</Head>}
            {hasBand ? <Head>From – to</Head> : null}
            {isUnchanged ? null : <Head>Difference</Head>}
            {actual.length === 0 ? null : <Head>Account</Head>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ atMs, today, proposed, band, actual: reading }) => (
            <tr key={atMs}>
              <th scope="row" className={`${CELL} text-left font-normal`}>
                {runTime(atMs)} <span className="text-muted">{phaseWords(atMs, rollout)}</span>
              </th>
              <td className={CELL}>{formatCount(today)}</td>
              {isUnchanged ? null : <td className={CELL}>{formatCount(proposed)}</td>}
              {hasBand ? <td className={CELL}>{band === null ? "" : formatRange(band)}</td> : null}
              {isUnchanged ? null : <td className={CELL}>{signedCount(proposed - today)}</td>}
              {actual.length === 0 ? null : <td className={CELL}>{reading === null ? "–" : formatCount(reading)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Head({ children }: { readonly children: string }) {
  return (
    <th scope="col" className={`${CELL} sticky top-0 bg-panel font-normal`}>
      {children}
    </th>
  );
}

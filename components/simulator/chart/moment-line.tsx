import { TONES } from "@/components/simulator/chart/chart-overlay";
import { countWithBand, type MomentFigures } from "@/components/simulator/chart/chart-words";
import { runTime, signedCount } from "@/components/simulator/figure-words";
import { formatCount } from "@/lib/format";

interface MomentLineProps {
  readonly figures: MomentFigures;
  readonly isUnchanged: boolean;
}

/** The figures of the moment under the cursor, in one line above the chart. */
export function MomentLine({ figures, isUnchanged }: MomentLineProps) {
  const { atMs, today, proposed, band, actual } = figures;
  return (
    <p className="flex min-h-6 flex-wrap items-baseline gap-x-4 text-sm text-muted">
      <span className="min-w-20 font-semibold text-ink">{runTime(atMs)}</span>
      {isUnchanged ? null : (
        <span className={TONES.proposed}>
          proposed <b>{countWithBand({ proposed, band })}</b>
        </span>
      )}
      <span className={TONES.today}>
        today <b>{formatCount(today)}</b>
      </span>
      {isUnchanged ? null : <span>{signedCount(proposed - today)} against today</span>}
      {actual === null ? null : (
        <span className={TONES.actual}>
          account <b>{formatCount(actual)}</b>
        </span>
      )}
    </p>
  );
}

import { runTime, signedCount } from "@/components/simulator/figure-words";
import { ALL_TOGETHER, subnetLabel } from "@/components/simulator/scope-index";
import { tightestCurve } from "@/components/simulator/subnet-order";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatShare } from "@/lib/format";

interface HeadlineProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
}

/** The answer in one line: what comes back, when it is tightest, what it costs, whether one can go back. */
export function Headline({ scope, result }: HeadlineProps) {
  const { today, proposed, release, goBack } = result;
  const together = proposed.curves.find(({ subnetId }) => subnetId === null);
  const todayTogether = today.curves.find(({ subnetId }) => subnetId === null);
  const tightest = tightestCurve(proposed.curves);
  if (together === undefined || todayTogether === undefined) return null;
  const gained = together.end.free - todayTogether.end.free;
  return (
    <KpiRow label="The proposal in figures">
      <Kpi
        value={formatCount(together.end.free)}
        label={`free in the end, of ${formatCount(together.size)} in ${ALL_TOGETHER}`}
      />
      <Kpi
        value={signedCount(gained)}
        label="free in the end against today’s settings"
        tone={gained < 0 ? "warn" : "plain"}
      />
      {tightest === null ? null : (
        <Kpi
          value={formatCount(tightest.lowest.free)}
          label={`fewest free: ${subnetLabel(scope, tightest.subnetId)}, ${runTime(tightest.lowest.atMs)}`}
          tone={tightest.lowest.free < 8 ? "harm" : "plain"}
        />
      )}
      {release === null ? null : (
        <Kpi
          value={signedCount(release.atOnce.addressCount)}
          label={`freed at once${release.heldToday > 0 && release.atOnce.addressCount > 0 ? `, ${formatShare(release.atOnce.addressCount / release.heldToday)} of what nodes hold` : ""}`}
          tone={release.atOnce.addressCount < 0 ? "warn" : "plain"}
        />
      )}
      {goBack === null ? null : (
        <Kpi value={goBack.fits ? "yes" : "no"} label="can you go back?" tone={goBack.fits ? "plain" : "harm"} />
      )}
    </KpiRow>
  );
}

import { runTime, signedCount } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import { tightestCurve } from "@/components/simulator/subnet-order";
import { warningSum } from "@/components/simulator/warning-count";
import { WARNINGS_ID } from "@/components/simulator/warning-list";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatShare } from "@/lib/format";

interface HeadlineProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
}

/** The answer in one line: what comes back, when it is tightest, what it costs, whether one can go back. */
export function Headline({ scope, result, isUnchanged }: HeadlineProps) {
  const { today, proposed, release, goBack } = result;
  const together = proposed.curves.find(({ subnetId }) => subnetId === null);
  const todayTogether = today.curves.find(({ subnetId }) => subnetId === null);
  const tightest = tightestCurve(proposed.curves);
  if (together === undefined || todayTogether === undefined) return null;
  const isComing = result.stage === "lines" && !isUnchanged;
  const gained = together.end.free - todayTogether.end.free;
  return (
    <KpiRow label="The proposal in figures" isSteady>
      <Kpi
        value={formatCount(together.end.free)}
        label={`free in the end, ${isUnchanged ? `of ${formatCount(together.usable)} usable` : `${signedCount(gained)} against today’s settings`}`}
        tone={gained < 0 ? "warn" : "plain"}
      />
      {tightest === null ? null : (
        <Kpi
          value={formatCount(tightest.lowest.free)}
          label={
            <UnbrokenNames
              words={`fewest free, ${tightest.lowest.atMs <= 0 ? "at\u00a0start" : runTime(tightest.lowest.atMs)}: ${subnetLabel(scope, tightest.subnetId)}`}
            />
          }
          tone={tightest.lowest.free < 8 ? "harm" : "plain"}
        />
      )}
      {release === null ? (
        <Coming label="freed at once" isComing={isComing} />
      ) : (
        <Kpi
          value={signedCount(release.atOnce.addressCount)}
          label={`freed at once${release.heldToday > 0 && release.atOnce.addressCount > 0 ? `, ${formatShare(release.atOnce.addressCount / release.heldToday)} of what nodes hold` : ""}`}
          tone={release.atOnce.addressCount < 0 ? "warn" : "plain"}
        />
      )}
      {proposed.waits.neverCount === 0 ? null : (
        <Kpi value={formatCount(proposed.waits.neverCount)} label="pods get no address" tone="harm" />
      )}
      {goBack === null ? (
        <Coming label={GO_BACK} isComing={isComing} />
      ) : (
        <Kpi value={goBack.fits ? "yes" : "no"} label={GO_BACK} tone={goBack.fits ? "plain" : "harm"} />
      )}
      <WarningKpi warnings={result.warnings} />
    </KpiRow>
  );
}

const GO_BACK = "can you go back?";

/** Keeps the place of a figure that the run has not come to yet, so that nothing moves when it does. */
function Coming({ label, isComing }: { readonly label: string; readonly isComing: boolean }) {
  return isComing ? <Kpi value={<span className="text-muted">…</span>} label={label} /> : null;
}

/** How much speaks against the proposal; leads to the warnings. */
function WarningKpi({ warnings }: { readonly warnings: SimulationResult["warnings"] }) {
  const sum = warningSum(warnings);
  if (sum === null) return null;
  return (
    <Kpi
      value={formatCount(sum.count)}
      label={
        <a href={`#${WARNINGS_ID}`} className="underline decoration-dotted underline-offset-3 hover:text-accent">
          {sum.words}
        </a>
      }
      tone={sum.tone}
    />
  );
}

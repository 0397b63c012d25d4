import { memo } from "react";
import { runTime, signedCount } from "@/components/simulator/figure-words";
import { SubnetReleases } from "@/components/simulator/outcome/subnet-releases";
import { Panel } from "@/components/ui/panel";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { HeldReason, Release, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatNoun, formatShare } from "@/lib/format";

interface ReleasePanelProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
}

const NOTE = "of what nodes hold today, if no pod comes or goes";

/** What becomes of the addresses that are held today: at once, later, never, each with its reasons. */
export const ReleasePanel = memo(function ReleasePanel({ scope, result, isUnchanged }: ReleasePanelProps) {
  const { release } = result;
  if (isUnchanged) {
    return (
      <Panel title="Released" note={NOTE}>
        <p className="text-muted">
          Nothing: the proposal is what the nodes have today. Change a setting, or take a preset, to see what it frees.
        </p>
      </Panel>
    );
  }
  if (release === null) {
    return (
      <Panel title="Released" note={NOTE}>
        <p className="text-muted">
          {result.stage === "lines" ? "Being counted …" : "Not counted, because the run of the proposal did not end."}
        </p>
      </Panel>
    );
  }
  return (
    <Panel title="Released" note={NOTE}>
      <ReleaseBar release={release} />
      <ReleaseRows release={release} />
      <SubnetReleases scope={scope} result={result} release={release} />
    </Panel>
  );
});

/** The three parts as one bar; without words, since the rows under it say them. */
function ReleaseBar({ release: { atOnce, later, never } }: { readonly release: Release }) {
  const parts = [
    { key: "once", count: Math.max(0, atOnce.addressCount), className: "bg-chart-proposed" },
    { key: "later", count: later.addressCount, className: "release-later" },
    { key: "never", count: never.addressCount, className: "bg-line-strong" },
  ].filter(({ count }) => count > 0);
  return (
    <div aria-hidden="true" className="mb-2 flex h-2.5 gap-px overflow-hidden rounded-xs">
      {parts.map(({ key, count, className }) => (
        <i key={key} className={className} style={{ flexGrow: count, flexBasis: 0 }} />
      ))}
    </div>
  );
}

function ReleaseRows({ release }: { readonly release: Release }) {
  const { heldToday, atOnce, later, never } = release;
  const isMore = atOnce.addressCount < 0;
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">
        Addresses released, of {formatNoun(heldToday, "address", "addresses")} held today
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">When</th>
          <th scope="col">Addresses</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        <ReleaseRow
          mark="bg-chart-proposed"
          label={isMore ? "taken more at once" : "at once"}
          detail={atOnce.addressCount === 0 ? null : `by ${runTime(atOnce.byMs)}, when the rollout has come to rest`}
          count={atOnce.addressCount}
          heldToday={heldToday}
          reasons={atOnce.reasons}
          isHarm={isMore}
        />
        <ReleaseRow
          mark="release-later"
          label="only after pods leave or nodes roll"
          detail={laterDetail(later)}
          count={later.addressCount}
          heldToday={heldToday}
          reasons={later.reasons}
        />
        <ReleaseRow
          mark="bg-line-strong"
          label="never, while the nodes live"
          detail={null}
          count={never.addressCount}
          heldToday={heldToday}
          reasons={never.reasons}
        />
      </tbody>
    </table>
  );
}

const laterDetail = ({ addressCount, ifNodesRoll, ifPodsLeave }: Release["later"]): string | null =>
  addressCount === 0
    ? null
    : `${formatCount(ifNodesRoll)} if nodes are replaced under the same pods, ${formatCount(ifPodsLeave)} if pods leave and nodes stay`;

interface ReleaseRowProps {
  readonly mark: string;
  readonly label: string;
  readonly detail: string | null;
  readonly count: number;
  readonly heldToday: number;
  readonly reasons: readonly HeldReason[];
  readonly isHarm?: boolean;
}

function ReleaseRow({ mark, label, detail, count, heldToday, reasons, isHarm = false }: ReleaseRowProps) {
  const tone = isHarm ? "text-warn" : "";
  return (
    <tr className="align-top">
      <th scope="row" className="border-b border-line py-1.5 pr-2 text-left font-normal">
        <span className={`flex items-baseline gap-2 font-semibold ${tone}`}>
          <i aria-hidden="true" className={`size-2.5 shrink-0 rounded-xs ${mark}`} />
          {label}
        </span>
        {detail === null ? null : <span className="block pl-4.5 text-sm text-muted">{detail}</span>}
        {reasons.length === 0 ? null : (
          <ul className="pl-4.5 text-sm text-muted">
            {reasons.map(({ kind, message }) => (
              <li key={kind}>{message}</li>
            ))}
          </ul>
        )}
      </th>
      <td className={`border-b border-line py-1.5 text-right font-semibold whitespace-nowrap ${tone}`}>
        {count < 0 ? signedCount(count) : formatCount(count)}
      </td>
      <td className="min-w-14 border-b border-line py-1.5 text-right whitespace-nowrap text-muted">
        {heldToday === 0 ? "" : count < 0 ? `+${formatShare(-count / heldToday)}` : formatShare(count / heldToday)}
      </td>
    </tr>
  );
}

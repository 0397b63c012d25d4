import { memo } from "react";
import { spanWords } from "@/components/simulator/figure-words";
import { BucketTable } from "@/components/simulator/outcome/bucket-table";
import { CAUSE_WORDS, ceilingGroups, goBackWords } from "@/components/simulator/outcome/price-words";
import { runNode, subnetLabel } from "@/components/simulator/scope-index";
import { Panel } from "@/components/ui/panel";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationResult, WaitFigures } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatNoun } from "@/lib/format";

interface PricePanelProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
  readonly onNode: (instanceId: string) => void;
}

/** What the proposal costs: EC2 calls, pods that wait, nodes that reach a ceiling, and the way back. */
export const PricePanel = memo(function PricePanel({ scope, result, isUnchanged, onNode }: PricePanelProps) {
  const { today, proposed, goBack, stage, times } = result;
  return (
    <Panel title="Price" note="EC2 calls, waiting pods, and the way back">
      <BucketTable times={times} today={today.calls} proposed={proposed.calls} isUnchanged={isUnchanged} />
      <h3 className="mt-3 mb-1 font-semibold">Pods that wait for an address</h3>
      <WaitTable today={today.waits} proposed={proposed.waits} isUnchanged={isUnchanged} />
      <Ceilings scope={scope} result={result} onNode={onNode} />
      <h3 className="mt-3 mb-1 font-semibold">Can you go back?</h3>
      <p className={goBack?.fits === false ? "font-semibold text-harm" : ""}>
        {goBack !== null ? (
          <UnbrokenNames words={goBackWords(goBack, subnetLabel(scope, goBack.lowest.subnetId))} />
        ) : (
          <span className="text-muted">
            {isUnchanged
              ? "There is nothing to go back from."
              : stage === "lines"
                ? "Being tried …"
                : "Not tried, because the run of the proposal did not end."}
          </span>
        )}
      </p>
    </Panel>
  );
});

const CELL = "border-b border-line py-1 pl-3 text-right whitespace-nowrap";

interface WaitTableProps {
  readonly today: WaitFigures;
  readonly proposed: WaitFigures;
  readonly isUnchanged: boolean;
}

const WAIT_ROWS: readonly (readonly [
  label: string,
  value: (waits: WaitFigures) => string,
  isHarm: (waits: WaitFigures) => boolean,
])[] = [
  ["had to wait", ({ podCount }) => formatCount(podCount), () => false],
  ["half of them at most", ({ medianMs }) => (medianMs === null ? "–" : spanWords(medianMs)), () => false],
  ["the longest", ({ longestMs }) => (longestMs === null ? "–" : spanWords(longestMs)), () => false],
  ["got no address", ({ neverCount }) => formatCount(neverCount), ({ neverCount }) => neverCount > 0],
  ["still waiting at the end", ({ stillWaitingCount }) => formatCount(stillWaitingCount), () => false],
  [
    "found no node",
    ({ unschedulableCount }) => formatCount(unschedulableCount),
    ({ unschedulableCount }) => unschedulableCount > 0,
  ],
];

function WaitTable({ today, proposed, isUnchanged }: WaitTableProps) {
  const hasNone = [today, proposed].every(
    ({ podCount, neverCount, unschedulableCount }) => podCount + neverCount + unschedulableCount === 0,
  );
  if (hasNone) return <p className="text-muted">None, on either side.</p>;
  return (
    <table aria-label="Pods that wait for an address" className="w-full border-separate border-spacing-0 text-sm">
      <thead className="text-muted">
        <tr>
          <th scope="col" className="border-b border-line py-1 text-left font-normal">
            Pods
          </th>
          <th scope="col" className={`${CELL} font-normal`}>
            Today
          </th>
          {isUnchanged ? null : (
            <th scope="col" className={`${CELL} font-normal`}>
              Proposed
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {WAIT_ROWS.map(([label, value, isHarm]) => (
          <tr key={label}>
            <th scope="row" className="border-b border-line py-1 text-left font-normal">
              {label}
            </th>
            <td className={CELL}>{value(today)}</td>
            {isUnchanged ? null : (
              <td className={`${CELL} ${isHarm(proposed) ? "font-semibold text-harm" : ""}`}>{value(proposed)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** So many nodes of a ceiling are named. */
const MOST_NAMED = 5;

function Ceilings({ scope, result, onNode }: Pick<PricePanelProps, "scope" | "result" | "onNode">) {
  const groups = ceilingGroups(result.proposed.ceilings);
  if (groups.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 mb-1 font-semibold">Nodes at a ceiling under the proposal</h3>
      <ul className="grid gap-1">
        {groups.map(({ cause, nodes, waitingPodCount }) => (
          <li key={cause}>
            <b className={cause === "on-its-way" ? "" : "text-harm"}>{formatNoun(nodes.length, "node")}</b>,{" "}
            {formatNoun(waitingPodCount, "pod waits", "pods wait")}: {CAUSE_WORDS[cause]}.{" "}
            <span className="text-sm">
              {nodes.slice(0, MOST_NAMED).map((number) => {
                const node = runNode(scope, result.newNodes, number);
                return node === null ? null : (
                  <button
                    key={number}
                    type="button"
                    title="Open its ENI rack"
                    onClick={() => onNode(node.instanceId)}
                    className="mr-2 text-accent hover:underline"
                  >
                    {node.instanceId}
                  </button>
                );
              })}
              {nodes.length > MOST_NAMED ? (
                <span className="text-muted">and {formatCount(nodes.length - MOST_NAMED)} more</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

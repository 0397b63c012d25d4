import { useState } from "react";
import { ComparisonView } from "@/app/simulator/_demo/comparison-view";
import { changesInWords, proposedChanges } from "@/app/simulator/_demo/demo-changes";
import { type ComparisonState, useComparison } from "@/app/simulator/_demo/use-comparison";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { DemoCluster } from "@/lib/domain/api/demo";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { formatNoun } from "@/lib/format";

interface DemoPanelProps {
  readonly scope: ScopeHead;
  readonly input: SimulationInput;
}

const MAIN_BUTTON = "rounded bg-ink px-3.5 py-1.5 text-bg hover:opacity-90 disabled:opacity-60";
const BUTTON = "rounded border border-line-strong bg-panel px-3.5 py-1.5 hover:bg-sunken disabled:opacity-60";

/** Has the embedded account really do what is proposed, and shows beside the prediction what comes of it. */
export function DemoPanel({ scope, input }: DemoPanelProps) {
  const { status, state, begin, stop } = useComparison();
  const [chosen, setChosen] = useState<string | null>(null);
  // A cluster whose nodes are all left out is none of the scope's own.
  const names = scope.kind === "cluster" ? [scope.id] : scope.clusters;
  const clusters = (status?.clusters ?? []).filter(({ name }) => names.includes(name));
  const cluster = clusters.find(({ name }) => name === chosen) ?? clusters.find(isReady) ?? clusters[0];
  const isRunning = state.kind === "running";
  const changes = proposedChanges(input);
  const words = cluster ? changesInWords(cluster, changes) : [];
  const because = cluster ? whyNotApplied(cluster, changes, words) : null;
  const request = (wanted: typeof changes | null) => {
    if (!cluster) return;
    const { atSeconds, maxUnavailableShare, restartSeconds } = input.rollout;
    const rollout = { atSeconds, maxUnavailableShare, restartSeconds };
    begin({ cluster: cluster.name, changes: wanted, rollout }, input);
  };
  if (!cluster) return null;
  return (
    <Panel
      title="Apply to the demo"
      note="the embedded account really does it; no real account can be reached from here"
    >
      <Explanation />
      {clusters.length < 2 ? null : (
        <label className="mb-2 flex flex-wrap items-center gap-x-1.5">
          <span className="text-sm text-muted">Cluster</span>
          <select
            value={cluster.name}
            disabled={isRunning}
            onChange={({ target }) => setChosen(target.value)}
            className="max-w-full rounded border border-line-strong bg-panel px-1.5 py-0.5"
          >
            {clusters.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <p className="mb-2 wrap-anywhere">
        <UnbrokenNames
          words={
            because ??
            `To be rolled out to ${cluster.name}, ${formatNoun(cluster.nodeCount, "node")}: ${words.join(", ")}.`
          }
        />
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          disabled={isRunning || because !== null}
          onClick={() => request(changes)}
          className={MAIN_BUTTON}
        >
          Apply to the demo
        </button>
        {cluster.isPatched ? (
          <button type="button" disabled={isRunning} onClick={() => request(null)} className={BUTTON}>
            Revert the demo
          </button>
        ) : null}
        {isRunning ? (
          <button type="button" onClick={stop} className={BUTTON}>
            Stop
          </button>
        ) : null}
        <Progress state={state} />
      </div>
      <Outcome state={state} />
    </Panel>
  );
}

const isReady = ({ whyNot }: DemoCluster): boolean => whyNot === null;

function whyNotApplied(
  { name, whyNot }: DemoCluster,
  changes: Readonly<Record<string, string | null>>,
  words: readonly string[],
): string | null {
  if (whyNot !== null) return `${name}: ${whyNot}`;
  if (Object.keys(changes).length === 0) return "The proposal is as today: change a setting, or take a preset.";
  return words.length === 0 ? `${name} has these settings already.` : null;
}

const Explanation = () => (
  <details className="mb-2">
    <summary className="text-sm text-muted hover:text-ink">What happens then, and what is compared</summary>
    <ol className="mt-1.5 grid list-decimal gap-1 pl-5 text-muted">
      <li>The account’s life is paused: no pod or node comes or goes. It discloses what only its nodes know.</li>
      <li>
        The simulator predicts from that start, before anything is changed; EC2’s calls take no time in the account.
      </li>
      <li>
        aws-node is restarted with the settings, node by node as the rollout says. The account’s own nodes do what they
        do; EC2 gives them its lowest free addresses, since nobody could foretell others.
      </li>
      <li>
        At each of the prediction’s moments EC2 is asked, through the AWS SDK and the account’s socket, how many
        addresses are free (DescribeSubnets), and which are taken (DescribeNetworkInterfaces): free aligned /28 blocks
        are counted from these. Then its life goes on.
      </li>
      <li>Only the settings and the rollout are applied: no load, no moved or added nodes.</li>
    </ol>
  </details>
);

function Progress({ state }: { readonly state: ComparisonState }) {
  if (state.kind !== "running") return null;
  const { stage, compared } = state;
  if (stage !== "following" || !compared) {
    return (
      <span role="status" className="text-sm text-muted">
        {stage === "pausing" ? "Pausing the account …" : "Predicting …"}
      </span>
    );
  }
  const total = compared.result.times.length;
  const done = Math.min(...[...compared.readings.values()].map(({ free }) => free.length));
  return (
    <span className="flex items-center gap-2 text-sm text-muted">
      <progress
        max={total}
        value={done}
        aria-label="Samples read back from the account"
        className="h-1.5 w-32 appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      {done} of {total} samples read
    </span>
  );
}

function Outcome({ state }: { readonly state: ComparisonState }) {
  if (state.kind === "idle") return null;
  return (
    <>
      {state.kind === "failed" ? (
        <div className="mt-3">
          <Notice tone="harm" role="alert" title={state.message}>
            {state.remedy}
          </Notice>
        </div>
      ) : null}
      {state.compared === null ? null : (
        <ComparisonView
          compared={state.compared}
          isOver={state.kind === "done"}
          title={`${state.isRevert ? "The way back" : "The rollout"}, predicted and read back`}
        />
      )}
    </>
  );
}

import { useDeferredValue, useMemo } from "react";
import { LinkAge } from "@/app/simulator/_components/link-age";
import { LoadPanel } from "@/app/simulator/_components/load-panel";
import { ProposalPanels } from "@/app/simulator/_components/proposal-panels";
import { RunPanel } from "@/app/simulator/_components/run-panel";
import { SettingsPanel } from "@/app/simulator/_components/settings-panel";
import { UnreadParams } from "@/app/simulator/_components/unread-params";
import { useInputs } from "@/app/simulator/_components/use-inputs";
import { DemoPanel } from "@/app/simulator/_demo/demo-panel";
import { placedProblems } from "@/app/simulator/_inputs/field-problem";
import { podFigures, typicalPods } from "@/app/simulator/_inputs/pod-figures";
import type { SimulatorClient } from "@/app/simulator/_worker/simulator-client";
import { useSimulation } from "@/app/simulator/_worker/use-simulation";
import { viewParams } from "@/app/simulator/search-params";
import { ResultBar } from "@/components/simulator/result-bar";
import type { ResultsSelection } from "@/components/simulator/results-props";
import { SimulationResults } from "@/components/simulator/simulation-results";
import { useUrlParams } from "@/components/url-state/use-url-params";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";

interface DeskProps {
  readonly client: SimulatorClient;
  readonly scope: ScopeHead;
  readonly isDemo: boolean;
}

const INPUTS_ID = "inputs";
const RESULTS_ID = "results";
const PARTS = [
  [INPUTS_ID, "Inputs"],
  [RESULTS_ID, "Results"],
] as const;

/** Inputs on the left, on the right what they lead to; in one column the result's bar stays in view above both. */
export function Desk({ client, scope, isDemo }: DeskProps) {
  const inputs = useInputs(scope);
  const simulation = useSimulation(client, scope, inputs.input);
  const [view, setView] = useUrlParams(viewParams);
  const select = ({ subnetId, node, atMs, measure, zoom }: Partial<ResultsSelection>) =>
    setView({
      ...(subnetId !== undefined && { see: subnetId }),
      ...(node !== undefined && { node }),
      ...(atMs !== undefined && { at: atMs }),
      ...(measure !== undefined && { count: measure }),
      ...(zoom !== undefined && { zoom }),
    });
  const figures = useMemo(() => podFigures(scope.nodes), [scope.nodes]);
  const podsPerNode = typicalPods(figures, scope.nodes.length, inputs.values.pods);
  const shared = { scope, inputs, problems: simulation.problems, podsPerNode };
  const told = useMemo(() => ({ ...simulation, problems: placedProblems(simulation.problems) }), [simulation]);
  const isOutdated = simulation.result !== null && simulation.resultInput !== inputs.input;
  const { assumed, label } = scope.settings;
  const todaysSource = inputs.values.today === null && !assumed ? label : null;
  const { status, result, resultInput, compare, recommend } = simulation;
  // Without the progress, which moves twelve times a second; drawn in pieces, as the results are, and mounted after the rest.
  const proposal = useDeferredValue(
    useMemo(
      () => ({ inputs, simulation: { status, result, resultInput, compare, recommend } }),
      [inputs, status, result, resultInput, compare, recommend],
    ),
    null,
  );
  return (
    <>
      <LinkAge takenAt={scope.takenAt} todaysSource={todaysSource} />
      <UnreadParams />
      <div>
        {scope.nodes.length === 0 ? null : (
          <ResultBar scope={scope} state={simulation} isOutdated={isOutdated} parts={PARTS} />
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[24rem_minmax(0,1fr)]">
          <div id={INPUTS_ID} className="grid min-w-0 items-start gap-4 md:max-lg:grid-cols-2">
            <SettingsPanel {...shared} />
            <div className="grid min-w-0 gap-4">
              <LoadPanel {...shared} />
              <RunPanel inputs={inputs} problems={simulation.problems} />
            </div>
          </div>
          <div id={RESULTS_ID} className="grid min-w-0 gap-4">
            <SimulationResults
              scope={scope}
              simulation={told}
              input={inputs.input}
              selection={{ subnetId: view.see, node: view.node, atMs: view.at, measure: view.count, zoom: view.zoom }}
              onSelect={select}
              onCure={inputs.propose}
            />
            {isDemo ? <DemoPanel scope={scope} input={inputs.input} /> : null}
            {proposal === null ? null : <ProposalPanels scope={scope} {...proposal} podsPerNode={podsPerNode} />}
          </div>
        </div>
      </div>
    </>
  );
}

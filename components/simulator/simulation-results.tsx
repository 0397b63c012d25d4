"use client";

import { memo, useDeferredValue, useMemo } from "react";
import { AssumptionList } from "@/components/simulator/assumption-list";
import { FreePanel } from "@/components/simulator/chart/free-panel";
import { Headline } from "@/components/simulator/headline";
import { NodeTable } from "@/components/simulator/nodes/node-table";
import { TypePanel } from "@/components/simulator/nodes/type-panel";
import { PricePanel } from "@/components/simulator/outcome/price-panel";
import { ReleasePanel } from "@/components/simulator/outcome/release-panel";
import { NodePanel } from "@/components/simulator/rack/node-panel";
import { ResultStatus } from "@/components/simulator/result-status";
import type { ActualCurve, ResultsProps, ResultsSelection } from "@/components/simulator/results-props";
import { RUN_STATE_ID, RunProgress, RunState } from "@/components/simulator/run-state";
import type { Simulation } from "@/components/simulator/simulation-state";
import { useStable } from "@/components/simulator/use-stable";
import { useTurns } from "@/components/simulator/use-turns";
import { WarningList } from "@/components/simulator/warning-list";
import type { Wish } from "@/lib/domain/patch/difference";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import { isUnchanged, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";

/** Everything that a run of the simulator shows, in the order in which it is asked. */
export function SimulationResults({ scope, simulation, input, selection, actual, ...events }: ResultsProps) {
  const isOutdated = simulation.result !== null && simulation.resultInput !== input;
  const shown = useMemo(
    () => ({ result: simulation.result, resultInput: simulation.resultInput }),
    [simulation.result, simulation.resultInput],
  );
  // Drawn in pieces, between which the page answers: a key pressed meanwhile does not wait for the charts.
  const drawn = useDeferredValue(shown);
  const { result, resultInput } = drawn;
  const turn = useTurns(TURNS, result !== null);
  const isBusy = isOutdated || drawn !== shown || turn < TURNS || simulation.status === "running";
  const nodeAt = useStable(simulation.nodeAt);
  const onSelect = useStable(events.onSelect);
  const onCure = useStable(events.onCure);
  return (
    <div className="@container grid min-w-0 gap-4">
      <RunProgress progress={simulation.progress} />
      <div id={RUN_STATE_ID} className="empty:hidden">
        <RunState state={simulation} hasNodes={scope.nodes.length > 0} hasResult={result !== null} />
      </div>
      <ResultStatus scope={scope} result={result} resultInput={resultInput} isBusy={isBusy} />
      {result === null || resultInput === null ? null : (
        // Dimmed only where the wait is felt: most runs are over before the delay is.
        <div
          aria-busy={isBusy}
          className={`grid min-w-0 gap-4 ${isOutdated ? "opacity-60 transition-opacity delay-200 duration-0" : ""}`}
        >
          <Figures
            scope={scope}
            result={result}
            resultInput={resultInput}
            turn={turn}
            selection={selection}
            actual={actual ?? NO_CURVES}
            nodeAt={nodeAt}
            onSelect={onSelect}
            onCure={onCure}
          />
        </div>
      )}
    </div>
  );
}

const NO_CURVES: readonly ActualCurve[] = [];
/** The figures are mounted in so many parts, of which the first fills the window. */
const TURNS = 4;

interface FiguresProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly resultInput: SimulationInput;
  /** How many of the parts are drawn. */
  readonly turn: number;
  readonly selection: ResultsSelection;
  readonly actual: readonly ActualCurve[];
  readonly nodeAt: Simulation["nodeAt"];
  readonly onSelect: (change: Partial<ResultsSelection>) => void;
  readonly onCure: (wishes: readonly Wish[]) => void;
}

const Figures = memo(function Figures(props: FiguresProps) {
  const { scope, result, resultInput, turn, selection, actual, nodeAt, onSelect, onCure } = props;
  const unchanged = isUnchanged(resultInput);
  const endMs = result.times.at(-1) ?? 0;
  const atMs = Math.min(selection.atMs ?? endMs, endMs);
  const onClose = useStable(() => onSelect({ node: null }));
  const onNode = useStable((node: string | null) => onSelect({ node }));
  const onSubnet = useStable((subnetId: string | null) => onSelect({ subnetId }));
  const onMeasure = useStable((measure: ResultsSelection["measure"]) => onSelect({ measure }));
  const onZoom = useStable((zoom: ResultsSelection["zoom"]) => onSelect({ zoom }));
  const onTime = useStable((atMs: number) => onSelect({ atMs: atMs >= endMs ? null : atMs }));
  return (
    <>
      <Headline scope={scope} result={result} isUnchanged={unchanged} />
      <FreePanel
        scope={scope}
        result={result}
        isUnchanged={unchanged}
        subnetId={selection.subnetId}
        measure={selection.measure}
        zoom={selection.zoom}
        atMs={atMs}
        actual={actual}
        onSubnet={onSubnet}
        onMeasure={onMeasure}
        onZoom={onZoom}
        onTime={onTime}
      />
      <WarningList
        scope={scope}
        newNodes={result.newNodes}
        warnings={result.warnings}
        env={resultInput.proposal.env}
        onCure={onCure}
        onNode={onNode}
      />
      {turn < 2 ? null : (
        <div className="grid min-w-0 items-start gap-4 @6xl:grid-cols-2">
          <ReleasePanel scope={scope} result={result} isUnchanged={unchanged} />
          <PricePanel scope={scope} result={result} isUnchanged={unchanged} onNode={onNode} />
        </div>
      )}
      {turn < 3 ? null : (
        <>
          <TypePanel result={result} isUnchanged={unchanged} />
          {selection.node === null ? null : (
            <NodePanel
              scope={scope}
              result={result}
              isUnchanged={unchanged}
              instanceId={selection.node}
              atMs={atMs}
              nodeAt={nodeAt}
              onTime={onTime}
              onClose={onClose}
            />
          )}
        </>
      )}
      {turn < 4 ? null : (
        <>
          <NodeTable scope={scope} result={result} isUnchanged={unchanged} onNode={onNode} />
          <AssumptionList assumptions={result.assumptions} />
        </>
      )}
    </>
  );
});

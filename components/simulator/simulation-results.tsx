"use client";

import { AssumptionList } from "@/components/simulator/assumption-list";
import { Headline } from "@/components/simulator/headline";
import type { ResultsProps } from "@/components/simulator/results-props";
import { RunProgress, RunState } from "@/components/simulator/run-state";
import { WarningList } from "@/components/simulator/warning-list";

/** Everything that a run of the simulator shows, in the order in which it is asked. */
export function SimulationResults({ scope, simulation, input, onSelect, onCure }: ResultsProps) {
  const { result, resultInput } = simulation;
  const isOutdated = result !== null && resultInput !== input;
  return (
    <div className="grid min-w-0 gap-4">
      <RunProgress progress={simulation.progress} />
      <RunState state={simulation} hasNodes={scope.nodes.length > 0} hasResult={result !== null} />
      {result === null || resultInput === null ? null : (
        // Dimmed only where the wait is felt: most runs are over before the delay is.
        <div
          aria-busy={isOutdated}
          className={`grid min-w-0 gap-4 ${isOutdated ? "opacity-60 transition-opacity delay-200 duration-0" : ""}`}
        >
          <Headline scope={scope} result={result} />
          <WarningList
            scope={scope}
            newNodes={result.newNodes}
            warnings={result.warnings}
            env={resultInput.proposal.env}
            onCure={onCure}
            onNode={(node) => onSelect({ node })}
          />
          <AssumptionList assumptions={result.assumptions} />
        </div>
      )}
    </div>
  );
}

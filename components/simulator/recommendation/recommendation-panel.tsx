"use client";

import { useMemo, useState } from "react";
import { GoalForm } from "@/components/simulator/recommendation/goal-form";
import { FIRST_GOAL, type GoalTexts } from "@/components/simulator/recommendation/goal-texts";
import { TradeOffChart } from "@/components/simulator/recommendation/trade-off-chart";
import { TradeOffTable } from "@/components/simulator/recommendation/trade-off-table";
import {
  type Found,
  type SearchState,
  useRecommendation,
} from "@/components/simulator/recommendation/use-recommendation";
import type { Inquiry } from "@/components/simulator/simulation-state";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { changeOf, isSameChange, type ProposalChange } from "@/lib/domain/simulation/proposal-change";
import type { Recommendation } from "@/lib/domain/simulation/recommendation";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { type TradeOffMark, tradeOffMarks } from "@/lib/domain/simulation/trade-off";

interface RecommendationPanelProps {
  readonly input: SimulationInput;
  readonly simulation: Inquiry;
  /** The goal that was searched for, from the link; null as long as nothing was. */
  readonly goal: GoalTexts | null;
  /** A search begins: its goal belongs in the link. */
  readonly onGoal: (goal: GoalTexts) => void;
  /** Puts a proposal in the place of the one of now. */
  readonly onChoose: (change: ProposalChange) => void;
}

/** The search for the settings that hold the fewest addresses and still stand a burst, and what each choice costs. */
export function RecommendationPanel({ input, simulation, goal, onGoal, onChoose }: RecommendationPanelProps) {
  const [typed, setTyped] = useState<GoalTexts>(goal ?? FIRST_GOAL);
  const search = useRecommendation(simulation, input, typed, goal !== null);
  const { state, found, isOutdated } = search;
  const begin = () => {
    onGoal(typed);
    search.start();
  };
  return (
    <Panel
      id="recommend"
      title="Recommendation"
      note="the settings that hold the fewest addresses and stand a burst under a cap on EC2 calls"
    >
      <GoalForm
        goal={typed}
        onGoal={setTyped}
        onSearch={begin}
        problems={state.kind === "invalid" ? state.problems : []}
        isSearching={state.kind === "searching"}
      />
      <SearchProgress state={state} />
      {found === null ? null : <FoundView found={found} isOutdated={isOutdated} input={input} onChoose={onChoose} />}
    </Panel>
  );
}

function SearchProgress({ state }: { readonly state: SearchState }) {
  switch (state.kind) {
    case "searching": {
      const percent = Math.round(state.doneRatio * 100);
      return (
        <div className="mt-2 flex h-5 items-center gap-3 text-sm text-muted">
          <progress
            max={100}
            value={percent}
            aria-label="The search’s progress"
            className="h-1.5 w-48 max-w-1/3 appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
          />
          {percent}&nbsp;% of the settings tried
        </div>
      );
    }
    case "not-simulated":
      return <Notice tone="warn" title={`Nothing is searched for: ${state.because}`} role="status" />;
    case "lost":
      return (
        <Notice tone="warn" title="The search ended without an answer." role="status">
          Search again.
        </Notice>
      );
    case "invalid":
      return state.problems.some(({ field }) => !field.startsWith("goal.")) ? (
        <Notice
          tone="warn"
          title="The simulation’s inputs cannot be run, so nothing can be searched for."
          role="status"
        />
      ) : null;
    case "idle":
    case "done":
      return <div className="mt-2 h-5" />;
    default:
      return state satisfies never;
  }
}

interface FoundViewProps {
  readonly found: Found;
  readonly isOutdated: boolean;
  readonly input: SimulationInput;
  readonly onChoose: (change: ProposalChange) => void;
}

function FoundView({ found, isOutdated, input, onChoose }: FoundViewProps) {
  const { recommendation, goal } = found;
  const { pick, today, why } = recommendation;
  const marks = useMemo(() => tradeOffMarks(recommendation, goal), [recommendation, goal]);
  const now = changeOf(input.today, input.proposal);
  const changeOfMark = ({ point }: TradeOffMark): ProposalChange => ({
    settings: point.settings,
    movedNodes: now.movedNodes,
  });
  const shown = marks.find((mark) => isSameChange(input.today, changeOfMark(mark), now)) ?? null;
  const picked = marks.find(({ isPick }) => isPick) ?? null;
  const choose = (mark: TradeOffMark) => onChoose(changeOfMark(mark));
  return (
    <div className={`grid min-w-0 gap-3 ${isOutdated ? "opacity-60" : ""}`} aria-busy={isOutdated}>
      {isOutdated ? (
        <p role="status" className="text-muted">
          This is of another goal or of other settings of today: search again.
        </p>
      ) : null}
      <Notice tone={pick === null ? "warn" : "info"} title={titleOf(recommendation)} role="status">
        <p>{why}</p>
        {picked === null || picked === shown || pick === today ? null : (
          <button
            type="button"
            onClick={() => choose(picked)}
            className="mt-1.5 rounded border border-line-strong px-2 py-0.5 hover:border-accent hover:text-accent"
          >
            Propose the pick
          </button>
        )}
      </Notice>
      <TradeOffChart marks={marks} allowedWait={goal.maxWaitSeconds} shown={shown} onChoose={choose} />
      <TradeOffTable marks={marks} shown={shown} onChoose={choose} />
    </div>
  );
}

function titleOf({ pick, today }: Recommendation): string {
  if (pick === null) return "Nothing that was tried meets the goal.";
  return pick === today ? "Today’s settings are the best that was found." : "Settings that meet the goal.";
}

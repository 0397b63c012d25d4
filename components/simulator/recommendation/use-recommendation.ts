import { useEffect, useRef, useState } from "react";
import { type GoalTexts, goalOf } from "@/components/simulator/recommendation/goal-texts";
import type { Inquiry } from "@/components/simulator/simulation-state";
import type { Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import type { InputProblem, SimulationInput } from "@/lib/domain/simulation/simulation-input";

export type SearchState =
  | { readonly kind: "idle" }
  | { readonly kind: "searching"; readonly doneRatio: number }
  | { readonly kind: "done"; readonly recommendation: Recommendation }
  | { readonly kind: "invalid"; readonly problems: readonly InputProblem[] }
  | { readonly kind: "not-simulated"; readonly because: string }
  /** It gave no answer: the worker stopped. */
  | { readonly kind: "lost" };

/** What of an input a search rests on: neither the proposal nor the load matters to it. */
const basisOf = ({ today, isTodayAssumed, podSubnets, pods, ec2, seed, rollout }: SimulationInput): string =>
  JSON.stringify({ today, isTodayAssumed, podSubnets, pods, ec2, seed, rollout });

/** What a search found, and for which goal. */
export interface Found {
  readonly recommendation: Recommendation;
  readonly goal: RecommendationGoal;
}

interface Search {
  readonly state: SearchState;
  /** The last answer, kept while another is searched for. */
  readonly found: Found | null;
  /** The answer is to another goal, or on other settings of today. */
  readonly isOutdated: boolean;
  readonly start: () => void;
}

/** A search that is started by hand, or by a link that has a goal in it. */
export function useRecommendation(
  simulation: Inquiry,
  input: SimulationInput,
  goal: GoalTexts,
  startsItself: boolean,
): Search {
  const [state, setState] = useState<SearchState>({ kind: "idle" });
  const [answer, setAnswer] = useState<{ readonly found: Found; readonly key: string } | null>(null);
  const last = useRef(0);
  const key = `${basisOf(input)} ${JSON.stringify(goal)}`;
  const start = () => {
    const search = ++last.current;
    const isOver = () => last.current !== search;
    setState({ kind: "searching", doneRatio: 0 });
    const onProgress = (doneRatio: number) => {
      if (!isOver()) setState({ kind: "searching", doneRatio });
    };
    const wanted = goalOf(goal);
    simulation.recommend(wanted, onProgress).then((outcome) => {
      if (isOver()) return;
      if (outcome === null) return setState({ kind: "lost" });
      setState(outcome);
      if (outcome.kind === "done") {
        setAnswer({ found: { recommendation: outcome.recommendation, goal: wanted }, key });
      }
    });
  };
  const isReady = simulation.status === "done" && simulation.resultInput === input;
  const isDue = startsItself && isReady && state.kind === "idle";
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the first run is over
  useEffect(() => {
    if (isDue) start();
  }, [isDue]);
  return {
    state,
    found: answer?.found ?? null,
    isOutdated: answer !== null && answer.key !== key,
    start,
  };
}

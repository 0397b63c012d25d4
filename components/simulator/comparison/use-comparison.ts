import { useEffect, useState } from "react";
import type { Inquiry } from "@/components/simulator/simulation-state";
import type { Comparison, NamedProposal } from "@/lib/domain/simulation/comparison";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

interface Question {
  readonly simulation: Inquiry;
  readonly input: SimulationInput;
  readonly proposals: readonly NamedProposal[];
  /** False: nothing is asked, since a run of that many nodes is for the reader to start. */
  readonly isWanted: boolean;
}

interface Answer {
  readonly comparison: Comparison;
  readonly key: string;
  readonly result: Inquiry["result"];
}

/**
 * The figures of the proposals, asked for once the simulator is done with the input of now; the last ones stay until then. Nodes
 * that are read anew end a question that is on its way, and give the same input another result: it is asked again.
 */
export function useComparison({ simulation, input, proposals, isWanted }: Question) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const key = JSON.stringify(proposals);
  const { compare, result } = simulation;
  const isReady = simulation.status === "done" && simulation.resultInput === input;
  const isFresh = isReady && answer !== null && answer.key === key && answer.result === result;
  const isAsked = isWanted && isReady && !isFresh;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the proposals, which are new at each drawing
  useEffect(() => {
    if (!isAsked) return;
    let isOver = false;
    compare(proposals).then((comparison) => {
      if (!isOver && comparison !== null) setAnswer({ comparison, key, result });
    });
    return () => {
      isOver = true;
    };
  }, [isAsked, key, result, compare]);
  return { comparison: answer?.comparison ?? null, isOutdated: answer !== null && !isFresh };
}

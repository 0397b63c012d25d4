import type { Comparison, NamedProposal } from "@/lib/domain/simulation/comparison";
import type { RecommendationOutcome } from "@/lib/domain/simulation/recommend";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import type { InputProblem, SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { NodeMoment, SimulationProgress, SimulationResult } from "@/lib/domain/simulation/simulation-result";

/**
 * What the worker has to say about the input of now. `result` is the last one that came, until a newer one does: compare
 * `resultInput` with the input of now, by identity, to know whether it is of before.
 */
export interface SimulationState {
  readonly status: "idle" | "running" | "done" | "invalid" | "not-simulated" | "failed";
  readonly result: SimulationResult | null;
  readonly resultInput: SimulationInput | null;
  /** Null where nothing runs; set only once a run takes longer than 200 ms. */
  readonly progress: SimulationProgress | null;
  readonly problems: readonly InputProblem[];
  /** Why nothing is simulated, or what failed; null otherwise. */
  readonly message: string | null;
}

/**
 * What `useSimulation` gives, on the scope that the worker has read (`ScopeHead` is what the screen knows of it). The
 * promises end with null where a newer question took their place, or the input cannot be run.
 */
export interface Simulation extends SimulationState {
  readonly nodeAt: (side: "today" | "proposed", node: number, atMs: number) => Promise<NodeMoment | null>;
  readonly compare: (proposals: readonly NamedProposal[]) => Promise<Comparison | null>;
  readonly recommend: (
    goal: RecommendationGoal,
    onProgress: (doneRatio: number) => void,
  ) => Promise<RecommendationOutcome | null>;
}

/** What of it is needed to ask about other proposals than the one of now. */
export type Inquiry = Pick<Simulation, "status" | "result" | "resultInput" | "compare" | "recommend">;

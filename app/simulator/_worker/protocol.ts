import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { Comparison, NamedProposal } from "@/lib/domain/simulation/comparison";
import type { RecommendationOutcome } from "@/lib/domain/simulation/recommend";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import type { ScopeHead, ScopeNodeHead } from "@/lib/domain/simulation/scope-head";
import type { InputProblem, SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { NodeMoment, SimulationProgress, SimulationResult } from "@/lib/domain/simulation/simulation-result";

/** Whether a side's node is asked for as it is today or as proposed. */
export type AskedSide = "today" | "proposed";

/** What the page tells the worker. A later `scope`, given or to be read, or `run` takes the place of the one before. */
export type ToWorker =
  | { readonly kind: "scope"; readonly scope: number; readonly path: string }
  | { readonly kind: "given-scope"; readonly scope: number; readonly whole: SimulationScope }
  | { readonly kind: "run"; readonly run: number; readonly input: SimulationInput }
  | {
      readonly kind: "node";
      readonly question: number;
      readonly side: AskedSide;
      readonly node: number;
      readonly atMs: number;
    }
  | {
      readonly kind: "compare";
      readonly question: number;
      readonly input: SimulationInput;
      readonly proposals: readonly NamedProposal[];
    }
  | {
      readonly kind: "recommend";
      readonly question: number;
      readonly input: SimulationInput;
      readonly goal: RecommendationGoal;
    };

/** Why there is no scope, in words for a person. */
export interface ScopeProblem {
  readonly message: string;
  readonly remedy: string;
  readonly code: string;
}

/** The head without its nodes, which follow in portions: each is read by the page in a moment. */
export type ScopeFrame = Omit<ScopeHead, "nodes">;

/** What the worker tells the page. */
export type FromWorker =
  | { readonly kind: "scope-frame"; readonly scope: number; readonly frame: ScopeFrame; readonly nodeCount: number }
  | { readonly kind: "scope-nodes"; readonly scope: number; readonly nodes: readonly ScopeNodeHead[] }
  | { readonly kind: "scope-failed"; readonly scope: number; readonly problem: ScopeProblem }
  | { readonly kind: "progress"; readonly run: number; readonly progress: SimulationProgress }
  | { readonly kind: "result"; readonly run: number; readonly result: SimulationResult; readonly isLast: boolean }
  | { readonly kind: "invalid"; readonly run: number; readonly problems: readonly InputProblem[] }
  | { readonly kind: "not-simulated"; readonly run: number; readonly because: string }
  | { readonly kind: "failed"; readonly run: number; readonly message: string }
  | { readonly kind: "question-progress"; readonly question: number; readonly doneRatio: number }
  | { readonly kind: "node"; readonly question: number; readonly moment: NodeMoment | null }
  | { readonly kind: "compared"; readonly question: number; readonly comparison: Comparison | null }
  | { readonly kind: "recommended"; readonly question: number; readonly outcome: RecommendationOutcome | null };

import type { Simulation } from "@/components/simulator/simulation-state";
import type { Wish } from "@/lib/domain/patch/difference";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

export const RESULT_MEASURES = ["addresses", "blocks"] as const;
/** What the curves count: free addresses, or wholly free aligned /28 blocks. */
export type ResultMeasure = (typeof RESULT_MEASURES)[number];

export const ZOOMS = ["run", "rollout"] as const;
/** How much of the time the chart shows. */
export type Zoom = (typeof ZOOMS)[number];

/** What of the result is looked at: a colleague should see it from the link. */
export interface ResultsSelection {
  /** Null: all subnets together. */
  readonly subnetId: string | null;
  /** The instance id of a node whose rack is open. */
  readonly node: string | null;
  /** Milliseconds from the start; null: the end of the run. */
  readonly atMs: number | null;
  readonly measure: ResultMeasure;
  readonly zoom: Zoom;
}

export const FIRST_SELECTION: ResultsSelection = {
  subnetId: null,
  node: null,
  atMs: null,
  measure: "addresses",
  zoom: "run",
};

/** What was read back from the account; null as subnet: all of the scope together. Ascending times. */
export interface ActualCurve {
  readonly subnetId: string | null;
  readonly measure: ResultMeasure;
  readonly points: readonly { readonly atMs: number; readonly free: number }[];
}

export interface ResultsProps {
  readonly scope: ScopeHead;
  readonly simulation: Simulation;
  /** The input of now: what of the result is of another one is drawn as outdated. */
  readonly input: SimulationInput | null;
  readonly selection: ResultsSelection;
  readonly onSelect: (change: Partial<ResultsSelection>) => void;
  /** Sets settings of the proposal, as a warning's cure asks for. */
  readonly onCure: (wishes: readonly Wish[]) => void;
  readonly actual?: readonly ActualCurve[];
}

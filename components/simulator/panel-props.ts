import type { Simulation } from "@/components/simulator/simulation-state";
import type { CurrentEnvironment } from "@/lib/domain/patch/environment";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

/** What a panel of the simulator page may ask for; each takes the part that it needs. */
export interface SimulatorPanelProps {
  readonly scope: ScopeHead;
  /** The input of now, whether it can be run or not. */
  readonly input: SimulationInput;
  readonly simulation: Simulation;
  /** The result shown is of an earlier input than `input`: another is on its way, or `input` cannot be run. */
  readonly isOutdated: boolean;
  /** Today's environment as it was assumed, set or pasted: `input.today` are its values. */
  readonly current: CurrentEnvironment;
  /** Puts settings into the proposal, others stay: null is unset. */
  readonly onPropose: (settings: Readonly<Record<string, string | null>>) => void;
}

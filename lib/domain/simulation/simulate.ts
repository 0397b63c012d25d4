import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationHooks, SimulationOutcome } from "@/lib/domain/simulation/simulation-result";
import { Simulator } from "@/lib/domain/simulation/simulator";

/**
 * Runs today's settings and the proposed ones over the live nodes, side by side: the rollout, the load, what comes back
 * when and why, what it costs. Synchronous; `shouldStop` is asked between two steps of a few milliseconds. Equal scopes
 * and inputs give equal results. To run again on the same scope keep a `Simulator`, which remembers what does not change.
 */
export const simulate = (
  scope: SimulationScope,
  input: SimulationInput,
  hooks: SimulationHooks = {},
): SimulationOutcome => simulateWith(new Simulator(scope), input, hooks);

/** The same on a `Simulator` that is kept. */
export function simulateWith(
  simulator: Simulator,
  input: SimulationInput,
  { onProgress, onResult, shouldStop, clock }: SimulationHooks = {},
): SimulationOutcome {
  const steps = simulator.run(input, clock);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      if (step.value.kind === "done") onResult?.(step.value.result);
      return step.value;
    }
    if (step.value.kind === "progress") onProgress?.(step.value.progress);
    else onResult?.(step.value.result);
    if (shouldStop?.()) return { kind: "stopped" };
  }
}

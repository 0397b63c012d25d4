import { DemoProblem } from "@/app/simulator/_demo/demo-api";
import { SimulatorClient } from "@/app/simulator/_worker/simulator-client";
import { startWorker } from "@/app/simulator/_worker/use-simulation";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";

const CURE = "Change the proposal and begin again.";

/** One run of the simulator, in a worker of its own, to its end. */
export function predict(
  scope: SimulationScope,
  input: SimulationInput,
  signal: AbortSignal,
): Promise<SimulationResult> {
  const client = new SimulatorClient(startWorker);
  return new Promise<SimulationResult>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    client.subscribe(() => {
      const { scope: read, simulation } = client.state();
      if (read.kind === "failed") reject(new DemoProblem(read.problem.message, read.problem.remedy));
      switch (simulation.status) {
        case "done":
          if (simulation.result) resolve(simulation.result);
          return;
        case "invalid":
          reject(new DemoProblem(simulation.problems.map(({ message }) => message).join(" "), CURE));
          return;
        case "not-simulated":
        case "failed":
          reject(new DemoProblem(simulation.message ?? "The prediction failed.", CURE));
      }
    });
    client.give(scope);
    client.simulate(input);
  }).finally(client.close);
}

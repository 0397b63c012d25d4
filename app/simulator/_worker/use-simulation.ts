import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { type ScopeState, SimulatorClient } from "@/app/simulator/_worker/simulator-client";
import type { Simulation, SimulationState } from "@/components/simulator/simulation-state";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

export const startWorker = () => new Worker(new URL("./simulator.worker.ts", import.meta.url), { type: "module" });

/** The worker of this page, reading the scope anew for another question and for another snapshot. */
export function useSimulator(path: string, snapshotId: string): SimulatorClient {
  const [client] = useState(() => new SimulatorClient(startWorker));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another snapshot gives another answer to the same question
  useEffect(() => client.open(path), [client, path, snapshotId]);
  useEffect(() => client.close, [client]);
  return client;
}

/** The scope as far as it is there. */
export const useScope = (client: SimulatorClient): ScopeState =>
  useSyncExternalStore(client.subscribe, client.state, client.state).scope;

/** Runs the input whenever it or the scope changes. */
export function useSimulation(client: SimulatorClient, scope: ScopeHead, input: SimulationInput): Simulation {
  const { simulation } = useSyncExternalStore(client.subscribe, client.state, client.state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same input on another scope is another run
  useEffect(() => client.simulate(input), [client, scope, input]);
  useDrawnMark(simulation);
  return useMemo(
    () => ({ ...simulation, nodeAt: client.nodeAt, compare: client.compare, recommend: client.recommend }),
    [simulation, client],
  );
}

/** Marks in the browser's own record when a result was painted, for those who measure. */
function useDrawnMark({ result, status }: SimulationState): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new status alone draws no result; the last one comes with its own
  useEffect(() => {
    if (result === null) return;
    const detail = { isLast: status === "done", tookMs: result.figures.tookMs };
    const frame = requestAnimationFrame(() => setTimeout(() => performance.mark("simulation-drawn", { detail })));
    return () => cancelAnimationFrame(frame);
  }, [result]);
}

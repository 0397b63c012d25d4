import { useEffect, useRef, useState } from "react";
import { DemoProblem, demoApi } from "@/app/simulator/_demo/demo-api";
import { type Compared, runComparison } from "@/app/simulator/_demo/run-comparison";
import { requestRefresh } from "@/components/shell/refresh-request";
import type { DemoBegin, DemoStatus } from "@/lib/domain/api/demo";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

export type ComparisonState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "running";
      readonly stage: "pausing" | "predicting" | "following";
      readonly isRevert: boolean;
      readonly compared: Compared | null;
    }
  | { readonly kind: "done"; readonly isRevert: boolean; readonly compared: Compared }
  | {
      readonly kind: "failed";
      readonly isRevert: boolean;
      readonly message: string;
      readonly remedy: string;
      readonly compared: Compared | null;
    };

export interface DemoComparison {
  /** Null until the account has told. */
  readonly status: DemoStatus | null;
  readonly state: ComparisonState;
  readonly begin: (request: DemoBegin, input: SimulationInput) => void;
  readonly stop: () => void;
}

/** One comparison at a time with the embedded account. */
export function useComparison(): DemoComparison {
  const [status, setStatus] = useState<DemoStatus | null>(null);
  const [state, setState] = useState<ComparisonState>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);
  const isRunning = state.kind === "running";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the account tells is another thing after each comparison
  useEffect(() => {
    const asking = new AbortController();
    demoApi.status(asking.signal).then(setStatus, () => undefined);
    return () => asking.abort();
  }, [isRunning]);
  useEffect(() => () => running.current?.abort(), []);
  const begin = (request: DemoBegin, input: SimulationInput): void => {
    if (running.current && !running.current.signal.aborted) return;
    const controller = new AbortController();
    running.current = controller;
    // However it ends, the server has read the account anew: its nodes and today's settings are others.
    void follow({ request, input, controller, setState }).then(requestRefresh);
  };
  const stop = () => running.current?.abort();
  return { status, state, begin, stop };
}

interface FollowSpec {
  readonly request: DemoBegin;
  readonly input: SimulationInput;
  readonly controller: AbortController;
  readonly setState: (state: ComparisonState) => void;
}

async function follow({ request, input, controller, setState }: FollowSpec): Promise<void> {
  const isRevert = request.changes === null;
  let compared: Compared | null = null;
  const tell = (stage: "pausing" | "predicting" | "following"): void =>
    setState({ kind: "running", stage, isRevert, compared });
  tell("pausing");
  try {
    const whole = await runComparison({
      request,
      input,
      signal: controller.signal,
      onPredicting: () => tell("predicting"),
      onReading: (soFar) => {
        compared = soFar;
        tell("following");
      },
    });
    setState({ kind: "done", isRevert, compared: whole });
  } catch (error) {
    setState({ kind: "failed", isRevert, compared, ...wordsOf(error, controller.signal) });
  } finally {
    controller.abort();
  }
}

function wordsOf(error: unknown, signal: AbortSignal): { readonly message: string; readonly remedy: string } {
  if (error instanceof DemoProblem) return { message: error.message, remedy: error.remedy };
  if (signal.aborted) {
    return {
      message: "The comparison was stopped.",
      remedy: "The rollout goes on in the account, in its own time; revert it to have the settings of before.",
    };
  }
  console.error(error);
  return { message: "The comparison failed.", remedy: "Begin again." };
}

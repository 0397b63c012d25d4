import { demoApi } from "@/app/simulator/_demo/demo-api";
import { predict } from "@/app/simulator/_demo/predict";
import type { DemoBegin, DemoEnded } from "@/lib/domain/api/demo";
import type { Readings } from "@/lib/domain/simulation/apart";
import { headOf, type ScopeHead } from "@/lib/domain/simulation/scope-head";
import { NO_LOAD, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";

/** A prediction, and what the account has shown of itself so far. */
export interface Compared {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly readings: Readings;
  /** Null until the account has been followed to the end. */
  readonly held: DemoEnded["held"] | null;
}

export interface ComparisonSpec {
  readonly request: DemoBegin;
  /** Of the page: its run's length and its seed are taken over. */
  readonly input: SimulationInput;
  readonly signal: AbortSignal;
  readonly onPredicting: () => void;
  readonly onReading: (compared: Compared) => void;
}

/** So many moments a request, of the hundred that one may have: the progress moves, and a request stays short. */
const MOMENTS_A_REQUEST = 25;

/**
 * Pauses the account, predicts in a worker what the rollout will do, and only then lets the account do it, reading its
 * free addresses at each of the prediction's moments. Rejects with a DemoProblem; the account is let go in any case.
 */
export async function runComparison({
  request,
  input,
  signal,
  onPredicting,
  onReading,
}: ComparisonSpec): Promise<Compared> {
  const { hold, env, scope } = await demoApi.begin(request);
  const end = { hold, cluster: request.cluster };
  try {
    onPredicting();
    const result = await predict(scope, predictionInput(input, request, { before: scope.settings.env, env }), signal);
    const head = headOf(scope);
    const subnetIds = result.proposed.curves.flatMap(({ subnetId }) => subnetId ?? []);
    const readings = new Map(subnetIds.map((id) => [id, { free: [] as number[], freeBlocks: [] as number[] }]));
    for (let from = 0; from < result.times.length; from += MOMENTS_A_REQUEST) {
      const timesMs = [...result.times.slice(from, from + MOMENTS_A_REQUEST)];
      const { curves } = await demoApi.follow({ hold, timesMs, subnetIds }, signal);
      for (const { subnetId, free, freeBlocks } of curves) {
        readings.get(subnetId)?.free.push(...free);
        readings.get(subnetId)?.freeBlocks.push(...freeBlocks);
      }
      onReading({ scope: head, result, readings: new Map(readings), held: null });
    }
    const { held } = await demoApi.end(end);
    return { scope: head, result, readings, held };
  } catch (error) {
    // What is still to be restarted restarts as the account's life goes on.
    await demoApi.end(end).catch(() => undefined);
    throw error;
  }
}

/** The account's EC2 answers at once, and nothing but the rollout happens in it. */
const predictionInput = (
  input: SimulationInput,
  { rollout }: DemoBegin,
  { before, env }: { readonly before: SimulationInput["today"]; readonly env: SimulationInput["today"] },
): SimulationInput => ({
  ...input,
  today: before,
  isTodayAssumed: false,
  proposal: { env, movedNodes: null },
  podSubnets: {},
  load: NO_LOAD,
  rollout,
  ec2: "instant",
  seededOrders: 0,
  spansPodRange: false,
});

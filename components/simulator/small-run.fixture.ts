import type { ScopeSubnet, SimulationScope } from "@/lib/domain/api/simulation";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { type LiveScope, liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { simulate } from "@/lib/domain/simulation/simulate";
import { defaultInput, type Load, NO_LOAD, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";

export interface SmallRun {
  readonly scope: SimulationScope;
  readonly input: SimulationInput;
  /** In the order in which they come: the lines, then what needs further runs. */
  readonly stages: readonly SimulationResult[];
  readonly result: SimulationResult;
}

/** The story's nodes: t3.2xlarge with few pods in a small subnet of their own, and some m5.large in a larger one. */
const STORY: LiveScope = {
  nodes: [
    ...[3, 7, 12].map((pods) => ({ type: "t3.2xlarge", subnet: 0, pods }) as const),
    ...[2, 5].map((pods) => ({ type: "m5.large", subnet: 1, pods }) as const),
  ],
  subnets: [{ cidr: "10.20.1.0/25" }, { cidr: "10.20.2.0/24" }],
};

interface SmallRunSpec {
  /** What the proposal sets over the shipped environment; null is a proposal that changes nothing. */
  readonly env: Environment | null;
  readonly load?: Load;
  readonly live?: LiveScope;
}

/** A real run on a handful of nodes, in some tens of milliseconds. The first subnet is named nodes-a. */
export function smallRun({ env, load = NO_LOAD, live = STORY }: SmallRunSpec): SmallRun {
  const bare = liveScope(live);
  const scope = {
    ...bare,
    subnets: bare.subnets.map((subnet, number): ScopeSubnet => ({ ...subnet, name: number === 0 ? "nodes-a" : null })),
  };
  const input: SimulationInput = {
    ...defaultInput(SHIPPED, true),
    proposal: { env: env === null ? SHIPPED : { ...SHIPPED, ...env }, movedNodes: null },
    load,
    durationSeconds: 900,
    seededOrders: 2,
  };
  const stages: SimulationResult[] = [];
  const outcome = simulate(scope, input, { onResult: (result) => stages.push(result) });
  if (outcome.kind !== "done") throw new Error(`the run came to ${outcome.kind}`);
  return { scope, input, stages, result: outcome.result };
}

/** The settings of the story: few warm addresses, no warm ENI. */
export const FEW_WARM: Environment = { WARM_ENI_TARGET: "0", WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" };

import "server-only";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { Problem } from "@/lib/domain/problem";
import type { ScopeKind } from "@/lib/domain/simulation/scope-kind";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { invalidParameter, isResourceId, malformedId } from "@/lib/inventory/resource-id";
import { simulationScope } from "@/lib/inventory/simulation-scope";

/** What to simulate: exactly one of the three. */
export type ScopeQuestion = { readonly [Kind in ScopeKind]?: string };

const NOT_ONE: Problem = {
  code: "invalid-parameter",
  message: "A simulation is about one VPC, one subnet or one cluster.",
  remedy: "Give exactly one of vpc, subnet and cluster.",
  retryable: false,
};

/** What the simulator needs to know of the nodes of a VPC, a subnet or a cluster: see `simulationScope`. */
export async function getSimulationScope(question: ScopeQuestion): Promise<Outcome<SimulationScope>> {
  const given = (["vpc", "subnet", "cluster"] as const).filter((kind) => question[kind] !== undefined);
  const [kind] = given;
  const id = kind && question[kind];
  if (kind === undefined || id === undefined || given.length > 1) return { kind: "invalid", problem: NOT_ONE };
  if (kind === "cluster") {
    if (id === "") return { kind: "invalid", problem: invalidParameter("cluster", "a cluster's name") };
  } else if (!isResourceId(kind, id)) return { kind: "invalid", problem: malformedId(kind, kind) };
  return answerFrom((inventory) => simulationScope(inventory, { kind, id }));
}

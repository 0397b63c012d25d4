import type { ScopeHead, ScopeSubnetHead } from "@/lib/domain/simulation/scope-head";
import type { RunNode, SimulationResult } from "@/lib/domain/simulation/simulation-result";

/** A node of the run by its number: one of the scope, or one that the run adds. Null: there is none. */
export function runNode(scope: ScopeHead, newNodes: readonly RunNode[], number: number): RunNode | null {
  const node = scope.nodes[number];
  if (node === undefined) return newNodes[number - scope.nodes.length] ?? null;
  return {
    instanceId: node.instanceId,
    name: node.name,
    instanceType: scope.types[node.type]?.instanceType ?? "",
    subnetId: scope.subnets[node.subnet]?.id ?? "",
    maxPods: node.maxPods,
    origin: "observed",
    startAtMs: 0,
  };
}

/** The number of the node with that instance id; null where the run has none. */
export function nodeNumber(
  scope: ScopeHead,
  { newNodes }: Pick<SimulationResult, "newNodes">,
  instanceId: string | null,
): number | null {
  if (instanceId === null) return null;
  const observed = scope.nodes.findIndex((node) => node.instanceId === instanceId);
  if (observed >= 0) return observed;
  const added = newNodes.findIndex((node) => node.instanceId === instanceId);
  return added < 0 ? null : scope.nodes.length + added;
}

export const ALL_TOGETHER = "all subnets together";

export const subnetOf = (scope: ScopeHead, subnetId: string | null): ScopeSubnetHead | null =>
  scope.subnets.find(({ id }) => id === subnetId) ?? null;

/** A sentence about subnets by their ids, which the run knows them by, with their names in place. */
export const withSubnetNames = (scope: ScopeHead, subnetIds: readonly string[], sentence: string): string =>
  subnetIds.reduce((words, id) => words.replaceAll(id, () => subnetLabel(scope, id)), sentence);

/** A subnet's name, or its id where it has none; null is all of them. */
export const subnetLabel = (scope: ScopeHead, subnetId: string | null): string =>
  subnetId === null ? ALL_TOGETHER : (subnetOf(scope, subnetId)?.name ?? subnetId);

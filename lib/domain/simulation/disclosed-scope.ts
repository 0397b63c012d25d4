import type { AccountNode, Hold, Restarts } from "@/lib/domain/api/demo";
import type { DisclosedNode, ScopeNode, SimulationScope } from "@/lib/domain/api/simulation";

export type DisclosedScope =
  | { readonly kind: "ready"; readonly scope: SimulationScope }
  | { readonly kind: "refused"; readonly because: string };

/** A node without any limit that the account knows of. */
const NO_LIMIT = 1_000_000;

/**
 * The scope of a cluster with what its account has disclosed: every node as its own ipamd sees it, the environment in
 * force, and when the rollout restarts which. Refused where a prediction could not be exact, with the reason.
 */
export function discloseScope(scope: SimulationScope, hold: Hold, { restarts }: Restarts): DisclosedScope {
  const [leftOut] = scope.leftOut;
  if (leftOut) {
    const count = leftOut.instanceIds.length;
    return { kind: "refused", because: `${count} ${count === 1 ? "node is" : "nodes are"} ${leftOut.reason}.` };
  }
  const byInstance = new Map(hold.nodes.map((node) => [node.instanceId, node]));
  const restartAt = new Map(restarts.map(({ instanceId, atMs }) => [instanceId, atMs]));
  const numbers = new Map(scope.subnets.map(({ id }, number) => [id, number]));
  const nodes: ScopeNode[] = [];
  for (const node of scope.nodes) {
    const known = byInstance.get(node.instanceId);
    if (!known) return { kind: "refused", because: `The account does not disclose ${node.instanceId}.` };
    const disclosed = disclosedNode(known, numbers, restartAt.get(node.instanceId) ?? null);
    nodes.push({
      ...node,
      maxPods: known.maxPods ?? NO_LIMIT,
      podSubnet: known.podSubnetId === null ? null : (numbers.get(known.podSubnetId) ?? null),
      disclosed,
    });
  }
  const settings = { assumed: false, label: "as the demonstration account discloses", env: hold.env };
  return { kind: "ready", scope: { ...scope, settings, nodes } };
}

function disclosedNode(
  { instanceId: _, maxPods: _limit, podSubnetId: _subnet, discoverableSubnetIds, ...inner }: AccountNode,
  numbers: ReadonlyMap<string, number>,
  restartAtMs: number | null,
): DisclosedNode {
  const discoverable = discoverableSubnetIds.flatMap((id) => numbers.get(id) ?? []);
  return { ...inner, discoverable, restartAtMs };
}

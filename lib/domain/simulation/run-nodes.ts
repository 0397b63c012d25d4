import type { DisclosedNode, SimulationScope } from "@/lib/domain/api/simulation";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { RunNode } from "@/lib/domain/simulation/simulation-result";

/** From an instance's launch until pods are scheduled onto it: an assumption of ours. */
export const NODE_READY_MS = 30_000;
/** From the pods' leaving a node that is replaced until EC2 has all its addresses back: an assumption of ours. */
export const NODE_GONE_MS = 30_000;

/** A node of a run, observed or new. */
export interface RunNodeSpec extends RunNode {
  readonly cluster: number | null;
  readonly type: number;
  readonly subnet: number;
  /** The number of the observed node that this one is, replaces or, if added, is like; null where there is none. */
  readonly model: number | null;
  /** When a replaced node's pods leave it; Infinity for all others. */
  readonly movesAtMs: number;
  /** Of an observed node of the demonstration account: what its ipamd says itself. */
  readonly disclosed: DisclosedNode | null;
}

/**
 * The nodes of a run: those of the scope, then the added ones, then, where nodes move, the ones that take their places.
 * The same numbers on both sides; without moves the last ones are missing.
 */
export function runNodes(scope: SimulationScope, input: SimulationInput, withMoves: boolean): RunNodeSpec[] {
  const observed = scope.nodes.map(
    (node, number): RunNodeSpec => ({
      instanceId: node.instanceId,
      name: node.name,
      instanceType: scope.types[node.type]?.instanceType ?? "",
      subnetId: scope.subnets[node.subnet]?.id ?? "",
      maxPods: node.maxPods,
      origin: "observed",
      cluster: node.cluster,
      type: node.type,
      subnet: node.subnet,
      startAtMs: 0,
      model: number,
      movesAtMs: Number.POSITIVE_INFINITY,
      disclosed: node.disclosed ?? null,
    }),
  );
  const nodes = [...observed, ...addedNodes(scope, input)];
  return withMoves ? withMovedNodes(scope, input, nodes) : nodes;
}

/** The number of the commonest type among the scope's nodes; 0 without any. */
export function commonestType({ nodes, types }: SimulationScope): number {
  const counts = types.map(() => 0);
  for (const { type } of nodes) counts[type] = (counts[type] ?? 0) + 1;
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

function addedNodes(scope: SimulationScope, { load }: SimulationInput): RunNodeSpec[] {
  const { addedNodes: added } = load;
  if (!added) return [];
  const named = scope.types.findIndex(({ instanceType }) => instanceType === added.instanceType);
  const type = named >= 0 ? named : commonestType(scope);
  const subnet = scope.subnets.findIndex(({ id }) => id === added.subnetId);
  const model = scope.nodes.findIndex((node) => node.type === type);
  const likeness = scope.nodes[model];
  return Array.from({ length: added.count }, (_, index) => ({
    instanceId: `new-${index + 1}`,
    name: null,
    instanceType: scope.types[type]?.instanceType ?? "",
    subnetId: added.subnetId,
    maxPods: likeness?.maxPods ?? 0,
    origin: "added",
    cluster: likeness?.cluster ?? null,
    type,
    subnet,
    startAtMs: Math.round((added.atSeconds + index * added.everySeconds) * 1_000),
    model: model < 0 ? null : model,
    movesAtMs: Number.POSITIVE_INFINITY,
    disclosed: null,
  }));
}

function withMovedNodes(scope: SimulationScope, { proposal }: SimulationInput, nodes: RunNodeSpec[]): RunNodeSpec[] {
  const { movedNodes: moved } = proposal;
  if (!moved) return nodes;
  const target = scope.subnets.findIndex(({ id }) => id === moved.subnetId);
  const leaving = nodes.filter((node) => node.origin === "observed" && node.subnet !== target).slice(0, moved.count);
  const startOf = new Map(
    leaving.map((node, index) => [node, Math.round((moved.atSeconds + index * moved.everySeconds) * 1_000)]),
  );
  const replacements = leaving.map(
    (node): RunNodeSpec => ({
      ...node,
      instanceId: `${node.instanceId} (moved)`,
      subnetId: moved.subnetId,
      subnet: target,
      origin: "moved",
      disclosed: null,
      startAtMs: startOf.get(node) ?? 0,
    }),
  );
  const staying = nodes.map((node): RunNodeSpec => {
    const startAtMs = startOf.get(node);
    return startAtMs === undefined ? node : { ...node, movesAtMs: startAtMs + NODE_READY_MS };
  });
  return [...staying, ...replacements];
}

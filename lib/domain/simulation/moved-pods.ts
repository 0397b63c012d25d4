import type { PodLives } from "@/lib/domain/simulation/pod-lives";
import { NODE_GONE_MS, type RunNodeSpec } from "@/lib/domain/simulation/run-nodes";
import type { Termination } from "@/lib/domain/simulation/run-side";

/** `{ node that moves → the number of the node that takes its place }` */
function replacementsOf(nodes: readonly RunNodeSpec[]): Map<number, number> {
  const replacements = new Map<number, number>();
  for (const [number, { origin, model }] of nodes.entries()) {
    if (origin === "moved" && model !== null) replacements.set(model, number);
  }
  return replacements;
}

/** The pods of a run whose nodes move: from the move on they are on the node that takes the old one's place. */
export function moveLives(lives: PodLives, nodes: readonly RunNodeSpec[]): PodLives {
  const replacements = replacementsOf(nodes);
  const moved = lives.copy();
  for (let pod = 0; pod < lives.count; pod++) {
    const node = lives.node[pod] ?? -1;
    const replacement = replacements.get(node);
    const movesAt = nodes[node]?.movesAtMs ?? Number.POSITIVE_INFINITY;
    const until = lives.until[pod] ?? Number.POSITIVE_INFINITY;
    if (replacement === undefined || until <= movesAt) continue;
    if ((lives.from[pod] ?? 0) >= movesAt) moved.node[pod] = replacement;
    else {
      moved.until[pod] = movesAt;
      moved.add(replacement, movesAt, until);
    }
  }
  return moved;
}

/** When the nodes that move are gone, in the order of time. */
export const terminationsOf = (nodes: readonly RunNodeSpec[]): Termination[] =>
  nodes
    .flatMap(({ movesAtMs }, node) =>
      movesAtMs === Number.POSITIVE_INFINITY ? [] : [{ node, atMs: movesAtMs + NODE_GONE_MS }],
    )
    .sort((a, b) => a.atMs - b.atMs || a.node - b.node);

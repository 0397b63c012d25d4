import "server-only";
import { isGone } from "@/lib/domain/vpc/node";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";

export interface ClusterSummary {
  readonly name: string;
  readonly nodeCount: number;
}

/** The clusters that have a node, by name. A cluster of which only leaked ENIs are left is none of them. */
export const listClusters = (): Promise<Outcome<readonly ClusterSummary[]>> =>
  answerFrom((inventory) => {
    const counts = new Map<string, number>();
    for (const node of inventory.nodes.values()) {
      if (node.clusterName === null || !node.isNode || isGone(node)) continue;
      counts.set(node.clusterName, (counts.get(node.clusterName) ?? 0) + 1);
    }
    const data = [...counts].map(([name, nodeCount]) => ({ name, nodeCount }));
    return { kind: "data", data: data.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  });

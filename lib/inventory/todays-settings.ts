import "server-only";
import { type Environment, isSameEnvironment } from "@/lib/domain/ipamd/settings";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Node } from "@/lib/domain/vpc/node";
import type { PoolAssumption } from "@/lib/domain/vpc/pool-assumption";

export interface TodaysSettings {
  readonly pool: PoolAssumption;
  /** Why they are assumed although clusters disclosed theirs; null where there is nothing to say. */
  readonly notice: string | null;
}

/** The cluster's own name is no setting of its pools. */
const NAME = "CLUSTER_NAME";

/**
 * The settings taken for those that nodes have today: what the operator gave; else what the demonstration account disclosed
 * with the snapshot, where all the nodes' clusters have the same; else the assumed ones. EKS Auto Mode has no aws-node.
 */
export function todaysSettings(
  { options: { pool }, snapshot: { disclosedEnvironments } }: Pick<Inventory, "options" | "snapshot">,
  nodes: readonly Node[],
): TodaysSettings {
  if (!pool.assumed || !disclosedEnvironments) return { pool, notice: null };
  const names = new Set(nodes.flatMap(({ isAutoMode, clusterName }) => (isAutoMode ? [] : (clusterName ?? ""))));
  const clusters = [...names].sort().map((name) => ({ name, env: disclosedEnvironments.get(name) }));
  const [first] = clusters;
  if (!first?.env || clusters.some(({ env }) => !env)) return { pool, notice: null };
  if (clusters.length === 1) return disclosed(first.env);
  const [shared] = clusters.map(({ env }) => withoutName(env ?? {}));
  const differ = clusters.some(({ env }) => !isSameEnvironment(withoutName(env ?? {}), shared ?? {}));
  return differ ? { pool, notice: differentWords(clusters.map(({ name }) => name)) } : disclosed(shared ?? {});
}

const disclosed = (env: Environment): TodaysSettings => ({
  pool: { assumed: false, label: "read from the embedded account", env },
  notice: null,
});

const withoutName = ({ [NAME]: _, ...env }: Environment): Environment => env;

/** So many clusters are named; more are counted. */
const MOST_NAMED = 4;

function differentWords(clusters: readonly string[]): string {
  const which =
    clusters.length > MOST_NAMED
      ? `${clusters.length} clusters here`
      : `${clusters.slice(0, -1).join(", ")} and ${clusters.at(-1)}`;
  return `In the embedded account ${which} differ in their settings: simulate one cluster to start from its own.`;
}

import type { DemoCluster } from "@/lib/domain/api/demo";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

/** What the proposal changes of today's settings: `{ name → value, null for one that is taken away }`. */
export function proposedChanges({ today, proposal: { env } }: SimulationInput): Record<string, string | null> {
  const names = [...new Set([...Object.keys(today), ...Object.keys(env)])].sort();
  return Object.fromEntries(names.flatMap((name) => (today[name] === env[name] ? [] : [[name, env[name] ?? null]])));
}

/** Of the changes, those that the cluster does not have already, in words: `WARM_ENI_TARGET=0 (was 1)`. */
export function changesInWords({ env }: DemoCluster, changes: Readonly<Record<string, string | null>>): string[] {
  return Object.entries(changes).flatMap(([name, after]) => {
    const before = env[name] ?? null;
    return before === after
      ? []
      : [`${after === null ? `${name} unset` : `${name}=${after}`} (was ${before ?? "unset"})`];
  });
}

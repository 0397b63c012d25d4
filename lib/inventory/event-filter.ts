import "server-only";
import type { EventFacet, EventFacets } from "@/lib/domain/api/event";
import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { Finding, FindingKind } from "@/lib/domain/shortage/finding";
import type { Inventory } from "@/lib/domain/vpc/inventory";

/** Stands in a question for a subnet, VPC, cluster or caller that no event names. */
const UNKNOWN = "unknown";

/** Each absent: all. */
export interface EventFilter {
  readonly vpc?: string | undefined;
  readonly subnet?: string | undefined;
  readonly cluster?: string | undefined;
  readonly caller?: CallerKind | typeof UNKNOWN | undefined;
  readonly node?: string | undefined;
  readonly kind?: FindingKind | undefined;
}

const FACET_NAMES = ["vpc", "subnet", "cluster", "caller", "kind"] as const;
type FacetName = (typeof FACET_NAMES)[number];
const FILTER_NAMES = [...FACET_NAMES, "node"] as const;

/** The value of a finding under each filter. */
function valuesOf(inventory: Inventory, finding: Finding): Readonly<Record<(typeof FILTER_NAMES)[number], string>> {
  const node = finding.instanceId === null ? undefined : inventory.nodes.get(finding.instanceId);
  return {
    vpc: inventory.subnets.get(finding.subnetId ?? "")?.vpcId ?? UNKNOWN,
    subnet: finding.subnetId ?? UNKNOWN,
    cluster: finding.clusterName ?? node?.clusterName ?? UNKNOWN,
    caller: finding.callerKind ?? UNKNOWN,
    kind: finding.kind,
    node: finding.instanceId ?? UNKNOWN,
  };
}

export function filterFindings(
  inventory: Inventory,
  findings: readonly Finding[],
  filter: EventFilter,
): readonly Finding[] {
  const wanted = FILTER_NAMES.filter((name) => filter[name] !== undefined);
  if (wanted.length === 0) return findings;
  return findings.filter((finding) => {
    const values = valuesOf(inventory, finding);
    return wanted.every((name) => values[name] === filter[name]);
  });
}

/** What occurs in findings under each filter, the most frequent first. */
export function facetsOf(inventory: Inventory, findings: readonly Finding[]): EventFacets {
  const counts: Record<FacetName, Map<string, number>> = {
    vpc: new Map(),
    subnet: new Map(),
    cluster: new Map(),
    caller: new Map(),
    kind: new Map(),
  };
  for (const finding of findings) {
    const values = valuesOf(inventory, finding);
    for (const name of FACET_NAMES) counts[name].set(values[name], (counts[name].get(values[name]) ?? 0) + 1);
  }
  const listOf = (name: FacetName, labelOf: (value: string) => string): EventFacet[] =>
    [...counts[name]]
      .map(([value, callCount]) => ({ value, label: labelOf(value), callCount }))
      .sort((a, b) => b.callCount - a.callCount || (a.label < b.label ? -1 : 1));
  return {
    vpc: listOf("vpc", (id) => inventory.vpcs.get(id)?.name ?? id),
    subnet: listOf("subnet", (id) => inventory.subnets.get(id)?.name ?? id),
    cluster: listOf("cluster", String),
    caller: listOf("caller", String),
    kind: listOf("kind", String),
  };
}

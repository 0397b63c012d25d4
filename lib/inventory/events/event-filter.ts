import "server-only";
import type { EventFacet, EventFacets } from "@/lib/domain/api/event";
import { CALLER_KINDS, type CallerKind } from "@/lib/domain/shortage/caller";
import type { FindingKind, FindingPlace, FindingTraits } from "@/lib/domain/shortage/finding";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { FindingFilter } from "@/lib/history/event-store";

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
function valuesOf(
  inventory: Inventory,
  traits: FindingTraits,
): Readonly<Record<(typeof FILTER_NAMES)[number], string>> {
  const node = traits.instanceId === null ? undefined : inventory.nodes.get(traits.instanceId);
  return {
    vpc: inventory.subnets.get(traits.subnetId ?? "")?.vpcId ?? UNKNOWN,
    subnet: traits.subnetId ?? UNKNOWN,
    cluster: traits.clusterName ?? node?.clusterName ?? UNKNOWN,
    caller: traits.callerKind ?? UNKNOWN,
    kind: traits.kind,
    node: traits.instanceId ?? UNKNOWN,
  };
}

/** Whether findings with these traits pass a filter. */
export function passing(inventory: Inventory, filter: EventFilter): (traits: FindingTraits) => boolean {
  const wanted = FILTER_NAMES.filter((name) => filter[name] !== undefined);
  if (wanted.length === 0) return () => true;
  const known = new WeakMap<FindingTraits, boolean>();
  return (traits) => {
    const before = known.get(traits);
    if (before !== undefined) return before;
    const values = valuesOf(inventory, traits);
    const isPassing = wanted.every((name) => values[name] === filter[name]);
    known.set(traits, isPassing);
    return isPassing;
  };
}

/** What the store can leave out by itself; what it cannot, a cluster or an unknown VPC, is left to `passing`. */
export function storeFilterOf(
  inventory: Inventory,
  { vpc, subnet, caller, node, kind }: EventFilter,
): Pick<FindingFilter, "subnetIds" | "callerKinds" | "instanceIds" | "kinds"> {
  const orNull = (value: string) => (value === UNKNOWN ? null : value);
  const ofVpc = (id: string) => [...inventory.subnets.values()].flatMap((each) => (each.vpcId === id ? [each.id] : []));
  return {
    ...(subnet === undefined ? {} : { subnetIds: [orNull(subnet)] }),
    ...(subnet === undefined && vpc !== undefined && vpc !== UNKNOWN ? { subnetIds: ofVpc(vpc) } : {}),
    ...(caller === undefined ? {} : { callerKinds: [CALLER_KINDS.find((each) => each === caller) ?? null] }),
    ...(node === undefined ? {} : { instanceIds: [orNull(node)] }),
    ...(kind === undefined ? {} : { kinds: [kind] }),
  };
}

/** The calls of one value. */
interface CallTally {
  count: number;
  /** A fleet's call has several findings, which come one after the other. */
  lastSequence: number | null;
}

/** What occurs under each filter, by calls. Findings are added in the order in which they are listed. */
export class FacetTally {
  private readonly tallies: Readonly<Record<FacetName, Map<string, CallTally>>> = {
    vpc: new Map(),
    subnet: new Map(),
    cluster: new Map(),
    caller: new Map(),
    kind: new Map(),
  };
  private readonly known = new WeakMap<FindingTraits, readonly CallTally[]>();

  constructor(private readonly inventory: Inventory) {}

  add(traits: FindingTraits, { sequence }: FindingPlace): void {
    for (const tally of this.talliesOf(traits)) {
      if (tally.lastSequence === sequence) continue;
      tally.lastSequence = sequence;
      tally.count++;
    }
  }

  private talliesOf(traits: FindingTraits): readonly CallTally[] {
    const before = this.known.get(traits);
    if (before) return before;
    const values = valuesOf(this.inventory, traits);
    const tallies = FACET_NAMES.map((name) => {
      const tally = this.tallies[name].get(values[name]) ?? { count: 0, lastSequence: null };
      this.tallies[name].set(values[name], tally);
      return tally;
    });
    this.known.set(traits, tallies);
    return tallies;
  }

  /** The most frequent first. */
  toFacets(): EventFacets {
    const { inventory, tallies } = this;
    const listOf = (name: FacetName, labelOf: (value: string) => string): EventFacet[] =>
      [...tallies[name]]
        .map(([value, { count }]) => ({ value, label: labelOf(value), callCount: count }))
        .sort((a, b) => b.callCount - a.callCount || (a.label < b.label ? -1 : 1));
    return {
      vpc: listOf("vpc", (id) => inventory.vpcs.get(id)?.name ?? id),
      subnet: listOf("subnet", (id) => inventory.subnets.get(id)?.name ?? id),
      cluster: listOf("cluster", String),
      caller: listOf("caller", String),
      kind: listOf("kind", String),
    };
  }
}

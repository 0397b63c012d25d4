import { canIncrease } from "@/lib/domain/ipamd/increase-pool";
import { nextActionAt } from "@/lib/domain/ipamd/next-action";
import { firstEntryAt, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { type NodeTargets, PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import { occupy } from "@/lib/domain/ipamd/pool-changes";
import { isDatastorePoolTooLow } from "@/lib/domain/ipamd/pool-decisions";
import { ENTRY_WORDS } from "@/lib/domain/ipamd/pool-layout";
import { type EniShape, poolOfShape } from "@/lib/domain/ipamd/resting-pool";

/** An entry of a pool's shape: on each ENI the prefixes come first, then the single addresses. */
interface Place {
  readonly eni: number;
  readonly isPrefix: boolean;
  /** Among the ENI's entries. */
  readonly index: number;
  readonly size: number;
}

/**
 * Where a node's pods are, as far as that matters to ipamd: `counts` is how many addresses of each entry are in use, ENI
 * by ENI, prefixes first. `resting`: ipamd would leave the pool so; `growing`: it would only ask for more; `changing`: it
 * would change the pool, so the node cannot have rested under these settings with so many pods, however placed.
 */
export interface PodPlacement {
  readonly counts: readonly number[];
  readonly state: "resting" | "growing" | "changing";
}

/**
 * Places so many pods on a pool as it stands. EC2 does not say which addresses have one, so of the usual ways the first
 * is taken in which ipamd would leave the pool as it is: on the lowest ENIs (after pods only came), one on each further
 * ENI (after pods left), on as many prefixes as possible, and those with the other mode's entries first. More pods than
 * the pool has addresses are left out.
 */
export function placePods(
  shape: readonly EniShape[],
  targets: NodeTargets,
  { pods, unmanagedEniCount }: { readonly pods: number; readonly unmanagedEniCount: number },
): PodPlacement {
  const places = placesOf(shape);
  let best: PodPlacement | null = null;
  for (const order of ordersOf(places, shape, targets)) {
    const counts = fill(places, order, pods);
    const state = stateWith({ shape, targets, places, counts, unmanagedEniCount });
    if (state === "resting") return { counts, state };
    if (best === null || (state === "growing" && best.state === "changing")) best = { counts, state };
  }
  return best ?? { counts: places.map(() => 0), state: "changing" };
}

function placesOf(shape: readonly EniShape[]): Place[] {
  return shape.flatMap(({ prefixCount, addressCount }, eni) =>
    Array.from({ length: prefixCount + addressCount }, (_, index): Place => {
      const isPrefix = index < prefixCount;
      return { eni, isPrefix, index, size: isPrefix ? PREFIX_SIZE : 1 };
    }),
  );
}

/** The places by number as pods come to them; one pod each time that a place is named, what is left fills the places from the first on. */
interface FillOrder {
  readonly first: readonly number[];
  readonly rest: readonly number[];
}

function ordersOf(
  places: readonly Place[],
  shape: readonly EniShape[],
  { prefixDelegation }: NodeTargets,
): FillOrder[] {
  const numbers = [...places.keys()];
  const isOfMode = (number: number): boolean => places[number]?.isPrefix === prefixDelegation;
  const ofMode = numbers.filter(isOfMode);
  const ofOther = numbers.filter((number) => !isOfMode(number));
  const ascending = [...ofMode, ...ofOther];
  const onePerEni = shape.flatMap(({ isPrimary, isTrunk }, eni) => {
    if (isPrimary || isTrunk) return [];
    return ascending.find((number) => places[number]?.eni === eni) ?? [];
  });
  const others = onePerEni.filter((number) => !ofOther.includes(number));
  return [
    { first: [], rest: ascending },
    { first: onePerEni, rest: ascending },
    { first: [...onePerEni, ...ofMode.filter((number) => !onePerEni.includes(number))], rest: ascending },
    { first: ofOther, rest: ascending },
    { first: [...ofOther, ...others], rest: ascending },
    { first: [...ofOther, ...others, ...ofMode.filter((number) => !others.includes(number))], rest: ascending },
  ];
}

function fill(places: readonly Place[], { first, rest }: FillOrder, pods: number): number[] {
  const counts = places.map(() => 0);
  let left = pods;
  for (const number of first) {
    if (left === 0) return counts;
    counts[number] = 1;
    left--;
  }
  for (const number of rest) {
    const had = counts[number] ?? 0;
    const more = Math.min(left, (places[number]?.size ?? 0) - had);
    counts[number] = had + more;
    left -= more;
  }
  return counts;
}

interface Trial {
  readonly shape: readonly EniShape[];
  readonly targets: NodeTargets;
  readonly places: readonly Place[];
  readonly counts: readonly number[];
  readonly unmanagedEniCount: number;
}

function stateWith({ shape, targets, places, counts, unmanagedEniCount }: Trial): PodPlacement["state"] {
  const pool = poolOfShape(shape, targets);
  pool.unmanagedEniCount = unmanagedEniCount;
  for (const [number, { eni, index }] of places.entries()) {
    const entry = firstEntryAt(pool, eni) + index * ENTRY_WORDS;
    for (let pod = 0; pod < (counts[number] ?? 0); pod++) occupy(pool, eni, entry);
  }
  // A pool without prefix delegation gives a free prefix back at once: none can be left over.
  const hasStrayPrefix = !targets.prefixDelegation && pool.freePrefixes > 0;
  if (hasStrayPrefix) return "changing";
  if (nextActionAt(pool) === Number.POSITIVE_INFINITY) return "resting";
  return wantsOnlyMore(pool) ? "growing" : "changing";
}

function wantsOnlyMore(pool: NodePool): boolean {
  if (!isDatastorePoolTooLow(pool) || !canIncrease(pool)) return false;
  // The same pool as if it were not too low: what is left to do then?
  const { targets } = pool;
  pool.targets = { ...targets, maxPods: 0 };
  const next = nextActionAt(pool);
  pool.targets = targets;
  return next === Number.POSITIVE_INFINITY;
}

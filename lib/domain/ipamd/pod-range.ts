import { type NodeLimits, type NodeTargets, PREFIX_SIZE, targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { PodCounts } from "@/lib/domain/ipamd/pod-counts";
import { canRest, type EniShape, poolOfShape } from "@/lib/domain/ipamd/resting-pool";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";
import { restingShapesOnTheWayUp, shapeKey } from "@/lib/domain/ipamd/way-up";

/** The pods that a pool can have, by how it came about; null where it cannot have come about so. */
export interface PodRange {
  /** After pods have only come, one at a time or together, to a node that was empty. */
  readonly up: PodCounts | null;
  /** After pods have come and gone, in whichever order. */
  readonly down: PodCounts | null;
  readonly union: PodCounts | null;
  /** What the range assumes, or why there is none; a sentence for a person. */
  readonly note: string;
}

/** A pool as it stands. */
export interface PoolShape {
  /** The managed ENIs of the default network card by device number, the trunk among them. */
  readonly enis: readonly EniShape[];
  /** Further ENIs of the default card that ipamd leaves alone. */
  readonly unmanagedEniCount?: number;
  /** False: the subnet has nothing left, so that the pool stays as it is however short it is. */
  readonly canGrow: boolean;
}

/** `podRange` for nodes of the same limits and settings: what does not depend on the pool is worked out once. */
export type PodRangeFinder = (pool: PoolShape) => PodRange;

/**
 * The least and the most pods with which a node's pool can be at rest as it is: ipamd would neither add to it nor take
 * anything from it, however long one waits. Cooling, young ENIs and back-off pass and do not count as rest. The counts
 * are of pods with an address of the pool: not those on the host's network, nor on branch ENIs, nor waiting ones.
 *
 * A t3.2xlarge under the defaults with 2 ENIs of 14 addresses: up and down 1 to 14.
 */
export const podRange = (pool: PoolShape, limits: NodeLimits, environment: Environment): PodRange =>
  podRangeFinder(limits, environment)(pool);

export function podRangeFinder(limits: NodeLimits, environment: Environment): PodRangeFinder {
  const targets = targetsFor(parseSettings(environment), limits);
  const waysUp = new Map<number, ReadonlyMap<string, PodCounts>>();
  const known = new Map<string, PodRange>();
  return (pool) => {
    const unmanaged = pool.unmanagedEniCount ?? 0;
    const key = `${shapeKey(pool.enis)} ${pool.enis.length} ${unmanaged} ${pool.canGrow}`;
    const found = known.get(key);
    if (found) return found;
    const wayUp = waysUp.get(unmanaged) ?? restingShapesOnTheWayUp(targets, unmanaged);
    waysUp.set(unmanaged, wayUp);
    const range = findRange(pool, targets, wayUp);
    known.set(key, range);
    return range;
  };
}

function findRange(shape: PoolShape, targets: NodeTargets, wayUp: ReadonlyMap<string, PodCounts>): PodRange {
  const pool = poolOfShape(shape.enis, targets);
  pool.unmanagedEniCount = shape.unmanagedEniCount ?? 0;
  const addresses = shape.enis.reduce((sum, eni) => sum + eni.addressCount + PREFIX_SIZE * eni.prefixCount, 0);
  const counts = Array.from({ length: Math.min(addresses, targets.maxPods) + 1 }, (_, pods) => pods);
  const resting = counts.filter((pods) => canRest(pool, pods, shape.canGrow));
  const [low] = resting;
  const down = low === undefined ? null : { low, high: resting.at(-1) ?? low };
  const path = wayUp.get(shapeKey(shape.enis)) ?? null;
  // Where the subnet gives nothing more, further pods fill what is there.
  const up = path && down && !shape.canGrow ? { low: path.low, high: Math.max(path.high, down.high) } : path;
  const union = down && up ? { low: Math.min(up.low, down.low), high: Math.max(up.high, down.high) } : (down ?? up);
  return { up, down, union, note: noteOf(up, down) };
}

function noteOf(up: PodCounts | null, down: PodCounts | null): string {
  if (!up && !down) {
    return "Under these settings the pool would not stay as it is: it is on its way, or the node has other settings.";
  }
  if (!up) return "Pods have gone since: the pool does not come about by pods that only come.";
  return "Both ways: what the pool can be at rest with after pods only came, and after some have gone.";
}

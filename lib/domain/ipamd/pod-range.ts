import { type NodeLimits, type NodeTargets, PREFIX_SIZE, targetsFor } from "@/lib/domain/ipamd/node-targets";
import type { PodCounts } from "@/lib/domain/ipamd/pod-counts";
import { canRest, type EniShape, poolOfShape, type SubnetRoom } from "@/lib/domain/ipamd/resting-pool";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";
import { restingShapesOnTheWayUp, shapeKey } from "@/lib/domain/ipamd/way-up";

/** The pods that a pool can have, by how it came about; null where it cannot have come about so. */
export interface PodRange {
  /** After pods have only come, one at a time, to a node that was empty. */
  readonly up: PodCounts | null;
  /** After pods have come, also many at once, and gone, in whichever order. */
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
  readonly room: SubnetRoom;
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

/** See `podRange`. What it has found it keeps, by shape and room, for as long as the finder lives. */
export function podRangeFinder(limits: NodeLimits, environment: Environment): PodRangeFinder {
  const targets = targetsFor(parseSettings(environment), limits);
  const waysUp = new Map<string, ReadonlyMap<string, PodCounts>>();
  const known = new Map<string, PodRange>();
  return (pool) => {
    const unmanagedEniCount = pool.unmanagedEniCount ?? 0;
    const kinds = pool.enis.map(({ isTrunk, isEfa }) => (isTrunk ? "t" : isEfa ? "e" : "-")).join("");
    // No call asks for more than an ENI with all its slots.
    const most = targets.slotsPerEni + 1;
    const addresses = Math.min(pool.room.freeAddressCount ?? most, most);
    const blocks = Math.min(pool.room.freeBlockCount ?? most, most);
    const key = `${shapeKey(pool.enis)} ${kinds} ${unmanagedEniCount} ${addresses} ${blocks}`;
    const found = known.get(key);
    if (found) return found;
    const launchedWith = pool.enis.filter((eni) => eni.isPrimary || eni.isTrunk || eni.isEfa === true);
    const start = `${launchedWith.map(({ isTrunk }) => isTrunk).join(" ")} ${unmanagedEniCount}`;
    const wayUp = waysUp.get(start) ?? restingShapesOnTheWayUp(targets, { launchedWith, unmanagedEniCount });
    waysUp.set(start, wayUp);
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
  const resting = counts.filter((pods) => canRest(pool, pods, shape.room));
  const [low] = resting;
  const down = low === undefined ? null : { low, high: resting.at(-1) ?? low };
  const up = upTo(wayUp.get(shapeKey(shape.enis)) ?? null, resting);
  const union = down && up ? { low: Math.min(up.low, down.low), high: Math.max(up.high, down.high) } : (down ?? up);
  return { up, down, union, note: noteOf(up, down) };
}

/** On the way up, where the subnet gives nothing more, further pods fill what is there. */
function upTo(path: PodCounts | null, resting: readonly number[]): PodCounts | null {
  if (!path) return null;
  let { high } = path;
  for (const pods of resting) if (pods === high + 1) high = pods;
  return { low: path.low, high };
}

function noteOf(up: PodCounts | null, down: PodCounts | null): string {
  if (!up && !down) {
    return "Under these settings the pool would not stay as it is: it is on its way, or the node has other settings.";
  }
  if (!up)
    return "Pods have gone since, or many came at once: the pool does not come about by pods that come one by one.";
  return "Both ways: what the pool can be at rest with after pods came one by one, and after others came and went.";
}

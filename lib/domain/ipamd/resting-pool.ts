import { isRequired } from "@/lib/domain/ipamd/free-eni";
import { getENIResourcesToAllocate, hasAllocatableEni, hasRoomForEni } from "@/lib/domain/ipamd/increase-pool";
import { createNodePool, eniPrefixes, eniUsed, isAttached, isKept, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { type NodeTargets, PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import { addEni, addEntry } from "@/lib/domain/ipamd/pool-changes";
import {
  isDatastorePoolTooHigh,
  isDatastorePoolTooLow,
  shouldRemoveExtraENIs,
} from "@/lib/domain/ipamd/pool-decisions";
import { availableAddresses } from "@/lib/domain/ipamd/target-state";

/** An ENI of a pool without saying which addresses it has. */
export interface EniShape {
  readonly isPrimary: boolean;
  /** The CNI neither fills nor frees it. */
  readonly isTrunk: boolean;
  /** The CNI fills it, but never frees it. */
  readonly isEfa?: boolean;
  readonly addressCount: number;
  readonly prefixCount: number;
}

/** What the best of the subnets that the node may use has left; null where it is not known, then it counts as plenty. */
export interface SubnetRoom {
  readonly freeAddressCount: number | null;
  readonly freeBlockCount: number | null;
}

/** How many pods, of `count`, have addresses of each kind: of the mode's entries, and of those left from the other mode. */
interface Placement {
  readonly ofMode: number;
  readonly ofOther: number;
}

/** A pool of that shape without pods; the order of the ENIs is that of their device numbers. */
export function poolOfShape(enis: readonly EniShape[], targets: NodeTargets): NodePool {
  const used = enis.map(({ addressCount, prefixCount }) => addressCount + prefixCount);
  const pool = createNodePool({
    node: 0,
    targets,
    subnet: 0,
    podSubnet: 0,
    deviceCapacity: Math.max(targets.maxEnis, enis.length),
    slotCapacity: Math.max(targets.slotsPerEni, ...used),
  });
  for (const [device, eni] of enis.entries()) {
    addEni(pool, {
      device,
      handle: device,
      subnet: 0,
      primaryAddress: 0,
      isPrimary: eni.isPrimary,
      isTrunk: eni.isTrunk,
      isEfa: eni.isEfa === true,
      createdAt: Number.NEGATIVE_INFINITY,
    });
    for (let index = 0; index < eni.prefixCount; index++) addEntry(pool, device, index * PREFIX_SIZE, true);
    const firstAddress = eni.prefixCount * PREFIX_SIZE;
    for (let index = 0; index < eni.addressCount; index++) addEntry(pool, device, firstAddress + index, false);
  }
  return pool;
}

/**
 * Whether the pool could stay as it is with so many pods, on whichever of its entries they are. The pool's own pods do
 * not matter and it is left as it was.
 */
export function canRest(pool: NodePool, pods: number, room: SubnetRoom): boolean {
  const { least, most } = leftOverPods(pool);
  for (let ofOther = least; ofOther <= Math.min(most, pods); ofOther++) {
    if (pods - ofOther <= pool.total && restsWith(pool, { ofMode: pods - ofOther, ofOther }, room)) return true;
  }
  return false;
}

/** Entries of the other mode: a free prefix would have gone at once without prefix delegation, so each has a pod; a free address stays with it. */
function leftOverPods(pool: NodePool): { least: number; most: number } {
  const singles = countSingles(pool);
  if (pool.targets.prefixDelegation) return { least: 0, most: singles };
  return { least: pool.prefixes, most: pool.prefixes * PREFIX_SIZE };
}

function countSingles(pool: NodePool): number {
  let singles = 0;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) singles += eniUsed(pool, device) - eniPrefixes(pool, device);
  }
  return singles;
}

/**
 * The best placement is the widest spread one: pods on as many entries as there are, so that fewest are free. It makes
 * the pool least too high, every ENI that may go most needed, and leaves fewest ENIs empty; whether the pool is too low
 * does not depend on it. So the pool can rest with these pods if, and only if, it rests with that placement, with the
 * pods arranged to keep those ENIs that would be freed without one.
 */
function restsWith(pool: NodePool, { ofMode, ofOther }: Placement, room: SubnetRoom): boolean {
  const { prefixDelegation } = pool.targets;
  const singles = countSingles(pool);
  const [podsOnPrefixes, podsOnSingles] = prefixDelegation ? [ofMode, ofOther] : [ofOther, ofMode];
  const before = { assigned: pool.assigned, freePrefixes: pool.freePrefixes, freeEntries: pool.freeEntries };
  pool.assigned = ofMode;
  pool.freePrefixes = Math.max(0, pool.prefixes - podsOnPrefixes);
  pool.freeEntries = pool.freePrefixes + Math.max(0, singles - podsOnSingles);
  const isStill =
    !(isDatastorePoolTooLow(pool) && wouldGrow(pool, room)) &&
    !isDatastorePoolTooHigh(pool) &&
    canKeepEnis(pool, podsOnPrefixes, podsOnSingles);
  Object.assign(pool, before);
  return isStill;
}

/** Whether a try to grow would get anything: an ENI with an unused slot gets one entry at least, a new ENI all or nothing. */
function wouldGrow(pool: NodePool, room: SubnetRoom): boolean {
  const addresses = room.freeAddressCount ?? Number.POSITIVE_INFINITY;
  const blocks = room.freeBlockCount ?? Number.POSITIVE_INFINITY;
  const { prefixDelegation } = pool.targets;
  if (hasAllocatableEni(pool) && (prefixDelegation ? blocks : addresses) >= 1) return true;
  const entries = getENIResourcesToAllocate(pool);
  if (!hasRoomForEni(pool) || entries === 0) return false;
  return prefixDelegation ? addresses >= 1 && blocks >= entries : addresses >= 1 + entries;
}

/** Whether the pods can be arranged so that every ENI has one that would be freed without. */
function canKeepEnis(pool: NodePool, podsOnPrefixes: number, podsOnSingles: number): boolean {
  // With prefix delegation an ENI without a pod is reason enough to look for one to free.
  if (!pool.targets.prefixDelegation && !shouldRemoveExtraENIs(pool, availableAddresses(pool))) return true;
  let byPrefixOnly = 0;
  let bySingleOnly = 0;
  let byEither = 0;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (!isAttached(pool, device) || isKept(pool, device) || isRequired(pool, device)) continue;
    const prefixes = eniPrefixes(pool, device);
    const hasSingles = eniUsed(pool, device) > prefixes;
    if (prefixes === 0 && !hasSingles) return false;
    if (prefixes === 0) bySingleOnly++;
    else if (hasSingles) byEither++;
    else byPrefixOnly++;
  }
  const spareOnSingles = podsOnSingles - bySingleOnly;
  const spareOnPrefixes = podsOnPrefixes - byPrefixOnly;
  return spareOnSingles >= 0 && spareOnPrefixes >= 0 && spareOnSingles + spareOnPrefixes >= byEither;
}

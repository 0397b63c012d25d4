import type { CountRange } from "@/lib/domain/api/common";
import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import { type NodeLimits, PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import { type PodRangeFinder, podRangeFinder } from "@/lib/domain/ipamd/pod-range";
import type { EniShape } from "@/lib/domain/ipamd/resting-pool";
import type { Environment } from "@/lib/domain/ipamd/settings";

/** An ENI of the node's pool on the default network card. */
export interface PoolEni {
  readonly isPrimary: boolean;
  /** The CNI may give it back: not the primary, no trunk, no EFA. */
  readonly isReleasable: boolean;
  readonly secondaryCount: number;
  readonly prefixCount: number;
}

/** A node's pool as it stands, and how far it could grow. */
export interface NodePool {
  readonly maxEnis: number;
  readonly slotsPerEni: number;
  readonly supportsPrefixes: boolean;
  /** Null: not known; then the smallest and the largest usual limit count. */
  readonly maxPods: number | null;
  readonly enis: readonly PoolEni[];
  /** The most free addresses and free aligned /28 blocks of any one subnet that the node may use; null is not known. */
  readonly freeAddressCount: number | null;
  readonly freeBlockCount: number | null;
}

export interface PodRange {
  readonly range: CountRange;
  /** False: under these settings the pool would not stay as it is; the range then is every number that it could serve. */
  readonly isAtRest: boolean;
}

/** Usual limits of pods where the node's own is not known: up to 30 vCPUs and above. */
const USUAL_MAX_PODS = [110, 250] as const;

/**
 * The least and the most pods with addresses of the pool at which ipamd would leave the pool as it is: it neither asks
 * for more addresses nor gives any back, however the pods came and went. Where the subnet has no room, the pool cannot
 * grow and may be used up to its last address. Addresses of the other mode (left from before prefix delegation was
 * turned) may each have a pod, too. Exact for a pool at rest, by the pool model (lib/domain/ipamd/pod-range.ts).
 * Example: t3.2xlarge, defaults: 1 ENI with 14 secondaries → 0 to 0; 2 ENIs with 28 → 1 to 14.
 */
export const podRange = (pool: NodePool, env: Environment): PodRange => podRanges()(pool, env);

/** `podRange` for many nodes: what nodes of equal limits and settings have in common is worked out once. */
export function podRanges(): typeof podRange {
  const finders = new Map<string, PodRangeFinder>();
  const finderOf = (limits: NodeLimits, env: Environment): PodRangeFinder => {
    const key = JSON.stringify([limits, env]);
    const finder = finders.get(key) ?? podRangeFinder(limits, env);
    finders.set(key, finder);
    return finder;
  };
  return (pool, env) => {
    const most = capacityOf(pool);
    if (isUnmanaged(env)) return { range: { low: 0, high: most }, isAtRest: true };
    const shape = { enis: pool.enis.map(toShape), room: pool };
    const ranges = (pool.maxPods === null ? USUAL_MAX_PODS : [pool.maxPods]).map(
      (maxPods) => finderOf(limitsOf(pool, maxPods), env)(shape).union,
    );
    const atRest = ranges.filter((range) => range !== null);
    // One that is not at rest under one of the usual limits could have any number under that.
    const counts = ranges.map((range) => range ?? { low: 0, high: most });
    const range = { low: Math.min(...counts.map(({ low }) => low)), high: Math.max(...counts.map(({ high }) => high)) };
    return { range, isAtRest: atRest.length > 0 };
  };
}

const limitsOf = ({ maxEnis, slotsPerEni, supportsPrefixes }: NodePool, maxPods: number): NodeLimits => ({
  maxEnis,
  ipv4PerEni: slotsPerEni + 1,
  supportsPrefixDelegation: supportsPrefixes,
  maxPods,
  supportsTrunk: true,
});

/** What ipamd never gives back beside the primary is a trunk, which it never fills, or an EFA interface, which it does. */
function toShape({ isPrimary, isReleasable, secondaryCount, prefixCount }: PoolEni): EniShape {
  const isKept = !isPrimary && !isReleasable;
  const isTrunk = isKept && secondaryCount + prefixCount === 0;
  return { isPrimary, isTrunk, isEfa: isKept && !isTrunk, addressCount: secondaryCount, prefixCount };
}

/** ipamd neither allocates nor frees anything: the pool is whoever's who made it. */
const isUnmanaged = (env: Environment): boolean =>
  ["DISABLE_NETWORK_RESOURCE_PROVISIONING", "ENABLE_IMDS_ONLY_MODE"].some((name) => parseGoBool(env[name] ?? ""));

const capacityOf = (pool: NodePool): number =>
  Math.min(
    pool.enis.reduce((sum, eni) => sum + eni.secondaryCount + eni.prefixCount * PREFIX_SIZE, 0),
    pool.maxPods ?? Math.max(...USUAL_MAX_PODS),
  );

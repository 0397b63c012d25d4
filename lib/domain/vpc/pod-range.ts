import type { CountRange } from "@/lib/domain/api/common";
import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import { parseSettings, type Settings } from "@/lib/domain/ipamd/settings";

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

const PREFIX_SIZE = 16;
/** Usual limits of pods where the node's own is not known: up to 30 vCPUs and above. */
const USUAL_MAX_PODS = [110, 250] as const;

/**
 * The least and the most pods with addresses of the pool at which ipamd would leave the pool as it is: it neither asks
 * for more addresses nor gives any back. It holds after a way up (pods fill the lowest ENIs) as well as after a way down
 * (pods left anywhere), so one pod on each further ENI is enough to keep them all. Where the subnet has no room, the pool
 * cannot grow and may be used up to its last address. Addresses of the other mode (left from before prefix delegation
 * was turned) may each have a pod, too. A first bound by the rules, not a simulation: time, cooling and the age of ENIs
 * are left out. Follows ipamd.go isDatastorePoolTooLow, isDatastorePoolTooHigh, shouldRemoveExtraENIs, v1.23.1.
 * Example: t3.2xlarge, defaults: 1 ENI with 14 secondaries → 0 to 0; 2 ENIs with 28 → 1 to 14.
 */
export function podRange(pool: NodePool, env: Readonly<Record<string, string>>): PodRange {
  const settings = parseSettings(env);
  if (isUnmanaged(env)) return { range: { low: 0, high: capacityOf(pool) }, isAtRest: true };
  const limits = pool.maxPods === null ? USUAL_MAX_PODS : [pool.maxPods];
  const ranges = limits.map((maxPods) => restRange(stateOf(pool, settings, maxPods)));
  return {
    range: {
      low: Math.min(...ranges.map(({ range }) => range.low)),
      high: Math.max(...ranges.map(({ range }) => range.high)),
    },
    isAtRest: ranges.some(({ isAtRest }) => isAtRest),
  };
}

/** ipamd neither allocates nor frees anything: the pool is whoever's who made it. */
const isUnmanaged = (env: Readonly<Record<string, string>>): boolean =>
  ["DISABLE_NETWORK_RESOURCE_PROVISIONING", "ENABLE_IMDS_ONLY_MODE"].some((name) => parseGoBool(env[name] ?? ""));

const capacityOf = (pool: NodePool): number =>
  Math.min(
    pool.enis.reduce((sum, eni) => sum + eni.secondaryCount + eni.prefixCount * PREFIX_SIZE, 0),
    pool.maxPods ?? Math.max(...USUAL_MAX_PODS),
  );

/** What the rules read, for one limit of pods. */
interface PoolState {
  readonly pool: NodePool;
  readonly settings: Settings;
  readonly usesPrefixes: boolean;
  /** An IP target is set, so that the warm ENI and prefix targets are not looked at. */
  readonly hasIpTargets: boolean;
  readonly maxPods: number;
  /** Addresses of the mode's kind. */
  readonly total: number;
  readonly prefixes: number;
  /** Addresses of the other kind, left from before. */
  readonly leftOver: number;
}

function stateOf(pool: NodePool, settings: Settings, maxPods: number): PoolState {
  const usesPrefixes = settings.prefixDelegation && pool.supportsPrefixes;
  const secondaries = pool.enis.reduce((sum, eni) => sum + eni.secondaryCount, 0);
  const prefixes = pool.enis.reduce((sum, eni) => sum + eni.prefixCount, 0);
  return {
    pool,
    settings,
    usesPrefixes,
    hasIpTargets: settings.warmIpTarget !== 0 || settings.minimumIpTarget !== 0,
    maxPods,
    total: usesPrefixes ? prefixes * PREFIX_SIZE : secondaries,
    prefixes,
    leftOver: usesPrefixes ? secondaries : prefixes * PREFIX_SIZE,
  };
}

function restRange(state: PoolState): PodRange {
  const most = Math.min(state.total + state.leftOver, state.maxPods);
  let low: number | null = null;
  let high = 0;
  for (let assigned = 0; assigned <= Math.min(state.total, state.maxPods); assigned++) {
    if (!canRest(state, assigned)) continue;
    low ??= assigned;
    high = assigned;
  }
  if (low === null) return { range: { low: 0, high: most }, isAtRest: false };
  return { range: { low, high: Math.min(high + state.leftOver, most) }, isAtRest: true };
}

/** Whether some placement of that many pods leaves the pool unchanged. */
const canRest = (state: PoolState, assigned: number): boolean =>
  !(isTooLow(state, assigned) && canGrow(state, assigned)) &&
  !isTooHigh(state, assigned) &&
  !hasEniToRelease(state, assigned);

const ceil16 = (count: number): number => Math.ceil(count / PREFIX_SIZE);

const shortOf = ({ settings, total }: PoolState, assigned: number): number =>
  Math.max(settings.warmIpTarget - (total - assigned), settings.minimumIpTarget - total, 0);

function isTooLow(state: PoolState, assigned: number): boolean {
  const { settings, total } = state;
  if (total >= state.maxPods) return false;
  if (state.hasIpTargets) return shortOf(state, assigned) > 0;
  const available = total - assigned;
  const warm = state.usesPrefixes ? settings.warmPrefixTarget : settings.warmEniTarget;
  return warm === 0 ? available === 0 : available < warm * (state.usesPrefixes ? PREFIX_SIZE : state.pool.slotsPerEni);
}

/** The fewest prefixes without a pod that so many pods can leave: one pod keeps a prefix. */
const fewestFreePrefixes = ({ prefixes }: PoolState, assigned: number): number => Math.max(prefixes - assigned, 0);

function isTooHigh(state: PoolState, assigned: number): boolean {
  const { settings, total, prefixes } = state;
  if (!state.usesPrefixes) {
    if (!state.hasIpTargets) return false;
    return Math.min(total - assigned - settings.warmIpTarget, total - settings.minimumIpTarget) > 0;
  }
  const free = fewestFreePrefixes(state, assigned);
  if (!state.hasIpTargets) return free > settings.warmPrefixTarget;
  return (
    Math.min(free, prefixes - ceil16(assigned + settings.warmIpTarget), prefixes - ceil16(settings.minimumIpTarget)) > 0
  );
}

/** Whole ENIs go only in the warm ENI mode; in the others an ENI that may go is empty already. */
function hasEniToRelease(state: PoolState, assigned: number): boolean {
  const { settings, pool, total } = state;
  if (state.usesPrefixes || state.hasIpTargets) return false;
  if (total - assigned < (settings.warmEniTarget + 1) * pool.slotsPerEni) return false;
  const releasable = pool.enis.filter((eni) => eni.isReleasable && eni.secondaryCount + eni.prefixCount > 0);
  return assigned < releasable.length;
}

/** Whether an attempt to grow would succeed: on an ENI with an unused slot, or with a further ENI. */
function canGrow(state: PoolState, assigned: number): boolean {
  const { pool, settings, usesPrefixes } = state;
  const addresses = pool.freeAddressCount ?? Number.POSITIVE_INFINITY;
  const blocks = pool.freeBlockCount ?? Number.POSITIVE_INFINITY;
  const hasSlot = pool.enis.some(
    (eni) => eni.secondaryCount + eni.prefixCount < pool.slotsPerEni && !(eni.isPrimary && settings.customNetworking),
  );
  if (hasSlot && (usesPrefixes ? blocks : addresses) >= 1) return true;
  if (pool.enis.length >= Math.min(settings.maxEni ?? pool.maxEnis, pool.maxEnis)) return false;
  const wanted = Math.min(wantedByNewEni(state, assigned), pool.slotsPerEni);
  return usesPrefixes ? addresses >= 1 && blocks >= wanted : addresses >= 1 + wanted;
}

/** Slots that a further ENI is created with, all or nothing. */
function wantedByNewEni(state: PoolState, assigned: number): number {
  const { settings, usesPrefixes, pool } = state;
  if (state.hasIpTargets)
    return usesPrefixes ? Math.max(1, ceil16(shortOf(state, assigned))) : shortOf(state, assigned);
  return usesPrefixes ? Math.max(1, settings.warmPrefixTarget - fewestFreePrefixes(state, assigned)) : pool.slotsPerEni;
}

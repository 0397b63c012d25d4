import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import { PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";

/** Entries of 16 that hold so many addresses. Source: data_store.go DivCeil, v1.23.1. */
export const toPrefixes = (addresses: number): number => Math.ceil(addresses / PREFIX_SIZE);

/** Addresses of the mode's kind without a pod. Those in cooldown count, although no pod can have them yet. Source: data_store.go AvailableAddresses, v1.23.1. */
export const availableAddresses = (pool: NodePool): number => pool.total - pool.assigned;

/**
 * Addresses that the pool is short of its IP targets, or with prefix delegation the prefixes. 0 where no IP target is
 * defined. Source: ipamd.go datastoreTargetState, v1.23.1.
 */
export function datastoreShort(pool: NodePool): number {
  const { warmIpTarget, minimumIpTarget, prefixDelegation, warmIpTargetsDefined } = pool.targets;
  if (!warmIpTargetsDefined) return 0;
  const short = Math.max(0, warmIpTarget - availableAddresses(pool), minimumIpTarget - pool.total);
  return prefixDelegation ? toPrefixes(short) : short;
}

/**
 * Addresses that the pool has over its IP targets, or with prefix delegation the prefixes that can go. 0 where no IP
 * target is defined. Source: ipamd.go datastoreTargetState, v1.23.1.
 */
export function datastoreOver(pool: NodePool): number {
  const { warmIpTarget, minimumIpTarget, prefixDelegation, warmIpTargetsDefined } = pool.targets;
  if (!warmIpTargetsDefined) return 0;
  if (prefixDelegation) {
    const beyondWarm = pool.prefixes - toPrefixes(pool.assigned + warmIpTarget);
    const beyondMinimum = pool.prefixes - toPrefixes(minimumIpTarget);
    return Math.max(0, Math.min(pool.freePrefixes, beyondWarm, beyondMinimum));
  }
  const beyondWarm = Math.max(availableAddresses(pool) - warmIpTarget, 0);
  return Math.max(0, Math.min(beyondWarm, pool.total - minimumIpTarget));
}

/** Free prefixes beyond WARM_PREFIX_TARGET. Source: ipamd.go computeExtraPrefixesOverWarmTarget, v1.23.1. */
export const computeExtraPrefixesOverWarmTarget = (pool: NodePool): number =>
  pool.targets.prefixDelegation ? Math.max(0, pool.freePrefixes - pool.targets.warmPrefixTarget) : 0;

/** Prefixes to ask for, at least one. Source: ipamd.go getPrefixesNeeded and datastorePrefixTargetState, v1.23.1. */
export function getPrefixesNeeded(pool: NodePool): number {
  if (pool.targets.warmIpTargetsDefined) return Math.max(1, datastoreShort(pool));
  return Math.max(1, pool.targets.warmPrefixTarget - pool.freePrefixes);
}

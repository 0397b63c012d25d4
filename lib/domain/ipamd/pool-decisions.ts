import { eniAssigned, isAttached, isPrimary, type NodePool } from "@/lib/domain/ipamd/node-pool";
import {
  availableAddresses,
  computeExtraPrefixesOverWarmTarget,
  datastoreOver,
  datastoreShort,
} from "@/lib/domain/ipamd/target-state";

/** Between two scale-downs. Source: ipamd.go decreaseIPPoolInterval, v1.23.1. */
const DECREASE_INTERVAL_MS = 30_000;
/** After a subnet had nothing left. Source: ipamd.go insufficientCidrErrorCooldown, v1.23.1. */
const INSUFFICIENT_COOLDOWN_MS = 120_000;

/** A pool that holds as many addresses as the node may have pods never grows. Source: ipamd.go isDatastorePoolTooLow, v1.23.1. */
export function isDatastorePoolTooLow(pool: NodePool): boolean {
  const { maxPods, warmIpTargetsDefined, warmTarget, warmAddresses } = pool.targets;
  if (pool.total >= maxPods) return false;
  if (warmIpTargetsDefined) return datastoreShort(pool) > 0;
  const available = availableAddresses(pool);
  return available < warmAddresses || (warmTarget === 0 && available === 0);
}

/** Without IP targets and without prefix delegation a pool is never too high: whole ENIs go instead. Source: ipamd.go isDatastorePoolTooHigh, v1.23.1. */
export const isDatastorePoolTooHigh = (pool: NodePool): boolean =>
  pool.targets.warmIpTargetsDefined ? datastoreOver(pool) > 0 : computeExtraPrefixesOverWarmTarget(pool) > 0;

/**
 * When the pool may next shrink; -Infinity where this process has not shrunk it yet. ipamd skips while
 * `elapsed <= 30 s` on a clock that is always a little over, hence at 30 s exactly it may.
 * Source: ipamd.go shouldSkipDataStorePoolDecrease, v1.23.1.
 */
export const decreaseAllowedAt = (pool: NodePool): number => pool.lastDecreaseAt + DECREASE_INTERVAL_MS;

/** When the pool may next try to grow; -Infinity where no subnet was found exhausted. Source: ipamd.go inInsufficientCidrCoolingPeriod, v1.23.1. */
export const increaseAllowedAt = (pool: NodePool): number => pool.lastInsufficientAt + INSUFFICIENT_COOLDOWN_MS;

/**
 * Whether to look for an ENI to free. `available` is that of the step's beginning, whatever the step has done since;
 * the ENIs are as they are now. Source: ipamd.go shouldRemoveExtraENIs, v1.23.1.
 */
export function shouldRemoveExtraENIs(pool: NodePool, available: number): boolean {
  if (pool.targets.warmIpTargetsDefined || available >= pool.targets.extraEniAddresses) return true;
  return pool.targets.prefixDelegation && checkFreeableENIexists(pool);
}

/** Source: data_store.go CheckFreeableENIexists, v1.23.1. */
function checkFreeableENIexists(pool: NodePool): boolean {
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device) && !isPrimary(pool, device) && eniAssigned(pool, device) === 0) return true;
  }
  return false;
}

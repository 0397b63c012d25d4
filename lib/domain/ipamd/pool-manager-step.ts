import { expireCooling } from "@/lib/domain/ipamd/cooling";
import { decreaseDatastorePool } from "@/lib/domain/ipamd/decrease-pool";
import { nextDeletableAt, tryFreeENI } from "@/lib/domain/ipamd/free-eni";
import { increaseDatastorePool } from "@/lib/domain/ipamd/increase-pool";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import {
  decreaseAllowedAt,
  isDatastorePoolTooHigh,
  isDatastorePoolTooLow,
  shouldRemoveExtraENIs,
} from "@/lib/domain/ipamd/pool-decisions";
import { availableAddresses } from "@/lib/domain/ipamd/target-state";

/** Between two looks of the pool manager. Source: ipamd.go ipPoolMonitorInterval, v1.23.1. */
export const POOL_MONITOR_INTERVAL_MS = 5_000;
/** From ipamd's start to its first look: half an interval, the other half comes after the look. Source: ipamd.go StartNodeIPPoolManager, v1.23.1. */
export const FIRST_LOOK_AFTER_MS = 2_500;

/**
 * One look of the pool manager (a "step"): grow, or shrink if the last time is 30 s ago, then free at most one ENI. All
 * three decisions are made on the statistics of the look's beginning.
 * Source: ipamd.go updateIPPoolIfRequired, v1.23.1.
 */
export function updateIPPoolIfRequired(pool: NodePool, now: number, context: IpamdContext): void {
  expireCooling(pool, now);
  const available = availableAddresses(pool);
  const hasDecreased = adjustPool(pool, now, context);
  removeExtraENI(pool, available, now, context);
  if (hasDecreased) pool.lastDecreaseAt = now;
}

/** The first part of a look; true where it shrank the pool. */
export function adjustPool(pool: NodePool, now: number, context: IpamdContext): boolean {
  if (isDatastorePoolTooLow(pool)) {
    increaseDatastorePool(pool, now, context);
    return false;
  }
  if (!isDatastorePoolTooHigh(pool) || now < decreaseAllowedAt(pool)) return false;
  decreaseDatastorePool(pool, context);
  return true;
}

/** The second part of a look; `available` is from before the first. */
export function removeExtraENI(pool: NodePool, available: number, now: number, context: IpamdContext): void {
  if (shouldRemoveExtraENIs(pool, available)) tryFreeENI(pool, now, context);
}

/** Whether `removeExtraENI` would free an ENI at that time. */
export const hasEniToRemove = (pool: NodePool, available: number, now: number): boolean =>
  shouldRemoveExtraENIs(pool, available) && nextDeletableAt(pool) <= now;

import { forgetAllCooling } from "@/lib/domain/ipamd/cooling";
import { increaseDatastorePool } from "@/lib/domain/ipamd/increase-pool";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import { isAttached, type NodePool } from "@/lib/domain/ipamd/node-pool";
import type { NodeTargets } from "@/lib/domain/ipamd/node-targets";
import { recount } from "@/lib/domain/ipamd/pool-changes";
import { isDatastorePoolTooLow } from "@/lib/domain/ipamd/pool-decisions";
import { releaseFreeEntries } from "@/lib/domain/ipamd/release-entries";
import { byteAt } from "@/lib/domain/ipamd/typed-array";
import { visitDevices } from "@/lib/domain/ipamd/visit-order";

/**
 * Starts ipamd anew on a node whose ENIs and pods are as the pool has them: a restart remembers neither cooling nor
 * back-off nor the age of an ENI, gives back the other mode's entries that have no pod, and scales up once, never down.
 * False where it fails: with custom networking, when the pool is empty after that. What it did in EC2 stays.
 * Source: ipamd.go nodeInit, tryUnassignIPsFromENIs, tryUnassignPrefixesFromENIs, handlePreScaling, v1.23.1.
 */
export function nodeInit(pool: NodePool, now: number, targets: NodeTargets, context: IpamdContext): boolean {
  return isInitDone(pool, beginNodeInit(pool, now, targets, context));
}

/** All of nodeInit but its end; true where the pool was too low and was scaled up, or was tried to. */
export function beginNodeInit(pool: NodePool, now: number, targets: NodeTargets, context: IpamdContext): boolean {
  forgetAllCooling(pool);
  pool.targets = targets;
  pool.lastDecreaseAt = Number.NEGATIVE_INFINITY;
  pool.lastInsufficientAt = Number.NEGATIVE_INFINITY;
  recount(pool);
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) pool.times[device] = now;
  }
  releaseOtherMode(pool, context);
  if (!isDatastorePoolTooLow(pool)) return false;
  increaseDatastorePool(pool, now, context);
  return true;
}

/** The end of nodeInit, when the calls of the scaling are over. */
export const isInitDone = (pool: NodePool, hasScaled: boolean): boolean =>
  !(hasScaled && pool.targets.customNetworking && pool.total === 0);

function releaseOtherMode(pool: NodePool, context: IpamdContext): void {
  const kinds = pool.targets.prefixDelegation ? "addresses" : "prefixes";
  const count = visitDevices(pool, context.order, context.devices);
  for (let visit = 0; visit < count; visit++) {
    releaseFreeEntries(pool, byteAt(context.devices, visit), { kinds, limit: Number.POSITIVE_INFINITY }, context);
  }
}

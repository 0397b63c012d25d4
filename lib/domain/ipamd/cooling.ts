import { entryCooling, findEntry, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { changeCooling } from "@/lib/domain/ipamd/pool-changes";
import { doubleAt } from "@/lib/domain/ipamd/typed-array";

const ITEM_WORDS = 2;
/** An address below 2^32 and its device in one number, exact in a double. */
const DEVICE_UNIT = 2 ** 32;
/** An item whose entry has left the pool. */
const FORGOTTEN = -1;

const capacity = (pool: NodePool): number => (pool.times.length - pool.deviceCapacity) / ITEM_WORDS;

/** Index in `times` of the ring's item, counted from the oldest. */
const itemAt = (pool: NodePool, index: number): number =>
  pool.deviceCapacity + ITEM_WORDS * ((pool.coolingHead + index) & (capacity(pool) - 1));

/** One address of the entry cools from `now` on. Source: data_store.go UnassignPodIPAddress, v1.23.1. */
export function startCooling(pool: NodePool, device: number, entry: number, address: number, now: number): void {
  if (pool.coolingLength === capacity(pool)) growRing(pool);
  const item = itemAt(pool, pool.coolingLength);
  pool.times[item] = now;
  pool.times[item + 1] = device * DEVICE_UNIT + address;
  pool.coolingLength++;
  changeCooling(pool, device, entry, 1);
}

// The capacity stays a power of two.
function growRing(pool: NodePool): void {
  const ring = capacity(pool);
  const larger = new Float64Array(pool.deviceCapacity + ITEM_WORDS * ring * 2);
  larger.set(pool.times.subarray(0, pool.deviceCapacity));
  for (let index = 0; index < pool.coolingLength; index++) {
    const item = itemAt(pool, index);
    larger[pool.deviceCapacity + ITEM_WORDS * index] = doubleAt(pool.times, item);
    larger[pool.deviceCapacity + ITEM_WORDS * index + 1] = doubleAt(pool.times, item + 1);
  }
  pool.times = larger;
  pool.coolingHead = 0;
}

/**
 * Lets go of the addresses whose period has passed at `now`: an address cools while `now - unassignedAt < period`.
 * Source: data_store.go inCoolingPeriod, v1.23.1, which says `<=` of a clock that is never exactly on the limit.
 */
export function expireCooling(pool: NodePool, now: number): void {
  while (pool.coolingLength > 0) {
    const item = itemAt(pool, 0);
    const key = doubleAt(pool.times, item + 1);
    if (key !== FORGOTTEN) {
      if (now - doubleAt(pool.times, item) < pool.targets.cooldownMs) return;
      const device = Math.floor(key / DEVICE_UNIT);
      changeCooling(pool, device, findEntry(pool, device, key - device * DEVICE_UNIT), -1);
    }
    pool.coolingHead = (pool.coolingHead + 1) & (capacity(pool) - 1);
    pool.coolingLength--;
  }
}

/** When the next address stops cooling; Infinity where none cools. */
export function nextCoolingEnd(pool: NodePool): number {
  for (let index = 0; index < pool.coolingLength; index++) {
    const item = itemAt(pool, index);
    if (doubleAt(pool.times, item + 1) !== FORGOTTEN) return doubleAt(pool.times, item) + pool.targets.cooldownMs;
  }
  return Number.POSITIVE_INFINITY;
}

/** When the last cooling address of an ENI stops cooling; -Infinity where none cools. */
export function lastCoolingEnd(pool: NodePool, device: number): number {
  for (let index = pool.coolingLength - 1; index >= 0; index--) {
    const item = itemAt(pool, index);
    const key = doubleAt(pool.times, item + 1);
    if (key !== FORGOTTEN && Math.floor(key / DEVICE_UNIT) === device) {
      return doubleAt(pool.times, item) + pool.targets.cooldownMs;
    }
  }
  return Number.NEGATIVE_INFINITY;
}

/** `[entry's address, unassignedAt]` of an ENI's addresses that were cooling when `expireCooling` last looked, oldest first. */
export function coolingAddresses(pool: NodePool, device: number): [entry: number, unassignedAt: number][] {
  const addresses: [number, number][] = [];
  for (let index = 0; index < pool.coolingLength; index++) {
    const item = itemAt(pool, index);
    const key = doubleAt(pool.times, item + 1);
    if (key === FORGOTTEN || Math.floor(key / DEVICE_UNIT) !== device) continue;
    addresses.push([key - device * DEVICE_UNIT, doubleAt(pool.times, item)]);
  }
  return addresses;
}

/** The entry leaves the pool, and its cooling addresses with it. */
export function forgetCoolingOf(pool: NodePool, device: number, entry: number, address: number): void {
  const key = device * DEVICE_UNIT + address;
  for (let index = 0; entryCooling(pool, entry) > 0 && index < pool.coolingLength; index++) {
    const item = itemAt(pool, index);
    if (doubleAt(pool.times, item + 1) !== key) continue;
    pool.times[item + 1] = FORGOTTEN;
    changeCooling(pool, device, entry, -1);
  }
}

/** A new process knows of no cooling address. */
export function forgetAllCooling(pool: NodePool): void {
  while (pool.coolingLength > 0) {
    const key = doubleAt(pool.times, itemAt(pool, 0) + 1);
    if (key !== FORGOTTEN) {
      const device = Math.floor(key / DEVICE_UNIT);
      changeCooling(pool, device, findEntry(pool, device, key - device * DEVICE_UNIT), -1);
    }
    pool.coolingHead = (pool.coolingHead + 1) & (capacity(pool) - 1);
    pool.coolingLength--;
  }
  pool.coolingHead = 0;
}

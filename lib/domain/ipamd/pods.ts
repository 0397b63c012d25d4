import { expireCooling, startCooling } from "@/lib/domain/ipamd/cooling";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import {
  eniRoom,
  eniUsed,
  entryAddress,
  entryAssigned,
  entryCooling,
  entryIsPrefix,
  entrySize,
  findEntry,
  firstEntryAt,
  isAttached,
  isOfMode,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { occupy, vacate } from "@/lib/domain/ipamd/pool-changes";
import { ENTRY_WORDS } from "@/lib/domain/ipamd/pool-layout";
import { releaseFreeEntries } from "@/lib/domain/ipamd/release-entries";
import { drawBelow, type VisitOrder } from "@/lib/domain/ipamd/visit-order";

/** The entry that a pod's address lies in: the ENI's device number and the entry's (first) address. */
export interface PodPlace {
  device: number;
  entry: number;
}

/**
 * Gives a pod an address of the first ENI, and there of the first entry, that has one of the mode's kind which is
 * neither assigned nor cooling; the primary ENI is not passed over, custom networking or not. Writes the device and the
 * entry's address to `place`; false, and `place` as it was, where the pool has no room.
 * Source: data_store.go AssignPodIPv4Address and getUnusedIP, v1.23.1.
 */
export function assignPodIPv4Address(pool: NodePool, now: number, order: VisitOrder, place: PodPlace): boolean {
  expireCooling(pool, now);
  if (pool.room === 0) return false;
  const device = order.kind === "ascending" ? firstDeviceWithRoom(pool) : drawDeviceWithRoom(pool, order);
  const entry = entryWithRoom(pool, device, order);
  place.device = device;
  place.entry = entryAddress(pool, entry);
  occupy(pool, device, entry);
  return true;
}

function firstDeviceWithRoom(pool: NodePool): number {
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device) && eniRoom(pool, device) > 0) return device;
  }
  throw new RangeError(`node ${pool.node} has room for ${pool.room} pods, but on no ENI`);
}

// In a random order of all, the first that has room is any of those that have, with equal chance.
function drawDeviceWithRoom(pool: NodePool, order: VisitOrder): number {
  let chosen = -1;
  let candidates = 0;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (!isAttached(pool, device) || eniRoom(pool, device) === 0) continue;
    candidates++;
    if (drawBelow(order, candidates) === 0) chosen = device;
  }
  return chosen;
}

function entryWithRoom(pool: NodePool, device: number, order: VisitOrder): number {
  const first = firstEntryAt(pool, device);
  const end = first + eniUsed(pool, device) * ENTRY_WORDS;
  let chosen = -1;
  let candidates = 0;
  for (let entry = first; entry < end; entry += ENTRY_WORDS) {
    if (!isOfMode(pool, entry)) continue;
    if (entryAssigned(pool, entry) + entryCooling(pool, entry) === entrySize(pool, entry)) continue;
    if (order.kind === "ascending") return entry;
    candidates++;
    if (drawBelow(order, candidates) === 0) chosen = entry;
  }
  return chosen;
}

/**
 * Takes a pod's address back; it cools for the period. A prefix left over from prefix delegation goes back to EC2 with
 * every other free prefix of its ENI at once, cooling or not.
 * Source: data_store.go UnassignPodIPAddress; rpc_handler.go DelNetwork; v1.23.1.
 */
export function unassignPodIPAddress(pool: NodePool, now: number, place: PodPlace, context: IpamdContext): void {
  expireCooling(pool, now);
  const { device, entry: address } = place;
  const entry = findEntry(pool, device, address);
  if (entry < 0) throw new RangeError(`node ${pool.node} holds no entry ${address} on device ${device}`);
  vacate(pool, device, entry);
  if (pool.targets.cooldownMs > 0) startCooling(pool, device, entry, address, now);
  if (!pool.targets.prefixDelegation && entryIsPrefix(pool, entry)) {
    releaseFreeEntries(pool, device, { kinds: "prefixes", limit: Number.POSITIVE_INFINITY }, context);
  }
}

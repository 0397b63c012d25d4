import { lastCoolingEnd } from "@/lib/domain/ipamd/cooling";
import { DELETE, DETACH } from "@/lib/domain/ipamd/ec2-actions";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import {
  countCall,
  eniAssigned,
  eniCooling,
  eniCreatedAt,
  eniHandle,
  eniPrimaryAddress,
  eniSubnet,
  eniTotal,
  eniUsed,
  entryAddress,
  entryIsPrefix,
  firstEntryAt,
  isAttached,
  isKept,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import { removeEni } from "@/lib/domain/ipamd/pool-changes";
import { ENTRY_WORDS } from "@/lib/domain/ipamd/pool-layout";
import { availableAddresses, toPrefixes } from "@/lib/domain/ipamd/target-state";
import { byteAt } from "@/lib/domain/ipamd/typed-array";
import { visitDevices } from "@/lib/domain/ipamd/visit-order";

/** Source: data_store.go minENILifeTime, v1.23.1. */
const MIN_ENI_LIFETIME_MS = 60_000;

/** Frees the first deletable ENI, one a call. Source: ipamd.go tryFreeENI, v1.23.1. */
export function tryFreeENI(pool: NodePool, now: number, context: IpamdContext): void {
  const device = getDeletableENI(pool, now, context);
  if (device < 0) return;
  const handle = eniHandle(pool, device);
  const subnet = eniSubnet(pool, device);
  const primaryAddress = eniPrimaryAddress(pool, device);
  listEntries(pool, device, context);
  removeEni(pool, device);
  context.ec2.detachNetworkInterface(handle);
  countCall(pool, DETACH, true);
  const { releasedAddresses: addresses, releasedPrefixes: prefixes } = context;
  context.ec2.deleteNetworkInterface(handle, subnet, { primaryAddress, addresses, prefixes });
  countCall(pool, DELETE, true);
}

/** The first ENI that can go at `now`, or -1. Source: data_store.go getDeletableENI, v1.23.1. */
function getDeletableENI(pool: NodePool, now: number, context: IpamdContext): number {
  const count = visitDevices(pool, context.order, context.devices);
  for (let visit = 0; visit < count; visit++) {
    const device = byteAt(context.devices, visit);
    if (deletableAt(pool, device) <= now) return device;
  }
  return -1;
}

/**
 * When the ENI can be deleted if nothing else happens before: not as the primary, the trunk or an EFA interface, with a pod, or while the
 * others do not hold what the targets ask for; else once it is a minute old and its last address has cooled.
 * Source: data_store.go getDeletableENI, isTooYoung, hasIPInCooling, hasPods, v1.23.1.
 */
export function deletableAt(pool: NodePool, device: number): number {
  if (isKept(pool, device) || eniAssigned(pool, device) > 0) return Number.POSITIVE_INFINITY;
  if (isRequired(pool, device)) return Number.POSITIVE_INFINITY;
  const cooledAt = eniCooling(pool, device) > 0 ? lastCoolingEnd(pool, device) : Number.NEGATIVE_INFINITY;
  return Math.max(eniCreatedAt(pool, device) + MIN_ENI_LIFETIME_MS, cooledAt);
}

/**
 * Whether an ENI that has no pod holds what the targets ask for.
 * Source: data_store.go isRequiredForWarmIPTarget, isRequiredForMinimumIPTarget, isRequiredForWarmPrefixTarget, v1.23.1.
 */
export function isRequired(pool: NodePool, device: number): boolean {
  const { warmIpTarget, minimumIpTarget, warmPrefixTarget, prefixDelegation } = pool.targets;
  const held = eniTotal(pool, device);
  if (warmIpTarget !== 0 && availableAddresses(pool) - held < inEntries(warmIpTarget, prefixDelegation)) return true;
  if (minimumIpTarget !== 0 && pool.total - held < inEntries(minimumIpTarget, prefixDelegation)) return true;
  // Free entries of either kind count as prefixes here, single addresses left from before too.
  const otherFreeEntries = pool.freeEntries - eniUsed(pool, device);
  return prefixDelegation && warmPrefixTarget !== 0 && otherFreeEntries < warmPrefixTarget;
}

const inEntries = (addresses: number, prefixDelegation: boolean): number =>
  prefixDelegation ? PREFIX_SIZE * toPrefixes(addresses) : addresses;

/** When the first of the ENIs can be deleted, if nothing else happens before; Infinity where none will. */
export function nextDeletableAt(pool: NodePool): number {
  let next = Number.POSITIVE_INFINITY;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) next = Math.min(next, deletableAt(pool, device));
  }
  return next;
}

function listEntries(pool: NodePool, device: number, { releasedAddresses, releasedPrefixes }: IpamdContext): void {
  releasedAddresses.count = 0;
  releasedPrefixes.count = 0;
  const first = firstEntryAt(pool, device);
  const end = first + eniUsed(pool, device) * ENTRY_WORDS;
  for (let entry = first; entry < end; entry += ENTRY_WORDS) {
    const into = entryIsPrefix(pool, entry) ? releasedPrefixes : releasedAddresses;
    into.addresses[into.count++] = entryAddress(pool, entry);
  }
}

import { ASSIGN, ATTACH, CREATE } from "@/lib/domain/ipamd/ec2-actions";
import { INSUFFICIENT } from "@/lib/domain/ipamd/ec2-port";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import {
  countCall,
  eniHandle,
  eniSubnet,
  eniUsed,
  freeDevice,
  isAttached,
  isPrimary,
  isTrunk,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { addEni, addEntry } from "@/lib/domain/ipamd/pool-changes";
import { increaseAllowedAt } from "@/lib/domain/ipamd/pool-decisions";
import { datastoreShort, getPrefixesNeeded } from "@/lib/domain/ipamd/target-state";
import { byteAt, uint32At } from "@/lib/domain/ipamd/typed-array";
import { visitDevices } from "@/lib/domain/ipamd/visit-order";

/**
 * Grows the pool by one helping: entries on the first ENI that has room for some, else a new ENI.
 * The pool must be too low. Source: ipamd.go increaseDatastorePool, v1.23.1.
 */
export function increaseDatastorePool(pool: NodePool, now: number, context: IpamdContext): void {
  if (now < increaseAllowedAt(pool)) return;
  const outcome = tryAssignCidrs(pool, context);
  if (outcome === "insufficient") pool.lastInsufficientAt = now;
  if (outcome === "nothing" && hasRoomForEni(pool)) tryAllocateENI(pool, now, context);
}

/** An ENI that may take further entries: never the trunk, nor the primary with custom networking. Source: data_store.go GetAllocatableENIs, v1.23.1. */
function isAllocatable(pool: NodePool, device: number): boolean {
  const { customNetworking, slotsPerEni } = pool.targets;
  if ((customNetworking && isPrimary(pool, device)) || isTrunk(pool, device)) return false;
  return eniUsed(pool, device) < slotsPerEni;
}

/** Source: ipamd.go hasRoomForEni, v1.23.1. */
export function hasRoomForEni(pool: NodePool): boolean {
  const keptForTrunk = pool.targets.podEni && pool.trunkEniCount === 0 ? 1 : 0;
  return pool.eniCount < pool.targets.maxEnis - pool.unmanagedEniCount - keptForTrunk;
}

/** Whether a pool that is too low can do anything about it, be it in vain. */
export const canIncrease = (pool: NodePool): boolean => hasRoomForEni(pool) || hasAllocatableEni(pool);

/** Whether any ENI of the pool may take further entries. */
export function hasAllocatableEni(pool: NodePool): boolean {
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device) && isAllocatable(pool, device)) return true;
  }
  return false;
}

/**
 * Adds entries to the first ENI with room for them: as many as are needed, or where EC2 refuses, one. With subnet
 * discovery an exhausted subnet is no error, the next ENI may lie in another; that is why no back-off follows.
 * Source: ipamd.go tryAssignCidrs, tryAssignIPs and tryAssignPrefixes, v1.23.1.
 */
function tryAssignCidrs(pool: NodePool, context: IpamdContext): "grew" | "nothing" | "insufficient" {
  const { prefixDelegation, warmIpTargetsDefined, slotsPerEni, subnetDiscovery } = pool.targets;
  const short = datastoreShort(pool);
  if (!prefixDelegation && warmIpTargetsDefined && short === 0) return "nothing";
  const needed = prefixDelegation ? getPrefixesNeeded(pool) : warmIpTargetsDefined ? short : slotsPerEni;
  const count = visitDevices(pool, context.order, context.devices);
  for (let visit = 0; visit < count; visit++) {
    const device = byteAt(context.devices, visit);
    if (!isAllocatable(pool, device)) continue;
    const wanted = Math.min(slotsPerEni - eniUsed(pool, device), needed);
    if (allocIPAddresses(pool, device, wanted, context)) return "grew";
    if (allocIPAddresses(pool, device, 1, context)) return "grew";
    if (!subnetDiscovery) return "insufficient";
  }
  return "nothing";
}

/** Source: awsutils.go AllocIPAddresses, v1.23.1. */
function allocIPAddresses(pool: NodePool, device: number, count: number, context: IpamdContext): boolean {
  const { prefixDelegation } = pool.targets;
  const { ec2, granted } = context;
  const handle = eniHandle(pool, device);
  const succeeded = ec2.assignPrivateIpAddresses(handle, eniSubnet(pool, device), prefixDelegation, count, granted);
  countCall(pool, ASSIGN, succeeded);
  if (!succeeded) return false;
  if (context.arrivals) {
    context.arrivals.push({
      newEni: null,
      device,
      prefixes: prefixDelegation,
      addresses: [...granted.subarray(0, count)],
    });
    return true;
  }
  for (let index = 0; index < count; index++) addEntry(pool, device, uint32At(granted, index), prefixDelegation);
  return true;
}

/** Entries that a new ENI is created with. Source: ipamd.go GetENIResourcesToAllocate, v1.23.1. */
export function getENIResourcesToAllocate(pool: NodePool): number {
  const { prefixDelegation, slotsPerEni, warmIpTargetsDefined } = pool.targets;
  if (prefixDelegation) return Math.min(getPrefixesNeeded(pool), slotsPerEni);
  return warmIpTargetsDefined ? Math.min(datastoreShort(pool), slotsPerEni) : slotsPerEni;
}

/** Creates and attaches an ENI with entries on it; where no subnet can give it, growth pauses. Source: ipamd.go tryAllocateENI, v1.23.1. */
function tryAllocateENI(pool: NodePool, now: number, context: IpamdContext): void {
  const count = getENIResourcesToAllocate(pool);
  if (count <= 0) return;
  const { prefixDelegation } = pool.targets;
  const { ec2, granted } = context;
  for (const subnet of subnetsToTry(pool, context)) {
    const handle = ec2.createNetworkInterface(pool.node, subnet, prefixDelegation, count, granted);
    countCall(pool, CREATE, handle !== INSUFFICIENT);
    if (handle === INSUFFICIENT) continue;
    const device = freeDevice(pool);
    ec2.attachNetworkInterface(pool.node, handle, device);
    countCall(pool, ATTACH, true);
    const newEni = { handle, subnet, primaryAddress: uint32At(granted, 0), isPrimary: false, isTrunk: false };
    if (context.arrivals) {
      const addresses = [...granted.subarray(1, count + 1)];
      context.arrivals.push({ newEni, device, prefixes: prefixDelegation, addresses });
      return;
    }
    addEni(pool, { ...newEni, device, createdAt: now });
    for (let index = 1; index <= count; index++) addEntry(pool, device, uint32At(granted, index), prefixDelegation);
    return;
  }
  pool.lastInsufficientAt = now;
}

/** The ENIConfig's subnet, or the discovered ones with most free addresses first (equal ones in EC2's order), or the node's own. Source: awsutils.go createENI, v1.23.1. */
function subnetsToTry(pool: NodePool, { ec2 }: IpamdContext): readonly number[] {
  if (pool.targets.customNetworking) return [pool.podSubnet];
  if (!pool.targets.subnetDiscovery) return [pool.subnet];
  const subnets = ec2.discoverableSubnets(pool.node);
  if (subnets.length < 2) return subnets;
  return subnets.toSorted((a, b) => ec2.availableIpAddressCount(b) - ec2.availableIpAddressCount(a));
}

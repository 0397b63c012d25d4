import { startCooling } from "@/lib/domain/ipamd/cooling";
import type { Fleet } from "@/lib/domain/ipamd/fleet";
import { findEntry } from "@/lib/domain/ipamd/node-pool";
import { becomeReady, FAILED, type NodeProcess } from "@/lib/domain/ipamd/node-process";
import { addEni, addEntry, addUnmanagedEni, occupy } from "@/lib/domain/ipamd/pool-changes";
import { FIRST_LOOK_AFTER_MS } from "@/lib/domain/ipamd/pool-manager-step";
import type { ObservedEni, ObservedNode, ObservedProcess } from "@/lib/domain/ipamd/scenario";
import { takeAddress, takeBlock } from "@/lib/domain/ipamd/subnet-space";
import { setWakeTime } from "@/lib/domain/ipamd/wake-queue";

/**
 * Puts a node into the fleet as it was observed: its ENIs with their entries, its pods on them, ipamd running. What
 * cannot be observed is taken as long past, unless the process itself has said it: no address cools, the pool has not
 * been scaled down lately and no subnet was found exhausted. Later restarts (a patch) follow as for any node.
 */
export function takeOver(fleet: Fleet, node: number, observed: ObservedNode): void {
  const process = fleet.processes[node];
  const planned = fleet.plan.nodes[node];
  if (!process || !planned) throw new RangeError(`no node number ${node}`);
  const { pool } = process;
  for (const device of observed.unmanagedDevices ?? []) addUnmanagedEni(pool, device);
  for (const eni of observed.enis) takeOverEni(fleet, node, eni);
  for (const [index, { device, entry }] of observed.pods.entries()) {
    occupy(pool, device, findEntry(pool, device, entry));
    fleet.podDevice[planned.firstPod + index] = device;
    fleet.podEntry[planned.firstPod + index] = entry;
  }
  becomeReady(process, observed.firstStepAt - FIRST_LOOK_AFTER_MS);
  const startsAt = takeOverProcess(process, observed.process);
  if (process.status !== FAILED) setWakeTime(fleet.looks, node, observed.firstStepAt);
  setWakeTime(fleet.starts, node, Math.min(planned.patchAt, startsAt));
}

/** Gives when the process is started again by itself; Infinity where it runs, or is not started at all. */
function takeOverProcess(process: NodeProcess, observed: ObservedProcess | undefined): number {
  if (!observed) return Number.POSITIVE_INFINITY;
  const { pool } = process;
  const never = Number.NEGATIVE_INFINITY;
  process.initFailuresInRow = observed.initFailuresInRow;
  pool.lastDecreaseAt = observed.lastDecreaseAt ?? never;
  pool.lastInsufficientAt = observed.lastInsufficientAt ?? never;
  for (const { device, entry, unassignedAt } of observed.cooling) {
    startCooling(pool, device, findEntry(pool, device, entry), entry, unassignedAt);
  }
  for (const { device, entry } of observed.left) {
    occupy(pool, device, findEntry(pool, device, entry));
    process.leftWhileDown.push({ device, entry });
  }
  if (observed.isRunning) return Number.POSITIVE_INFINITY;
  process.status = FAILED;
  return observed.startsAt ?? Number.POSITIVE_INFINITY;
}

function takeOverEni(fleet: Fleet, node: number, eni: ObservedEni): void {
  const subnet = fleet.plan.subnets.get(eni.subnet) ?? -1;
  const space = fleet.account.subnets[subnet];
  const pool = fleet.processes[node]?.pool;
  if (!space || !pool) throw new RangeError(`no subnet ${eni.subnet}, or no node number ${node}`);
  const { device, primaryAddress } = eni;
  takeAddress(space, primaryAddress);
  addEni(pool, {
    device,
    handle: fleet.account.nextEni++,
    subnet,
    primaryAddress,
    isPrimary: device === 0,
    isTrunk: eni.isTrunk === true,
    isEfa: eni.isEfa === true,
    createdAt: eni.ageMs === undefined ? Number.NEGATIVE_INFINITY : -eni.ageMs,
  });
  for (const address of eni.addresses) {
    takeAddress(space, address);
    addEntry(pool, device, address, false);
  }
  for (const prefix of eni.prefixes) {
    takeBlock(space, prefix);
    addEntry(pool, device, prefix, true);
  }
}

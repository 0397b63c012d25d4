import type { Fleet } from "@/lib/domain/ipamd/fleet";
import type { Departure } from "@/lib/domain/ipamd/held-results";
import {
  createNodePool,
  eniPrimaryAddress,
  eniSubnet,
  eniUsed,
  entryAddress,
  entryIsPrefix,
  firstEntryAt,
  isAttached,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { createNodeProcess, NOT_LAUNCHED } from "@/lib/domain/ipamd/node-process";
import { ENTRY_WORDS } from "@/lib/domain/ipamd/pool-layout";
import { setWakeTime } from "@/lib/domain/ipamd/wake-queue";
import type { ListeningEc2 } from "@/lib/domain/simulation/listening-ec2";

/**
 * Ends an instance: EC2 has all addresses of its ENIs back at once, and nothing happens on it any more. Its pods must
 * have left. What its calls under way were granted, or would have given back, goes the same way.
 */
export function terminateNode(fleet: Fleet, node: number, ec2: ListeningEc2): void {
  const process = fleet.processes[node];
  if (!process) throw new RangeError(`no node number ${node}`);
  const { pool, held } = process;
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) ec2.takeBack(holdingsOf(pool, device));
  }
  for (const departure of held?.departures ?? []) ec2.takeBack(departure);
  for (const { newEni, device, prefixes, addresses } of held?.arrivals ?? []) {
    const subnet = newEni ? newEni.subnet : eniSubnet(pool, device);
    const primaryAddress = newEni ? newEni.primaryAddress : null;
    ec2.takeBack({ subnet, primaryAddress, addresses: prefixes ? [] : addresses, prefixes: prefixes ? addresses : [] });
  }
  const { targets, subnet, podSubnet, deviceCapacity, slotCapacity } = pool;
  const emptied = createNodePool({ node, targets, subnet, podSubnet, deviceCapacity, slotCapacity });
  fleet.processes[node] = { ...createNodeProcess(emptied), status: NOT_LAUNCHED };
  for (const queue of [fleet.starts, fleet.trunks, fleet.retries, fleet.completions, fleet.looks]) {
    setWakeTime(queue, node, Number.POSITIVE_INFINITY);
  }
}

/** Everything that an ENI holds, its own address included. */
function holdingsOf(pool: NodePool, device: number): Departure {
  const addresses: number[] = [];
  const prefixes: number[] = [];
  for (let index = 0; index < eniUsed(pool, device); index++) {
    const entry = firstEntryAt(pool, device) + index * ENTRY_WORDS;
    (entryIsPrefix(pool, entry) ? prefixes : addresses).push(entryAddress(pool, entry));
  }
  return { subnet: eniSubnet(pool, device), primaryAddress: eniPrimaryAddress(pool, device), addresses, prefixes };
}

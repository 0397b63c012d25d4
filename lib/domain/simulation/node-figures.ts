import { expireCooling } from "@/lib/domain/ipamd/cooling";
import type { Fleet } from "@/lib/domain/ipamd/fleet";
import {
  eniAssigned,
  eniCooling,
  eniPrefixes,
  eniSubnet,
  eniUsed,
  isAttached,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { type NodeProcess, RUNNING } from "@/lib/domain/ipamd/node-process";
import { PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import type { RunNodeSpec } from "@/lib/domain/simulation/run-nodes";
import type { NodeFigures, TypeFigures } from "@/lib/domain/simulation/simulation-result";

/** Addresses of an ENI's entries, of both kinds. */
export const attachedOn = (pool: NodePool, device: number): number =>
  eniUsed(pool, device) + (PREFIX_SIZE - 1) * eniPrefixes(pool, device);

/** Reads all nodes as they stand now; `count` is the number of nodes to make room for, at least the fleet's. */
export function nodeFiguresOf(fleet: Fleet, count: number): NodeFigures {
  const figures = {
    eniCount: new Uint8Array(count),
    total: new Uint16Array(count),
    assigned: new Uint16Array(count),
    warm: new Uint16Array(count),
    cooling: new Uint16Array(count),
    prefixes: new Uint16Array(count),
    held: new Uint16Array(count),
    waiting: new Uint16Array(count),
    exists: new Uint8Array(count),
  };
  for (const [node, process] of fleet.processes.entries()) {
    const { pool, waiting } = process;
    if (process.status === RUNNING) expireCooling(pool, fleet.now);
    let total = 0;
    let assigned = 0;
    let cooling = 0;
    for (let device = 0; device < pool.deviceCapacity; device++) {
      if (!isAttached(pool, device)) continue;
      total += attachedOn(pool, device);
      assigned += eniAssigned(pool, device);
      cooling += eniCooling(pool, device);
    }
    figures.eniCount[node] = pool.eniCount;
    figures.total[node] = total;
    figures.assigned[node] = assigned;
    figures.cooling[node] = cooling;
    figures.warm[node] = total - assigned - cooling;
    figures.prefixes[node] = pool.prefixes;
    figures.held[node] = total + pool.eniCount + underWay(process);
    figures.waiting[node] = waiting.length;
    figures.exists[node] = pool.eniCount > 0 ? 1 : 0;
  }
  return figures;
}

/** Addresses that EC2 has granted and ipamd does not know of yet, or that ipamd has given up and EC2 not yet taken back. */
function underWay({ held }: NodeProcess): number {
  if (!held) return 0;
  let count = 0;
  for (const { newEni, prefixes, addresses } of held.arrivals) {
    count += (newEni ? 1 : 0) + addresses.length * (prefixes ? PREFIX_SIZE : 1);
  }
  for (const { primaryAddress, addresses, prefixes } of held.departures) {
    count += (primaryAddress === null ? 0 : 1) + addresses.length + PREFIX_SIZE * prefixes.length;
  }
  return count;
}

/** `{ subnet → what the nodes hold of it }` where no call is under way. */
export function heldBySubnet(fleet: Fleet): number[] {
  const held = fleet.account.subnets.map(() => 0);
  for (const { pool } of fleet.processes) {
    for (let device = 0; device < pool.deviceCapacity; device++) {
      if (!isAttached(pool, device)) continue;
      const subnet = eniSubnet(pool, device);
      held[subnet] = (held[subnet] ?? 0) + 1 + attachedOn(pool, device);
    }
  }
  return held;
}

/** The pools of each type together, the type that holds most first; nodes that are not there do not count. */
export function typeFiguresOf(
  nodes: readonly Pick<RunNodeSpec, "instanceType">[],
  figures: NodeFigures,
): TypeFigures[] {
  const types = new Map<string, { -readonly [Key in keyof TypeFigures]: TypeFigures[Key] }>();
  for (const [node, { instanceType }] of nodes.entries()) {
    if (figures.exists[node] !== 1) continue;
    const sum = types.get(instanceType) ?? {
      instanceType,
      nodeCount: 0,
      eniCount: 0,
      total: 0,
      assigned: 0,
      warm: 0,
      prefixes: 0,
      held: 0,
    };
    sum.nodeCount++;
    for (const key of ["eniCount", "total", "assigned", "warm", "prefixes", "held"] as const) {
      sum[key] += figures[key][node] ?? 0;
    }
    types.set(instanceType, sum);
  }
  return [...types.values()].sort((a, b) => b.held - a.held);
}

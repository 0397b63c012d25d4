import type { Fleet } from "@/lib/domain/ipamd/fleet";
import { canIncrease } from "@/lib/domain/ipamd/increase-pool";
import { eniSubnet, isAttached, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { NOT_LAUNCHED, type NodeProcess, RUNNING } from "@/lib/domain/ipamd/node-process";
import { isDatastorePoolTooLow } from "@/lib/domain/ipamd/pool-decisions";
import { podCapacityOf } from "@/lib/domain/simulation/pod-census";
import type { Ceiling, CeilingCause, WaitFigures } from "@/lib/domain/simulation/simulation-result";

/** Pods that waited for an address over the whole run; those for a node that EC2 had no address for could not be scheduled. */
export function waitFiguresOf(fleet: Fleet, unschedulableCount: number): WaitFigures {
  const served: number[] = [];
  let left = 0;
  for (const { waitMs } of fleet.waits) {
    if (waitMs === null) left++;
    else served.push(waitMs);
  }
  let stillWaitingCount = 0;
  let withoutNode = 0;
  for (const { status, waiting } of fleet.processes) {
    if (status === NOT_LAUNCHED) withoutNode += waiting.length;
    else stillWaitingCount += waiting.length;
  }
  const sorted = new Float64Array(served).sort();
  return {
    podCount: served.length + left + stillWaitingCount,
    medianMs: sorted[Math.floor((sorted.length - 1) / 2)] ?? null,
    longestMs: sorted.at(-1) ?? null,
    neverCount: left + stillWaitingCount,
    stillWaitingCount,
    unschedulableCount: unschedulableCount + withoutNode,
  };
}

/** Nodes with pods that wait at the end, although max pods would allow them, most waiting first. */
export function ceilingsOf(fleet: Fleet): Ceiling[] {
  return fleet.processes
    .flatMap((process, node): Ceiling[] => {
      const { status, waiting, pool } = process;
      if (status === NOT_LAUNCHED || waiting.length === 0) return [];
      if (pool.assigned >= podCapacityOf(pool.targets.maxPods)) return [];
      return [{ node, waitingPodCount: waiting.length, cause: causeOf(fleet, process) }];
    })
    .sort((a, b) => b.waitingPodCount - a.waitingPodCount || a.node - b.node);
}

function causeOf(fleet: Fleet, { status, pool, held }: NodeProcess): CeilingCause {
  if (status !== RUNNING) return "not-running";
  if (held || pool.cooling > 0) return "on-its-way";
  if (!isDatastorePoolTooLow(pool)) {
    const { minimumIpTarget, warmIpTarget } = pool.targets;
    return minimumIpTarget > 0 && warmIpTarget === 0 ? "minimum-ip-target" : "on-its-way";
  }
  if (!canIncrease(pool)) return "eni-limit";
  return isStarved(fleet, pool) ? "subnet-exhausted" : "on-its-way";
}

/** A try to grow has failed lately, or could not but fail now. */
function isStarved({ account }: Fleet, pool: NodePool): boolean {
  if (pool.lastInsufficientAt !== Number.NEGATIVE_INFINITY) return true;
  const subnets = new Set(account.discoverable[pool.node] ?? []);
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (isAttached(pool, device)) subnets.add(eniSubnet(pool, device));
  }
  return [...subnets].every((number) => {
    const space = account.subnets[number];
    return !space || (pool.targets.prefixDelegation ? space.freeBlockCount : space.freeCount) === 0;
  });
}

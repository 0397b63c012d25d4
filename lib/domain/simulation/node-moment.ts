import type { SimulationScope } from "@/lib/domain/api/simulation";
import { expireCooling } from "@/lib/domain/ipamd/cooling";
import { checkpointSteps, type Fleet } from "@/lib/domain/ipamd/fleet";
import { eventsByNodeSteps } from "@/lib/domain/ipamd/node-events";
import {
  eniPrimaryAddress,
  eniSubnet,
  eniUsed,
  entryAddress,
  entryAssigned,
  entryCooling,
  entryIsPrefix,
  firstEntryAt,
  isAttached,
  isPrimary,
  isTrunk,
  type NodePool,
} from "@/lib/domain/ipamd/node-pool";
import { RUNNING } from "@/lib/domain/ipamd/node-process";
import { ENTRY_WORDS } from "@/lib/domain/ipamd/pool-layout";
import { createRunner } from "@/lib/domain/ipamd/run-fleet";
import { ListeningEc2 } from "@/lib/domain/simulation/listening-ec2";
import { type Termination, THINGS_A_STEP } from "@/lib/domain/simulation/run-side";
import type { NodeMoment, RackEni, RackEntry } from "@/lib/domain/simulation/simulation-result";
import { terminateNode } from "@/lib/domain/simulation/terminate-node";

/** States of nodes kept for going back and forth in time; a fleet of ten thousand nodes takes some fifteen megabytes a state. */
const KEPT_NODES = 40_000;
const MOST_KEPT = 24;

/** Where a side of a run can be looked at again, at any moment: by states kept on the way, and running on from the last of them. */
export class Replay {
  private readonly kept: Fleet[] = [];
  private readonly keepEveryMs: number;

  /** `createStart` gives the state before the first instant, each time anew, in steps. */
  constructor(
    private readonly createStart: () => Generator<unknown, Fleet>,
    private readonly terminations: readonly Termination[],
    { nodeCount, endAtMs }: { readonly nodeCount: number; readonly endAtMs: number },
  ) {
    const count = Math.max(2, Math.min(MOST_KEPT, Math.floor(KEPT_NODES / Math.max(1, nodeCount))));
    this.keepEveryMs = Math.max(1, Math.ceil(endAtMs / count));
  }

  /** The fleet at a moment, everything that is due then done; in steps of some milliseconds. It may be changed. */
  *at(atMs: number): Generator<unknown, Fleet> {
    const from = this.kept.findLast(({ now }) => now <= atMs);
    const fleet = yield* from ? checkpointSteps(from) : this.createStart();
    yield* eventsByNodeSteps(fleet.plan.events);
    const ec2 = new ListeningEc2(fleet, [], []);
    while (fleet.now < atMs) {
      const before = fleet.now;
      const keepAt = (Math.floor(Math.max(0, before) / this.keepEveryMs) + 1) * this.keepEveryMs;
      const until = Math.min(atMs, keepAt);
      for (const { node, atMs: goesAt } of this.terminations) {
        if (goesAt <= before || goesAt > until) continue;
        yield* runTo(fleet, goesAt, ec2);
        terminateNode(fleet, node, ec2);
      }
      yield* runTo(fleet, until, ec2);
      if (until < atMs) yield* this.keep(fleet);
    }
    return fleet;
  }

  private *keep(fleet: Fleet): Generator<unknown, void> {
    if (this.isKept(fleet)) return;
    const kept = yield* checkpointSteps(fleet);
    // Whoever looks at another moment meanwhile may have kept the same.
    if (!this.isKept(fleet)) this.kept.push(kept);
  }

  private isKept({ now }: Fleet): boolean {
    return (this.kept.at(-1)?.now ?? -1) >= now;
  }
}

function* runTo(fleet: Fleet, until: number, ec2: ListeningEc2): Generator<undefined, void> {
  const runOn = createRunner(fleet, null, ec2);
  while (!runOn(until, THINGS_A_STEP)) yield;
}

/** A node's ENIs as they are in a fleet. The number must be a node's. */
export function nodeMomentOf(fleet: Fleet, node: number, { subnets }: SimulationScope): NodeMoment {
  const process = fleet.processes[node];
  if (!process) throw new RangeError(`no node number ${node}`);
  const { pool, status, waiting } = process;
  if (status === RUNNING) expireCooling(pool, fleet.now);
  const enis: RackEni[] = [];
  for (let device = 0; device < pool.deviceCapacity; device++) {
    if (!isAttached(pool, device)) continue;
    enis.push({
      device,
      subnetId: subnets[eniSubnet(pool, device)]?.id ?? "",
      primaryOffset: eniPrimaryAddress(pool, device),
      isPrimary: isPrimary(pool, device),
      isTrunk: isTrunk(pool, device),
      entries: entriesOf(pool, device),
    });
  }
  return {
    atMs: fleet.now,
    exists: pool.eniCount > 0,
    isRunning: status === RUNNING,
    slotsPerEni: pool.targets.slotsPerEni,
    maxEnis: pool.targets.maxEnis,
    enis,
    waitingPodCount: waiting.length,
  };
}

const entriesOf = (pool: NodePool, device: number): RackEntry[] =>
  Array.from({ length: eniUsed(pool, device) }, (_, index) => {
    const entry = firstEntryAt(pool, device) + index * ENTRY_WORDS;
    return {
      offset: entryAddress(pool, entry),
      isPrefix: entryIsPrefix(pool, entry),
      assigned: entryAssigned(pool, entry),
      cooling: entryCooling(pool, entry),
    };
  });

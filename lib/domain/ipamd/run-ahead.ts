import { type Fleet, NO_DEVICE } from "@/lib/domain/ipamd/fleet";
import { eventTime, type PlannedEvents, REMOVE } from "@/lib/domain/ipamd/fleet-plan";
import { createContext } from "@/lib/domain/ipamd/ipamd-context";
import { eventsByNode, firstAfter, type NodeEvents } from "@/lib/domain/ipamd/node-events";
import { NodeLifecycle } from "@/lib/domain/ipamd/node-lifecycle";
import { type NodeProcess, nextLookTime, nextRetryTime, RUNNING } from "@/lib/domain/ipamd/node-process";
import { PodTraffic } from "@/lib/domain/ipamd/pod-traffic";
import type { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { TrunkController } from "@/lib/domain/ipamd/trunk-controller";
import { byteAt, doubleAt, int32At } from "@/lib/domain/ipamd/typed-array";
import {
  createWakeQueue,
  nextWakeNode,
  nextWakeTime,
  setWakeTime,
  type WakeQueue,
} from "@/lib/domain/ipamd/wake-queue";

/**
 * Whether nodes have nothing in common but the subnets: no sequence of drawn numbers, and no trunk ENI, whose branches are
 * taken from a subnet by pods.
 */
export const canRunAhead = ({ order, processes }: Fleet): boolean =>
  order.kind === "ascending" && processes.every(({ trunk }) => trunk === null);

/** What nodes share is dealt with in this order at an instant. */
const STARTS = 0;
const REMOVALS = 1;
const COMPLETIONS = 2;
const LOOKS = 3;

/** A small integer, for speed; more than any run has to do. */
const NO_LIMIT = 2 ** 30 - 1;

/**
 * Runs a fleet to the same end as instant by instant. Pods' coming, waiting and going is a node's own affair; only what asks EC2
 * or gives back to it has to wait for the other nodes. So each node is run by itself up to the next such thing, while it is at
 * hand for the processor, and those things alone are put in order over all nodes.
 */
export class RunAhead {
  /** Of the instant at which the budget was spent; else the first. */
  private phase = STARTS;
  private left = NO_LIMIT;
  private readonly lifecycle: NodeLifecycle;
  private readonly traffic: PodTraffic;
  private readonly events: NodeEvents;
  /** `{ node → its next event }` */
  private readonly next: Int32Array;
  /** Pods' goings with which prefixes go back to EC2. */
  private readonly removals: WakeQueue;
  /** Nodes before this one have been run up to `horizon`. */
  private advanced = 0;
  private horizon = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly fleet: Fleet,
    ec2: SimulatedEc2,
    private readonly aheadUntil: Float64Array | null,
  ) {
    const context = createContext(ec2, fleet.order);
    const nodeCount = fleet.processes.length;
    this.lifecycle = new NodeLifecycle(fleet, ec2, context);
    this.traffic = new PodTraffic(fleet, context, new TrunkController(fleet, ec2));
    this.events = eventsByNode(fleet.plan.events);
    this.next = firstAfter(this.events, nodeCount, fleet.now);
    this.removals = createWakeQueue(nodeCount);
  }

  run(until: number, budget = NO_LIMIT): boolean {
    const { fleet } = this;
    this.left = budget;
    if (!this.advance(this.aheadUntil ? fleet.plan.endAt : until)) return false;
    if (this.phase !== STARTS && !this.instant(fleet.now)) return false;
    for (let now = this.nextInstant(); now <= until; now = this.nextInstant()) {
      fleet.now = now;
      if (!this.instant(now)) return false;
    }
    fleet.now = Math.max(fleet.now, until);
    fleet.nextEvent = firstEventAfter(fleet.plan.events, fleet.nextEvent, fleet.now);
    return true;
  }

  /** Lets every node go on by itself as far as it may; false where the budget is spent before. */
  private advance(horizon: number): boolean {
    const { looks, retries, processes } = this.fleet;
    if (horizon > this.horizon) {
      this.horizon = horizon;
      this.advanced = 0;
    }
    while (this.advanced < processes.length) {
      if (this.left-- <= 0) return false;
      const node = this.advanced++;
      this.goOn(node, doubleAt(looks.timeOf, node), doubleAt(retries.timeOf, node));
    }
    return true;
  }

  private nextInstant(): number {
    const { starts, completions, looks } = this.fleet;
    return Math.min(nextWakeTime(looks), nextWakeTime(completions), nextWakeTime(starts), nextWakeTime(this.removals));
  }

  /** All that nodes share of an instant, or what was left of it; false where the budget is spent before. */
  private instant(now: number): boolean {
    const { starts, completions, looks } = this.fleet;
    const from = this.phase;
    while (from <= STARTS && nextWakeTime(starts) === now) {
      if (this.left-- <= 0) return this.pause(STARTS);
      this.start(nextWakeNode(starts), now);
    }
    while (from <= REMOVALS && nextWakeTime(this.removals) === now) {
      if (this.left-- <= 0) return this.pause(REMOVALS);
      this.remove(nextWakeNode(this.removals), now);
    }
    while (from <= COMPLETIONS && nextWakeTime(completions) === now) {
      if (this.left-- <= 0) return this.pause(COMPLETIONS);
      this.complete(nextWakeNode(completions), now);
    }
    while (nextWakeTime(looks) === now) {
      if (this.left-- <= 0) return this.pause(LOOKS);
      this.look(nextWakeNode(looks), now);
    }
    this.phase = STARTS;
    return true;
  }

  private pause(phase: number): false {
    this.phase = phase;
    return false;
  }

  private process(node: number): NodeProcess {
    return this.fleet.processes[node] as NodeProcess;
  }

  private start(node: number, now: number): void {
    this.lifecycle.start(node, now);
    this.goOnAfter(node, now, false, false);
  }

  private remove(node: number, now: number): void {
    setWakeTime(this.removals, node, Number.POSITIVE_INFINITY);
    const event = int32At(this.next, node);
    this.next[node] = event + 1;
    this.traffic.leave(this.process(node), int32At(this.events.pod, event), now);
    this.goOnAfter(node, now, false, false);
  }

  /** EC2 calls of the node have ended. */
  private complete(node: number, now: number): void {
    this.lifecycle.complete(node, now);
    this.goOnAfter(node, now, false, true);
  }

  private look(node: number, now: number): void {
    this.lifecycle.look(node, now);
    this.goOnAfter(node, now, true, true);
  }

  private goOnAfter(node: number, now: number, hasLooked: boolean, hasTried: boolean): void {
    const process = this.process(node);
    this.goOn(node, nextLookTime(process, now, hasLooked, false), nextRetryTime(process, now, hasTried));
  }

  /**
   * Does what the node does by itself: pods that come and go, tries of those that wait, the end of calls that were all
   * granted; up to its next start, look or other thing that concerns EC2. `lookAt` and `retryAt` are when it is due for these.
   */
  private goOn(node: number, lookAt: number, retryAt: number): void {
    const { fleet, events, traffic } = this;
    const process = this.process(node);
    const horizon = Math.min(this.horizon, this.aheadUntil?.[node] ?? this.horizon);
    const end = events.first[node + 1] ?? 0;
    let next = int32At(this.next, node);
    for (;;) {
      const eventAt = next < end ? doubleAt(events.time, next) : Number.POSITIVE_INFINITY;
      const completeAt = doubleAt(fleet.completions.timeOf, node);
      const now = Math.min(eventAt, retryAt, completeAt);
      if (now > horizon || now > lookAt || now >= doubleAt(fleet.starts.timeOf, node)) break;
      const isGoing = eventAt === now && byteAt(events.kind, next) === REMOVE;
      if (isGoing) {
        const pod = int32At(events.pod, next);
        if (this.givesPrefixesBack(process, pod)) {
          setWakeTime(this.removals, node, now);
          break;
        }
        traffic.leave(process, pod, now);
        next++;
      } else if (retryAt === now) traffic.retry(process, now);
      else if (eventAt === now) {
        traffic.come(process, int32At(events.pod, next), byteAt(events.kind, next), now);
        next++;
      } else if (!this.lifecycle.completeAlone(node, now)) break;
      this.left--;
      lookAt = nextLookTime(process, now, false, false);
      retryAt = nextRetryTime(process, now, !isGoing);
    }
    this.next[node] = next;
    setWakeTime(fleet.looks, node, lookAt);
    setWakeTime(fleet.retries, node, retryAt);
  }

  /** Whether the pod may have an address in a prefix that is left over from prefix delegation: that goes to EC2 with it. */
  private givesPrefixesBack({ status, pool }: NodeProcess, pod: number): boolean {
    if (status !== RUNNING || pool.prefixes === 0 || pool.targets.prefixDelegation) return false;
    return byteAt(this.fleet.podDevice, pod) !== NO_DEVICE;
  }
}

/** The position of the first event after that time, from a position on that is not behind it. */
function firstEventAfter(events: PlannedEvents, from: number, time: number): number {
  let low = from;
  let high = events.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (eventTime(events, middle) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

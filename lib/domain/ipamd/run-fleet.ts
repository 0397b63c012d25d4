import { nextCoolingEnd } from "@/lib/domain/ipamd/cooling";
import { FAILED, type Fleet, NO_DEVICE, NOT_LAUNCHED, NOT_STARTED, RUNNING } from "@/lib/domain/ipamd/fleet";
import { eventTime } from "@/lib/domain/ipamd/fleet-plan";
import { createContext, type IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import { nextActionAt } from "@/lib/domain/ipamd/next-action";
import { nodeInit } from "@/lib/domain/ipamd/node-init";
import { findEntry, type NodePool } from "@/lib/domain/ipamd/node-pool";
import { assignPodIPv4Address, type PodPlace, unassignPodIPAddress } from "@/lib/domain/ipamd/pods";
import { addEni, vacate } from "@/lib/domain/ipamd/pool-changes";
import {
  FIRST_LOOK_AFTER_MS,
  POOL_MONITOR_INTERVAL_MS,
  updateIPPoolIfRequired,
} from "@/lib/domain/ipamd/pool-manager-step";
import { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { byteAt, doubleAt, int32At, uint32At } from "@/lib/domain/ipamd/typed-array";
import { nextWakeNode, nextWakeTime, setWakeTime } from "@/lib/domain/ipamd/wake-queue";

/** Waiting pods are tried again at every whole second, as the kubelet does. */
const RETRY_INTERVAL_MS = 1_000;
/** The kubelet's back-off of a container that ends at its start. */
const CRASH_BACKOFF_MS = 10_000;
const CRASH_BACKOFF_LIMIT_MS = 300_000;

/** Hears of everything that the traces record. A step is told also where nothing changed in it. */
export interface FleetObserver {
  initialised(fleet: Fleet, node: number, succeeded: boolean): void;
  stepped(fleet: Fleet, node: number): void;
}

/** The parts of an instant, in their order. */
type Phase = "start" | "remove" | "retry" | "add" | "step";

/**
 * Runs everything that is due up to and including `until` (at most the scenario's end), in the order of section 2 of
 * the model: starts, removals, retries, additions, steps; by node number within each. With an observer every step
 * after a change on a node is computed and told; without, only those in which ipamd could do something.
 */
export function run(fleet: Fleet, until: number, observer: FleetObserver | null = null): void {
  new FleetRunner(fleet, observer).run(Math.min(until, fleet.plan.endAt));
}

class FleetRunner {
  private readonly ec2: SimulatedEc2;
  private readonly context: IpamdContext;
  private readonly place: PodPlace = { device: -1, entry: 0 };

  constructor(
    private readonly fleet: Fleet,
    private readonly observer: FleetObserver | null,
  ) {
    this.ec2 = new SimulatedEc2(fleet.account);
    this.context = createContext(this.ec2, fleet.order);
  }

  run(until: number): void {
    const { fleet } = this;
    for (let now = this.nextInstant(); now <= until; now = this.nextInstant()) {
      fleet.now = now;
      while (nextWakeTime(fleet.starts) === now) this.start(nextWakeNode(fleet.starts), now);
      this.events(now, 0);
      while (nextWakeTime(fleet.retries) === now) this.retry(nextWakeNode(fleet.retries), now);
      this.events(now, 1);
      while (nextWakeTime(fleet.steps) === now) this.step(nextWakeNode(fleet.steps), now);
    }
    fleet.now = until;
  }

  private nextInstant(): number {
    const { fleet } = this;
    return Math.min(
      eventTime(fleet.plan.events, fleet.nextEvent),
      nextWakeTime(fleet.steps),
      nextWakeTime(fleet.retries),
      nextWakeTime(fleet.starts),
    );
  }

  /** The instant's removals (`isAdd` 0), or its additions (1). */
  private events(now: number, isAdd: 0 | 1): void {
    const { fleet } = this;
    const { events } = fleet.plan;
    while (eventTime(events, fleet.nextEvent) === now && byteAt(events.isAdd, fleet.nextEvent) === isAdd) {
      const node = int32At(events.node, fleet.nextEvent);
      const pod = int32At(events.pod, fleet.nextEvent);
      fleet.nextEvent++;
      if (isAdd === 1) this.addPod(node, pod, now);
      else this.removePod(node, pod, now);
    }
  }

  private pool(node: number): NodePool {
    return this.fleet.pools[node] as NodePool;
  }

  private start(node: number, now: number): void {
    const { fleet } = this;
    const pool = this.pool(node);
    const planned = fleet.plan.nodes[node];
    if (!planned) throw new RangeError(`no node number ${node}`);
    const { patchAt } = planned;
    if (byteAt(fleet.status, node) === NOT_STARTED && !this.launch(pool, now)) {
      fleet.status[node] = NOT_LAUNCHED;
      setWakeTime(fleet.starts, node, Number.POSITIVE_INFINITY);
      return;
    }
    if (byteAt(fleet.status, node) === RUNNING) {
      fleet.earlierSteps[node] = doubleAt(fleet.earlierSteps, node) + stepsBefore(now, doubleAt(fleet.readyAt, node));
    }
    if (now === patchAt) fleet.initFailuresInRow[node] = 0;
    for (const place of (fleet.leftWhileDown[node] ?? []).splice(0)) {
      vacate(pool, place.device, findEntry(pool, place.device, place.entry));
    }
    const succeeded = nodeInit(pool, now, now >= patchAt ? planned.patchedTargets : planned.targets, this.context);
    fleet.status[node] = succeeded ? RUNNING : FAILED;
    const restartAt = now < patchAt ? patchAt : Number.POSITIVE_INFINITY;
    if (succeeded) {
      fleet.readyAt[node] = now;
      fleet.initFailuresInRow[node] = 0;
      setWakeTime(fleet.starts, node, restartAt);
    } else {
      setWakeTime(fleet.starts, node, Math.min(restartAt, now + this.crashBackOff(node)));
    }
    this.observer?.initialised(fleet, node, succeeded);
    this.schedule(node, now, "start");
  }

  /** Launches the instance with its primary ENI; false where the subnet has no address for it. */
  private launch(pool: NodePool, now: number): boolean {
    const primaryAddress = this.ec2.launch(pool.subnet);
    if (primaryAddress < 0) return false;
    addEni(pool, {
      device: 0,
      handle: this.fleet.account.nextEni++,
      subnet: pool.subnet,
      primaryAddress,
      isPrimary: true,
      isTrunk: false,
      createdAt: now,
    });
    return true;
  }

  private crashBackOff(node: number): number {
    const { initFailures, initFailuresInRow } = this.fleet;
    initFailures[node] = int32At(initFailures, node) + 1;
    const inRow = int32At(initFailuresInRow, node) + 1;
    initFailuresInRow[node] = inRow;
    return Math.min(CRASH_BACKOFF_MS * 2 ** (inRow - 1), CRASH_BACKOFF_LIMIT_MS);
  }

  private addPod(node: number, pod: number, now: number): void {
    if (!this.tryAssign(node, pod, now)) this.fleet.waiting[node]?.push({ pod, since: now });
    this.schedule(node, now, "add");
  }

  private tryAssign(node: number, pod: number, now: number): boolean {
    const { fleet, place } = this;
    if (byteAt(fleet.status, node) !== RUNNING) return false;
    if (!assignPodIPv4Address(this.pool(node), now, fleet.order, place)) return false;
    fleet.podDevice[pod] = place.device;
    fleet.podEntry[pod] = place.entry;
    fleet.podsAssigned++;
    return true;
  }

  private removePod(node: number, pod: number, now: number): void {
    const { fleet, place } = this;
    const device = byteAt(fleet.podDevice, pod);
    if (device === NO_DEVICE) {
      this.endWait(node, pod, now);
    } else {
      place.device = device;
      place.entry = uint32At(fleet.podEntry, pod);
      fleet.podDevice[pod] = NO_DEVICE;
      if (byteAt(fleet.status, node) === RUNNING) unassignPodIPAddress(this.pool(node), now, place, this.context);
      else fleet.leftWhileDown[node]?.push({ ...place });
    }
    this.schedule(node, now, "remove");
  }

  /** A pod leaves that never had an address. */
  private endWait(node: number, pod: number, now: number): void {
    const waiting = this.fleet.waiting[node] ?? [];
    const index = waiting.findIndex((candidate) => candidate.pod === pod);
    const [gone] = index < 0 ? [] : waiting.splice(index, 1);
    if (!gone) return;
    const attempts = Math.ceil(now / RETRY_INTERVAL_MS) - Math.floor(gone.since / RETRY_INTERVAL_MS);
    this.fleet.waits.push({ pod, attempts, waitMs: null });
  }

  /** Tries the waiting pods, oldest first, up to the first that fails: those after it would fail likewise. */
  private retry(node: number, now: number): void {
    const waiting = this.fleet.waiting[node] ?? [];
    let served = 0;
    for (const { pod, since } of waiting) {
      if (!this.tryAssign(node, pod, now)) break;
      served++;
      const attempts = now / RETRY_INTERVAL_MS - Math.floor(since / RETRY_INTERVAL_MS);
      this.fleet.waits.push({ pod, attempts, waitMs: now - since });
    }
    waiting.splice(0, served);
    this.schedule(node, now, "retry");
  }

  private step(node: number, now: number): void {
    updateIPPoolIfRequired(this.pool(node), now, this.context);
    this.observer?.stepped(this.fleet, node);
    this.schedule(node, now, "step");
  }

  /** Sets when the node must be looked at next, from its state after something happened to it. */
  private schedule(node: number, now: number, phase: Phase): void {
    const { fleet } = this;
    if (byteAt(fleet.status, node) !== RUNNING) {
      setWakeTime(fleet.steps, node, Number.POSITIVE_INFINITY);
      setWakeTime(fleet.retries, node, Number.POSITIVE_INFINITY);
      return;
    }
    const pool = this.pool(node);
    setWakeTime(fleet.steps, node, this.nextStepTime(node, pool, now, phase));
    const isWaiting = (fleet.waiting[node]?.length ?? 0) > 0;
    setWakeTime(fleet.retries, node, isWaiting ? nextRetryTime(pool, now, phase) : Number.POSITIVE_INFINITY);
  }

  private nextStepTime(node: number, pool: NodePool, now: number, phase: Phase): number {
    let due = nextActionAt(pool);
    // What is recorded changes with every pod and with every address that has cooled.
    if (this.observer) due = phase === "step" ? Math.min(due, nextCoolingEnd(pool)) : now;
    if (due === Number.POSITIVE_INFINITY) return due;
    const firstStep = doubleAt(this.fleet.readyAt, node) + FIRST_LOOK_AFTER_MS;
    const from = Math.max(due, now, firstStep);
    const step = firstStep + Math.ceil((from - firstStep) / POOL_MONITOR_INTERVAL_MS) * POOL_MONITOR_INTERVAL_MS;
    return phase === "step" && step === now ? step + POOL_MONITOR_INTERVAL_MS : step;
  }
}

/** The whole second at which a waiting pod can first get an address, if nothing else happens before. */
function nextRetryTime(pool: NodePool, now: number, phase: Phase): number {
  const due = pool.room > 0 ? now : nextCoolingEnd(pool);
  const second = Math.ceil(due / RETRY_INTERVAL_MS) * RETRY_INTERVAL_MS;
  const isOver = second === now && phase !== "start" && phase !== "remove";
  return isOver ? second + RETRY_INTERVAL_MS : second;
}

/** Steps of a process ready at `readyAt` strictly before `time`. */
const stepsBefore = (time: number, readyAt: number): number =>
  Math.max(0, Math.ceil((time - readyAt - FIRST_LOOK_AFTER_MS) / POOL_MONITOR_INTERVAL_MS));

/** Pool-manager steps of running nodes up to now, whether or not anything could change in them. */
export function nodeStepCount(fleet: Fleet): number {
  let count = 0;
  for (let node = 0; node < fleet.pools.length; node++) {
    count += doubleAt(fleet.earlierSteps, node);
    // One millisecond on: a step at this very instant counts.
    if (byteAt(fleet.status, node) === RUNNING) count += stepsBefore(fleet.now + 1, doubleAt(fleet.readyAt, node));
  }
  return count;
}

/** All waits, those of pods that still wait included, by pod number as in the scenario. */
export function podWaits(fleet: Fleet): { pod: number; attempts: number; waitMs: number | null }[] {
  const tries = Math.floor(fleet.now / RETRY_INTERVAL_MS) + 1;
  const pending = fleet.waiting.flatMap((pods) =>
    pods.map(({ pod, since }) => ({ pod, attempts: tries - Math.floor(since / RETRY_INTERVAL_MS), waitMs: null })),
  );
  return [...fleet.waits, ...pending]
    .map((wait) => ({ ...wait, pod: doubleAt(fleet.plan.events.podNumber, wait.pod) }))
    .sort((a, b) => a.pod - b.pod);
}

import type { Fleet } from "@/lib/domain/ipamd/fleet";
import { eventTime, REMOVE } from "@/lib/domain/ipamd/fleet-plan";
import { createContext } from "@/lib/domain/ipamd/ipamd-context";
import { NodeLifecycle } from "@/lib/domain/ipamd/node-lifecycle";
import { type NodeProcess, nextLookTime, nextRetryTime } from "@/lib/domain/ipamd/node-process";
import { PodTraffic } from "@/lib/domain/ipamd/pod-traffic";
import { canRunAhead, RunAhead } from "@/lib/domain/ipamd/run-ahead";
import { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { TrunkController } from "@/lib/domain/ipamd/trunk-controller";
import { byteAt, int32At } from "@/lib/domain/ipamd/typed-array";
import { nextWakeNode, nextWakeTime, setWakeTime } from "@/lib/domain/ipamd/wake-queue";

/** Hears of everything that the traces record. A look is told also where nothing changed in it. */
export interface FleetObserver {
  initialised(fleet: Fleet, node: number, succeeded: boolean): void;
  looked(fleet: Fleet, node: number): void;
}

/**
 * Runs everything that is due up to and including `until` (at most the scenario's end). At one instant: starts, trunk
 * ENIs, removals, tries of waiting pods, additions, looks; by node number within each. With an observer every look after a
 * change on a node is computed and told; without, only those in which ipamd could do something. `ec2` stands over the
 * fleet's own account; one that does more than `SimulatedEc2` can listen to the calls.
 */
export function run(
  fleet: Fleet,
  until: number,
  observer: FleetObserver | null = null,
  ec2: SimulatedEc2 = new SimulatedEc2(fleet.account),
): void {
  createRunner(fleet, observer, ec2)(until);
}

/**
 * Runs up to `until`, like `run`. With a budget at most about so many things are done, like a pod's coming, a start or a look;
 * false where it was spent before: then only the same runner can go on, from the middle of the instant if need be.
 */
export type RunOn = (until: number, budget?: number) => boolean;

/**
 * The same for who runs a fleet in many stretches: what a run needs is made once. With `aheadUntil`, `{ node → time }`, a node
 * may be ahead of the stretch's end up to that time, which is quicker; what nodes share is never ahead.
 */
export function createRunner(
  fleet: Fleet,
  observer: FleetObserver | null = null,
  ec2: SimulatedEc2 = new SimulatedEc2(fleet.account),
  aheadUntil: Float64Array | null = null,
): RunOn {
  const isAhead = observer === null && canRunAhead(fleet);
  const runner = isAhead ? new RunAhead(fleet, ec2, aheadUntil) : new FleetRunner(fleet, observer, ec2);
  return (until, budget) => runner.run(Math.min(until, fleet.plan.endAt), budget);
}

/** Runs the next instant at which anything is due; gives its time, or null where nothing is left up to the scenario's end. */
export function step(fleet: Fleet, observer: FleetObserver | null = null): number | null {
  const runner = new FleetRunner(fleet, observer, new SimulatedEc2(fleet.account));
  const now = runner.nextInstant();
  if (now > fleet.plan.endAt) return null;
  runner.run(now);
  return now;
}

/** What is dealt with at an instant, in this order. */
const STARTS = 0;
const TRUNKS = 1;
const REMOVALS = 2;
const RETRIES = 3;
const ADDITIONS = 4;
const COMPLETIONS = 5;
const LOOKS = 6;

/** A small integer, for speed; more than any run has to do. */
const NO_LIMIT = 2 ** 30 - 1;

class FleetRunner {
  /** Of the instant at which the budget was spent; else the first. */
  private phase = STARTS;
  private left = NO_LIMIT;
  private readonly lifecycle: NodeLifecycle;
  private readonly trunks: TrunkController;
  private readonly traffic: PodTraffic;

  constructor(
    private readonly fleet: Fleet,
    private readonly observer: FleetObserver | null,
    ec2: SimulatedEc2,
  ) {
    const context = createContext(ec2, fleet.order);
    this.lifecycle = new NodeLifecycle(fleet, ec2, context);
    this.trunks = new TrunkController(fleet, ec2);
    this.traffic = new PodTraffic(fleet, context, this.trunks);
  }

  run(until: number, budget = NO_LIMIT): boolean {
    const { fleet } = this;
    this.left = budget;
    if (this.phase !== STARTS && !this.instant(fleet.now)) return false;
    for (let now = this.nextInstant(); now <= until; now = this.nextInstant()) {
      fleet.now = now;
      if (!this.instant(now)) return false;
    }
    fleet.now = Math.max(fleet.now, until);
    return true;
  }

  /** All of an instant, or what was left of it; false where the budget is spent before. */
  private instant(now: number): boolean {
    const { starts, trunks, retries, completions, looks } = this.fleet;
    const from = this.phase;
    while (from <= STARTS && nextWakeTime(starts) === now) {
      if (this.left-- <= 0) return this.pause(STARTS);
      this.start(nextWakeNode(starts), now);
    }
    while (from <= TRUNKS && nextWakeTime(trunks) === now) {
      if (this.left-- <= 0) return this.pause(TRUNKS);
      this.wakeTrunk(nextWakeNode(trunks), now);
    }
    if (from <= REMOVALS && !this.events(now, false)) return this.pause(REMOVALS);
    while (from <= RETRIES && nextWakeTime(retries) === now) {
      if (this.left-- <= 0) return this.pause(RETRIES);
      this.retry(nextWakeNode(retries), now);
    }
    if (from <= ADDITIONS && !this.events(now, true)) return this.pause(ADDITIONS);
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

  nextInstant(): number {
    const { fleet } = this;
    return Math.min(
      eventTime(fleet.plan.events, fleet.nextEvent),
      nextWakeTime(fleet.looks),
      nextWakeTime(fleet.retries),
      nextWakeTime(fleet.starts),
      nextWakeTime(fleet.completions),
      nextWakeTime(fleet.trunks),
    );
  }

  private process(node: number): NodeProcess {
    return this.fleet.processes[node] as NodeProcess;
  }

  private start(node: number, now: number): void {
    const outcome = this.lifecycle.start(node, now);
    if (outcome === "not-launched") return;
    if (outcome !== "starting") this.observer?.initialised(this.fleet, node, outcome === "ready");
    this.schedule(node, now, true);
  }

  /** EC2 calls of the node have ended. */
  private complete(node: number, now: number): void {
    setWakeTime(this.fleet.completions, node, Number.POSITIVE_INFINITY);
    const outcome = this.lifecycle.complete(node, now);
    if (outcome === "looked") this.observer?.looked(this.fleet, node);
    if (outcome === "ready" || outcome === "failed") this.observer?.initialised(this.fleet, node, outcome === "ready");
    this.schedule(node, now, false);
  }

  private look(node: number, now: number): void {
    if (this.lifecycle.look(node, now)) this.observer?.looked(this.fleet, node);
    const { fleet } = this;
    const process = this.process(node);
    setWakeTime(fleet.looks, node, nextLookTime(process, now, true, this.observer !== null));
    setWakeTime(fleet.retries, node, nextRetryTime(process, now, true));
    if (process.trunk) this.trunks.schedule(process, now);
  }

  /** The instant's additions, or its removals; false where the budget is spent before. */
  private events(now: number, additions: boolean): boolean {
    const { fleet } = this;
    const { events } = fleet.plan;
    while (
      eventTime(events, fleet.nextEvent) === now &&
      (byteAt(events.kind, fleet.nextEvent) !== REMOVE) === additions
    ) {
      if (this.left-- <= 0) return false;
      const node = int32At(events.node, fleet.nextEvent);
      const pod = int32At(events.pod, fleet.nextEvent);
      const kind = byteAt(events.kind, fleet.nextEvent++);
      if (kind === REMOVE) this.traffic.leave(this.process(node), pod, now);
      else this.traffic.come(this.process(node), pod, kind, now);
      this.schedule(node, now, kind === REMOVE);
    }
    return true;
  }

  private wakeTrunk(node: number, now: number): void {
    this.trunks.wake(this.process(node), now);
    this.schedule(node, now, true);
  }

  private retry(node: number, now: number): void {
    this.traffic.retry(this.process(node), now);
    this.schedule(node, now, false);
  }

  /** Sets when the node is due next, from its state after something has happened to it; `canRetry` while the tries of this instant are still to come. */
  private schedule(node: number, now: number, canRetry: boolean): void {
    const { fleet } = this;
    const process = this.process(node);
    setWakeTime(fleet.looks, node, nextLookTime(process, now, false, this.observer !== null));
    setWakeTime(fleet.retries, node, nextRetryTime(process, now, !canRetry));
    if (process.trunk) this.trunks.schedule(process, now);
  }
}

import { expireCooling } from "@/lib/domain/ipamd/cooling";
import { DelayedEc2 } from "@/lib/domain/ipamd/delayed-ec2";
import type { Fleet } from "@/lib/domain/ipamd/fleet";
import { deliver, type HeldResults } from "@/lib/domain/ipamd/held-results";
import { createContext, type IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import { beginNodeInit, isInitDone } from "@/lib/domain/ipamd/node-init";
import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import {
  becomeFailed,
  becomeReady,
  countLooks,
  forgetLeftPods,
  NOT_LAUNCHED,
  NOT_STARTED,
  type NodeProcess,
  STARTING,
} from "@/lib/domain/ipamd/node-process";
import { addEni } from "@/lib/domain/ipamd/pool-changes";
import {
  adjustPool,
  FIRST_LOOK_AFTER_MS,
  hasEniToRemove,
  removeExtraENI,
  updateIPPoolIfRequired,
} from "@/lib/domain/ipamd/pool-manager-step";
import type { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { availableAddresses } from "@/lib/domain/ipamd/target-state";
import { setWakeTime } from "@/lib/domain/ipamd/wake-queue";

/** How a start of ipamd went; `starting` where its EC2 calls take time. */
export type StartOutcome = "ready" | "failed" | "starting" | "not-launched";

/**
 * Starts, restarts and looks of the fleet's nodes. Where EC2's calls take time a start or a look is in parts: ipamd
 * decides, waits for its calls, then knows what they gave; pods come and go meanwhile, but the pool manager does nothing else.
 */
export class NodeLifecycle {
  private readonly delayed: { readonly ec2: DelayedEc2; readonly context: IpamdContext } | null;

  constructor(
    private readonly fleet: Fleet,
    private readonly ec2: SimulatedEc2,
    private readonly context: IpamdContext,
  ) {
    const { delays, plan, order } = fleet;
    if (delays && plan.delays) {
      const slow = new DelayedEc2(ec2, plan.delays, delays);
      this.delayed = { ec2: slow, context: createContext(slow, order, []) };
    } else {
      this.delayed = null;
    }
  }

  /** Launches the node if this is its first start, and starts ipamd with the environment in force. */
  start(node: number, now: number): StartOutcome {
    const { fleet } = this;
    const process = fleet.processes[node];
    const planned = fleet.plan.nodes[node];
    if (!process || !planned) throw new RangeError(`no node number ${node}`);
    if (process.status === NOT_STARTED && !this.launch(process.pool, planned.cardOf, now)) {
      process.status = NOT_LAUNCHED;
      setWakeTime(fleet.starts, node, Number.POSITIVE_INFINITY);
      return "not-launched";
    }
    countLooks(process, now);
    this.endCalls(process, node, now);
    if (now === planned.patchAt) process.initFailuresInRow = 0;
    setWakeTime(fleet.starts, node, now < planned.patchAt ? planned.patchAt : Number.POSITIVE_INFINITY);
    forgetLeftPods(process);
    const targets = now >= planned.patchAt ? planned.patchedTargets : planned.targets;
    const context = this.beginCalls(now);
    const hasScaled = beginNodeInit(process.pool, now, targets, context);
    process.status = STARTING;
    if (
      this.holdCalls(process, node, now, "end-start", {
        startedAt: now,
        available: 0,
        hasDecreased: false,
        hasScaled,
      })
    ) {
      return "starting";
    }
    return this.endStart(process, node, now, hasScaled);
  }

  /** A look of the pool manager; false where it has to wait for EC2 before it is over. */
  look(node: number, now: number): boolean {
    const process = this.fleet.processes[node] as NodeProcess;
    const { pool } = process;
    if (!this.delayed) {
      updateIPPoolIfRequired(pool, now, this.context);
      return true;
    }
    expireCooling(pool, now);
    const available = availableAddresses(pool);
    const hasDecreased = adjustPool(pool, now, this.beginCalls(now));
    const rest = { startedAt: now, available, hasDecreased, hasScaled: false };
    if (this.holdCalls(process, node, now, "free-eni", rest)) return false;
    return this.freeEni(process, node, now, rest);
  }

  /** The calls that the node waited for have ended: what comes then. */
  complete(node: number, now: number): StartOutcome | "looked" | "looking" {
    const process = this.fleet.processes[node] as NodeProcess;
    const { held } = process;
    if (!held) throw new RangeError(`node number ${node} waits for no EC2 call`);
    this.endCalls(process, node, now);
    expireCooling(process.pool, now);
    switch (held.next) {
      case "end-start":
        return this.endStart(process, node, now, held.hasScaled);
      case "free-eni":
        return this.freeEni(process, node, now, held) ? "looked" : "looking";
      case "end-look":
        this.endLook(process, now, held);
        return "looked";
      default:
        return held.next satisfies never;
    }
  }

  /**
   * The same where it concerns the node alone: EC2 gets nothing back and is asked for nothing. Else false, and it is still to
   * be completed at that time; ipamd has then learned of what it was granted.
   */
  completeAlone(node: number, now: number): boolean {
    const { pool, held } = this.fleet.processes[node] as NodeProcess;
    if (!held || held.departures.length > 0) return false;
    if (held.next === "free-eni") {
      deliver(pool, held.arrivals.splice(0), now);
      expireCooling(pool, now);
      if (hasEniToRemove(pool, held.available, now)) return false;
    }
    this.complete(node, now);
    return true;
  }

  /** Launches the instance with its primary ENI; false where the subnet has no address for it. A further card comes with its node. */
  private launch(pool: NodePool, cardOf: number, now: number): boolean {
    if (cardOf >= 0) return this.fleet.processes[cardOf]?.status !== NOT_LAUNCHED;
    const { subnet } = pool;
    const primaryAddress = this.ec2.launch(subnet);
    if (primaryAddress < 0) return false;
    const handle = this.fleet.account.nextEni++;
    addEni(pool, { device: 0, handle, subnet, primaryAddress, isPrimary: true, isTrunk: false, createdAt: now });
    return true;
  }

  private endStart(process: NodeProcess, node: number, now: number, hasScaled: boolean): StartOutcome {
    if (isInitDone(process.pool, hasScaled)) {
      // Pods may have left while the start waited for EC2.
      forgetLeftPods(process);
      becomeReady(process, now);
      return "ready";
    }
    const again = now + becomeFailed(process);
    const { patchAt } = this.fleet.plan.nodes[node] ?? { patchAt: Number.POSITIVE_INFINITY };
    setWakeTime(this.fleet.starts, node, now < patchAt ? Math.min(patchAt, again) : again);
    return "failed";
  }

  /** The second part of a look; false where it has to wait for EC2. */
  private freeEni(
    process: NodeProcess,
    node: number,
    now: number,
    rest: Omit<HeldResults, "arrivals" | "departures" | "next">,
  ): boolean {
    removeExtraENI(process.pool, rest.available, now, this.beginCalls(now));
    if (this.holdCalls(process, node, now, "end-look", rest)) return false;
    this.endLook(process, now, rest);
    return true;
  }

  /** The next look is a whole interval after this one's end. */
  private endLook(
    process: NodeProcess,
    now: number,
    { startedAt, hasDecreased }: Pick<HeldResults, "startedAt" | "hasDecreased">,
  ): void {
    if (hasDecreased) process.pool.lastDecreaseAt = now;
    if (now === startedAt) return;
    countLooks(process, startedAt + 1);
    process.readyAt = now + FIRST_LOOK_AFTER_MS;
  }

  private beginCalls(now: number): IpamdContext {
    if (!this.delayed) return this.context;
    this.delayed.ec2.begin(now);
    const { arrivals } = this.delayed.context;
    if (arrivals && arrivals.length > 0) arrivals.length = 0;
    return this.delayed.context;
  }

  /** True where the calls since `beginCalls` take time: then the rest waits for them. */
  private holdCalls(
    process: NodeProcess,
    node: number,
    now: number,
    next: HeldResults["next"],
    { startedAt, available, hasDecreased, hasScaled }: Omit<HeldResults, "arrivals" | "departures" | "next">,
  ): boolean {
    if (!this.delayed) return false;
    const { ec2, context } = this.delayed;
    // Most looks make no call.
    if (ec2.isQuiet && context.arrivals?.length === 0) return false;
    const arrivals = context.arrivals?.slice() ?? [];
    process.held = { arrivals, departures: ec2.takeDepartures(), next, startedAt, available, hasDecreased, hasScaled };
    if (ec2.elapsedMs === 0) {
      this.endCalls(process, node, now);
      return false;
    }
    // A subnet was found exhausted by a call that ends now + elapsed.
    if (process.pool.lastInsufficientAt === now) process.pool.lastInsufficientAt = now + ec2.elapsedMs;
    setWakeTime(this.fleet.completions, node, now + ec2.elapsedMs);
    return true;
  }

  /** What was asked for arrives, what was given up is free: when the calls end, or when the process is killed that made them. */
  private endCalls(process: NodeProcess, node: number, now: number): void {
    const { held } = process;
    if (!held) return;
    process.held = null;
    setWakeTime(this.fleet.completions, node, Number.POSITIVE_INFINITY);
    deliver(process.pool, held.arrivals, now);
    for (const departure of held.departures) this.ec2.depart(departure);
  }
}

import { type EksNode, startPool } from "@/lib/demo/nodes/eks-node";
import type { Environment } from "@/lib/domain/ipamd/settings";
import {
  createWakeQueue,
  nextWakeNode,
  nextWakeTime,
  setWakeTime,
  type WakeQueue,
} from "@/lib/domain/ipamd/wake-queue";

/** A node's CNI is started anew then, with that environment. */
export interface Restart {
  readonly node: EksNode;
  readonly at: number;
  readonly environment: Environment;
}

/**
 * The pools of all running nodes while the rest of the account's life is paused. They are moved from instant to instant,
 * each exactly when something is due; at one instant starts come before looks, in each the nodes by their ids. So what
 * happens does not depend on the steps in which the time is moved, nor on ticks.
 */
export class HeldPools {
  private readonly nodes: readonly EksNode[];
  private readonly numbers: ReadonlyMap<EksNode, number>;
  private readonly restarts = new Map<number, Restart>();
  private readonly starts: WakeQueue;
  private readonly looks: WakeQueue;
  private now: number;

  /** At `from`, to which the pools have come. */
  constructor(nodes: readonly EksNode[], from: number) {
    this.nodes = nodes
      .filter(({ instance }) => instance.state === "running")
      .sort((a, b) => (a.instance.id < b.instance.id ? -1 : 1));
    this.numbers = new Map(this.nodes.map((node, number) => [node, number]));
    this.now = from;
    this.starts = createWakeQueue(this.nodes.length);
    this.looks = createWakeQueue(this.nodes.length);
    for (let number = 0; number < this.nodes.length; number++) this.schedule(number);
  }

  /** Has a running node's CNI started anew; the last word holds. */
  restart(restart: Restart): void {
    const number = this.numbers.get(restart.node);
    if (number === undefined) throw new RangeError(`${restart.node.instance.id} does not run`);
    this.restarts.set(number, restart);
    this.schedule(number);
  }

  restartsToCome(): Restart[] {
    return [...this.restarts.values()];
  }

  /** Does everything that is due up to and including `until`. */
  advanceTo(until: number): void {
    const { starts, looks } = this;
    for (;;) {
      const now = Math.min(nextWakeTime(starts), nextWakeTime(looks));
      if (now > until) break;
      while (nextWakeTime(starts) === now) this.start(nextWakeNode(starts), now);
      while (nextWakeTime(looks) === now) this.advance(nextWakeNode(looks), now);
    }
    this.now = Math.max(this.now, until);
  }

  private start(number: number, now: number): void {
    const restart = this.restarts.get(number);
    if (!restart || restart.at > now) {
      this.advance(number, now);
      return;
    }
    this.restarts.delete(number);
    startPool(restart.node, restart.environment, now);
    this.schedule(number);
  }

  private advance(number: number, now: number): void {
    const node = this.nodes[number];
    if (!node) throw new RangeError(`no node number ${number}`);
    node.ec2.now = now;
    node.pool.advance(now);
    this.schedule(number);
  }

  private schedule(number: number): void {
    const node = this.nodes[number];
    if (!node) return;
    const { nextStartAt, nextAt } = node.pool;
    const restartAt = this.restarts.get(number)?.at ?? Number.POSITIVE_INFINITY;
    // A CNI that waits to be started has nothing else to do.
    const lookAt = nextStartAt === Number.POSITIVE_INFINITY ? nextAt : Number.POSITIVE_INFINITY;
    setWakeTime(this.starts, number, Math.max(this.now, Math.min(restartAt, nextStartAt)));
    setWakeTime(this.looks, number, Math.max(this.now, lookAt));
  }
}

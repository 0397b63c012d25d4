import type { Random } from "@/lib/demo/random";
import { IpamdNode, type IpamdNodeSpec } from "@/lib/domain/ipamd/ipamd-node";
import type { NodeLimits } from "@/lib/domain/ipamd/node-targets";
import type { InnerState } from "@/lib/domain/ipamd/observe-node";
import type { Environment } from "@/lib/domain/ipamd/settings";

/** The address pool of one node: pods take from it, and its steps keep it at its targets. */
export interface PoolModel {
  readonly podCount: number;
  readonly waitingPodCount: number;
  /** When `advance` must be called next; Infinity while only a pod's coming or going can change anything. */
  readonly nextAt: number;
  /** Starts the CNI with the DaemonSet's environment. */
  start(environment: Environment, now: number): void;
  advance(now: number): void;
  /** When the CNI is started again by itself; Infinity while it runs. */
  readonly nextStartAt: number;
  readonly limits: NodeLimits;
  /** What the CNI knows and EC2 does not; everything due must have been done. */
  innerState(now: number): InnerState;
  /** A pod comes; it gets an address, or waits for one. */
  addPod(now: number): void;
  /** Any one pod leaves. */
  removePod(now: number, random: Random): void;
}

/** The pool as ipamd keeps it, with pods that nobody tells apart. */
export class IpamdPool<Eni, Subnet> implements PoolModel {
  private readonly node: IpamdNode<Eni, Subnet>;
  private readonly pods: number[] = [];
  private nextPod = 0;

  constructor(private readonly spec: IpamdNodeSpec<Eni, Subnet>) {
    this.node = new IpamdNode(spec);
  }

  get podCount(): number {
    return this.node.podCount;
  }

  get waitingPodCount(): number {
    return this.node.waitingPodCount;
  }

  get nextAt(): number {
    return this.node.nextAt;
  }

  get nextStartAt(): number {
    return this.node.nextStartAt;
  }

  get limits(): NodeLimits {
    return this.spec.limits;
  }

  innerState(now: number): InnerState {
    return this.node.innerState(now);
  }

  start(environment: Environment, now: number): void {
    this.node.start(environment, now);
  }

  advance(now: number): void {
    this.node.advance(now);
  }

  addPod(now: number): void {
    const pod = this.nextPod++;
    this.pods.push(pod);
    this.node.addPod(pod, now);
  }

  removePod(now: number, random: Random): void {
    if (this.pods.length === 0) return;
    const index = random.below(this.pods.length);
    const pod = this.pods[index];
    const last = this.pods.pop();
    if (pod === undefined || last === undefined) return;
    if (index < this.pods.length) this.pods[index] = last;
    this.node.removePod(pod, now);
  }
}

import { createContext, type IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import { type NodeEc2, NumberedEc2 } from "@/lib/domain/ipamd/node-ec2";
import { nodeInit } from "@/lib/domain/ipamd/node-init";
import { createNodePool, type NodePool } from "@/lib/domain/ipamd/node-pool";
import {
  becomeFailed,
  becomeReady,
  countLooks,
  createNodeProcess,
  endWait,
  forgetLeftPods,
  leave,
  type NodeProcess,
  nextLookTime,
  nextRetryTime,
  tryAssign,
} from "@/lib/domain/ipamd/node-process";
import { type NodeLimits, targetsFor } from "@/lib/domain/ipamd/node-targets";
import { type InnerState, innerStateOf } from "@/lib/domain/ipamd/observe-node";
import type { PodPlace } from "@/lib/domain/ipamd/pods";
import { addEni, addEntry, addUnmanagedEni } from "@/lib/domain/ipamd/pool-changes";
import { updateIPPoolIfRequired } from "@/lib/domain/ipamd/pool-manager-step";
import { type Environment, parseSettings } from "@/lib/domain/ipamd/settings";
import { ascendingOrder, type VisitOrder } from "@/lib/domain/ipamd/visit-order";

/** An ENI that the node has before ipamd starts; at least the primary, device 0. */
export interface AttachedEni<Eni, Subnet> {
  readonly eni: Eni;
  readonly subnet: Subnet;
  readonly device: number;
  readonly isTrunk: boolean;
  readonly isEfa?: boolean;
  readonly primaryAddress: number;
  readonly addresses: readonly number[];
  readonly prefixes: readonly number[];
}

/** A node of somebody else's EC2; ENIs and subnets are whatever that EC2 knows them by. */
export interface IpamdNodeSpec<Eni, Subnet> {
  readonly limits: NodeLimits;
  readonly ec2: NodeEc2<Eni, Subnet>;
  readonly subnet: Subnet;
  /** The ENIConfig's; null without custom networking. */
  readonly podSubnet: Subnet | null;
  readonly enis: readonly AttachedEni<Eni, Subnet>[];
  /** Device numbers of ENIs that ipamd does not manage; they take places of the limit. */
  readonly unmanagedDevices?: readonly number[];
  readonly order?: VisitOrder;
}

/**
 * ipamd on one node of somebody else's EC2: the same rules as in the simulator, called as time goes by. Call `start`
 * once, then `advance` whenever `nextAt` is reached; times are milliseconds on the caller's clock and never go back.
 */
export class IpamdNode<Eni, Subnet> {
  private readonly ec2: NumberedEc2<Eni, Subnet>;
  private readonly process: NodeProcess;
  private readonly context: IpamdContext;
  private readonly places = new Map<number, PodPlace>();
  private environment: Environment = {};
  private startAt = Number.POSITIVE_INFINITY;
  private lookAt = Number.POSITIVE_INFINITY;
  private retryAt = Number.POSITIVE_INFINITY;

  constructor(private readonly spec: IpamdNodeSpec<Eni, Subnet>) {
    this.ec2 = new NumberedEc2(spec.ec2);
    this.context = createContext(this.ec2, spec.order ?? ascendingOrder());
    this.process = createNodeProcess(this.createPool());
  }

  /** What the node holds; for reading. */
  get pool(): NodePool {
    return this.process.pool;
  }

  get podCount(): number {
    return this.places.size;
  }

  get waitingPodCount(): number {
    return this.process.waiting.length;
  }

  /** When `advance` must be called; Infinity where nothing can change unless a pod comes or goes, or ipamd is restarted. */
  get nextAt(): number {
    return Math.min(this.startAt, this.lookAt, this.retryAt);
  }

  /** When ipamd is started again by itself after a start that failed; Infinity where it runs. */
  get nextStartAt(): number {
    return this.startAt;
  }

  /** What this ipamd knows and EC2 does not. Everything due must have been done. */
  innerState(now: number): InnerState {
    return innerStateOf(this.process, now, this.startAt);
  }

  /** When the waiting pods are tried next; at that instant they come before new pods and the pool manager after both. */
  get nextRetryAt(): number {
    return this.retryAt;
  }

  /** Starts ipamd, or restarts it with another environment; false where it fails, then it is started again by itself. */
  start(environment: Environment, now: number): boolean {
    this.environment = environment;
    this.process.initFailuresInRow = 0;
    return this.init(now);
  }

  /** Does what is due at `now`. */
  advance(now: number): void {
    if (this.startAt <= now) this.init(now);
    if (this.retryAt <= now) this.retryWaiting(now);
    if (this.lookAt <= now) {
      updateIPPoolIfRequired(this.pool, now, this.context);
      this.schedule(now, true, true);
    }
  }

  /** True where the pod gets an address at once; else it waits for one. */
  addPod(pod: number, now: number): boolean {
    const isServed = this.assign(pod, now);
    if (!isServed) this.process.waiting.push({ pod, since: now });
    this.schedule(now, false, true);
    return isServed;
  }

  /** The pod leaves, with an address or without. */
  removePod(pod: number, now: number): void {
    const place = this.places.get(pod);
    if (place) {
      this.places.delete(pod);
      leave(this.process, now, place, this.context);
    } else {
      endWait(this.process, pod, now);
    }
    this.schedule(now, false, false);
  }

  /** The ENI of the pod and the address, or prefix, that it has an address of; null for a pod without. */
  placeOf(pod: number): { readonly device: number; readonly entry: number } | null {
    return this.places.get(pod) ?? null;
  }

  private init(now: number): boolean {
    const { process } = this;
    countLooks(process, now);
    this.startAt = Number.POSITIVE_INFINITY;
    forgetLeftPods(process);
    const targets = targetsFor(parseSettings(this.environment), this.spec.limits);
    const succeeded = nodeInit(process.pool, now, targets, this.context);
    if (succeeded) becomeReady(process, now);
    else this.startAt = now + becomeFailed(process);
    this.schedule(now, false, false);
    return succeeded;
  }

  private assign(pod: number, now: number): boolean {
    const place: PodPlace = { device: 0, entry: 0 };
    const isServed = tryAssign(this.process, now, this.context.order, place);
    if (isServed) this.places.set(pod, place);
    return isServed;
  }

  /** Tries the waiting pods, oldest first; `advance` does so too, where the order within an instant does not matter. */
  retryWaiting(now: number): void {
    const { waiting } = this.process;
    let served = 0;
    while (served < waiting.length && this.assign(waiting[served]?.pod ?? -1, now)) served++;
    waiting.splice(0, served);
    this.schedule(now, false, true);
  }

  private schedule(now: number, hasLooked: boolean, hasTried: boolean): void {
    this.lookAt = nextLookTime(this.process, now, hasLooked, false);
    this.retryAt = nextRetryTime(this.process, now, hasTried);
  }

  private createPool(): NodePool {
    const { limits, subnet, podSubnet, enis, unmanagedDevices = [] } = this.spec;
    const entryCounts = enis.map(({ addresses, prefixes }) => addresses.length + prefixes.length);
    const pool = createNodePool({
      node: 0,
      targets: targetsFor(parseSettings({}), limits),
      subnet: this.ec2.numberOfSubnet(subnet),
      podSubnet: podSubnet === null ? -1 : this.ec2.numberOfSubnet(podSubnet),
      deviceCapacity: Math.max(
        limits.maxEnis,
        ...[...enis.map(({ device }) => device), ...unmanagedDevices].map((device) => device + 1),
      ),
      slotCapacity: Math.max(limits.ipv4PerEni - 1, ...entryCounts),
    });
    for (const device of unmanagedDevices) addUnmanagedEni(pool, device);
    for (const { eni, device, isTrunk, isEfa = false, primaryAddress, addresses, prefixes, subnet: own } of enis) {
      const handle = this.ec2.numberOfEni(eni);
      const createdAt = Number.NEGATIVE_INFINITY;
      const place = { device, handle, subnet: this.ec2.numberOfSubnet(own), primaryAddress };
      addEni(pool, { ...place, isPrimary: device === 0, isTrunk, isEfa, createdAt });
      for (const address of addresses) addEntry(pool, device, address, false);
      for (const prefix of prefixes) addEntry(pool, device, prefix, true);
    }
    return pool;
  }
}

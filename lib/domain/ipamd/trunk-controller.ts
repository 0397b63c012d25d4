import type { Fleet } from "@/lib/domain/ipamd/fleet";
import type { NodePool } from "@/lib/domain/ipamd/node-pool";
import { freeDevice } from "@/lib/domain/ipamd/node-pool";
import { type NodeProcess, type PodWait, RUNNING, triesUntil } from "@/lib/domain/ipamd/node-process";
import { addEni } from "@/lib/domain/ipamd/pool-changes";
import type { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import {
  CONTROLLER_RETRY_MS,
  hasPlaceForBranch,
  hasPlaceForTrunk,
  nextTrunkTime,
  requestTrunk,
  type TrunkState,
} from "@/lib/domain/ipamd/trunk-eni";
import { setWakeTime } from "@/lib/domain/ipamd/wake-queue";

/** What stands for the device of a pod on a branch ENI. */
export const BRANCH_DEVICE = 254;

/**
 * The VPC resource controller: attaches trunk ENIs, and gives a branch ENI, with one address of the subnet, to each pod
 * that has security groups of its own. Its own EC2 calls are not counted as the node's.
 */
export class TrunkController {
  constructor(
    private readonly fleet: Fleet,
    private readonly ec2: SimulatedEc2,
  ) {}

  /** Sees to it that the node is woken for what is due next, after something happened to it. */
  schedule(process: NodeProcess, now: number): void {
    const { trunk, pool } = process;
    if (!trunk) return;
    if (process.status === RUNNING) requestTrunk(trunk, pool, now);
    setWakeTime(this.fleet.trunks, pool.node, nextTrunkTime(trunk, pool));
  }

  /** Does what is due at `now`: releases, the trunk, waiting pods. */
  wake(process: NodeProcess, now: number): void {
    const { trunk, pool } = process;
    if (!trunk) return;
    while (trunk.leaving[0] && trunk.leaving[0].releaseAt <= now) this.release(trunk);
    const underWay = process.held?.arrivals.filter(({ newEni }) => newEni).length ?? 0;
    if (trunk.attachAt <= now) this.attach(trunk, pool, underWay, now);
    if (trunk.waiting.length > 0 && hasPlaceForBranch(trunk, pool)) this.serveWaiting(trunk, pool, now);
  }

  /** A pod comes that needs a branch ENI. */
  add(process: NodeProcess, pod: number, now: number): void {
    const { trunk, pool } = process;
    if (!trunk) return;
    if (this.place(trunk, pool, pod)) return;
    if (trunk.waiting.length === 0) trunk.retryAt = now + CONTROLLER_RETRY_MS;
    trunk.waiting.push({ pod, since: now });
  }

  /** A pod goes that has a branch ENI. */
  remove({ trunk }: NodeProcess, pod: number, now: number): void {
    const index = trunk?.branches.findIndex((branch) => branch.pod === pod) ?? -1;
    const [branch] = index < 0 ? [] : (trunk?.branches.splice(index, 1) ?? []);
    if (branch) trunk?.leaving.push({ ...branch, releaseAt: now + trunk.spec.branchCooldownMs });
  }

  /** A pod goes that waits for a branch ENI; null where there is none such. */
  endWait({ trunk }: NodeProcess, pod: number, now: number): PodWait | null {
    const index = trunk?.waiting.findIndex((candidate) => candidate.pod === pod) ?? -1;
    const [gone] = index < 0 ? [] : (trunk?.waiting.splice(index, 1) ?? []);
    return gone ? { pod, attempts: triesUntil(gone.since, now), waitMs: null } : null;
  }

  private release(trunk: TrunkState): void {
    const branch = trunk.leaving.shift();
    if (!branch) return;
    this.ec2.depart({ subnet: branch.subnet, primaryAddress: branch.address, addresses: [], prefixes: [] });
    trunk.retryAt = branch.releaseAt;
  }

  private attach(trunk: TrunkState, pool: NodePool, underWay: number, now: number): void {
    trunk.attachAt = Number.POSITIVE_INFINITY;
    if (!hasPlaceForTrunk(pool, underWay)) return;
    const subnet = subnetOf(pool);
    const primaryAddress = this.ec2.launch(subnet);
    if (primaryAddress < 0) {
      trunk.attachAt = now + CONTROLLER_RETRY_MS;
      return;
    }
    const handle = this.fleet.account.nextEni++;
    const device = freeDevice(pool);
    addEni(pool, { device, handle, subnet, primaryAddress, isPrimary: false, isTrunk: true, createdAt: now });
    trunk.retryAt = now;
  }

  private serveWaiting(trunk: TrunkState, pool: NodePool, now: number): void {
    let served = 0;
    for (const { pod, since } of trunk.waiting) {
      if (!this.place(trunk, pool, pod)) break;
      served++;
      this.fleet.waits.push({ pod, attempts: triesUntil(since, now), waitMs: now - since });
    }
    trunk.waiting.splice(0, served);
    trunk.retryAt = trunk.waiting.length > 0 ? now + CONTROLLER_RETRY_MS : Number.POSITIVE_INFINITY;
  }

  private place(trunk: TrunkState, pool: NodePool, pod: number): boolean {
    if (!hasPlaceForBranch(trunk, pool)) return false;
    const subnet = subnetOf(pool);
    const address = this.ec2.launch(subnet);
    if (address < 0) return false;
    trunk.branches.push({ pod, subnet, address });
    this.fleet.podDevice[pod] = BRANCH_DEVICE;
    this.fleet.podEntry[pod] = address;
    this.fleet.podsAssigned++;
    return true;
  }
}

/** Trunk and branch ENIs lie where the node's other pods do. */
const subnetOf = (pool: NodePool): number => (pool.targets.customNetworking ? pool.podSubnet : pool.subnet);

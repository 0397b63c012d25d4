import {
  ASSIGN,
  ATTACH,
  CREATE,
  DELETE,
  DETACH,
  EC2_ACTIONS,
  type Ec2Action,
  UNASSIGN,
} from "@/lib/domain/ipamd/ec2-actions";
import { EC2_TOKEN_BUCKETS } from "@/lib/domain/ipamd/ec2-delays";
import { type HeldEntries, INSUFFICIENT, type ReleasedEntries } from "@/lib/domain/ipamd/ec2-port";
import type { Fleet } from "@/lib/domain/ipamd/fleet";
import type { Departure } from "@/lib/domain/ipamd/held-results";
import { PREFIX_SIZE } from "@/lib/domain/ipamd/node-targets";
import { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";
import { int32At } from "@/lib/domain/ipamd/typed-array";

/** `{ action → its bucket }` by position in EC2_ACTIONS and EC2_TOKEN_BUCKETS. */
const BUCKET_OF: readonly number[] = EC2_ACTIONS.map((action: Ec2Action) =>
  EC2_TOKEN_BUCKETS.findIndex(({ actions }) => actions.includes(action)),
);

/** The fewest of something, and when. */
export interface LowWater {
  low: number;
  atMs: number;
  /** Since `sampled` was last called. */
  sinceSample: number;
}

/** What one subnet, or all together, has of free addresses and blocks, kept up with every call. */
interface Levels {
  free: number;
  freeBlocks: number;
  held: number;
  readonly lowestFree: LowWater;
  readonly lowestBlocks: LowWater;
}

/**
 * The simulator's EC2 with an ear: it counts calls by token bucket and second, and keeps what is free and held of every
 * watched subnet, with the exact lowest points, in whatever steps the run is made. A call counts when it is made, however
 * long it takes; its addresses count as `DelayedEc2` says.
 */
export class ListeningEc2 extends SimulatedEc2 {
  /** `{ bucket → calls in each second }`; second s holds those after s - 1 and up to s. */
  readonly callsPerSecond: readonly Int32Array[];
  readonly failedCalls = new Int32Array(EC2_TOKEN_BUCKETS.length);
  readonly levels: readonly Levels[];
  readonly total: Levels;
  /** When an address last changed hands. */
  lastChangeAt = 0;
  private readonly takesTime: boolean;
  private readonly watched: Uint8Array;

  /** `held` is what the simulated nodes hold of each subnet at the start; `watched` the subnets that count. */
  constructor(
    private readonly fleet: Fleet,
    held: readonly number[],
    watched: readonly number[],
  ) {
    super(fleet.account);
    this.takesTime = fleet.delays !== null;
    const seconds = Math.ceil(fleet.plan.endAt / 1_000) + 1;
    this.callsPerSecond = EC2_TOKEN_BUCKETS.map(() => new Int32Array(seconds));
    this.levels = fleet.account.subnets.map(({ freeCount, freeBlockCount }, number) =>
      createLevels(freeCount, freeBlockCount, held[number] ?? 0),
    );
    this.watched = new Uint8Array(this.levels.length);
    for (const number of watched) this.watched[number] = 1;
    const sum = (of: (levels: Levels) => number): number =>
      watched.reduce((total, number) => total + of(this.levels[number] as Levels), 0);
    this.total = createLevels(
      sum(({ free }) => free),
      sum(({ freeBlocks }) => freeBlocks),
      sum((levels) => levels.held),
    );
  }

  /** Starts a new span between two samples. */
  sampled(): void {
    for (const levels of this.levels) resetSpan(levels);
    resetSpan(this.total);
  }

  override launch(subnet: number): number {
    const address = super.launch(subnet);
    if (address !== INSUFFICIENT) this.changed(subnet, 1);
    return address;
  }

  override createNetworkInterface(
    node: number,
    subnet: number,
    prefixes: boolean,
    count: number,
    into: Uint32Array,
  ): number {
    const handle = super.createNetworkInterface(node, subnet, prefixes, count, into);
    this.called(CREATE, handle !== INSUFFICIENT);
    if (handle !== INSUFFICIENT) this.changed(subnet, 1 + sizeOf(prefixes) * count);
    return handle;
  }

  override attachNetworkInterface(): void {
    this.called(ATTACH, true);
  }

  override assignPrivateIpAddresses(
    eni: number,
    subnet: number,
    prefixes: boolean,
    count: number,
    into: Uint32Array,
  ): boolean {
    const succeeded = super.assignPrivateIpAddresses(eni, subnet, prefixes, count, into);
    this.called(ASSIGN, succeeded);
    if (succeeded) this.changed(subnet, sizeOf(prefixes) * count);
    return succeeded;
  }

  override unassignPrivateIpAddresses(eni: number, subnet: number, prefixes: boolean, released: ReleasedEntries): void {
    super.unassignPrivateIpAddresses(eni, subnet, prefixes, released);
    this.count(UNASSIGN, this.fleet.now);
    this.changed(subnet, -sizeOf(prefixes) * released.count);
  }

  override detachNetworkInterface(): void {
    this.called(DETACH, true);
  }

  override deleteNetworkInterface(eni: number, subnet: number, held: HeldEntries): void {
    super.deleteNetworkInterface(eni, subnet, held);
    this.count(DELETE, this.fleet.now);
    this.changed(subnet, -(1 + held.addresses.count + PREFIX_SIZE * held.prefixes.count));
  }

  override callMade(action: number, atMs: number): void {
    this.count(action, atMs);
  }

  override depart(departure: Departure): void {
    this.takeBack(departure);
  }

  /** EC2 has addresses back without any call of ipamd's, as when an instance is terminated. */
  takeBack(departure: Departure): void {
    super.depart(departure);
    const { subnet, primaryAddress, addresses, prefixes } = departure;
    this.changed(subnet, -((primaryAddress === null ? 0 : 1) + addresses.length + PREFIX_SIZE * prefixes.length));
  }

  /** Where calls take time `callMade` has counted it; those that give back come here only where they take none. */
  private called(action: number, succeeded: boolean): void {
    if (!this.takesTime) this.count(action, this.fleet.now);
    const bucket = BUCKET_OF[action] ?? 0;
    if (!succeeded) this.failedCalls[bucket] = int32At(this.failedCalls, bucket) + 1;
  }

  /** What a look before the end calls after it counts in the last second, so that each node's calls are all here. */
  private count(action: number, atMs: number): void {
    const calls = this.callsPerSecond[BUCKET_OF[action] ?? 0];
    if (!calls) return;
    const second = Math.min(Math.ceil(atMs / 1_000), calls.length - 1);
    calls[second] = int32At(calls, second) + 1;
  }

  private changed(subnet: number, held: number): void {
    const levels = this.levels[subnet];
    const space = this.fleet.account.subnets[subnet];
    if (!levels || !space) return;
    const { now } = this.fleet;
    this.lastChangeAt = now;
    if (this.watched[subnet] === 1) {
      const { total } = this;
      total.free += space.freeCount - levels.free;
      total.freeBlocks += space.freeBlockCount - levels.freeBlocks;
      total.held += held;
      sink(total.lowestFree, total.free, now);
      sink(total.lowestBlocks, total.freeBlocks, now);
    }
    levels.free = space.freeCount;
    levels.freeBlocks = space.freeBlockCount;
    levels.held += held;
    sink(levels.lowestFree, levels.free, now);
    sink(levels.lowestBlocks, levels.freeBlocks, now);
  }
}

const sizeOf = (prefixes: boolean): number => (prefixes ? PREFIX_SIZE : 1);

const createLowWater = (low: number): LowWater => ({ low, atMs: 0, sinceSample: low });

const createLevels = (free: number, freeBlocks: number, held: number): Levels => ({
  free,
  freeBlocks,
  held,
  lowestFree: createLowWater(free),
  lowestBlocks: createLowWater(freeBlocks),
});

function sink(water: LowWater, level: number, now: number): void {
  if (level < water.sinceSample) water.sinceSample = level;
  if (level >= water.low) return;
  water.low = level;
  water.atMs = now;
}

function resetSpan({ free, freeBlocks, lowestFree, lowestBlocks }: Levels): void {
  lowestFree.sinceSample = free;
  lowestBlocks.sinceSample = freeBlocks;
}

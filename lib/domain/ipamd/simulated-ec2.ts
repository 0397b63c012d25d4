import { type Ec2Port, type HeldEntries, INSUFFICIENT, type ReleasedEntries } from "@/lib/domain/ipamd/ec2-port";
import type { Departure } from "@/lib/domain/ipamd/held-results";
import {
  lowestFreeAddress,
  lowestFreeBlock,
  releaseAddress,
  releaseBlock,
  type SubnetSpace,
  takeAddress,
  takeBlock,
} from "@/lib/domain/ipamd/subnet-space";
import { uint32At } from "@/lib/domain/ipamd/typed-array";

/** What the simulator's EC2 knows: the subnets, and where discovery may look for each node. Plain data. */
export interface SimulatedAccount {
  readonly subnets: SubnetSpace[];
  /** `{ node → the subnets that discovery may choose }` */
  readonly discoverable: readonly (readonly number[])[];
  nextEni: number;
}

/**
 * EC2 over the simulator's subnets: a single address is always the lowest free one of its subnet, a prefix the lowest
 * wholly free aligned block; addresses are offsets in their subnet. Calls take no time.
 */
export class SimulatedEc2 implements Ec2Port {
  constructor(private readonly account: SimulatedAccount) {}

  /** Launches an instance's primary ENI: gives its address, or INSUFFICIENT. */
  launch(subnet: number): number {
    const space = this.space(subnet);
    const address = lowestFreeAddress(space);
    if (address < 0) return INSUFFICIENT;
    takeAddress(space, address);
    return address;
  }

  createNetworkInterface(_node: number, subnet: number, prefixes: boolean, count: number, into: Uint32Array): number {
    const space = this.space(subnet);
    if (space.freeCount < (prefixes ? 1 : 1 + count)) return INSUFFICIENT;
    const primary = lowestFreeAddress(space);
    takeAddress(space, primary);
    if (prefixes && space.freeBlockCount < count) {
      releaseAddress(space, primary);
      return INSUFFICIENT;
    }
    into[0] = primary;
    take(space, prefixes, count, into, 1);
    return this.account.nextEni++;
  }

  attachNetworkInterface(): void {}

  assignPrivateIpAddresses(_eni: number, subnet: number, prefixes: boolean, count: number, into: Uint32Array): boolean {
    const space = this.space(subnet);
    if ((prefixes ? space.freeBlockCount : space.freeCount) < count) return false;
    take(space, prefixes, count, into, 0);
    return true;
  }

  unassignPrivateIpAddresses(_eni: number, subnet: number, prefixes: boolean, released: ReleasedEntries): void {
    release(this.space(subnet), prefixes, released);
  }

  detachNetworkInterface(): void {}

  deleteNetworkInterface(_eni: number, subnet: number, held: HeldEntries): void {
    const space = this.space(subnet);
    releaseAddress(space, held.primaryAddress);
    release(space, false, held.addresses);
    release(space, true, held.prefixes);
  }

  /** Releases what a call gave back that has only now ended. */
  depart({ subnet, primaryAddress, addresses, prefixes }: Departure): void {
    const space = this.space(subnet);
    if (primaryAddress !== null) releaseAddress(space, primaryAddress);
    for (const address of addresses) releaseAddress(space, address);
    for (const prefix of prefixes) releaseBlock(space, prefix);
  }

  /** Hears of each call that takes time, in the order in which a look makes them; `atMs` may be later than now. */
  callMade(_action: number, _atMs: number): void {}

  discoverableSubnets(node: number): readonly number[] {
    return this.account.discoverable[node] ?? [];
  }

  availableIpAddressCount(subnet: number): number {
    return this.space(subnet).freeCount;
  }

  private space(subnet: number): SubnetSpace {
    const space = this.account.subnets[subnet];
    if (!space) throw new RangeError(`no subnet number ${subnet}`);
    return space;
  }
}

function take(space: SubnetSpace, prefixes: boolean, count: number, into: Uint32Array, start: number): void {
  for (let index = start; index < start + count; index++) {
    const offset = prefixes ? lowestFreeBlock(space) : lowestFreeAddress(space);
    if (prefixes) takeBlock(space, offset);
    else takeAddress(space, offset);
    into[index] = offset;
  }
}

function release(space: SubnetSpace, prefixes: boolean, { addresses, count }: ReleasedEntries): void {
  for (let index = 0; index < count; index++) {
    if (prefixes) releaseBlock(space, uint32At(addresses, index));
    else releaseAddress(space, uint32At(addresses, index));
  }
}

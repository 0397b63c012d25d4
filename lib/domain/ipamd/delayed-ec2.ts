import { ASSIGN, ATTACH, CREATE, DELETE, DETACH, UNASSIGN } from "@/lib/domain/ipamd/ec2-actions";
import { callDuration, type Ec2DelayState, type Ec2Delays } from "@/lib/domain/ipamd/ec2-delays";
import type { Ec2Port, HeldEntries, ReleasedEntries } from "@/lib/domain/ipamd/ec2-port";
import { type Departure, toList } from "@/lib/domain/ipamd/held-results";
import type { SimulatedEc2 } from "@/lib/domain/ipamd/simulated-ec2";

/**
 * EC2 whose calls take time. Where ipamd asks for addresses, EC2 takes them from the subnet when the call is made; where
 * it gives some back, they are free when the call has ended. `elapsedMs` is how long the calls since `begin` take, one
 * after the other.
 */
export class DelayedEc2 implements Ec2Port {
  elapsedMs = 0;
  private departures: Departure[] = [];
  private startedAt = 0;

  constructor(
    private readonly ec2: Ec2Port & Pick<SimulatedEc2, "depart" | "callMade">,
    private readonly delays: Ec2Delays,
    private readonly state: Ec2DelayState,
  ) {}

  /** No call has been made since `begin`. */
  get isQuiet(): boolean {
    return this.elapsedMs === 0 && this.departures.length === 0;
  }

  /** A look, or a part of one, starts to make calls; what the last one gave back has been taken. */
  begin(now: number): void {
    this.startedAt = now;
    this.elapsedMs = 0;
  }

  /** What the calls since `begin` give back, for the caller to keep. */
  takeDepartures(): Departure[] {
    const { departures } = this;
    this.departures = [];
    return departures;
  }

  createNetworkInterface(node: number, subnet: number, prefixes: boolean, count: number, into: Uint32Array): number {
    this.endReleases();
    this.spend(CREATE);
    return this.ec2.createNetworkInterface(node, subnet, prefixes, count, into);
  }

  attachNetworkInterface(node: number, eni: number, device: number): void {
    this.spend(ATTACH);
    this.ec2.attachNetworkInterface(node, eni, device);
  }

  assignPrivateIpAddresses(eni: number, subnet: number, prefixes: boolean, count: number, into: Uint32Array): boolean {
    this.endReleases();
    this.spend(ASSIGN);
    return this.ec2.assignPrivateIpAddresses(eni, subnet, prefixes, count, into);
  }

  unassignPrivateIpAddresses(_eni: number, subnet: number, prefixes: boolean, released: ReleasedEntries): void {
    this.spend(UNASSIGN);
    const list = toList(released);
    this.departures.push({
      subnet,
      primaryAddress: null,
      addresses: prefixes ? [] : list,
      prefixes: prefixes ? list : [],
    });
  }

  detachNetworkInterface(eni: number): void {
    this.spend(DETACH);
    this.ec2.detachNetworkInterface(eni);
  }

  deleteNetworkInterface(_eni: number, subnet: number, held: HeldEntries): void {
    this.spend(DELETE);
    const { primaryAddress } = held;
    this.departures.push({
      subnet,
      primaryAddress,
      addresses: toList(held.addresses),
      prefixes: toList(held.prefixes),
    });
  }

  discoverableSubnets(node: number): readonly number[] {
    return this.ec2.discoverableSubnets(node);
  }

  availableIpAddressCount(subnet: number): number {
    return this.ec2.availableIpAddressCount(subnet);
  }

  /** A call that asks for addresses comes after those that gave some back, and may get the same. */
  private endReleases(): void {
    for (const departure of this.departures.splice(0)) this.ec2.depart(departure);
  }

  private spend(action: number): void {
    const madeAt = this.startedAt + this.elapsedMs;
    this.ec2.callMade(action, madeAt);
    this.elapsedMs += callDuration(this.delays, this.state, action, madeAt);
  }
}

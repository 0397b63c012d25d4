import { type Ec2Port, INSUFFICIENT, type ReleasedEntries } from "@/lib/domain/ipamd/ec2-port";

/** Entries of an ENI to create or assign. */
export interface EntryRequest {
  readonly kind: "address" | "prefix";
  readonly count: number;
}

/**
 * EC2 as the ipamd of one node uses it, in the caller's own ENIs and subnets. Addresses are numbers that order like the
 * addresses; a prefix is its first address. Null is "insufficient": the subnet has too few addresses, or blocks. All or nothing.
 */
export interface NodeEc2<Eni, Subnet> {
  createNetworkInterface(
    subnet: Subnet,
    request: EntryRequest,
  ): { readonly eni: Eni; readonly primaryAddress: number; readonly entries: readonly number[] } | null;
  attachNetworkInterface(eni: Eni, device: number): void;
  assignPrivateIpAddresses(eni: Eni, request: EntryRequest): readonly number[] | null;
  unassignPrivateIpAddresses(eni: Eni, kind: EntryRequest["kind"], entries: readonly number[]): void;
  detachNetworkInterface(eni: Eni): void;
  /** Releases whatever the ENI still holds. */
  deleteNetworkInterface(eni: Eni): void;
  /** The subnets that discovery may choose, the node's own among them, in EC2's order. */
  discoverableSubnets(): readonly Subnet[];
  availableIpAddressCount(subnet: Subnet): number;
}

const kindOf = (prefixes: boolean): EntryRequest["kind"] => (prefixes ? "prefix" : "address");

/** Puts a node's EC2 behind the port of the pool's rules: numbers stand for the caller's ENIs and subnets. */
export class NumberedEc2<Eni, Subnet> implements Ec2Port {
  private readonly enis = new Map<number, Eni>();
  private readonly subnets: Subnet[] = [];
  private nextEni = 0;

  constructor(private readonly ec2: NodeEc2<Eni, Subnet>) {}

  numberOfEni(eni: Eni): number {
    this.enis.set(this.nextEni, eni);
    return this.nextEni++;
  }

  numberOfSubnet(subnet: Subnet): number {
    const known = this.subnets.indexOf(subnet);
    return known >= 0 ? known : this.subnets.push(subnet) - 1;
  }

  eni(number: number): Eni {
    const eni = this.enis.get(number);
    if (eni === undefined) throw new RangeError(`no ENI number ${number}`);
    return eni;
  }

  createNetworkInterface(_node: number, subnet: number, prefixes: boolean, count: number, into: Uint32Array): number {
    const created = this.ec2.createNetworkInterface(this.subnet(subnet), { kind: kindOf(prefixes), count });
    if (!created) return INSUFFICIENT;
    into[0] = created.primaryAddress;
    into.set(created.entries, 1);
    return this.numberOfEni(created.eni);
  }

  attachNetworkInterface(_node: number, eni: number, device: number): void {
    this.ec2.attachNetworkInterface(this.eni(eni), device);
  }

  assignPrivateIpAddresses(eni: number, _subnet: number, prefixes: boolean, count: number, into: Uint32Array): boolean {
    const entries = this.ec2.assignPrivateIpAddresses(this.eni(eni), { kind: kindOf(prefixes), count });
    if (entries) into.set(entries);
    return entries !== null;
  }

  unassignPrivateIpAddresses(eni: number, _subnet: number, prefixes: boolean, released: ReleasedEntries): void {
    const entries = [...released.addresses.subarray(0, released.count)];
    this.ec2.unassignPrivateIpAddresses(this.eni(eni), kindOf(prefixes), entries);
  }

  detachNetworkInterface(eni: number): void {
    this.ec2.detachNetworkInterface(this.eni(eni));
  }

  deleteNetworkInterface(eni: number): void {
    this.ec2.deleteNetworkInterface(this.eni(eni));
    this.enis.delete(eni);
  }

  discoverableSubnets(): readonly number[] {
    return this.ec2.discoverableSubnets().map((subnet) => this.numberOfSubnet(subnet));
  }

  availableIpAddressCount(subnet: number): number {
    return this.ec2.availableIpAddressCount(this.subnet(subnet));
  }

  private subnet(number: number): Subnet {
    const subnet = this.subnets[number];
    if (subnet === undefined) throw new RangeError(`no subnet number ${number}`);
    return subnet;
  }
}

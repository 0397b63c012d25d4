import type { Random } from "@/lib/demo/random";
import type { EniInput, InstanceInput, SubnetInput, VpcInput } from "@/lib/demo/state/account-inputs";
import { type AddressChoice, AddressSpace, type ReservationType } from "@/lib/demo/state/address-space";
import type {
  EniState,
  InstanceState,
  ReservationState,
  SubnetState,
  TagList,
  VpcState,
  Zone,
} from "@/lib/demo/state/model";
import { OrderedTable } from "@/lib/demo/state/ordered-table";
import { TrailLog } from "@/lib/demo/trail/trail-log";
import { type Cidr, cidrSize, formatCidr, parseCidr } from "@/lib/domain/ip/cidr";

export const ACCOUNT_ID = "111122223333";
export const REGION = "eu-west-1";
export const ZONES: readonly [Zone, Zone, Zone] = [
  { name: `${REGION}a`, id: "euw1-az1" },
  { name: `${REGION}b`, id: "euw1-az2" },
  { name: `${REGION}c`, id: "euw1-az3" },
];

/** Everything that EC2 keeps of the account, what CloudTrail has of it, and the few writes that move it. Writes keep the accounting identity. */
export class Account {
  readonly vpcs = new OrderedTable<VpcState>();
  readonly subnets = new OrderedTable<SubnetState>();
  readonly enis = new OrderedTable<EniState>();
  readonly instances = new OrderedTable<InstanceState>();
  readonly reservations = new OrderedTable<ReservationState>();
  readonly eniById = new Map<string, EniState>();
  readonly instanceById = new Map<string, InstanceState>();
  readonly subnetById = new Map<string, SubnetState>();
  readonly vpcById = new Map<string, VpcState>();
  /** What CloudTrail has of the account's calls. */
  readonly trail: TrailLog;
  /** Of all subnets. */
  readonly addressChoice: AddressChoice = { kind: "any" };
  private nextSequence = 0;
  private readonly ids: Random;
  private readonly spaces: Random;

  constructor(random: Random) {
    this.ids = random.fork("ids");
    this.spaces = random.fork("spaces");
    this.trail = new TrailLog(random.fork("trail"));
  }

  /** A resource id of today's length: 17 hexadecimal digits, of which EC2 keeps the first 0. */
  newId(prefix: string): string {
    return `${prefix}-0${this.ids.hex(16)}`;
  }

  addVpc(input: VpcInput): VpcState {
    const blocks = [
      ...input.cidrs.map((cidr) => ({ cidr, state: "associated" })),
      ...(input.unsettledBlock ? [input.unsettledBlock] : []),
    ];
    const vpc: VpcState = {
      sequence: this.nextSequence++,
      id: this.newId("vpc"),
      ownerId: input.ownerId ?? ACCOUNT_ID,
      blocks: blocks.map(({ cidr, state }) => ({
        cidr: mustParseCidr(cidr),
        associationId: this.newId("vpc-cidr-assoc"),
        state,
      })),
      ipv6: input.ipv6Cidr ? { cidr: input.ipv6Cidr, associationId: this.newId("vpc-cidr-assoc") } : null,
      isDefault: input.isDefault ?? false,
      dhcpOptionsId: this.newId("dopt"),
      defaultGroup: { id: this.newId("sg"), name: "default" },
      tags: withName(input.name, input.tags),
    };
    this.vpcs.add(vpc);
    this.vpcById.set(vpc.id, vpc);
    return vpc;
  }

  addSubnet(input: SubnetInput): SubnetState {
    const id = this.newId("subnet");
    const cidr = input.cidr === null ? null : mustParseCidr(input.cidr);
    const subnet: SubnetState = {
      sequence: this.nextSequence++,
      id,
      vpc: input.vpc,
      ownerId: input.vpc.ownerId,
      zone: input.zone,
      ipv4: cidr && { cidr, space: new AddressSpace(cidrSize(cidr), this.spaces.fork(id), this.addressChoice) },
      ipv6: input.ipv6Cidr ? { cidr: input.ipv6Cidr, associationId: this.newId("subnet-cidr-assoc") } : null,
      isDefaultForZone: input.isDefaultForZone ?? false,
      mapsPublicAddress: input.mapsPublicAddress ?? false,
      reservations: [],
      enis: new OrderedTable(),
      tags: withName(input.name, input.tags),
    };
    this.subnets.add(subnet);
    this.subnetById.set(subnet.id, subnet);
    return subnet;
  }

  /** Reserves a block of the subnet; `cidr` must lie in it. */
  addReservation(
    subnet: SubnetState,
    input: { cidr: string; type: ReservationType; description: string | null; isIpv6?: boolean; tags?: TagList },
  ): ReservationState {
    const reservation: ReservationState = {
      sequence: this.nextSequence++,
      id: this.newId("scr"),
      subnet,
      cidr: input.cidr,
      isIpv6: input.isIpv6 ?? false,
      type: input.type,
      description: input.description,
      tags: input.tags ?? [],
    };
    if (!reservation.isIpv6 && subnet.ipv4) {
      const cidr = mustParseCidr(input.cidr);
      subnet.ipv4.space.reserve(cidr.base - subnet.ipv4.cidr.base, cidrSize(cidr), input.type);
    }
    this.reservations.add(reservation);
    subnet.reservations.push(reservation);
    return reservation;
  }

  /** Makes an ENI with all the addresses asked for, or none at all and null when the subnet has not enough. */
  addEni(input: EniInput): EniState | null {
    const taken = this.takeFor(input);
    if (!taken) return null;
    const eni: EniState = {
      sequence: this.nextSequence++,
      id: this.newId("eni"),
      subnet: input.subnet,
      description: input.description,
      interfaceType: input.interfaceType ?? "interface",
      ownerId: input.ownerId ?? ACCOUNT_ID,
      requesterId: input.requesterId ?? null,
      isRequesterManaged: input.isRequesterManaged ?? false,
      macAddress: `0a:${(this.ids.hex(10).match(/../g) ?? []).join(":")}`,
      checksSourceDest: input.checksSourceDest ?? true,
      groups: input.groups ?? [input.subnet.vpc.defaultGroup],
      operator: input.operator ?? null,
      ...taken,
      ipv6Addresses: input.ipv6Addresses ?? [],
      ipv6Prefixes: input.ipv6Prefixes ?? [],
      association: input.association ?? null,
      createdAt: input.now,
      status: input.status ?? (input.attachment ? "in-use" : "available"),
      attachment: input.attachment ?? null,
      tags: input.tags ?? [],
    };
    this.enis.add(eni);
    this.eniById.set(eni.id, eni);
    input.subnet.enis.add(eni);
    return eni;
  }

  /** More secondary addresses for an ENI, or null and nothing changed. */
  assignAddresses(eni: EniState, count: number): readonly number[] | null {
    const offsets = eni.subnet.ipv4?.space.takeAddresses(count) ?? null;
    if (offsets) eni.secondaries.push(...offsets);
    return offsets;
  }

  /** More prefixes for an ENI, or null and nothing changed. */
  assignPrefixes(eni: EniState, count: number): readonly number[] | null {
    const firsts = eni.subnet.ipv4?.space.takeBlocks(count) ?? null;
    if (firsts) eni.prefixes.push(...firsts);
    return firsts;
  }

  unassignAddresses(eni: EniState, offsets: readonly number[]): void {
    for (const offset of offsets) {
      eni.secondaries.splice(eni.secondaries.indexOf(offset), 1);
      eni.subnet.ipv4?.space.release(offset);
    }
  }

  unassignPrefixes(eni: EniState, firsts: readonly number[]): void {
    for (const first of firsts) {
      eni.prefixes.splice(eni.prefixes.indexOf(first), 1);
      eni.subnet.ipv4?.space.releaseBlock(first);
    }
  }

  /** Detaches the ENI if need be and gives all its addresses back. */
  deleteEni(eni: EniState): void {
    this.detachEni(eni);
    const space = eni.subnet.ipv4?.space;
    if (eni.primary !== null) space?.release(eni.primary);
    for (const offset of eni.secondaries) space?.release(offset);
    for (const first of eni.prefixes) space?.releaseBlock(first);
    this.enis.delete(eni);
    this.eniById.delete(eni.id);
    eni.subnet.enis.delete(eni);
  }

  /** The ENI stays, with its addresses, attached to nothing. */
  detachEni(eni: EniState): void {
    const instance = eni.attachment?.instanceId ? this.instanceById.get(eni.attachment.instanceId) : undefined;
    if (instance) instance.enis.splice(instance.enis.indexOf(eni), 1);
    eni.attachment = null;
    eni.status = "available";
  }

  /** An instance without ENIs; its primary ENI is attached next. */
  addInstance(input: InstanceInput): InstanceState {
    const instance: InstanceState = {
      sequence: this.nextSequence++,
      id: this.newId("i"),
      reservationId: input.reservationId ?? this.newId("r"),
      instanceType: input.instanceType,
      subnet: input.subnet,
      launchTime: input.launchTime,
      imageId: this.newId("ami"),
      keyName: input.keyName ?? null,
      architecture: input.architecture ?? "x86_64",
      iamProfile: input.iamProfile ?? null,
      lifecycle: input.lifecycle ?? null,
      operator: input.operator ?? null,
      groups: input.groups,
      tags: input.tags,
      enis: [],
      state: "running",
      stateSince: input.launchTime,
    };
    this.instances.add(instance);
    this.instanceById.set(instance.id, instance);
    return instance;
  }

  attachEni(eni: EniState, instance: InstanceState, place: { device: number; card?: number; now: number }): void {
    eni.attachment = {
      id: this.newId("eni-attach"),
      instanceId: instance.id,
      instanceOwnerId: ACCOUNT_ID,
      deviceIndex: place.device,
      networkCardIndex: place.card ?? 0,
      status: "attached",
      attachTime: place.now,
      deleteOnTermination: true,
    };
    eni.status = "in-use";
    instance.enis.push(eni);
  }

  deleteInstance(instance: InstanceState): void {
    this.instances.delete(instance);
    this.instanceById.delete(instance.id);
  }

  private takeFor(input: EniInput): Pick<EniState, "primary" | "secondaries" | "prefixes"> | null {
    const space = input.subnet.ipv4?.space;
    const wanted = input.primary ?? "any";
    const secondaryCount = input.secondaryCount ?? 0;
    const prefixCount = input.prefixCount ?? 0;
    if (wanted === "none" || !space) return { primary: null, secondaries: [], prefixes: [] };
    const single = typeof wanted === "number" ? (space.takeAt(wanted) ? wanted : null) : space.takeAddresses(1)?.[0];
    if (single === null || single === undefined) return null;
    const secondaries = space.takeAddresses(secondaryCount);
    const prefixes = secondaries && space.takeBlocks(prefixCount);
    if (secondaries && prefixes) return { primary: single, secondaries, prefixes };
    for (const offset of [single, ...(secondaries ?? [])]) space.release(offset);
    return null;
  }
}

function mustParseCidr(text: string): Cidr {
  const cidr = parseCidr(text);
  if (!cidr || formatCidr(cidr) !== text) throw new RangeError(`${text} is no IPv4 block`);
  return cidr;
}

const withName = (name: string | null, tags: TagList = []): TagList =>
  name === null ? tags : [["Name", name], ...tags];

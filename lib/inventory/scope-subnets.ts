import "server-only";
import type { ScopeSubnet } from "@/lib/domain/api/simulation";
import { BLOCK_SIZE, formatCidr } from "@/lib/domain/ip/cidr";
import { ADDRESS_CLASS_CODE } from "@/lib/domain/vpc/address-class";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Subnet } from "@/lib/domain/vpc/snapshot";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { type MappedSubnet, mappedSubnet } from "@/lib/inventory/readable-subnet";

const FREE = ADDRESS_CLASS_CODE.free;
const RESERVED_BY_AWS = ADDRESS_CLASS_CODE["reserved-by-aws"];

/** Which addresses of a subnet are free to a simulated node, a byte each: 0 free, 1 taken, 2 held by a simulated node. */
interface Sheet extends MappedSubnet {
  readonly places: Uint8Array;
}

const TAKEN = 1;
const HELD = 2;

/** The tag by which a subnet is opened to, or closed to, the CNI's subnet discovery (awsutils.go validTag, v1.23.1). */
const roleTag = ({ tags }: Subnet): string => tags["kubernetes.io/role/cni"] ?? "";

/** The subnets of a scope, in which nodes mark what they hold. */
export class ScopeSubnets {
  private readonly numbers: ReadonlyMap<string, number>;

  private constructor(
    private readonly sheets: readonly Sheet[],
    private readonly unmapped: readonly string[],
  ) {
    this.numbers = new Map(sheets.map(({ state }, number) => [state.subnet.id, number]));
  }

  /** All IPv4 subnets of the VPCs. There is no scope while not all ENIs were read (`unavailable`). */
  static of(inventory: Inventory, vpcIds: ReadonlySet<string>): ViewResult<ScopeSubnets> {
    const sheets: Sheet[] = [];
    const unmapped: string[] = [];
    for (const vpcId of vpcIds) {
      for (const { id } of inventory.subnetsByVpc.get(vpcId) ?? []) {
        const mapped = mappedSubnet(inventory, id);
        if (mapped.kind === "unavailable") return mapped;
        if (mapped.kind !== "data") unmapped.push(id);
        else sheets.push({ ...mapped.data, places: placesOf(mapped.data) });
      }
    }
    return { kind: "data", data: new ScopeSubnets(sheets, unmapped) };
  }

  /** The subnet's number, or null for one that is not of the scope, or that has no map. */
  numberOf(subnetId: string | null): number | null {
    return this.numbers.get(subnetId ?? "") ?? null;
  }

  /** Null where the tag says nothing that matters: "0" excludes the subnet, its primary ENIs too (since v1.22.0). */
  isExcluded(number: number): boolean {
    const sheet = this.sheets[number];
    return sheet !== undefined && roleTag(sheet.state.subnet) === "0";
  }

  /** The address as an offset, or null where it lies outside of the subnet, is AWS's own, or is held by another node. */
  offsetOf(number: number, address: number, length: number): number | null {
    const sheet = this.sheets[number];
    if (!sheet) return null;
    const offset = address - sheet.addresses.cidr.base;
    if (offset < 0 || offset + length > sheet.places.length) return null;
    for (let place = offset; place < offset + length; place++) {
      if (sheet.places[place] === HELD || sheet.addresses.classes[place] === RESERVED_BY_AWS) return null;
    }
    return offset;
  }

  /** Marks addresses as a simulated node's. */
  hold(number: number, offset: number, length: number): void {
    this.sheets[number]?.places.fill(HELD, offset, offset + length);
  }

  /** Takes that back. */
  letGo(number: number, offset: number, length: number): void {
    this.sheets[number]?.places.fill(TAKEN, offset, offset + length);
  }

  /** In the order of their numbers. */
  describe(): ScopeSubnet[] {
    return this.sheets.map((sheet) => {
      const { subnet, capacity, accounting } = sheet.state;
      return {
        id: subnet.id,
        name: subnet.name,
        cidr: formatCidr(sheet.addresses.cidr),
        availabilityZone: subnet.availabilityZone,
        isUsed: isUsed(sheet),
        vpcId: subnet.vpcId,
        isForCni: !["", "0"].includes(roleTag(subnet)),
        taken: takenRuns(sheet),
        freeAddressCount: capacity.freeAddressCount,
        unexplainedAddressCount: Math.max(0, excessOfFree(sheet)),
        reservedForPrefixesCount: accounting?.reservedForPrefixesCount ?? 0,
      };
    });
  }

  notes(): string[] {
    const used = this.sheets.filter(isUsed);
    const beyond = used.filter((sheet) => excessOfFree(sheet) < 0).map(({ state }) => state.subnet.id);
    const reserving = used.filter(({ state }) => (state.accounting?.reservedForPrefixesCount ?? 0) >= BLOCK_SIZE);
    const notes: string[] = [];
    if (this.unmapped.length > 0) {
      notes.push(`${list(this.unmapped)}: no IPv4 CIDR that could be read, left out.`);
    }
    if (beyond.length > 0) {
      notes.push(`${list(beyond)}: EC2 counts more free addresses than the visible ENIs leave; the ENIs are believed.`);
    }
    if (reserving.length > 0) {
      const ids = list(reserving.map(({ state }) => state.subnet.id));
      notes.push(`${ids}: EC2 would take prefixes out of the CIDR reservation first; here it counts as taken.`);
    }
    return notes;
  }
}

const list = (ids: readonly string[]): string =>
  ids.length > 5 ? `${ids.slice(0, 5).join(", ")} and ${ids.length - 5} more` : ids.join(", ");

const isUsed = ({ places }: Sheet): boolean => places.includes(HELD);

const placesOf = ({ addresses }: MappedSubnet): Uint8Array =>
  addresses.classes.map((code) => (code === FREE ? 0 : TAKEN));

/** What looks free on the map beyond EC2's count; negative where EC2 counts more. 0 without EC2's count and unreadable addresses. */
function excessOfFree({ state, addresses }: Sheet): number {
  const visible = addresses.classes.reduce((count, code) => (code === FREE ? count + 1 : count), 0);
  const { freeAddressCount } = state.capacity;
  if (freeAddressCount !== null) return visible - Math.max(freeAddressCount, 0);
  return [...addresses.unreadableCounts.values()].reduce((sum, count) => sum + count, 0);
}

/** `[first offset, count]` of what neither is AWS's own nor held by a simulated node. */
function takenRuns({ places, addresses: { classes } }: Sheet): [number, number][] {
  const runs: [number, number][] = [];
  let start = -1;
  for (let offset = 0; offset <= places.length; offset++) {
    const isTaken = places[offset] === TAKEN && classes[offset] !== RESERVED_BY_AWS;
    if (isTaken && start < 0) start = offset;
    if (!isTaken && start >= 0) {
      runs.push([start, offset - start]);
      start = -1;
    }
  }
  return runs;
}

import "server-only";
import type { ScopeSubnet } from "@/lib/domain/api/simulation";
import { addressAt, BLOCK_SIZE, formatCidr, prefixCidr } from "@/lib/domain/ip/cidr";
import { toSteps } from "@/lib/domain/simulation/offset-steps";
import { ADDRESS_CLASS_CODE } from "@/lib/domain/vpc/address-class";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { isPrefixReservation, liesInPrefixReservation } from "@/lib/domain/vpc/subnet-addresses";
import { isClosedToCni, isForCniOf } from "@/lib/domain/vpc/subnet-discovery";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { type MappedSubnet, mappedSubnet } from "@/lib/inventory/readable-subnet";

const FREE = ADDRESS_CLASS_CODE.free;
const RESERVED_BY_AWS = ADDRESS_CLASS_CODE["reserved-by-aws"];
const CIDR_RESERVATION = ADDRESS_CLASS_CODE["cidr-reservation"];

/** Which addresses of a subnet are free to a simulated node, a byte each: 0 free, 1 taken, 2 held by a simulated node. */
interface Sheet extends MappedSubnet {
  readonly places: Uint8Array;
  /** First offsets of the prefixes among what simulated nodes hold. */
  readonly heldPrefixes: Set<number>;
}

const TAKEN = 1;
const HELD = 2;

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
        else sheets.push({ ...mapped.data, places: placesOf(mapped.data), heldPrefixes: new Set() });
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
    return sheet !== undefined && isClosedToCni(sheet.state.subnet);
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
    const sheet = this.sheets[number];
    sheet?.places.fill(HELD, offset, offset + length);
    if (length === BLOCK_SIZE) sheet?.heldPrefixes.add(offset);
  }

  /** Takes that back. */
  letGo(number: number, offset: number, length: number): void {
    const sheet = this.sheets[number];
    sheet?.places.fill(TAKEN, offset, offset + length);
    sheet?.heldPrefixes.delete(offset);
  }

  /** In the order of their numbers; `clusters` are those of the simulated nodes. */
  describe(clusters: readonly string[]): ScopeSubnet[] {
    return this.sheets.map((sheet) => {
      const { subnet, capacity, accounting } = sheet.state;
      return {
        id: subnet.id,
        name: subnet.name,
        cidr: formatCidr(sheet.addresses.cidr),
        availabilityZone: subnet.availabilityZone,
        isUsed: isUsed(sheet),
        vpcId: subnet.vpcId,
        isForCni: isForCniOf(subnet, clusters),
        taken: takenRuns(sheet),
        freeAddressCount: capacity.freeAddressCount,
        unexplainedAddressCount: Math.max(0, excessOfFree(sheet)),
        reservedForPrefixesCount: accounting?.reservedForPrefixesCount ?? 0,
        ...prefixBlocksOf(sheet),
      };
    });
  }

  notes(): string[] {
    const used = this.sheets.filter(isUsed);
    const beyond = used.filter((sheet) => excessOfFree(sheet) < 0).map(({ state }) => state.subnet.id);
    const notes: string[] = [];
    if (this.unmapped.length > 0) {
      notes.push(`${list(this.unmapped)}: no IPv4 CIDR that could be read, left out.`);
    }
    if (beyond.length > 0) {
      notes.push(`${list(beyond)}: EC2 counts more free addresses than the visible ENIs leave; the ENIs are believed.`);
    }
    return notes;
  }
}

const list = (ids: readonly string[]): string =>
  ids.length > 5 ? `${ids.slice(0, 5).join(", ")} and ${ids.length - 5} more` : ids.join(", ");

const isUsed = ({ places }: Sheet): boolean => places.includes(HELD);

const placesOf = ({ addresses }: MappedSubnet): Uint8Array =>
  addresses.classes.map((code) => (code === FREE ? 0 : TAKEN));

/** The blocks that a reservation keeps for prefixes and that a simulated node has, or may have; absent without any. */
function prefixBlocksOf({ state, addresses, places, heldPrefixes }: Sheet): Pick<ScopeSubnet, "prefixBlocks"> {
  const reservations = (state.reservations ?? []).filter(isPrefixReservation);
  if (reservations.length === 0) return {};
  const blocks: number[] = [];
  for (let first = 0; first + BLOCK_SIZE <= places.length; first += BLOCK_SIZE) {
    if (!liesInPrefixReservation(prefixCidr(addressAt(addresses.cidr, first)), reservations)) continue;
    const isKept = addresses.classes.subarray(first, first + BLOCK_SIZE).every((code) => code === CIDR_RESERVATION);
    if (isKept || heldPrefixes.has(first)) blocks.push(first / BLOCK_SIZE);
  }
  return blocks.length === 0 ? {} : { prefixBlocks: toSteps(blocks) };
}

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

import type { AddressMap } from "@/lib/domain/api/subnet";
import { type AddressCells, unpackAddressMap } from "@/lib/domain/geometry/address-cells";
import { BLOCK_SIZE, parseCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4, type Ipv4, parseIpv4, toIpv4 } from "@/lib/domain/ip/ipv4";
import { type AddressClass, BLOCK_KINDS, type BlockKind } from "@/lib/domain/vpc/address-class";

/** The map unpacked once, with what drawing and pointing ask for at every frame. */
export interface MapModel {
  readonly subnetId: string;
  readonly base: Ipv4;
  readonly cells: AddressCells;
  readonly classes: readonly AddressClass[];
  /** `{ row → addresses of the /28 that are taken }` */
  readonly usedInBlock: Uint8Array;
}

/** Classes of an address that nothing has been given. */
const UNTAKEN: ReadonlySet<AddressClass> = new Set(["free", "cidr-reservation"]);

export function toMapModel(map: AddressMap): MapModel {
  const cidr = parseCidr(map.cidr);
  if (cidr === null) throw new RangeError(`the map of ${map.subnetId} has no CIDR: ${map.cidr}`);
  const cells = unpackAddressMap(map, BLOCK_KINDS);
  const isTaken = map.classes.map((name) => (UNTAKEN.has(name) ? 0 : 1));
  const usedInBlock = new Uint8Array(cells.rowCount);
  for (let offset = 0; offset < cells.addressCount; offset++) {
    const row = Math.floor(offset / BLOCK_SIZE);
    usedInBlock[row] = (usedInBlock[row] ?? 0) + (isTaken[cells.codes[offset] ?? -1] ?? 1);
  }
  return { subnetId: map.subnetId, base: cidr.base, cells, classes: map.classes, usedInBlock };
}

export const addressAt = (model: MapModel, offset: number): string => formatIpv4(toIpv4(model.base + offset));

/** The cell of an address given as text; null when it is none of this subnet. */
export function offsetOf(model: MapModel, address: string | null): number | null {
  const parsed = address === null ? null : parseIpv4(address);
  if (parsed === null) return null;
  const offset = parsed - model.base;
  return offset >= 0 && offset < model.cells.addressCount ? offset : null;
}

export const classAt = (model: MapModel, offset: number): AddressClass =>
  model.classes[model.cells.codes[offset] ?? -1] ?? "unknown";

export const rowOf = (offset: number): number => Math.floor(offset / BLOCK_SIZE);

/** The kind of a row's /28, or null for a row that is no whole block. */
export const blockKindAt = (model: MapModel, row: number): BlockKind | null =>
  BLOCK_KINDS[model.cells.blockKinds[row] ?? -1] ?? null;

/** Addresses of a row; fewer than 16 in a subnet smaller than a /28. */
export const rowLength = (model: MapModel, row: number): number =>
  Math.min(BLOCK_SIZE, model.cells.addressCount - row * BLOCK_SIZE);

/** The /28 in CIDR notation, or the row's first address where it is no whole block. */
export const blockCidr = (model: MapModel, row: number): string =>
  `${addressAt(model, row * BLOCK_SIZE)}${rowLength(model, row) === BLOCK_SIZE ? "/28" : ""}`;

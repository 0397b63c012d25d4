import { addressAt, BLOCK_SIZE, formatCidr, parseCidr, prefixCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";
import type { NodeMoment, RackEni, RackEntry } from "@/lib/domain/simulation/simulation-result";

/** One place of an ENI at a moment of a run; who has an address is known there. */
export type MomentPlace =
  | { readonly kind: "primary"; readonly address: string; readonly addressClass: "node-primary" | "eni-primary" }
  | { readonly kind: "secondary"; readonly address: string; readonly addressClass: "assigned" | "cooldown" | "warm" }
  | {
      readonly kind: "prefix";
      readonly prefix: string;
      readonly assigned: number;
      readonly cooling: number;
      readonly warm: number;
    }
  | { readonly kind: "empty" };

/** One row of a node's rack at a moment: an ENI with all its places, or room for one. */
export type MomentRow =
  | {
      readonly kind: "attached";
      readonly device: number;
      readonly subnetId: string;
      readonly isPrimary: boolean;
      readonly isTrunk: boolean;
      /** The own address first, then the entries by address, then the places that nothing fills. */
      readonly places: readonly MomentPlace[];
      readonly usedSlotCount: number;
      readonly slotCount: number;
    }
  | { readonly kind: "vacant"; readonly device: number; readonly slotCount: number };

/**
 * The ENIs of a node at a moment in device order, then the places up to its ENI limit that no ENI takes. Addresses are
 * named by the CIDRs of their subnets, `{ subnet id → CIDR }`: offset 45 of 10.20.1.0/24 is 10.20.1.45; an address of a
 * subnet that is not among them is named by its offset, `+45`.
 */
export function momentRack(moment: NodeMoment, cidrs: ReadonlyMap<string, string>): readonly MomentRow[] {
  const { enis, maxEnis, slotsPerEni } = moment;
  const attached = enis.toSorted((a, b) => a.device - b.device).map((eni) => attachedRow(eni, slotsPerEni, cidrs));
  const taken = new Set(enis.map(({ device }) => device));
  const vacant: MomentRow[] = [];
  for (let device = 0; vacant.length < maxEnis - enis.length; device++) {
    if (!taken.has(device)) vacant.push({ kind: "vacant", device, slotCount: slotsPerEni });
  }
  return [...attached, ...vacant];
}

function attachedRow(eni: RackEni, slotCount: number, cidrs: ReadonlyMap<string, string>): MomentRow {
  const cidr = parseCidr(cidrs.get(eni.subnetId) ?? "");
  const addressOf = (offset: number): string => (cidr === null ? `+${offset}` : formatIpv4(addressAt(cidr, offset)));
  const prefixOf = (offset: number): string =>
    cidr === null ? `+${offset}/28` : formatCidr(prefixCidr(addressAt(cidr, offset)));
  const primary: MomentPlace = {
    kind: "primary",
    address: addressOf(eni.primaryOffset),
    addressClass: eni.isPrimary ? "node-primary" : "eni-primary",
  };
  const entries = eni.entries
    .toSorted((a, b) => a.offset - b.offset)
    .map((entry) => placeOf(entry, entry.isPrefix ? prefixOf(entry.offset) : addressOf(entry.offset)));
  const unused = Array.from(
    { length: Math.max(0, slotCount - entries.length) },
    (): MomentPlace => ({ kind: "empty" }),
  );
  return {
    kind: "attached",
    device: eni.device,
    subnetId: eni.subnetId,
    isPrimary: eni.isPrimary,
    isTrunk: eni.isTrunk,
    places: [primary, ...entries, ...unused],
    usedSlotCount: entries.length,
    slotCount,
  };
}

function placeOf({ isPrefix, assigned, cooling }: RackEntry, name: string): MomentPlace {
  if (isPrefix) return { kind: "prefix", prefix: name, assigned, cooling, warm: BLOCK_SIZE - assigned - cooling };
  const addressClass = assigned > 0 ? "assigned" : cooling > 0 ? "cooldown" : "warm";
  return { kind: "secondary", address: name, addressClass };
}

/** What a node holds at a moment, summed up. */
export interface MomentSum {
  readonly eniCount: number;
  /** The ENIs' own addresses, attached ones and those in prefixes. */
  readonly held: number;
  readonly assigned: number;
  readonly cooling: number;
  readonly warm: number;
  readonly prefixes: number;
}

/** A node's addresses at a moment, by what they are: `held` are its ENIs' own and all in slots, a prefix as 16. */
export function sumOfMoment({ enis }: NodeMoment): MomentSum {
  const entries = enis.flatMap((eni) => eni.entries);
  const sum = (of: (entry: RackEntry) => number): number => entries.reduce((total, entry) => total + of(entry), 0);
  const total = sum(({ isPrefix }) => (isPrefix ? BLOCK_SIZE : 1));
  const assigned = sum((entry) => entry.assigned);
  const cooling = sum((entry) => entry.cooling);
  return {
    eniCount: enis.length,
    held: enis.length + total,
    assigned,
    cooling,
    warm: total - assigned - cooling,
    prefixes: entries.filter(({ isPrefix }) => isPrefix).length,
  };
}

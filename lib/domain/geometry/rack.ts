import type { BranchEni, NodeDetail, NodeEni, Slot } from "@/lib/domain/api/node";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import { parseIpv4 } from "@/lib/domain/ip/ipv4";

/** One row of the ENI rack: an attached ENI with all its places, or a place where a further ENI could be attached. */
export type RackRow =
  | {
      readonly kind: "attached";
      readonly eni: NodeEni;
      /** The primary address first, then one entry a place; places that nothing fills are `empty`. */
      readonly slots: readonly Slot[];
      readonly branches: readonly BranchEni[];
    }
  | {
      readonly kind: "vacant";
      readonly deviceIndex: number;
      readonly slotCount: number;
      /** The pod count at which the pool attaches this ENI, where the pool's range tells. */
      readonly comesWithPod: number | null;
    };

/** The rows of one network card. */
export interface RackCard {
  readonly networkCardIndex: number;
  readonly rows: readonly RackRow[];
}

export interface Rack {
  readonly cards: readonly RackCard[];
  /** Branch ENIs whose trunk is not among the node's ENIs. */
  readonly strayBranches: readonly BranchEni[];
  /** Most places of any row, the primary's included: the rack's width in cells. */
  readonly widestRow: number;
  readonly hasPrefixes: boolean;
}

/** The CNI works on the default network card; the limits of a type are that card's. */
const DEFAULT_CARD = 0;

/**
 * Arranges a node's ENIs as a rack: network cards in order, on each the ENIs in device order, and on the default card
 * the places up to the type's ENI limit that no ENI takes. A type with unknown limits has no vacant rows.
 */
export function buildRack(node: NodeDetail): Rack {
  const cardIndexes = [...new Set([DEFAULT_CARD, ...node.enis.map((eni) => eni.networkCardIndex)])].sort(
    (a, b) => a - b,
  );
  const cards = cardIndexes.map((networkCardIndex) => ({ networkCardIndex, rows: rowsOfCard(node, networkCardIndex) }));
  const rows = cards.flatMap((card) => card.rows);
  const ownIds = new Set(node.enis.map((eni) => eni.eniId));
  return {
    cards: cards.filter((card) => card.rows.length > 0),
    strayBranches: node.branchEnis.filter((branch) => !ownIds.has(branch.trunkEniId)),
    widestRow: rows.reduce((widest, row) => Math.max(widest, placesOf(row)), 1),
    hasPrefixes: node.enis.some((eni) => eni.slots.some((slot) => slot.kind === "prefix")),
  };
}

const placesOf = (row: RackRow): number => (row.kind === "attached" ? row.slots.length : row.slotCount + 1);

function rowsOfCard(node: NodeDetail, networkCardIndex: number): RackRow[] {
  const enis = node.enis.filter((eni) => eni.networkCardIndex === networkCardIndex).sort(byDevice);
  const attached = enis.map(
    (eni): RackRow => ({
      kind: "attached",
      eni,
      slots: slotsOf(eni),
      branches: node.branchEnis.filter((branch) => branch.trunkEniId === eni.eniId),
    }),
  );
  return networkCardIndex === DEFAULT_CARD ? [...attached, ...vacantRows(node, enis)] : attached;
}

const byDevice = (a: NodeEni, b: NodeEni): number =>
  (a.deviceIndex ?? Number.MAX_SAFE_INTEGER) - (b.deviceIndex ?? Number.MAX_SAFE_INTEGER) ||
  (a.eniId ?? "").localeCompare(b.eniId ?? "");

const KIND_ORDER: readonly Slot["kind"][] = ["primary", "secondary", "prefix", "unreadable", "empty"];

/** EC2 knows no order of an ENI's places: the primary comes first, the others by address, the unused ones last. */
function bySlot(a: Slot, b: Slot): number {
  return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || numberOf(a) - numberOf(b);
}

function numberOf(slot: Slot): number {
  if (slot.kind === "prefix") return parseIpv4(slot.prefix.split("/")[0] ?? "") ?? 0;
  return "address" in slot ? (parseIpv4(slot.address) ?? 0) : 0;
}

/** The ENI's slots in order, filled up with empty places to the type's limit. */
function slotsOf(eni: NodeEni): Slot[] {
  const slots = [...eni.slots].sort(bySlot);
  const primary = slots.filter((slot) => slot.kind === "primary");
  const places = slots.filter((slot) => slot.kind !== "primary");
  const missing = Math.max(0, (eni.slotCount ?? 0) - places.length);
  return [...primary, ...places, ...Array.from({ length: missing }, (): Slot => ({ kind: "empty" }))];
}

function vacantRows(node: NodeDetail, attached: readonly NodeEni[]): RackRow[] {
  const limits = node.limits;
  if (limits === null) return [];
  const taken = new Set(attached.map((eni) => eni.deviceIndex));
  const rows: RackRow[] = [];
  for (let deviceIndex = 0; rows.length < limits.maxEnis - attached.length; deviceIndex++) {
    if (taken.has(deviceIndex)) continue;
    const comesWithPod = rows.length === 0 ? podThatAttachesNextEni(node) : null;
    rows.push({ kind: "vacant", deviceIndex, slotCount: limits.slotsPerEni, comesWithPod });
  }
  return rows;
}

/**
 * The number of pods at which the pool leaves its rest by attaching a further ENI: one more than the range's upper end.
 * Null where that does not follow: no range, a place still unused on an ENI that the CNI fills (it would be filled
 * first), a range that ends because all held addresses are taken, or a pool that has reached the node's max pods and so
 * grows no more (ipamd.go isDatastorePoolTooLow and the max-pods cap, v1.23.1).
 */
export function podThatAttachesNextEni(node: NodeDetail): number | null {
  if (node.podRange === null || node.isAutoMode || !node.isNode) return null;
  const filled = node.enis.filter((eni) => eni.networkCardIndex === DEFAULT_CARD && FILLED_BY_CNI.has(eni.role));
  const isFull = filled.every((eni) => eni.slotCount !== null && eni.usedSlotCount >= eni.slotCount);
  if (filled.length === 0 || !isFull) return null;
  const poolAddressCount = node.secondaryCount + node.prefixCount * BLOCK_SIZE;
  if (node.podRange.high >= poolAddressCount) return null;
  if (node.maxPods !== null && poolAddressCount >= node.maxPods) return null;
  return node.podRange.high + 1;
}

const FILLED_BY_CNI: ReadonlySet<NodeEni["role"]> = new Set(["primary", "cni", "efa"]);

/**
 * What the node holds, as a sum in words: "2 ENIs, 2 primaries + 28 secondaries = 30 of the subnet's addresses", with
 * "+ 4 prefixes of 16" where there are prefixes. Parts that are zero are left out, apart from the primaries.
 */
export function describeHeldAddresses(node: NodeDetail): string {
  const parts = [count(node.primaryCount, "primary", "primaries")];
  if (node.secondaryCount > 0) parts.push(count(node.secondaryCount, "secondary", "secondaries"));
  if (node.prefixCount > 0) parts.push(`${count(node.prefixCount, "prefix", "prefixes")} of ${BLOCK_SIZE}`);
  const told = node.primaryCount + node.secondaryCount + node.prefixCount * BLOCK_SIZE;
  const rest = node.heldAddressCount - told;
  if (rest > 0) parts.push(`${rest} unreadable`);
  return `${count(node.enis.length, "ENI", "ENIs")}, ${parts.join(" + ")} = ${node.heldAddressCount} ${fromWhichSubnets(node)}`;
}

function fromWhichSubnets(node: NodeDetail): string {
  const holding = node.enis.filter((eni) => eni.slots.some((slot) => slot.kind !== "empty"));
  const subnetCount = new Set(holding.map((eni) => eni.subnetId)).size;
  return subnetCount > 1 ? `addresses of ${subnetCount} subnets` : "of the subnet's addresses";
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

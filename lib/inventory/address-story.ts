import "server-only";
import type { AddressStory } from "@/lib/domain/api/subnet";
import { addressAt, BLOCK_PREFIX_LENGTH, cidrContains, formatCidr, networkOf } from "@/lib/domain/ip/cidr";
import { formatIpv4, type Ipv4 } from "@/lib/domain/ip/ipv4";
import { ADDRESS_CLASSES } from "@/lib/domain/vpc/address-class";
import { type AddressHolder, AddressHolders } from "@/lib/domain/vpc/address-holders";
import { eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { MappedSubnet } from "@/lib/inventory/readable-subnet";
import { memoByInventoryAndKey } from "@/lib/inventory/view-memo";

/** Who holds each address of a subnet; the subnet must have a map. */
const holdersOf = memoByInventoryAndKey((inventory, subnetId) => {
  const { addresses, rows } = inventory.stateOf(subnetId);
  return addresses && new AddressHolders(inventory.snapshot.enis, rows, addresses.cidr);
});

/** What AWS keeps the first four addresses and the last one for. VPC user guide, "Subnet CIDR blocks". */
const AWS_RESERVED_FOR = ["network address", "VPC router", "DNS server", "kept for the future"] as const;

/** The whole story of the address at that place of the subnet. */
export function addressStory(inventory: Inventory, { state, addresses }: MappedSubnet, offset: number): AddressStory {
  const address = addressAt(addresses.cidr, offset);
  const addressClass = ADDRESS_CLASSES[addresses.classes[offset] ?? 0] ?? "unknown";
  const reservation = state.reservations?.find(({ cidr }) => cidrContains(cidr, address));
  const common = {
    address: formatIpv4(address),
    addressClass,
    reservationId: reservation?.id ?? null,
  };
  const holder = holdersOf(inventory, state.subnet.id)?.at(offset) ?? null;
  if (holder !== null && addressClass !== "reserved-by-aws") {
    return { ...common, ...heldStory(inventory, holder, address) };
  }
  const otherEniIds = holder === null ? [] : [holder.row, ...holder.otherRows].map((row) => eniIdOf(inventory, row));
  return { ...common, ...NO_HOLDER, ownerLabel: labelWithoutHolder(common, offset), otherEniIds };
}

const NO_HOLDER = {
  serviceKind: null,
  eniId: null,
  eniDescription: null,
  instanceId: null,
  nodeName: null,
  clusterName: null,
  deviceIndex: null,
  prefix: null,
  publicAddress: null,
  isLeaked: false,
} as const;

const eniIdOf = (inventory: Inventory, row: number): string =>
  inventory.snapshot.enis.ids[row] ?? "an ENI without an id";

type Common = Pick<AddressStory, "addressClass" | "reservationId">;

function labelWithoutHolder({ addressClass, reservationId }: Common, offset: number): string {
  if (addressClass === "reserved-by-aws") return `AWS: ${AWS_RESERVED_FOR[offset] ?? "broadcast address"}`;
  return addressClass === "cidr-reservation" ? `CIDR reservation ${reservationId ?? ""}`.trim() : "no visible ENI";
}

function heldStory(inventory: Inventory, holder: AddressHolder, address: Ipv4) {
  const eni = eniHeadAt(inventory.snapshot.enis, holder.row);
  const owner = inventory.owners[holder.row];
  const node = inventory.nodes.get(owner?.instanceId ?? "");
  return {
    serviceKind: owner?.serviceKind ?? null,
    ownerLabel: owner?.label ?? "unknown",
    eniId: eni.id,
    eniDescription: eni.description,
    instanceId: owner?.instanceId ?? null,
    nodeName: node?.name ?? null,
    clusterName: owner?.clusterName ?? node?.clusterName ?? null,
    deviceIndex: eni.attachment?.deviceIndex ?? null,
    prefix: holder.kind === "prefix" ? formatCidr(networkOf(address, BLOCK_PREFIX_LENGTH)) : null,
    // EC2 gives one public address an ENI here, that of the primary private address.
    publicAddress: holder.kind === "primary" && eni.publicAddress !== null ? formatIpv4(eni.publicAddress) : null,
    isLeaked: owner?.isLeaked ?? false,
    otherEniIds: holder.otherRows.map((row) => eniIdOf(inventory, row)),
  };
}

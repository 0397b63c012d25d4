import "server-only";
import type { AddressPage } from "@/lib/domain/api/subnet";
import { addressAt, cidrContains, cidrSize, formatCidr, offsetIn } from "@/lib/domain/ip/cidr";
import { formatIpv4, parseIpv4 } from "@/lib/domain/ip/ipv4";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { SubnetAddresses } from "@/lib/domain/vpc/subnet-addresses";
import { addressStory } from "@/lib/inventory/address-story";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { mappedSubnet } from "@/lib/inventory/readable-subnet";
import { invalidParameter } from "@/lib/inventory/resource-id";

export interface AddressPageRequest {
  /** The first address wanted, as text; the subnet's first when absent. */
  readonly from?: string;
  /** Addresses wanted, 1 to LARGEST_ADDRESS_PAGE; 256 when absent. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 256;
const LARGEST_ADDRESS_PAGE = 4096;

/** The stories of a stretch of a subnet, in address order. */
export function addressPage(
  inventory: Inventory,
  subnetId: string,
  { from, limit = DEFAULT_LIMIT }: AddressPageRequest,
): ViewResult<AddressPage> {
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_ADDRESS_PAGE)
    return { kind: "invalid", problem: invalidParameter("limit", `a whole number from 1 to ${LARGEST_ADDRESS_PAGE}`) };
  const result = mappedSubnet(inventory, subnetId);
  if (result.kind !== "data") return result;
  const { addresses } = result.data;
  const start = from === undefined ? 0 : placeOf(addresses, from);
  if (start === null)
    return { kind: "invalid", problem: invalidParameter("from", `an address of ${formatCidr(addresses.cidr)}`) };
  const total = cidrSize(addresses.cidr);
  const end = Math.min(start + limit, total);
  return {
    kind: "data",
    data: {
      subnetId,
      cidr: formatCidr(addresses.cidr),
      total,
      next: end < total ? formatIpv4(addressAt(addresses.cidr, end)) : null,
      addresses: Array.from({ length: end - start }, (_, i) => addressStory(inventory, result.data, start + i)),
    },
  };
}

function placeOf({ cidr }: SubnetAddresses, text: string): number | null {
  const address = parseIpv4(text);
  return address !== null && cidrContains(cidr, address) ? offsetIn(cidr, address) : null;
}

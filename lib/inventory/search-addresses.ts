import "server-only";
import type { SearchResult } from "@/lib/domain/api/node";
import { BLOCK_SIZE, type Cidr, cidrContains, formatCidr, offsetIn } from "@/lib/domain/ip/cidr";
import { formatIpv4, type Ipv4, toIpv4 } from "@/lib/domain/ip/ipv4";
import type { EniTable } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { relationTo } from "@/lib/domain/vpc/search-query";
import type { Subnet } from "@/lib/domain/vpc/snapshot";
import { addressStory } from "@/lib/inventory/address-story";
import { mappedSubnet } from "@/lib/inventory/readable-subnet";
import { eniResult, nodeResult, subnetResult, vpcResult } from "@/lib/inventory/search-result";

/**
 * What an address is: its place in each subnet whose CIDR holds it (VPCs may use the same addresses), the ENIs that have
 * it as a private or the public address, their instances; where no subnet holds it, the VPCs whose CIDR does.
 */
export function findAddress(inventory: Inventory, address: Ipv4): SearchResult[] {
  const rows = rowsWithAddress(inventory.snapshot.enis, address);
  const subnets = [...inventory.subnets.values()].filter(({ cidr }) => cidr !== null && cidrContains(cidr, address));
  const places = [
    ...subnets.map((subnet) => placeResult(inventory, subnet, address)),
    ...rows.flatMap((row) => publicPlace(inventory, row, address)),
  ];
  const enis = rows.flatMap((row) => (inventory.snapshot.enis.ids[row] ? [eniResult(inventory, row)] : []));
  const nodes = [...new Set(rows.map((row) => inventory.owners[row]?.instanceId ?? ""))].flatMap((id) => {
    const node = inventory.nodes.get(id);
    return node ? [nodeResult(node)] : [];
  });
  const results = [...places, ...enis, ...nodes];
  return results.length > 0 ? results : vpcsAround(inventory, address);
}

const vpcsAround = (inventory: Inventory, address: Ipv4): SearchResult[] =>
  [...inventory.vpcs.values()]
    .filter(({ cidrs }) => cidrs.some((cidr) => cidrContains(cidr, address)))
    .map((vpc) => ({ ...vpcResult(vpc), detail: `in no subnet of this VPC · ${vpc.id}` }));

function placeResult(inventory: Inventory, subnet: Subnet, address: Ipv4): SearchResult {
  const text = formatIpv4(address);
  const mapped = mappedSubnet(inventory, subnet.id);
  const held =
    mapped.kind === "data"
      ? addressStory(inventory, mapped.data, offsetIn(mapped.data.addresses.cidr, address)).ownerLabel
      : "holder not known";
  return {
    kind: "address",
    id: text,
    label: text,
    detail: `${held} · ${subnet.name ?? subnet.id}`,
    href: `/subnets/${subnet.id}?address=${text}`,
  };
}

/** A public address leads to the private one behind it. */
function publicPlace({ snapshot, owners }: Inventory, row: number, address: Ipv4): SearchResult[] {
  const { enis } = snapshot;
  const subnetId = enis.shared[enis.sharedIndex[row] ?? -1]?.subnetId;
  const primary = enis.primary[row] ?? 0;
  if (enis.publicAddress[row] !== address || primary === 0 || !subnetId) return [];
  const text = formatIpv4(toIpv4(primary));
  return [
    {
      kind: "address",
      id: text,
      label: text,
      detail: `behind the public address ${formatIpv4(address)} · ${owners[row]?.label ?? ""}`,
      href: `/subnets/${subnetId}?address=${text}`,
    },
  ];
}

/** Rows of the ENIs that have the address as primary, secondary, in a prefix, or as their public address. */
function rowsWithAddress(table: EniTable, address: Ipv4): number[] {
  const rows = new Set<number>();
  table.primary.forEach((primary, row) => {
    if (primary === address || table.publicAddress[row] === address) rows.add(row);
  });
  const addRowOf = (starts: Uint32Array, index: number): void => {
    rows.add(rowAt(starts, index));
  };
  table.secondary.forEach((secondary, index) => {
    if (secondary === address) addRowOf(table.secondaryStart, index);
  });
  table.prefix.forEach((base, index) => {
    if (address >= base && address < base + BLOCK_SIZE) addRowOf(table.prefixStart, index);
  });
  return [...rows];
}

/** The row in whose range the index lies: the last whose start is not beyond it. */
function rowAt(starts: Uint32Array, index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

const RELATIONS = ["same", "inside", "around"] as const;

/** The ENI that holds the block as a prefix, then VPCs and subnets: the block itself, those inside it, those around it. */
export function findCidr(inventory: Inventory, cidr: Cidr): SearchResult[] {
  const { enis } = inventory.snapshot;
  const prefixIndex = cidr.prefixLength === 28 ? enis.prefix.indexOf(cidr.base) : -1;
  const holder = prefixIndex < 0 ? [] : [eniResult(inventory, rowAt(enis.prefixStart, prefixIndex))];
  const ranked = [
    ...[...inventory.vpcs.values()].flatMap((vpc) =>
      vpc.cidrs.map((block) => ({ relation: relationTo(cidr, block), toResult: () => vpcResult(vpc) })),
    ),
    ...[...inventory.subnets.values()].flatMap((subnet) =>
      subnet.cidr === null ? [] : [{ relation: relationTo(cidr, subnet.cidr), toResult: () => subnetResult(subnet) }],
    ),
  ];
  const inOrder = RELATIONS.flatMap((wanted) => ranked.filter(({ relation }) => relation === wanted));
  return [...holder, ...inOrder.map(({ relation, toResult }) => withRelation(toResult(), relation, cidr))];
}

const withRelation = (result: SearchResult, relation: string | null, cidr: Cidr): SearchResult =>
  relation === "same" ? result : { ...result, detail: `${result.detail} · ${relation} ${formatCidr(cidr)}` };

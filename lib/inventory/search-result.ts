import "server-only";
import type { SearchResult } from "@/lib/domain/api/node";
import { formatCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";
import { eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { Node } from "@/lib/domain/vpc/node";
import type { Subnet, Vpc } from "@/lib/domain/vpc/snapshot";
import { clusterNodeCounts } from "@/lib/inventory/search-index";

const joined = (parts: readonly (string | null | undefined | false)[]): string => parts.filter(Boolean).join(" · ");

export const vpcResult = ({ id, name, cidrs }: Vpc): SearchResult => ({
  kind: "vpc",
  id,
  label: name ?? id,
  detail: joined([name && id, cidrs.map(formatCidr).join(", ")]),
  href: `/vpcs/${id}`,
});

export const subnetResult = (subnet: Subnet): SearchResult => ({
  kind: "subnet",
  id: subnet.id,
  label: subnet.name ?? subnet.id,
  detail: joined([subnet.name && subnet.id, subnet.cidr && formatCidr(subnet.cidr), subnet.availabilityZone]),
  href: `/subnets/${subnet.id}`,
});

export const nodeResult = (node: Node): SearchResult => ({
  kind: node.isNode ? "node" : "instance",
  id: node.instanceId,
  label: node.name ?? node.instanceId,
  detail: joined([
    node.name && node.instanceId,
    node.instance?.instanceType,
    node.clusterName && `cluster ${node.clusterName}`,
    node.instance?.state !== "running" && node.instance?.state,
  ]),
  href: `/nodes/${node.instanceId}`,
});

export function clusterResult(inventory: Inventory, name: string): SearchResult {
  const count = clusterNodeCounts(inventory).get(name) ?? 0;
  return {
    kind: "cluster",
    id: name,
    label: name,
    detail: count === 1 ? "cluster of 1 node" : `cluster of ${count} nodes`,
    href: `/?cluster=${encodeURIComponent(name)}`,
  };
}

export function eniResult(inventory: Inventory, row: number): SearchResult {
  const eni = eniHeadAt(inventory.snapshot.enis, row);
  const id = eni.id ?? "";
  return {
    kind: "eni",
    id,
    label: id,
    detail: joined([inventory.owners[row]?.label, eni.primaryAddress !== null && formatIpv4(eni.primaryAddress)]),
    href: eniHref(inventory, row),
  };
}

/** A page that shows the ENI: its node's rack, else its subnet; without either, a search for it. */
function eniHref(inventory: Inventory, row: number): string {
  const eni = eniHeadAt(inventory.snapshot.enis, row);
  const owner = inventory.owners[row];
  const query = `eni=${encodeURIComponent(eni.id ?? "")}`;
  if (owner?.instanceId && inventory.nodes.has(owner.instanceId)) return `/nodes/${owner.instanceId}?${query}`;
  return eni.subnetId ? `/subnets/${eni.subnetId}?${query}` : `/search?q=${encodeURIComponent(eni.id ?? "")}`;
}

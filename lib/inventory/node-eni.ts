import "server-only";
import type { BranchEni, NodeEni, Slot } from "@/lib/domain/api/node";
import { formatCidr, prefixCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4, toIpv4 } from "@/lib/domain/ip/ipv4";
import { cniCreatedAt, trunkEniIdOf, vlanIdOf } from "@/lib/domain/vpc/cni-eni";
import type { EniOwner } from "@/lib/domain/vpc/eni-owner";
import { type Eni, eniAt, eniHeadAt } from "@/lib/domain/vpc/eni-table";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { slotsOf } from "@/lib/domain/vpc/node-addresses";
import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

/** One ENI of an instance with its places as they are. `limits` are the instance type's, null when not known. */
export function nodeEni(inventory: Inventory, row: number, limits: InstanceTypeLimits | null): NodeEni {
  const eni = eniAt(inventory.snapshot.enis, row);
  const owner = inventory.owners[row];
  const taken = slotsOf(inventory.snapshot.enis, row);
  const slotCount = slotCountOf(eni, limits);
  const usedSlotCount = taken.secondaryCount + taken.prefixCount + taken.unreadableCount;
  return {
    eniId: eni.id,
    deviceIndex: eni.attachment?.deviceIndex ?? null,
    networkCardIndex: eni.attachment?.networkCardIndex ?? 0,
    role: owner?.role ?? "other",
    interfaceType: eni.interfaceType,
    status: eni.status,
    attachmentStatus: eni.attachment?.status ?? null,
    description: eni.description,
    subnetId: eni.subnetId,
    subnetName: inventory.subnets.get(eni.subnetId ?? "")?.name ?? null,
    attachTime: eni.attachment?.attachTime ?? null,
    createdAt: cniCreatedAt(eni.tags),
    publicAddress: eni.publicAddress === null ? null : formatIpv4(eni.publicAddress),
    securityGroupIds: [...eni.securityGroupIds],
    slotCount,
    usedSlotCount,
    slots: [...takenSlots(eni, owner, taken), ...emptySlots((slotCount ?? 0) - usedSlotCount)],
    ipv6AddressCount: eni.ipv6AddressCount,
    ipv6PrefixCount: eni.ipv6PrefixCount,
    tags: { ...eni.tags },
  };
}

/** An `efa-only` interface has no IP address and no place for one. */
function slotCountOf(eni: Eni, limits: InstanceTypeLimits | null): number | null {
  if (eni.interfaceType === "efa-only") return 0;
  return limits && limits.ipv4PerEni - 1;
}

function takenSlots(eni: Eni, owner: EniOwner | undefined, taken: ReturnType<typeof slotsOf>): Slot[] {
  const primaryClass = owner?.primaryClass ?? "unknown";
  const addressClass = owner?.attachedClass ?? "unknown";
  const slots: Slot[] = [];
  if (eni.primaryAddress !== null) {
    slots.push({ kind: "primary", address: formatIpv4(eni.primaryAddress), addressClass: primaryClass });
  } else if (taken.hasPrimary) slots.push({ kind: "unreadable" });
  for (const address of eni.secondaryAddresses) {
    slots.push({ kind: "secondary", address: formatIpv4(toIpv4(address)), addressClass });
  }
  for (const base of eni.prefixes) {
    slots.push({ kind: "prefix", prefix: formatCidr(prefixCidr(toIpv4(base))), addressClass });
  }
  for (let i = 0; i < taken.unreadableCount; i++) slots.push({ kind: "unreadable" });
  return slots;
}

const emptySlots = (count: number): Slot[] => Array.from({ length: Math.max(count, 0) }, () => ({ kind: "empty" }));

/** One branch ENI behind a trunk. The trunk's id is empty when no tag names it. */
export function branchEni(inventory: Inventory, row: number): BranchEni {
  const eni = eniHeadAt(inventory.snapshot.enis, row);
  return {
    eniId: eni.id,
    trunkEniId: trunkEniIdOf(eni.tags) ?? "",
    vlanId: vlanIdOf(eni.tags),
    address: eni.primaryAddress === null ? null : formatIpv4(eni.primaryAddress),
    subnetId: eni.subnetId,
    status: eni.status,
  };
}

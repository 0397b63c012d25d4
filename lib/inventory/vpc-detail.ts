import "server-only";
import type { VpcDetail } from "@/lib/domain/api/vpc";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { subnetSummariesOf, vpcSummary } from "@/lib/inventory/vpc-summary";

/** A VPC with all its subnets, worst first, or null when the inventory does not hold it. */
export function vpcDetail(inventory: Inventory, vpcId: string): VpcDetail | null {
  const vpc = inventory.vpcs.get(vpcId);
  if (!vpc) return null;
  return {
    ...vpcSummary(inventory, vpcId),
    tags: { ...vpc.tags },
    subnets: [...subnetSummariesOf(inventory, vpcId)],
  };
}

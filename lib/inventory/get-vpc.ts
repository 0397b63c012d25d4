import "server-only";
import type { VpcDetail } from "@/lib/domain/api/vpc";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { isResourceId, malformedId, unknownId } from "@/lib/inventory/resource-id";
import { vpcDetail } from "@/lib/inventory/vpc-detail";

/** One VPC with its subnets, the one that runs out next first. */
export async function getVpc(id: string): Promise<Outcome<VpcDetail>> {
  if (!isResourceId("vpc", id)) return { kind: "invalid", problem: malformedId("vpc", "vpcId") };
  return answerFrom((inventory) => {
    const data = vpcDetail(inventory, id);
    return data ? { kind: "data", data } : { kind: "not-found", problem: unknownId("vpc", id) };
  });
}

import "server-only";
import type { SubnetDetail } from "@/lib/domain/api/subnet";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { isResourceId, malformedId, unknownId } from "@/lib/inventory/resource-id";
import { subnetDetail } from "@/lib/inventory/subnet-detail";

/** One subnet: its figures and who holds its addresses, the largest holder first. */
export async function getSubnet(id: string): Promise<Outcome<SubnetDetail>> {
  if (!isResourceId("subnet", id)) return { kind: "invalid", problem: malformedId("subnet", "subnetId") };
  return answerFrom((inventory) => {
    const data = subnetDetail(inventory, id);
    return data ? { kind: "data", data } : { kind: "not-found", problem: unknownId("subnet", id) };
  });
}

import "server-only";
import type { NodeDetail } from "@/lib/domain/api/node";
import { answerFrom } from "@/lib/inventory/answer-from";
import { nodeDetail } from "@/lib/inventory/node-detail";
import type { Outcome } from "@/lib/inventory/outcome";
import { isResourceId, malformedId, unknownId } from "@/lib/inventory/resource-id";

/** One instance, EKS node or not, with its ENIs in device order and the slots of each. */
export async function getNode(instanceId: string): Promise<Outcome<NodeDetail>> {
  if (!isResourceId("instance", instanceId)) {
    return { kind: "invalid", problem: malformedId("instance", "instanceId") };
  }
  return answerFrom((inventory) => {
    const data = nodeDetail(inventory, instanceId);
    return data ? { kind: "data", data } : { kind: "not-found", problem: unknownId("instance", instanceId) };
  });
}

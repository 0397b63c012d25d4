import "server-only";
import { type Holder, heldOffsets } from "@/lib/domain/vpc/held-offsets";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { unknownId } from "@/lib/inventory/resource-id";

/** The addresses of a subnet that an ENI or an instance holds, as offsets from its first; for highlighting on its map. */
export async function getHeldOffsets(subnetId: string, holder: Holder): Promise<Outcome<readonly number[]>> {
  return answerFrom(({ snapshot }) => {
    const subnet = snapshot.subnets.find(({ id }) => id === subnetId);
    if (subnet === undefined || subnet.cidr === null) {
      return { kind: "not-found", problem: unknownId("subnet", subnetId) };
    }
    return { kind: "data", data: heldOffsets(snapshot.enis, { id: subnet.id, cidr: subnet.cidr }, holder) };
  });
}

import "server-only";
import type { AddressMap } from "@/lib/domain/api/subnet";
import { addressMap } from "@/lib/inventory/address-map";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { isResourceId, malformedId } from "@/lib/inventory/resource-id";

/** The class of every address of a subnet as runs. A subnet without an IPv4 CIDR has no map: `not-found`. */
export async function getAddressMap(subnetId: string): Promise<Outcome<AddressMap>> {
  if (!isResourceId("subnet", subnetId)) return { kind: "invalid", problem: malformedId("subnet", "subnetId") };
  return answerFrom((inventory) => addressMap(inventory, subnetId));
}

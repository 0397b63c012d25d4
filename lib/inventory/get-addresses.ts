import "server-only";
import type { AddressPage } from "@/lib/domain/api/subnet";
import { type AddressPageRequest, addressPage } from "@/lib/inventory/address-page";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { isResourceId, malformedId } from "@/lib/inventory/resource-id";

/** The story of each address of a stretch of a subnet, in address order. */
export async function getAddresses(subnetId: string, request: AddressPageRequest = {}): Promise<Outcome<AddressPage>> {
  if (!isResourceId("subnet", subnetId)) return { kind: "invalid", problem: malformedId("subnet", "subnetId") };
  return answerFrom((inventory) => addressPage(inventory, subnetId, request));
}

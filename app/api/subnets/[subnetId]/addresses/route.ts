import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import type { AddressMap, AddressPage } from "@/lib/domain/api/subnet";
import { getAddressMap } from "@/lib/inventory/get-address-map";
import { getAddresses } from "@/lib/inventory/get-addresses";
import type { Outcome } from "@/lib/inventory/outcome";

const notWithMap = (parameter: "from" | "limit"): Outcome<never> => ({
  kind: "invalid",
  problem: {
    code: "invalid-parameter",
    message: `The map holds the whole subnet and takes no ${parameter}.`,
    remedy: `Leave ${parameter} out, or ask for format=page.`,
    retryable: false,
    parameter,
  },
});

export const GET = answering(
  ENDPOINTS.getAddresses,
  async ({ path, query }): Promise<Outcome<AddressMap | AddressPage>> => {
    const { format, ...page } = query;
    if (format !== "map") return getAddresses(path.subnetId, page);
    if (page.from !== undefined) return notWithMap("from");
    if (page.limit !== undefined) return notWithMap("limit");
    return getAddressMap(path.subnetId);
  },
);

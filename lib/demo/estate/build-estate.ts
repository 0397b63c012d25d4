import { buildDevShared } from "@/lib/demo/estate/dev-shared";
import type { Site } from "@/lib/demo/estate/site";
import { ZONES } from "@/lib/demo/state/account";

/** Fills the account. All nodes together are `nodeCount`. */
export function buildEstate(site: Site, nodeCount: number): void {
  buildDevShared(site, nodeCount);
  const vpc = site.account.addVpc({ cidrs: ["172.31.0.0/16"], name: null, isDefault: true });
  ZONES.forEach((zone, index) => {
    site.account.addSubnet({ vpc, zone, cidr: `172.31.${index * 16}.0/20`, name: null, isDefaultForZone: true });
  });
  site.account.addVpc({ cidrs: ["10.99.0.0/16"], name: "empty" });
}

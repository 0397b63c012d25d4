import { buildDevShared } from "@/lib/demo/estate/dev-shared";
import { buildGrowthVpc } from "@/lib/demo/estate/growth";
import { buildMachineLearning } from "@/lib/demo/estate/machine-learning";
import { buildOddPlaces } from "@/lib/demo/estate/odd-places";
import { planEstate } from "@/lib/demo/estate/plan";
import { buildProduction } from "@/lib/demo/estate/production";
import { buildSharedServices } from "@/lib/demo/estate/shared-services";
import type { Site } from "@/lib/demo/estate/site";
import { recordHistory } from "@/lib/demo/trail/history";

/** Fills the account. Its nodes in all clusters together are `nodeCount`. */
export function buildEstate(site: Site, nodeCount: number): void {
  const { core, growth } = planEstate(nodeCount);
  buildDevShared(site, core.dev);
  buildProduction(site, core);
  buildMachineLearning(site, core);
  buildSharedServices(site);
  buildOddPlaces(site);
  growth.forEach((unit, index) => {
    buildGrowthVpc(site, unit, index);
  });
  recordHistory(site);
  site.neighbours.push(...site.troubles);
}

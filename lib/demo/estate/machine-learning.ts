import type { CorePlan } from "@/lib/demo/estate/plan";
import { addServiceEni, addServiceEnis, service } from "@/lib/demo/estate/service-enis";
import type { Site } from "@/lib/demo/estate/site";
import { nth } from "@/lib/demo/estate/subnets";
import type { LaunchInterfaces } from "@/lib/demo/nodes/node-group";
import { ZONES } from "@/lib/demo/state/account";
import type { SubnetState, VpcState } from "@/lib/demo/state/model";

/** p4d: an EFA with IP addresses on each of its four cards; those on the further cards report device 0 too. */
const FOUR_CARDS: LaunchInterfaces = {
  primaryType: "efa",
  cards: [1, 2, 3].map((card) => ({ card, device: 0, type: "efa" as const })),
};

/** p5: every fourth card has an EFA with IP addresses, the others carry no IP at all. */
const THIRTY_TWO_CARDS: LaunchInterfaces = {
  primaryType: "efa",
  cards: Array.from({ length: 31 }, (_, index) => index + 1).map((card) =>
    card % 4 === 0 ? { card, device: 0, type: "efa" as const } : { card, device: 1, type: "efa-only" as const },
  ),
};

/** The machine-learning VPC: one subnet of a whole /16, instances with several network cards, Xen, metal and Auto Mode. */
export function buildMachineLearning(site: Site, plan: CorePlan): void {
  const { account } = site;
  const vpc = account.addVpc({ cidrs: ["10.40.0.0/16", "10.41.0.0/16"], name: "ml-training" });
  const [a, b, c] = ZONES;
  const wide = account.addSubnet({ vpc, zone: a, cidr: "10.40.0.0/16", name: "ml-accelerated-a" });
  const older = account.addSubnet({ vpc, zone: b, cidr: "10.41.0.0/22", name: "ml-preparation-b" });
  const auto = account.addSubnet({ vpc, zone: c, cidr: "10.41.4.0/22", name: "ml-auto-c" });
  const control = [a, b].map((zone, index) =>
    account.addSubnet({ vpc, zone, cidr: `10.41.8.${index * 16}/28`, name: `ml-control-plane-${zone.name.at(-1)}` }),
  );
  for (const cluster of ["ml-train", "ml-prepare", "ml-auto"])
    addServiceEnis(site, control, service.controlPlane(site, cluster));
  addAccelerated(site, vpc, wide, plan);
  addPreparation(site, vpc, older, plan);
  addAutoMode(site, vpc, auto, plan.auto);
  addServiceEni(site, nth(control, 0), service.vpcEndpoint(site));
}

function addAccelerated(site: Site, vpc: VpcState, subnet: SubnetState, plan: CorePlan): void {
  const load = { mean: 6, most: 40, changesPerHour: 2, branchMean: 0 };
  const shared = { clusterName: "ml-train", load, environment: { CLUSTER_NAME: "ml-train" }, replacementHours: 72 };
  const p4d = { ...shared, name: "p4d", instanceTypes: ["p4d.24xlarge"], launchInterfaces: FOUR_CARDS };
  site.runningNodes(site.nodeGroup(p4d, vpc), [subnet], plan.p4d);
  const p5 = { ...shared, name: "p5", instanceTypes: ["p5.48xlarge"], launchInterfaces: THIRTY_TWO_CARDS };
  site.runningNodes(site.nodeGroup(p5, vpc), [subnet], plan.p5);
  addServiceEni(site, subnet, service.efs(site));
}

/** Prefix delegation is on for the cluster: bare metal takes part, Xen instances fall back to single addresses in silence. */
function addPreparation(site: Site, vpc: VpcState, subnet: SubnetState, plan: CorePlan): void {
  const load = { mean: 11, most: 50, changesPerHour: 12, branchMean: 0 };
  const shared = {
    clusterName: "ml-prepare",
    load,
    environment: { ENABLE_PREFIX_DELEGATION: "true", CLUSTER_NAME: "ml-prepare" },
  };
  site.runningNodes(
    site.nodeGroup({ ...shared, name: "prepare-xen", origin: "self-managed", instanceTypes: ["m4.2xlarge"] }, vpc),
    [subnet],
    plan.xen,
  );
  site.runningNodes(
    site.nodeGroup({ ...shared, name: "prepare-metal", instanceTypes: ["c5.metal"] }, vpc),
    [subnet],
    plan.metal,
  );
}

/** Instances and ENIs that EKS itself operates; they use prefixes and carry none of the CNI's tags. */
function addAutoMode(site: Site, vpc: VpcState, subnet: SubnetState, count: number): void {
  const group = site.nodeGroup(
    {
      clusterName: "ml-auto",
      name: "general-purpose",
      origin: "auto-mode",
      instanceTypes: ["m7g.xlarge", "c6i.xlarge"],
      load: { mean: 12, most: 60, changesPerHour: 20, branchMean: 0 },
      environment: { ENABLE_PREFIX_DELEGATION: "true" },
      operator: site.eksOperator,
      replacementHours: 8,
    },
    vpc,
  );
  site.runningNodes(group, [subnet], count);
}

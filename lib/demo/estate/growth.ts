import type { GrowthKind, GrowthUnit } from "@/lib/demo/estate/plan";
import { addServiceEni, addServiceEnis, service } from "@/lib/demo/estate/service-enis";
import type { Site } from "@/lib/demo/estate/site";
import { byZone, nth, zonalSubnets } from "@/lib/demo/estate/subnets";
import { ZONES } from "@/lib/demo/state/account";
import type { SubnetState, VpcState } from "@/lib/demo/state/model";

/** The second octets that further VPCs take in turn; VPCs that are not peered may overlap. */
const FIRST_OCTET = 101;
const OCTETS = 150;

/** One more VPC with one cluster; `index` counts them from 0. */
export function buildGrowthVpc(site: Site, { kind, nodeCount }: GrowthUnit, index: number): void {
  const name = `${kind}-${String(index + 1).padStart(3, "0")}`;
  const net = `10.${FIRST_OCTET + (index % OCTETS)}`;
  BUILDERS[kind](site, name, net, nodeCount);
}

type Builder = (site: Site, name: string, net: string, nodeCount: number) => void;

const BUILDERS: Readonly<Record<GrowthKind, Builder>> = {
  team: buildTeam,
  platform: buildPlatform,
  prefix: buildPrefix,
  data: buildData,
};

/** Small nodes in /24 subnets, eight of them in each, as in the shared development VPC. */
function buildTeam(site: Site, name: string, net: string, nodeCount: number): void {
  const vpc = site.account.addVpc({ cidrs: [`${net}.0.0/16`], name });
  const cidrs = Array.from({ length: Math.ceil(nodeCount / 8) }, (_, index) => `${net}.${index}.0/24`);
  const subnets = zonalSubnets(site, vpc, `${name}-nodes`, cidrs);
  const group = site.nodeGroup(
    {
      clusterName: name,
      name: "workers",
      instanceTypes: ["t3.2xlarge"],
      load: { mean: 5, most: 13, changesPerHour: 10, branchMean: 0 },
      replacementHours: 24,
    },
    vpc,
  );
  site.runningNodes(group, subnets, nodeCount);
  addEdge(site, vpc, `${net}.255`, name);
}

function buildPlatform(site: Site, name: string, net: string, nodeCount: number): void {
  const vpc = site.account.addVpc({ cidrs: [`${net}.0.0/16`], name });
  const subnets = zonalSubnets(site, vpc, `${name}-nodes`, [`${net}.0.0/20`, `${net}.16.0/20`, `${net}.32.0/20`]);
  const group = site.nodeGroup(
    {
      clusterName: name,
      name: "workers",
      instanceTypes: ["m5.xlarge"],
      load: { mean: 8, most: 28, changesPerHour: 12, branchMean: 0 },
      environment: { CLUSTER_NAME: name },
      replacementHours: 6,
    },
    vpc,
  );
  site.runningNodes(group, subnets, nodeCount);
  addEdge(site, vpc, `${net}.255`, name);
}

function buildPrefix(site: Site, name: string, net: string, nodeCount: number): void {
  const vpc = site.account.addVpc({ cidrs: [`${net}.0.0/16`, "100.64.0.0/16"], name });
  const nodes = zonalSubnets(site, vpc, `${name}-nodes`, [`${net}.0.0/24`, `${net}.1.0/24`, `${net}.2.0/24`]);
  const pods = zonalSubnets(site, vpc, `${name}-pods`, ["100.64.0.0/18", "100.64.64.0/18", "100.64.128.0/18"]);
  const group = site.nodeGroup(
    {
      clusterName: name,
      name: "workers",
      instanceTypes: ["m6i.2xlarge"],
      load: { mean: 40, most: 105, changesPerHour: 30, branchMean: 0 },
      environment: { ENABLE_PREFIX_DELEGATION: "true", CLUSTER_NAME: name },
      podSubnets: byZone(pods),
      replacementHours: 6,
    },
    vpc,
  );
  site.runningNodes(group, nodes, nodeCount);
  addEdge(site, vpc, `${net}.255`, name);
}

/** One zone, one subnet of a whole /16, two ENIs of 30 addresses a node. */
function buildData(site: Site, name: string, net: string, nodeCount: number): void {
  const vpc = site.account.addVpc({ cidrs: [`${net}.0.0/16`, "100.66.0.0/22"], name });
  const [zone] = ZONES;
  const wide = site.account.addSubnet({ vpc, zone, cidr: `${net}.0.0/16`, name: `${name}-wide-a` });
  const group = site.nodeGroup(
    {
      clusterName: name,
      name: "executors",
      instanceTypes: ["m5.4xlarge"],
      load: { mean: 16, most: 28, changesPerHour: 12, branchMean: 0 },
      environment: { CLUSTER_NAME: name },
      replacementHours: 6,
    },
    vpc,
  );
  site.runningNodes(group, [wide], nodeCount);
  addEdge(site, vpc, "100.66.0", name);
}

/** What every VPC with a cluster has besides: NAT, a load balancer, the control plane's interfaces. */
function addEdge(site: Site, vpc: VpcState, net: string, clusterName: string): void {
  const subnets: SubnetState[] = zonalSubnets(site, vpc, `${clusterName}-edge`, [`${net}.0/26`, `${net}.64/26`]);
  addServiceEni(site, nth(subnets, 0), service.natGateway(site));
  addServiceEnis(site, subnets, service.applicationLoadBalancer(site, clusterName));
  addServiceEnis(site, subnets, service.controlPlane(site, clusterName));
}

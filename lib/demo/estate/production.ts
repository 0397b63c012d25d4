import { addDetachedCniEni } from "@/lib/demo/estate/detached-enis";
import { addInstances, mustAdd } from "@/lib/demo/estate/instances";
import type { CorePlan } from "@/lib/demo/estate/plan";
import { addServiceEni, addServiceEnis, service } from "@/lib/demo/estate/service-enis";
import type { Site } from "@/lib/demo/estate/site";
import { byZone, nth, zonalSubnets } from "@/lib/demo/estate/subnets";
import { failingPrefixes } from "@/lib/demo/estate/troubles";
import { ZONES } from "@/lib/demo/state/account";
import type { EniState, SubnetState, TagList, VpcState } from "@/lib/demo/state/model";
import { DAY_MS } from "@/lib/domain/time-units";

const MAIN = "prod-main";
const BATCH = "prod-batch";
const SECURED = "prod-secured";
const TUNED = "prod-tuned";

const INTERFACE_ENDPOINTS = 21;

/**
 * The production VPC: pods in a secondary 100.64.0.0/16 by custom networking and prefix delegation, security groups for
 * pods, a Karpenter pool, and a cluster that was tuned by IP targets.
 */
export function buildProduction(site: Site, plan: CorePlan): void {
  const vpc = site.account.addVpc({
    cidrs: ["10.30.0.0/16", "100.64.0.0/16"],
    name: "production",
    tags: [["environment", "production"]],
    unsettledBlock: { cidr: "100.65.0.0/16", state: "disassociated" },
  });
  const public_ = zonalSubnets(site, vpc, "prod-public", ["10.30.0.0/26", "10.30.0.64/26", "10.30.0.128/26"], {
    mapsPublicAddress: true,
    tags: [["kubernetes.io/role/elb", "1"]],
  });
  addEdge(site, public_);
  addPlumbing(site, vpc);
  addPrefixNodes(site, vpc, plan.prefix);
  addSecuredNodes(site, vpc, plan.secured);
  addTunedNodes(site, vpc, plan.tuned);
  addKarpenterNodes(site, vpc, plan.karpenter);
  addFragmentedSubnet(site, vpc);
}

function addEdge(site: Site, public_: readonly SubnetState[]): void {
  for (const subnet of public_) addServiceEni(site, subnet, service.natGateway(site));
  addServiceEnis(site, public_, service.applicationLoadBalancer(site, "k8s-shop-web"));
  addServiceEnis(site, public_, { ...service.networkLoadBalancer(site, "k8s-shop-edge"), hasElasticAddress: true });
  addServiceEnis(site, public_.slice(0, 2), service.classicLoadBalancer(site, "legacy-admin"));
  addServiceEni(site, nth(public_, 0), service.globalAccelerator());
}

function addPlumbing(site: Site, vpc: VpcState): void {
  const control = zonalSubnets(site, vpc, "prod-control-plane", ["10.30.1.0/28", "10.30.1.16/28", "10.30.1.32/28"]);
  for (const cluster of [MAIN, BATCH]) addServiceEnis(site, control.slice(0, 2), service.controlPlane(site, cluster));
  const transit = zonalSubnets(site, vpc, "prod-transit", ["10.30.1.64/28", "10.30.1.80/28", "10.30.1.96/28"]);
  addServiceEnis(site, transit, service.transitGateway(site));
  const endpoints = zonalSubnets(site, vpc, "prod-endpoints", ["10.30.2.0/27", "10.30.2.32/27", "10.30.2.64/27"]);
  for (let i = 0; i < INTERFACE_ENDPOINTS; i++) addServiceEnis(site, endpoints, service.vpcEndpoint(site));
  const data = zonalSubnets(site, vpc, "prod-data", ["10.30.3.0/26", "10.30.3.64/26", "10.30.3.128/26"]);
  for (let i = 0; i < 4; i++) addServiceEnis(site, data.slice(0, 2), service.rds());
  addServiceEnis(site, data, service.elasticache(site, "prod-cart"));
  addServiceEnis(site, data, service.efs(site));
}

/** Opens a subnet to the CNI of one cluster and of no other (amazon-vpc-cni-k8s v1.22.1 and later). */
const podSubnetTags = (clusterName: string): TagList => [
  ["kubernetes.io/role/cni", "1"],
  [`cni.networking.k8s.aws/cluster/${clusterName}`, "1"],
];

/** Node addresses come from small subnets, pod addresses from 100.64: by prefixes, in zone a out of a reservation first. */
function addPrefixNodes(site: Site, vpc: VpcState, count: number): void {
  const { account } = site;
  const nodes = zonalSubnets(site, vpc, "prod-nodes", ["10.30.4.0/26", "10.30.4.64/26", "10.30.4.128/26"]);
  const pods = zonalSubnets(site, vpc, "prod-pods", ["100.64.0.0/20", "100.64.16.0/20", "100.64.32.0/20"], {
    tags: podSubnetTags(MAIN),
  });
  account.addReservation(nth(pods, 0), {
    cidr: "100.64.4.0/23",
    type: "prefix",
    description: "prefix delegation of prod-main",
    tags: [["cluster", MAIN]],
  });
  account.addReservation(nth(nodes, 0), {
    cidr: "10.30.4.32/28",
    type: "explicit",
    description: "fixed addresses of the DNS forwarders",
  });
  addFixedAddress(site, nth(nodes, 0), 34);
  const group = site.nodeGroup(
    {
      clusterName: MAIN,
      name: "general",
      instanceTypes: ["m6i.2xlarge"],
      load: { mean: 34, most: 100, changesPerHour: 40, branchMean: 0 },
      environment: { ENABLE_PREFIX_DELEGATION: "true", CLUSTER_NAME: MAIN },
      podSubnets: byZone(pods),
      replacementHours: 6,
    },
    vpc,
  );
  site.runningNodes(group, nodes, count);
  addDetachedCniEni(site, {
    subnet: nth(pods, 1),
    clusterName: MAIN,
    instanceId: account.newId("i"),
    createdAt: site.ago(2 * DAY_MS, 4 * DAY_MS),
    secondaryCount: 2,
  });
}

/** An address that somebody chose, inside an explicit reservation. */
function addFixedAddress(site: Site, subnet: SubnetState, offset: number): EniState {
  const [instance] = addInstances(site, subnet, { name: "dns-forwarder", instanceType: "t3.small" });
  const eni = mustAdd(
    site.account.addEni({ subnet, now: site.ago(DAY_MS, 90 * DAY_MS), description: "fixed address", primary: offset }),
    subnet,
  );
  if (instance) site.account.attachEni(eni, instance, { device: 1, now: eni.createdAt });
  return eni;
}

function addSecuredNodes(site: Site, vpc: VpcState, count: number): void {
  const subnets = zonalSubnets(site, vpc, "prod-secured", ["10.30.8.0/24", "10.30.9.0/24", "10.30.10.0/24"]);
  const group = site.nodeGroup(
    {
      clusterName: SECURED,
      name: "trunked",
      instanceTypes: ["m5.2xlarge"],
      load: { mean: 9, most: 26, changesPerHour: 10, branchMean: 11 },
      environment: { CLUSTER_NAME: SECURED },
      replacementHours: 24,
    },
    vpc,
  );
  site.runningNodes(group, subnets, count);
  addServiceEnis(site, subnets.slice(0, 2), service.controlPlane(site, SECURED));
}

/** The cluster found its subnets too small and tagged larger ones, which the CNI takes for further ENIs. */
function addTunedNodes(site: Site, vpc: VpcState, count: number): void {
  const subnets = zonalSubnets(site, vpc, "prod-tuned", ["10.30.12.0/26", "10.30.12.64/26", "10.30.12.128/26"]);
  const discovered = zonalSubnets(site, vpc, "prod-tuned-more", ["10.30.13.0/25", "10.30.13.128/25", "10.30.14.0/25"], {
    tags: podSubnetTags(TUNED),
  });
  const group = site.nodeGroup(
    {
      clusterName: TUNED,
      name: "lean",
      instanceTypes: ["m5.xlarge"],
      load: { mean: 12, most: 40, changesPerHour: 30, branchMean: 0 },
      environment: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10", CLUSTER_NAME: TUNED },
      discoveredSubnets: discovered,
      replacementHours: 12,
    },
    vpc,
  );
  site.runningNodes(group, subnets, count);
  addServiceEnis(site, subnets.slice(0, 2), service.controlPlane(site, TUNED));
}

function addKarpenterNodes(site: Site, vpc: VpcState, count: number): void {
  const subnets = zonalSubnets(site, vpc, "prod-karpenter", ["10.30.16.0/23", "10.30.18.0/23", "10.30.20.0/23"], {
    tags: [["karpenter.sh/discovery", BATCH]],
  });
  const group = site.nodeGroup(
    {
      clusterName: BATCH,
      name: "spot",
      origin: "karpenter",
      instanceTypes: ["c5.2xlarge", "c5.4xlarge", "c6i.xlarge", "m6i.2xlarge", "c7g.2xlarge"],
      load: { mean: 14, most: 52, changesPerHour: 60, branchMean: 0 },
      environment: { CLUSTER_NAME: BATCH },
      isSpot: true,
      replacementHours: 0.5,
    },
    vpc,
  );
  site.runningNodes(group, subnets, count);
  site.neighbours.push(tasks(site, nth(subnets, 2)));
}

/** Tasks on Fargate for ECS, one ENI each. */
function tasks(site: Site, subnet: SubnetState): Site["neighbours"][number] {
  const running: EniState[] = [];
  for (let i = 0; i < 6; i++) running.push(addServiceEni(site, subnet, service.ecsTask(site)));
  return {
    everyMs: 90_000,
    turn: (now, random) => {
      if (running.length < 4 || (running.length < 14 && random.chance(0.5))) {
        running.push(addServiceEni(site, subnet, service.ecsTask(site), { now }));
        return;
      }
      const [ended] = running.splice(random.below(running.length), 1);
      if (ended) site.account.deleteEni(ended);
    },
  };
}

/** Most of this subnet is free, but an address is taken in every /28: there is no place for a prefix. */
function addFragmentedSubnet(site: Site, vpc: VpcState): void {
  const [zone] = ZONES;
  const subnet = site.account.addSubnet({
    vpc,
    zone,
    cidr: "100.64.64.0/24",
    name: "prod-pods-scattered-a",
    tags: [["kubernetes.io/role/cni", "0"]],
  });
  const scattered = Array.from({ length: 14 }, (_, index) => {
    const primary = (index + 1) * 16 + site.random.below(16);
    return mustAdd(
      site.account.addEni({ subnet, now: site.ago(DAY_MS, 60 * DAY_MS), description: "worker data plane", primary }),
      subnet,
    );
  });
  for (const [index, eni] of scattered.entries()) {
    const [host] = addInstances(site, subnet, { name: `batch-worker-${index + 1}`, instanceType: "c5.large" });
    if (host) site.account.attachEni(eni, host, { device: 1, now: eni.createdAt });
  }
  site.troubles.push(failingPrefixes(site, scattered));
}

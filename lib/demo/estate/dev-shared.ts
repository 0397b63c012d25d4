import { BUSY_VERSIONS, makeBusy } from "@/lib/demo/estate/busy-nodes";
import { addDetachedCniEni, addDetachedUserEni } from "@/lib/demo/estate/detached-enis";
import { addInstances, fillWithInstances } from "@/lib/demo/estate/instances";
import { addServiceEni, addServiceEnis, service } from "@/lib/demo/estate/service-enis";
import type { Site } from "@/lib/demo/estate/site";
import {
  failingAttachment,
  failingFleet,
  failingLaunches,
  failingLoadBalancer,
  lookAlikes,
} from "@/lib/demo/estate/troubles";
import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { ZONES } from "@/lib/demo/state/account";
import type { EniState, SubnetState, VpcState, Zone } from "@/lib/demo/state/model";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

const CLUSTER = "astronomer-dev";
const TEAMS = ["payments-dev", "search-dev", "mobile-ci", "reporting-dev", "data-notebook", "qa-runner"];

/**
 * The three private subnets: how many nodes of 30 addresses each the first two take, and how many addresses are left. A
 * small account has the same shape in subnets of half the size.
 */
interface Shape {
  readonly leastNodes: number;
  readonly prefixLength: number;
  readonly firstNodes: number;
  readonly secondNodes: number;
  readonly free: readonly [first: number, second: number, third: number];
}

const LARGE: Shape = { leastNodes: 10, prefixLength: 24, firstNodes: 8, secondNodes: 7, free: [3, 8, 58] };
const SMALL: Shape = { leastNodes: 0, prefixLength: 25, firstNodes: 4, secondNodes: 3, free: [2, 8, 28] };

/** Of the nodes that the first subnet does not take. */
const SECOND_SHARE = 0.64;

/**
 * The shared development VPC of the story: an Airflow platform on t3.2xlarge nodes came in, each of them takes two ENIs
 * and 30 addresses for a handful of pods, and the other teams' subnets are all but used up.
 */
export function buildDevShared(site: Site, nodeCount: number): void {
  const { account } = site;
  const vpc = account.addVpc({ cidrs: ["10.20.0.0/16"], name: "dev-shared", tags: [["environment", "development"]] });
  const [a, b, c] = ZONES;
  const shape = nodeCount >= LARGE.leastNodes ? LARGE : SMALL;
  const private_ = [
    privateSubnet(site, vpc, a, `10.20.0.0/${shape.prefixLength}`),
    privateSubnet(site, vpc, b, `10.20.1.0/${shape.prefixLength}`),
    privateSubnet(site, vpc, c, `10.20.2.0/${shape.prefixLength}`),
  ] as const satisfies PrivateSubnets;
  const public_ = ZONES.map((zone, index) =>
    account.addSubnet({
      vpc,
      zone,
      cidr: `10.20.8.${index * 32}/27`,
      name: `dev-public-${zone.name.at(-1)}`,
      mapsPublicAddress: true,
      tags: [["kubernetes.io/role/elb", "1"]],
    }),
  );

  const nodes = addNodes(site, vpc, shape, private_, nodeCount);
  addServiceEnis(site, [private_[0], private_[1]], service.controlPlane(site, CLUSTER));
  addNeighbours(site, shape, private_, public_);
  addLeaked(site, shape, private_[1], private_[2]);
  private_.forEach((subnet, index) => {
    fillWithInstances(site, subnet, shape.free[index] ?? 0, TEAMS);
  });
  addSideSubnets(site, vpc);
  addTroubles(site, private_, nodes);
}

/** The first subnet is full: two of its nodes have many pods and want one more ENI, and the other teams' calls fail. */
function addTroubles(site: Site, [first, second]: PrivateSubnets, nodes: readonly EksNode[]): void {
  const there = nodes.filter(({ instance }) => instance.subnet === first);
  BUSY_VERSIONS.forEach((version, index) => {
    const node = there[index];
    if (node) makeBusy(site, node, version);
  });
  site.troubles.push(
    failingLaunches(site, first),
    failingFleet(site, [first, second]),
    failingLoadBalancer(site, first),
    failingAttachment(site, first),
    ...there.slice(-1).map((node) => lookAlikes(site, node)),
  );
}

type PrivateSubnets = readonly [first: SubnetState, second: SubnetState, third: SubnetState];

function addNodes(site: Site, vpc: VpcState, shape: Shape, subnets: PrivateSubnets, nodeCount: number): EksNode[] {
  const group = site.nodeGroup(
    {
      clusterName: CLUSTER,
      name: "workers",
      instanceTypes: ["t3.2xlarge"],
      load: { mean: 4, most: 13, changesPerHour: 6, branchMean: 0 },
      replacementHours: 12,
      extraTags: [["team", "astronomer"]],
    },
    vpc,
  );
  const inFirst = Math.min(shape.firstNodes, nodeCount);
  const inSecond = Math.min(shape.secondNodes, Math.ceil((nodeCount - inFirst) * SECOND_SHARE));
  return [
    ...site.runningNodes(group, [subnets[0]], inFirst),
    ...site.runningNodes(group, [subnets[1]], inSecond),
    ...site.runningNodes(group, [subnets[2]], nodeCount - inFirst - inSecond),
  ];
}

const privateSubnet = (site: Site, vpc: VpcState, zone: Zone, cidr: string): SubnetState =>
  site.account.addSubnet({
    vpc,
    zone,
    cidr,
    name: `dev-private-${zone.name.at(-1)}`,
    tags: [
      ["kubernetes.io/role/internal-elb", "1"],
      [`kubernetes.io/cluster/${CLUSTER}`, "shared"],
    ],
  });

/** What the other teams run: in the private subnets as far as there is room, else in the second and third. */
function addNeighbours(
  site: Site,
  shape: Shape,
  [first, second, third]: PrivateSubnets,
  public_: readonly SubnetState[],
): void {
  const hasRoom = (first.ipv4?.space.availableCount ?? 0) > shape.free[0] + 4;
  const firstOrThird = hasRoom ? first : third;
  addServiceEnis(site, [firstOrThird, second, third], service.networkLoadBalancer(site, "dev-ingress"));
  addServiceEnis(site, [firstOrThird, second], service.rds());
  addServiceEnis(site, [firstOrThird, third], service.lambda(site, "dev-thumbnailer"));
  addServiceEni(site, third, service.lambda(site, "dev-mailer"));
  addServiceEnis(site, public_, service.applicationLoadBalancer(site, "dev-web"));
  for (const subnet of public_.slice(0, 1)) addServiceEni(site, subnet, service.natGateway(site));
  for (const subnet of public_)
    addInstances(site, subnet, { name: "bastion", instanceType: "t3.micro", isPublic: true });
}

/** What a terminated node and a removed cluster left behind, with all its addresses. */
function addLeaked(site: Site, shape: Shape, second: SubnetState, third: SubnetState): void {
  const leaked = { clusterName: null, secondaryCount: 14 };
  if ((second.ipv4?.space.availableCount ?? 0) >= shape.free[1] + 15) {
    addDetachedCniEni(site, {
      ...leaked,
      subnet: second,
      instanceId: site.account.newId("i"),
      createdAt: site.ago(3 * DAY_MS, 9 * DAY_MS),
    });
  }
  addDetachedCniEni(site, {
    ...leaked,
    subnet: third,
    clusterName: "airflow-trial",
    instanceId: site.account.newId("i"),
    createdAt: site.ago(20 * DAY_MS, 40 * DAY_MS),
  });
  site.neighbours.push(attachments(site, third));
  addDetachedUserEni(site, third, "spare interface of the test appliance", [["owner", "qa"]]);
}

/** An ENI just made and not yet attached: there is always one, never older than the CNI's five minutes of grace. */
function attachments(site: Site, subnet: SubnetState): Site["neighbours"][number] {
  const begin = (createdAt: number): EniState | null =>
    addDetachedCniEni(site, {
      subnet,
      clusterName: null,
      secondaryCount: 0,
      instanceId: site.account.newId("i"),
      createdAt,
    });
  let waiting = begin(site.ago(0, MINUTE_MS));
  return {
    everyMs: 2 * MINUTE_MS,
    turn: (now) => {
      if (waiting) site.account.deleteEni(waiting);
      waiting = begin(now);
    },
  };
}

function addSideSubnets(site: Site, vpc: VpcState): void {
  const { account } = site;
  const [a, b] = ZONES;
  const database = account.addSubnet({ vpc, zone: a, cidr: "10.20.12.0/26", name: "dev-database-a" });
  addServiceEnis(site, [database, database, database], service.rds());
  addServiceEni(site, database, service.elasticache(site, "dev-sessions"));
  addInstances(site, database, { name: "reporting-stopped", instanceType: "m5.xlarge", state: "stopped", count: 3 });
  const builds = account.addSubnet({ vpc, zone: b, cidr: "10.20.16.0/26", name: "dev-builds-b" });
  addInstances(site, builds, { name: "mobile-ci-builder", instanceType: "c5.2xlarge", count: 24 });
  addInstances(site, builds, { name: "mobile-ci-gone", instanceType: "c5.2xlarge", state: "terminated", count: 2 });
  site.neighbours.push(codeBuilds(site, builds));
}

/** Builds come and go in their own subnet. */
function codeBuilds(site: Site, subnet: SubnetState): Site["neighbours"][number] {
  const running: ReturnType<typeof addServiceEni>[] = [];
  const begin = (now: number): void => {
    running.push(addServiceEni(site, subnet, service.codeBuild(site, "mobile-app"), { now }));
  };
  for (let i = 0; i < 5; i++) begin(site.ago(MINUTE_MS, HOUR_MS));
  return {
    everyMs: 2 * MINUTE_MS,
    turn: (now, random) => {
      if (running.length < 10 && (running.length < 2 || random.chance(0.5))) return begin(now);
      const [ended] = running.splice(random.below(running.length), 1);
      if (ended) site.account.deleteEni(ended);
    },
  };
}

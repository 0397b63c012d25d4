import type { Neighbour, Site } from "@/lib/demo/estate/site";
import type { EksNode } from "@/lib/demo/nodes/eks-node";
import type { EniState, SubnetState } from "@/lib/demo/state/model";
import { nodeCaller, serviceCaller, sourceAddress, webIdentityCaller } from "@/lib/demo/trail/callers";
import { assignCall, shortageError } from "@/lib/demo/trail/cni-calls";
import { RESTLESS_VERSION } from "@/lib/demo/trail/cni-version";
import { autoScalingCaller, createFleetCall, runInstancesCall } from "@/lib/demo/trail/launch-calls";
import { lookAlikeCalls } from "@/lib/demo/trail/look-alikes";
import type { TrailCall } from "@/lib/demo/trail/trail-call";
import { MINUTE_MS } from "@/lib/domain/time-units";

/** Other teams whose calls fail in full subnets, again and again: nothing of theirs comes to be, so the subnets stay as they are. */

const freeCount = (subnet: SubnetState): number => subnet.ipv4?.space.availableCount ?? 0;

/** A team's Auto Scaling group that wants to grow. */
export const failingLaunches = (site: Site, subnet: SubnetState): Neighbour => ({
  everyMs: 14 * MINUTE_MS,
  turn: (time, random) => {
    const count = random.between(4, 8);
    if (freeCount(subnet) >= count) return;
    const launch = { subnet, instanceType: "t3.large", count, instanceIds: null };
    site.account.trail.record(runInstancesCall({ time, caller: autoScalingCaller() }, launch, random.chance(0.5)));
  },
});

/** A build farm that asks for machines in several subnets at once. */
export const failingFleet = (site: Site, subnets: readonly SubnetState[]): Neighbour => {
  const caller = webIdentityCaller("mobile-ci-runner", 7, "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1", "10.20.16.9");
  return {
    everyMs: 22 * MINUTE_MS,
    turn: (time) => {
      const wanting = subnets.filter((subnet) => freeCount(subnet) < 10);
      if (wanting.length === 0) return;
      const launches = wanting.map((subnet) => ({ subnet, instanceType: "c5.2xlarge", count: 10, instanceIds: null }));
      site.account.trail.record(createFleetCall({ time, caller }, launches));
    },
  };
};

/** A controller that wants a load balancer, which asks for eight free addresses in each of its subnets. */
export const failingLoadBalancer = (site: Site, subnet: SubnetState): Neighbour => {
  const agent = "aws-load-balancer-controller/v2.13.3 aws-sdk-go-v2/1.36.3";
  const caller = webIdentityCaller("astronomer-dev-load-balancers", 11, agent, "10.20.0.30");
  return {
    everyMs: 35 * MINUTE_MS,
    turn: (time) => {
      if (freeCount(subnet) >= 8) return;
      site.account.trail.record({
        time,
        caller,
        eventSource: "elasticloadbalancing.amazonaws.com",
        eventName: "CreateLoadBalancer",
        error: {
          code: "InvalidSubnet",
          message: `Not enough IP space available in ${subnet.id}. ELB requires at least 8 free IP addresses in each subnet.`,
        },
        parameters: { name: "k8s-airflow-webserver", type: "application", subnets: [subnet.id] },
        response: null,
      });
    },
  };
};

/** Somebody who attaches the VPC to a transit gateway, and chose the full subnet. */
export const failingAttachment = (site: Site, subnet: SubnetState): Neighbour => {
  const caller = serviceCaller("OrganizationNetworkAutomation", "attachments", "cloudformation.amazonaws.com");
  return {
    everyMs: 300 * MINUTE_MS,
    turn: (time) => {
      if (freeCount(subnet) > 3) return;
      site.account.trail.record({
        time,
        caller,
        eventName: "CreateTransitGatewayVpcAttachment",
        error: {
          code: "Client.InsufficientFreeAddressesInSubnet",
          message: "Insufficient Free IP Addresses in subnet.",
        },
        parameters: {
          CreateTransitGatewayVpcAttachmentRequest: { SubnetIds: { tag: 1, content: subnet.id }, VpcId: subnet.vpc.id },
        },
        response: null,
      });
    },
  };
};

/** Workers that want prefixes where no block of 16 is free: two calls an attempt, as the CNI makes them. */
export function failingPrefixes(site: Site, enis: readonly EniState[]): Neighbour {
  const { account } = site;
  const callerOf = (eni: EniState) =>
    nodeCaller(
      eni.attachment?.instanceId ?? "i-00000000000000000",
      "batch-worker-node",
      RESTLESS_VERSION.userAgent,
      sourceAddress(eni),
    );
  return {
    everyMs: 6 * MINUTE_MS,
    turn: (time, random) => {
      const eni = random.pick(enis);
      if (account.eniById.get(eni.id) !== eni) return;
      const record = (at: number, count: number): void => {
        const given = account.assignPrefixes(eni, count);
        if (given) account.unassignPrefixes(eni, given);
        const error = given ? null : shortageError(RESTLESS_VERSION, eni.subnet, "prefix");
        account.trail.record(assignCall({ time: at, caller: callerOf(eni), error }, eni.id, { kind: "prefix", count }));
      };
      record(time, 2);
      record(time, 1);
    },
  };
}

/** What looks like a shortage and is none. */
export const lookAlikes = (site: Site, node: EksNode): Neighbour => ({
  everyMs: 9 * MINUTE_MS,
  turn: (time, random) => {
    const eni = node.instance.enis.at(-1);
    if (!eni) return;
    const calls: readonly TrailCall[] = lookAlikeCalls(time, { subnet: eni.subnet, eni, cni: node.ec2.caller });
    site.account.trail.record(random.pick(calls));
  },
});

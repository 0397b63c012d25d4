import { describe, expect, it } from "vitest";
import { callerOf } from "@/lib/domain/shortage/caller";
import { createdEni, subnetOfEvent } from "@/lib/domain/shortage/event-subnet";
import { eventOf as anyEventOf } from "@/lib/domain/shortage/fixtures/event-of";

const eventOf = (body: Readonly<Record<string, unknown>>) =>
  anyEventOf({ eventName: "AssignPrivateIpAddresses", ...body });

const NODE_ROLE = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:i-0123456789abcdef0",
  arn: "arn:aws:sts::111122223333:assumed-role/workers/i-0123456789abcdef0",
  sessionContext: { sessionIssuer: { userName: "workers" } },
};
const sdkV2Agent =
  "aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.4 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.254.1 m/E,z";
const tagSpecificationSet = {
  items: [
    {
      resourceType: "network-interface",
      tags: [
        { key: "node.k8s.amazonaws.com/instance_id", value: "i-0fedcba9876543210" },
        { key: "cluster.k8s.amazonaws.com/name", value: "astronomer-dev" },
      ],
    },
  ],
};

describe("callerOf", () => {
  it.each([
    [
      "the CNI by its description",
      { eventName: "CreateNetworkInterface", requestParameters: { description: "aws-K8S-i-0123456789abcdef0" } },
      "vpc-cni",
      "i-0123456789abcdef0",
    ],
    [
      "the CNI by its tags",
      { eventName: "CreateNetworkInterface", requestParameters: { tagSpecificationSet } },
      "vpc-cni",
      "i-0fedcba9876543210",
    ],
    [
      "the CNI of 1.19.4 to 1.21.1, whose agent does not name it, by the node's session",
      { userIdentity: NODE_ROLE, userAgent: sdkV2Agent },
      "vpc-cni",
      "i-0123456789abcdef0",
    ],
    ["the CNI by an old user agent", { userAgent: "aws-sdk-go/1.33.14 amazon-vpc-cni-k8s" }, "vpc-cni", null],
    [
      "the CNI by pod identity",
      { userIdentity: { arn: "arn:aws:sts::1:assumed-role/cni/eks-prod-blue-aws-node-0f1e2d3c-aaaa" } },
      "vpc-cni",
      null,
    ],
    [
      "the CNI by pod identity of a single pod",
      { userIdentity: { arn: "arn:aws:sts::1:assumed-role/cni/eks-prod-blue-aws-node-x7k2p-0f1e2d3c-4b5a-6978" } },
      "vpc-cni",
      null,
    ],
    [
      "the CNI by its owner tag",
      {
        eventName: "CreateNetworkInterface",
        requestParameters: {
          tagSpecificationSet: { items: [{ tags: [{ key: "eks:eni:owner", value: "amazon-vpc-cni" }] }] },
        },
      },
      "vpc-cni",
      null,
    ],
    [
      "nothing from a description and tags that are no instance's",
      {
        eventName: "CreateNetworkInterface",
        requestParameters: {
          description: "aws-K8S-nobody",
          tagSpecificationSet: {
            items: [{ tags: [{ key: "node.k8s.amazonaws.com/instance_id", value: "<script>" }] }],
          },
        },
      },
      "vpc-cni",
      null,
    ],
    [
      "EKS Auto Mode",
      {
        eventName: "CreateNetworkInterface",
        requestParameters: {
          tagSpecificationSet: { items: [{ tags: [{ key: "eks:kubernetes-cni-node-name", value: "i-1" }] }] },
        },
      },
      "eks-auto-mode",
      null,
    ],
    [
      "the controller's ENIs for Windows nodes",
      { eventName: "CreateNetworkInterface", requestParameters: { description: "aws-k8s-eni" } },
      "vpc-resource-controller",
      null,
    ],
    [
      "security groups for pods",
      { eventName: "CreateNetworkInterface", requestParameters: { description: "aws-k8s-branch-eni" } },
      "vpc-resource-controller",
      null,
    ],
    [
      "an Auto Scaling group",
      { eventName: "RunInstances", userIdentity: { invokedBy: "autoscaling.amazonaws.com" } },
      "auto-scaling",
      null,
    ],
    ["Karpenter", { eventName: "CreateFleet", userAgent: "karpenter.sh-1.6.0" }, "karpenter", null],
    [
      "load balancing",
      { eventName: "CreateLoadBalancer", eventSource: "elasticloadbalancing.amazonaws.com" },
      "elastic-load-balancing",
      null,
    ],
    [
      "another service",
      { eventName: "CreateNetworkInterface", sourceIPAddress: "rds.amazonaws.com" },
      "aws-service",
      null,
    ],
    [
      "a person",
      { eventName: "RunInstances", userIdentity: { arn: "arn:aws:iam::1:user/ada" }, userAgent: "aws-cli/2.15" },
      "other",
      null,
    ],
    [
      "a program on a node that launches instances is not the CNI",
      { eventName: "RunInstances", userIdentity: NODE_ROLE, userAgent: "Boto3/1.28" },
      "other",
      "i-0123456789abcdef0",
    ],
  ])("knows %s", (_name, body, kind, instanceId) => {
    expect(callerOf(eventOf(body))).toMatchObject({ kind, instanceId });
  });

  it.each([
    ["aws-sdk-go/1.44 (go1.18; linux; amd64) amazon-vpc-cni-k8s/version/v1.12.0", "1.12.0"],
    ["aws-sdk-go-v2/1.40 amazon-vpc-cni-k8s/v1.23.1", "1.23.1"],
    ["aws-sdk-go/1.33.14 amazon-vpc-cni-k8s", null],
    ["aws-sdk-go-v2/1.40 amazon-vpc-cni-k8s#v1.22.1", "1.22.1"],
    ["aws-sdk-go-v2/1.40 amazon-vpc-cni-k8s/", null],
    ["aws-sdk-go/1.30.4 (go1.13.10; linux; amd64) amazon-vpc-cni-k8s", null],
    [sdkV2Agent, null],
  ])("reads the CNI's version from %s", (userAgent, version) => {
    expect(callerOf(eventOf({ userAgent })).cniVersion).toBe(version);
  });

  it.each([
    ["the CNI's tag", { key: "cluster.k8s.amazonaws.com/name", value: "dev" }],
    ["the controller's tag", { key: "kubernetes.io/cluster/dev", value: "owned" }],
    ["a managed node group's tag", { key: "eks:cluster-name", value: "dev" }],
    ["Auto Mode's tag", { key: "eks:eks-cluster-name", value: "dev" }],
  ])("takes the cluster from %s", (_name, tag) => {
    const requestParameters = { tagSpecificationSet: { items: [{ tags: [tag] }] } };
    expect(callerOf(eventOf({ eventName: "CreateNetworkInterface", requestParameters })).clusterName).toBe("dev");
  });

  it("takes the cluster of a fleet from its request, which keeps the API's capitals", () => {
    const requestParameters = {
      CreateFleetRequest: { TagSpecification: { Tag: [{ Key: "eks:cluster-name", Value: "dev", tag: 1 }], tag: 1 } },
    };
    expect(callerOf(eventOf({ eventName: "CreateFleet", requestParameters })).clusterName).toBe("dev");
  });

  it("takes the cluster from the creation's tags, role and session from the identity", () => {
    const caller = callerOf(
      eventOf({
        eventName: "CreateNetworkInterface",
        requestParameters: { tagSpecificationSet },
        userIdentity: NODE_ROLE,
      }),
    );
    expect(caller).toMatchObject({
      clusterName: "astronomer-dev",
      roleName: "workers",
      sessionName: "i-0123456789abcdef0",
    });
  });
});

describe("subnetOfEvent", () => {
  const lookups = {
    subnetOfEni: (id: string) => (id === "eni-now" ? "subnet-now" : null),
    subnetOfEarlierEni: (id: string) => (id === "eni-gone" ? "subnet-earlier" : null),
    subnetOfCreatedEni: (id: string) => (id === "eni-born" ? "subnet-born" : null),
    onlySubnetOfInstance: (id: string) => (id === "i-plain" ? "subnet-node" : null),
  };
  const assign = (networkInterfaceId: string) => eventOf({ requestParameters: { networkInterfaceId } });
  const unnamed = { subnetId: null };

  it.each([
    [
      "the failure's own words",
      assign("eni-now"),
      { subnetId: "subnet-said" },
      null,
      { subnetId: "subnet-said", evidence: "failure" },
    ],
    [
      "the parameters",
      eventOf({ requestParameters: { subnetId: "subnet-asked" } }),
      unnamed,
      null,
      { subnetId: "subnet-asked", evidence: "parameters" },
    ],
    [
      "the only interface of a launch",
      eventOf({ requestParameters: { networkInterfaceSet: { items: [{ subnetId: "subnet-if" }] } } }),
      unnamed,
      null,
      { subnetId: "subnet-if", evidence: "parameters" },
    ],
    ["an ENI of the snapshot", assign("eni-now"), unnamed, "i-plain", { subnetId: "subnet-now", evidence: "eni" }],
    [
      "the only override of a fleet",
      eventOf({
        eventName: "CreateFleet",
        requestParameters: {
          CreateFleetRequest: {
            LaunchTemplateConfigs: { Overrides: [{ SubnetId: "subnet-x" }, { SubnetId: "subnet-x" }] },
          },
        },
      }),
      unnamed,
      null,
      { subnetId: "subnet-x", evidence: "parameters" },
    ],
    [
      "a list of one in a newer call's request",
      eventOf({
        eventName: "CreateTransitGatewayVpcAttachment",
        requestParameters: {
          CreateTransitGatewayVpcAttachmentRequest: { SubnetIds: { tag: 1, content: "subnet-tgw" } },
        },
      }),
      unnamed,
      null,
      { subnetId: "subnet-tgw", evidence: "parameters" },
    ],
    [
      "nothing: a load balancer in two subnets, unless its message names one",
      eventOf({ eventName: "CreateLoadBalancer", requestParameters: { subnets: ["subnet-a", "subnet-b"] } }),
      unnamed,
      null,
      null,
    ],
    [
      "the only interface that names one",
      eventOf({
        requestParameters: { networkInterfaceSet: { items: [{ networkInterfaceId: "e" }, { subnetId: "subnet-if" }] } },
      }),
      unnamed,
      null,
      { subnetId: "subnet-if", evidence: "parameters" },
    ],
    [
      "an ENI of an earlier snapshot",
      assign("eni-gone"),
      unnamed,
      null,
      { subnetId: "subnet-earlier", evidence: "earlier-eni" },
    ],
    [
      "an ENI whose creation was seen",
      assign("eni-born"),
      unnamed,
      null,
      { subnetId: "subnet-born", evidence: "create-event" },
    ],
    [
      "the instance, if all its ENIs are in one subnet",
      assign("eni-other"),
      unnamed,
      "i-plain",
      { subnetId: "subnet-node", evidence: "session-instance" },
    ],
    [
      "nothing: with ENIs in several subnets the node's is no answer",
      assign("eni-other"),
      unnamed,
      "i-custom-networking",
      null,
    ],
    [
      "nothing: a launch from a node is not about the node's own ENIs",
      eventOf({ eventName: "RunInstances", requestParameters: {} }),
      unnamed,
      "i-plain",
      null,
    ],
    [
      "nothing: a launch into two subnets",
      eventOf({ requestParameters: { networkInterfaceSet: { items: [{ subnetId: "a" }, { subnetId: "b" }] } } }),
      unnamed,
      null,
      null,
    ],
  ])("comes from %s", (_name, event, failure, instanceId, expected) => {
    expect(subnetOfEvent(event, failure, instanceId, lookups)).toEqual(expected);
  });

  it("remembers what a successful creation made, and nothing of a failed one", () => {
    const body = {
      eventName: "CreateNetworkInterface",
      responseElements: { networkInterface: { networkInterfaceId: "eni-1", subnetId: "subnet-1" } },
    };
    expect(createdEni(eventOf(body))).toEqual({ eniId: "eni-1", subnetId: "subnet-1" });
    expect(createdEni(eventOf({ ...body, errorCode: "Client.InsufficientFreeAddressesInSubnet" }))).toBeNull();
    expect(createdEni(eventOf({ ...body, eventName: "RunInstances" }))).toBeNull();
  });
});

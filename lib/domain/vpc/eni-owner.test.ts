import { describe, expect, it, test } from "vitest";
import type { AddressClass, ServiceKind } from "@/lib/domain/vpc/address-class";
import { type EniOwner, type OwnerContext, ownerOfEni } from "@/lib/domain/vpc/eni-owner";
import { type EniRecord, eniHeadAt } from "@/lib/domain/vpc/eni-table";
import { EniTableBuilder } from "@/lib/domain/vpc/eni-table-builder";
import { ACCOUNT, attachment, cniEni, eni, INSTANCE_ID, TAKEN_AT } from "@/lib/domain/vpc/fixtures/records";

const PLAIN_INSTANCE = "i-0b000000000000002";
const AWS_ACCOUNT = "062328495474";

const CONTEXT: OwnerContext = {
  isNode: (instanceId) => instanceId === INSTANCE_ID,
  labelOf: (instanceId) => (instanceId === INSTANCE_ID ? "node astro-1" : `instance ${instanceId}`),
  instanceOfTrunk: (trunkEniId) => (trunkEniId === "eni-0trunk000000000001" ? INSTANCE_ID : null),
  at: TAKEN_AT,
};

function ownerOf(parts: Partial<EniRecord>): EniOwner {
  const builder = new EniTableBuilder();
  builder.add(eni(parts));
  return ownerOfEni(eniHeadAt(builder.build(), 0), CONTEXT);
}

/** A service's ENI hangs on a host that the account does not see. */
const hidden = (parts = {}) =>
  attachment({
    attachmentId: "ela-attach-9f7299cb",
    instanceId: null,
    instanceOwnerId: "amazon-aws",
    deviceIndex: 1,
    ...parts,
  });

interface ServiceRow {
  readonly name: string;
  readonly parts: Partial<EniRecord>;
  readonly kind: ServiceKind;
  readonly label: string;
}

const SERVICES: readonly ServiceRow[] = [
  {
    name: "Lambda by type, although RequesterManaged is false",
    parts: {
      interfaceType: "lambda",
      description: "AWS Lambda VPC ENI-orders-api-f3f2b6c1-9d0a-4c1c-9f3e-0a1b2c3d4e5f",
      requesterManaged: false,
      attachment: hidden(),
    },
    kind: "lambda",
    label: "Lambda function orders-api",
  },
  {
    name: "Lambda by type with a description of its own",
    parts: { interfaceType: "lambda", description: "Test AWS Lambda", attachment: hidden() },
    kind: "lambda",
    label: "Lambda function",
  },
  {
    name: "Lambda of the older kind, by requester",
    parts: { requesterId: `${ACCOUNT}:awslambda_118_20200401`, description: "AWS Lambda VPC ENI-report" },
    kind: "lambda",
    label: "Lambda function report",
  },
  {
    name: "Lambda of the older kind, by description",
    parts: { requesterId: "AROAEXAMPLEEXAMPLE123:report", description: "AWS Lambda VPC ENI-report" },
    kind: "lambda",
    label: "Lambda function report",
  },
  {
    name: "NAT gateway as the wire spells it",
    parts: {
      interfaceType: "nat_gateway",
      description: "Interface for NAT Gateway nat-07ab4846da51f4612",
      requesterId: AWS_ACCOUNT,
      requesterManaged: true,
      attachment: hidden(),
    },
    kind: "nat-gateway",
    label: "NAT gateway nat-07ab4846da51f4612",
  },
  {
    name: "NAT gateway as the SDK's enum spells it",
    parts: { interfaceType: "natGateway", description: "Interface for NAT Gateway nat-0abc" },
    kind: "nat-gateway",
    label: "NAT gateway nat-0abc",
  },
  {
    name: "NAT gateway by description where the type is missing",
    parts: { interfaceType: null, description: "Interface for NAT Gateway nat-0abc" },
    kind: "nat-gateway",
    label: "NAT gateway nat-0abc",
  },
  {
    name: "network load balancer",
    parts: {
      interfaceType: "network_load_balancer",
      description: "ELB net/ingress/50dc6c495c0c9188",
      attachment: hidden(),
    },
    kind: "network-load-balancer",
    label: "network load balancer ingress",
  },
  {
    name: "application load balancer: a plain interface",
    parts: {
      requesterId: "amazon-elb",
      description: "ELB app/web/50dc6c495c0c9188",
      requesterManaged: true,
      attachment: hidden({ instanceOwnerId: "amazon-elb" }),
    },
    kind: "application-load-balancer",
    label: "application load balancer web",
  },
  {
    name: "application load balancer, detached for a moment",
    parts: { requesterId: "amazon-elb", description: "ELB app/web/50dc6c495c0c9188", status: "available" },
    kind: "application-load-balancer",
    label: "application load balancer web",
  },
  {
    name: "classic load balancer",
    parts: {
      requesterId: "amazon-elb",
      description: "ELB a1b2c3d4",
      attachment: hidden({ instanceOwnerId: "amazon-elb" }),
    },
    kind: "classic-load-balancer",
    label: "classic load balancer a1b2c3d4",
  },
  {
    name: "load balancer of no further kind",
    parts: { requesterId: "amazon-elb", description: "something else entirely" },
    kind: "other",
    label: "a load balancer",
  },
  {
    name: "application load balancer by the type load_balancer",
    parts: { interfaceType: "load_balancer", description: "ELB app/web/1" },
    kind: "application-load-balancer",
    label: "application load balancer web",
  },
  {
    name: "gateway load balancer",
    parts: { interfaceType: "gateway_load_balancer", description: "ELB gwy/firewall/1" },
    kind: "gateway-load-balancer",
    label: "gateway load balancer firewall",
  },
  {
    name: "gateway load balancer endpoint",
    parts: { interfaceType: "gateway_load_balancer_endpoint", description: "VPC Endpoint Interface vpce-0abc" },
    kind: "gateway-load-balancer-endpoint",
    label: "gateway load balancer endpoint vpce-0abc",
  },
  {
    name: "VPC endpoint",
    parts: {
      interfaceType: "vpc_endpoint",
      description: "VPC Endpoint Interface vpce-0123456789abcdef0",
      attachment: hidden(),
    },
    kind: "vpc-endpoint",
    label: "VPC endpoint vpce-0123456789abcdef0",
  },
  {
    name: "transit gateway, although RequesterManaged is false",
    parts: {
      interfaceType: "transit_gateway",
      description: "Network Interface for Transit Gateway Attachment tgw-attach-0abc",
      requesterManaged: false,
    },
    kind: "transit-gateway",
    label: "transit gateway attachment tgw-attach-0abc",
  },
  {
    name: "EKS control plane by requester, although RequesterManaged is false",
    parts: {
      requesterId: "AROAEXAMPLEEXAMPLE123:AmazonEKS",
      description: "Amazon EKS astro",
      requesterManaged: false,
      attachment: hidden({ instanceOwnerId: "999900001111" }),
    },
    kind: "eks-control-plane",
    label: "EKS control plane of astro",
  },
  {
    name: "EKS control plane by description",
    parts: { description: "Amazon EKS astro", attachment: hidden({ instanceOwnerId: "999900001111" }) },
    kind: "eks-control-plane",
    label: "EKS control plane of astro",
  },
  {
    name: "ECS task in awsvpc mode",
    parts: { description: `arn:aws:ecs:eu-west-1:${ACCOUNT}:attachment/0a1b2c3d-0000-1111-2222-333344445555` },
    kind: "ecs-task",
    label: "ECS task 0a1b2c3d-0000-1111-2222-333344445555",
  },
  {
    name: "ECS task on an instance that the account sees",
    parts: {
      description: `arn:aws-cn:ecs:cn-north-1:${ACCOUNT}:task/prod/0a1b2c3d`,
      attachment: attachment({ instanceId: PLAIN_INSTANCE, deviceIndex: 1 }),
    },
    kind: "ecs-task",
    label: "ECS task 0a1b2c3d",
  },
  {
    name: "ECS task on a branch of ECS's own trunk",
    parts: { interfaceType: "branch", description: `arn:aws:ecs:eu-west-1:${ACCOUNT}:attachment/0a1b` },
    kind: "ecs-task",
    label: "ECS task 0a1b",
  },
  {
    name: "RDS by requester",
    parts: { requesterId: "amazon-rds", description: "RDSNetworkInterface" },
    kind: "rds",
    label: "RDS database",
  },
  { name: "RDS by description", parts: { description: "RDSNetworkInterface" }, kind: "rds", label: "RDS database" },
  {
    name: "ElastiCache",
    parts: { description: "ElastiCache sessions-001" },
    kind: "elasticache",
    label: "ElastiCache sessions-001",
  },
  { name: "Redshift", parts: { description: "RedshiftNetworkInterface" }, kind: "redshift", label: "Redshift cluster" },
  { name: "DAX", parts: { description: "DAX hot-keys" }, kind: "dax", label: "DAX hot-keys" },
  { name: "CodeBuild", parts: { description: "AWS CodeBuild build-1" }, kind: "codebuild", label: "CodeBuild" },
  {
    name: "Directory Service",
    parts: { description: "AWS created network interface for directory d-9267651234" },
    kind: "directory-service",
    label: "Directory Service d-9267651234",
  },
  {
    name: "WorkSpaces",
    parts: { description: `Created By Amazon Workspaces for AWS Account ID ${ACCOUNT}` },
    kind: "workspaces",
    label: "WorkSpaces",
  },
  {
    name: "EFS as a plain interface",
    parts: {
      description: "EFS mount target for fs-0abc (fsmt-0def)",
      requesterId: AWS_ACCOUNT,
      requesterManaged: true,
    },
    kind: "efs",
    label: "EFS mount target of fs-0abc",
  },
  {
    name: "EFS by the newer type",
    parts: { interfaceType: "efs", description: "EFS mount target for fs-0abc (fsmt-0def)" },
    kind: "efs",
    label: "EFS mount target of fs-0abc",
  },
  {
    name: "EC2 Instance Connect endpoint",
    parts: { interfaceType: "ec2_instance_connect_endpoint", description: "EC2 Instance Connect Endpoint eice-0abc" },
    kind: "instance-connect-endpoint",
    label: "EC2 Instance Connect endpoint eice-0abc",
  },
  { name: "QuickSight", parts: { interfaceType: "quicksight" }, kind: "quicksight", label: "QuickSight" },
  {
    name: "Global Accelerator",
    parts: { interfaceType: "global_accelerator_managed" },
    kind: "global-accelerator",
    label: "Global Accelerator",
  },
  { name: "API Gateway", parts: { interfaceType: "api_gateway_managed" }, kind: "api-gateway", label: "API Gateway" },
  { name: "IoT rules", parts: { interfaceType: "iot_rules_managed" }, kind: "iot-rules", label: "IoT rules" },
  {
    name: "CodeStar connections",
    parts: { interfaceType: "aws_codestar_connections_managed" },
    kind: "codestar-connections",
    label: "CodeStar connections",
  },
  { name: "Elastic VMware Service", parts: { interfaceType: "evs" }, kind: "evs", label: "Elastic VMware Service" },
  {
    name: "a service that only its operator names",
    parts: { operatorManaged: true, operatorPrincipal: "workmail.amazonaws.com" },
    kind: "other",
    label: "managed by workmail.amazonaws.com",
  },
  {
    name: "an operator's ENI whose type tells the kind",
    parts: { operatorManaged: true, operatorPrincipal: "lambda.amazonaws.com", interfaceType: "lambda" },
    kind: "lambda",
    label: "Lambda function",
  },
  {
    name: "a service that nothing names but its hidden host",
    parts: { attachment: hidden(), requesterId: AWS_ACCOUNT },
    kind: "other",
    label: `an AWS service (requester ${AWS_ACCOUNT})`,
  },
  {
    name: "a requester-managed ENI, available for a moment",
    parts: { requesterManaged: true, requesterId: AWS_ACCOUNT, status: "available" },
    kind: "other",
    label: `an AWS service (requester ${AWS_ACCOUNT})`,
  },
];

describe("ownerOfEni: services", () => {
  test.each(SERVICES)("$name", ({ parts, kind, label }) => {
    expect(ownerOf(parts)).toMatchObject({
      primaryClass: "service",
      attachedClass: "service",
      serviceKind: kind,
      label,
      instanceId: null,
      role: null,
      isLeaked: false,
    });
  });

  it("gives a control plane's ENI its cluster", () =>
    expect(ownerOf({ description: "Amazon EKS astro" }).clusterName).toBe("astro"));
});

interface InstanceRow {
  readonly name: string;
  readonly parts: Partial<EniRecord>;
  readonly primaryClass: AddressClass;
  readonly attachedClass: AddressClass;
  readonly role: EniOwner["role"];
  readonly instanceId?: string;
}

const ON_INSTANCES: readonly InstanceRow[] = [
  {
    name: "a node's primary: device 0 of card 0",
    parts: { attachment: attachment() },
    primaryClass: "node-primary",
    attachedClass: "attached",
    role: "primary",
  },
  {
    name: "a node's primary that is an EFA",
    parts: { interfaceType: "efa", attachment: attachment() },
    primaryClass: "node-primary",
    attachedClass: "attached",
    role: "primary",
  },
  {
    name: "EFA on card 4 reporting device 0: not the primary",
    parts: { interfaceType: "efa", attachment: attachment({ networkCardIndex: 4 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "efa",
  },
  {
    name: "EFA without addresses",
    parts: { interfaceType: "efa-only", attachment: attachment({ networkCardIndex: 2 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "efa-only",
  },
  { name: "the CNI's ENI", parts: cniEni(1), primaryClass: "eni-primary", attachedClass: "attached", role: "cni" },
  {
    name: "the CNI's ENI on its way to the node, not attached yet",
    parts: cniEni(1, { attachment: null, status: "attaching" }),
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "the CNI's ENI in a status that no enum lists",
    parts: cniEni(1, { attachment: null, status: "pending", tags: {} }),
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "a Windows node's ENI",
    parts: { description: "aws-k8s-eni", attachment: attachment({ deviceIndex: 1 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "trunk",
    parts: {
      interfaceType: "trunk",
      description: "aws-k8s-trunk-eni",
      attachment: attachment({ deviceIndex: 2 }),
      tags: { "eks:eni:owner": "eks-vpc-resource-controller" },
    },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "trunk",
  },
  {
    name: "an ENI of the user's own on a node",
    parts: { description: "firewall leg", attachment: attachment({ deviceIndex: 3 }) },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "other",
  },
  {
    name: "Auto Mode: EKS operates the node",
    parts: {
      operatorManaged: true,
      operatorPrincipal: "eks.amazonaws.com",
      attachment: attachment({ deviceIndex: 1 }),
      tags: { "eks:kubernetes-cni-node-name": "i-0a" },
    },
    primaryClass: "eni-primary",
    attachedClass: "attached",
    role: "cni",
  },
  {
    name: "branch: in use without an attachment, tied to its node by its trunk",
    parts: {
      interfaceType: "branch",
      description: "aws-k8s-branch-eni",
      requesterId: AWS_ACCOUNT,
      tags: { "vpcresources.k8s.aws/trunk-eni-id": "eni-0trunk000000000001", "vpcresources.k8s.aws/vlan-id": "1" },
    },
    primaryClass: "branch",
    attachedClass: "branch",
    role: null,
  },
  {
    name: "branch of Auto Mode that names its instance",
    parts: {
      interfaceType: "branch",
      operatorManaged: true,
      operatorPrincipal: "eks.amazonaws.com",
      tags: {
        "sgp.eks.amazonaws.com/trunk-eni-id": "eni-0unseen0000000001",
        "sgp.eks.amazonaws.com/instance-id": INSTANCE_ID,
      },
    },
    primaryClass: "branch",
    attachedClass: "branch",
    role: null,
  },
  {
    name: "branch whose type was left out, by description",
    parts: {
      interfaceType: null,
      description: "aws-k8s-branch-eni",
      tags: { "vpcresources.k8s.aws/trunk-eni-id": "eni-0trunk000000000001" },
    },
    primaryClass: "branch",
    attachedClass: "branch",
    role: null,
  },
  {
    name: "a plain instance's primary",
    parts: { attachment: attachment({ instanceId: PLAIN_INSTANCE }) },
    primaryClass: "instance",
    attachedClass: "instance",
    role: "primary",
    instanceId: PLAIN_INSTANCE,
  },
  {
    name: "a plain instance whose ENI is described like a service's",
    parts: { description: "ELB app/fake/1", attachment: attachment({ instanceId: PLAIN_INSTANCE, deviceIndex: 1 }) },
    primaryClass: "instance",
    attachedClass: "instance",
    role: "other",
    instanceId: PLAIN_INSTANCE,
  },
  {
    name: "an instance that another service operates",
    parts: {
      operatorManaged: true,
      operatorPrincipal: "ecs.amazonaws.com",
      attachment: attachment({ instanceId: PLAIN_INSTANCE }),
    },
    primaryClass: "instance",
    attachedClass: "instance",
    role: "primary",
    instanceId: PLAIN_INSTANCE,
  },
];

describe("ownerOfEni: nodes, branches and instances", () => {
  test.each(ON_INSTANCES)("$name", ({ parts, primaryClass, attachedClass, role, instanceId = INSTANCE_ID }) => {
    expect(ownerOf(parts)).toMatchObject({ primaryClass, attachedClass, role, instanceId, isLeaked: false });
  });

  it("keeps a branch whose trunk is not visible a branch, of no instance", () => {
    const tags = {
      "vpcresources.k8s.aws/trunk-eni-id": "eni-0unseen0000000001",
      "kubernetes.io/cluster/astro": "owned",
    };
    expect(ownerOf({ interfaceType: "branch", tags })).toMatchObject({
      primaryClass: "branch",
      instanceId: null,
      clusterName: "astro",
      label: "branch behind eni-0unseen0000000001",
      isLeaked: false,
    });
  });

  it("names what operates an instance", () =>
    expect(
      ownerOf({ operatorManaged: true, operatorPrincipal: "ecs.amazonaws.com", attachment: attachment() }).label,
    ).toBe("node astro-1 (managed by ecs.amazonaws.com)"));
});

const minutesBefore = (minutes: number): string => new Date(TAKEN_AT - minutes * 60_000).toISOString();

const leftBehind = (parts: Partial<EniRecord> & { createdAt?: string } = {}): Partial<EniRecord> => {
  const { createdAt, ...rest } = parts;
  return {
    status: "available",
    description: "aws-K8S-i-0dead00000000001",
    tags: {
      "node.k8s.amazonaws.com/instance_id": "i-0dead00000000001",
      ...(createdAt === undefined ? {} : { "node.k8s.amazonaws.com/createdAt": createdAt }),
    },
    ...rest,
  };
};

describe("ownerOfEni: detached ENIs", () => {
  test.each([
    { name: "the CNI's, older than five minutes", parts: leftBehind({ createdAt: minutesBefore(6) }), isLeaked: true },
    { name: "the CNI's, just made", parts: leftBehind({ createdAt: minutesBefore(5) }), isLeaked: false },
    { name: "the CNI's without a createdAt tag", parts: leftBehind(), isLeaked: false },
    {
      name: "the CNI's with a createdAt tag that is no date",
      parts: leftBehind({ createdAt: "soon" }),
      isLeaked: false,
    },
    {
      name: "described like the CNI's but without its tag",
      parts: leftBehind({ tags: { "node.k8s.amazonaws.com/createdAt": minutesBefore(60) } }),
      isLeaked: false,
    },
    {
      name: "tagged like the CNI's but described otherwise",
      parts: leftBehind({ createdAt: minutesBefore(60), description: "mine" }),
      isLeaked: false,
    },
    { name: "a user's own", parts: { status: "available", description: "spare" }, isLeaked: false },
    { name: "a user's own without any text", parts: { status: "available", description: null }, isLeaked: false },
    { name: "an EFA that nobody uses", parts: { status: "available", interfaceType: "efa" }, isLeaked: false },
  ])("$name", ({ parts, isLeaked }) => {
    expect(ownerOf(parts)).toMatchObject({
      primaryClass: "detached",
      attachedClass: "detached",
      instanceId: null,
      role: null,
      isLeaked,
    });
  });

  it("says for which instance a left-behind ENI was made, without calling it that instance's", () => {
    const owner = ownerOf(leftBehind({ createdAt: minutesBefore(60) }));
    expect(owner.label).toBe("left behind by the CNI, made for i-0dead00000000001");
    expect(owner.instanceId).toBeNull();
  });
});

describe("ownerOfEni: what nothing tells stays unknown", () => {
  test.each([
    {
      name: "an interface type that AWS adds one day",
      parts: { interfaceType: "quantum_link", description: "ELB app/x/1" },
    },
    { name: "in use, attached to nothing, of no service", parts: {} },
    { name: "no status, no type, no text", parts: { status: null, interfaceType: null, description: null } },
    {
      name: "on a host of another account (a Fargate pod looks so)",
      parts: { attachment: hidden({ instanceOwnerId: "999900001111" }) },
    },
    {
      name: "an EFA record cut short: device 0 on card 4 of nobody",
      parts: {
        interfaceType: "efa",
        status: null,
        attachment: attachment({ instanceId: null, instanceOwnerId: null, networkCardIndex: 4 }),
      },
    },
    { name: "a trunk without an attachment", parts: { interfaceType: "trunk" } },
    { name: "a type named like an object's own property", parts: { interfaceType: "constructor" } },
  ])("$name", ({ parts }) => {
    expect(ownerOf(parts)).toMatchObject({ primaryClass: "unknown", attachedClass: "unknown", serviceKind: null });
    expect(ownerOf(parts).label).toMatch(/^unknown: /);
  });

  it("keeps an unknown type on its instance, so that the node's rack shows it", () =>
    expect(ownerOf({ interfaceType: "quantum_link", attachment: attachment() })).toMatchObject({
      primaryClass: "unknown",
      instanceId: INSTANCE_ID,
      role: "other",
    }));
});

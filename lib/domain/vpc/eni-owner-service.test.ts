import { describe, expect, it, test } from "vitest";
import type { ServiceKind } from "@/lib/domain/vpc/address-class";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { AWS_ACCOUNT, hidden, ownerOf, PLAIN_INSTANCE_ID } from "@/lib/domain/vpc/fixtures/owned-eni";
import { ACCOUNT, attachment } from "@/lib/domain/vpc/fixtures/records";

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
      attachment: attachment({ instanceId: PLAIN_INSTANCE_ID, deviceIndex: 1 }),
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

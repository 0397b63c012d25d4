import type { ServiceKind } from "@/lib/domain/vpc/address-class";
import { isEcsDescription } from "@/lib/domain/vpc/cni-eni";
import type { EniHead } from "@/lib/domain/vpc/eni-table";

/** The AWS service behind an ENI. `label` is for a person; `clusterName` is an EKS control plane's. */
export interface ServiceOwner {
  readonly serviceKind: ServiceKind;
  readonly label: string;
  readonly clusterName: string | null;
}

const service = (serviceKind: ServiceKind, label: string, clusterName: string | null = null): ServiceOwner => ({
  serviceKind,
  label,
  clusterName,
});

/** `what name` when the description matches and names one, else `what` alone. */
function named(what: string, description: string, pattern: RegExp): string {
  const name = pattern.exec(description)?.[1];
  return name ? `${what} ${name}` : what;
}

const lambda = (description: string): ServiceOwner =>
  // A uuid after the function's name is the ENI's own, not the function's.
  service(
    "lambda",
    named(
      "Lambda function",
      description,
      /^AWS Lambda VPC ENI-(.+?)(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/,
    ),
  );

/** A load balancer by its description `ELB app/NAME/HASH`, `ELB net/…`, `ELB gwy/…` or, classic, `ELB NAME`. */
function loadBalancer(description: string): ServiceOwner {
  const [, kind, name] = /^ELB (app|net|gwy)\/([^/]+)/.exec(description) ?? [];
  if (kind === "app") return service("application-load-balancer", `application load balancer ${name}`);
  if (kind === "net") return service("network-load-balancer", `network load balancer ${name}`);
  if (kind === "gwy") return service("gateway-load-balancer", `gateway load balancer ${name}`);
  const classic = /^ELB (\S+)$/.exec(description)?.[1];
  return classic
    ? service("classic-load-balancer", `classic load balancer ${classic}`)
    : service("other", "a load balancer");
}

const controlPlane = (description: string): ServiceOwner => {
  const cluster = /^Amazon EKS (\S+)$/.exec(description)?.[1] ?? null;
  return service("eks-control-plane", cluster ? `EKS control plane of ${cluster}` : "EKS control plane", cluster);
};

/**
 * `{ interface type → its service }`, EC2's enumeration and the values that only the wire or the filters' documentation
 * shows. `interface`, `efa`, `efa-only`, `trunk` and `branch` are no services.
 */
const BY_TYPE: Readonly<Record<string, (description: string) => ServiceOwner>> = {
  lambda,
  nat_gateway: (description) =>
    service("nat-gateway", named("NAT gateway", description, /^Interface for NAT Gateway (\S+)/)),
  network_load_balancer: (description) =>
    service("network-load-balancer", named("network load balancer", description, /^ELB net\/([^/]+)/)),
  load_balancer: loadBalancer,
  gateway_load_balancer: (description) =>
    service("gateway-load-balancer", named("gateway load balancer", description, /^ELB gwy\/([^/]+)/)),
  gateway_load_balancer_endpoint: (description) =>
    service(
      "gateway-load-balancer-endpoint",
      named("gateway load balancer endpoint", description, /\b(vpce-[0-9a-z]+)/),
    ),
  vpc_endpoint: (description) => service("vpc-endpoint", named("VPC endpoint", description, /\b(vpce-[0-9a-z]+)/)),
  transit_gateway: (description) =>
    service("transit-gateway", named("transit gateway attachment", description, /\b(tgw-attach-[0-9a-z]+)/)),
  quicksight: () => service("quicksight", "QuickSight"),
  global_accelerator_managed: () => service("global-accelerator", "Global Accelerator"),
  api_gateway_managed: () => service("api-gateway", "API Gateway"),
  iot_rules_managed: () => service("iot-rules", "IoT rules"),
  aws_codestar_connections_managed: () => service("codestar-connections", "CodeStar connections"),
  ec2_instance_connect_endpoint: (description) =>
    service("instance-connect-endpoint", named("EC2 Instance Connect endpoint", description, /\b(eice-[0-9a-z]+)/)),
  efs: (description) => service("efs", named("EFS mount target of", description, /\b(fs-[0-9a-z]+)/)),
  evs: () => service("evs", "Elastic VMware Service"),
};

/** The service that the interface type alone tells, or null. Accepts the SDK's spelling of `nat_gateway` too. */
export function serviceByInterfaceType(interfaceType: string | null, description: string | null): ServiceOwner | null {
  if (interfaceType === null) return null;
  const wireType = interfaceType === "natGateway" ? "nat_gateway" : interfaceType;
  return Object.hasOwn(BY_TYPE, wireType) ? (BY_TYPE[wireType]?.(description ?? "") ?? null) : null;
}

/** The service that requested the ENI by its requester id, or null. The requester of many services is a bare account id. */
export function serviceByRequester(eni: EniHead): ServiceOwner | null {
  const requester = eni.requesterId ?? "";
  const description = eni.description ?? "";
  if (requester === "amazon-elb") return loadBalancer(description);
  if (requester === "amazon-rds") return service("rds", "RDS database");
  if (requester.endsWith(":AmazonEKS")) return controlPlane(description);
  if (requester.includes(":awslambda_")) return lambda(description);
  return null;
}

/** Descriptions that services write, in order of test; the first that matches tells. */
const BY_DESCRIPTION: readonly (readonly [RegExp, (description: string) => ServiceOwner])[] = [
  [/^AWS Lambda VPC ENI-/, lambda],
  [/^Interface for NAT Gateway nat-/, (text) => BY_TYPE.nat_gateway?.(text) ?? service("nat-gateway", "NAT gateway")],
  [/^ELB \S+$/, loadBalancer],
  [/^VPC Endpoint Interface vpce-/, (text) => service("vpc-endpoint", named("VPC endpoint", text, /\b(vpce-\S+)/))],
  [
    /^Network Interface for Transit Gateway Attachment /,
    (text) => service("transit-gateway", named("transit gateway attachment", text, /\b(tgw-attach-\S+)/)),
  ],
  [/^Amazon EKS \S+$/, controlPlane],
  [/^RDSNetworkInterface$/, () => service("rds", "RDS database")],
  [/^ElastiCache\b/, (text) => service("elasticache", named("ElastiCache", text, /^ElastiCache (\S+)/))],
  [/^RedshiftNetworkInterface$/, () => service("redshift", "Redshift cluster")],
  [/^DAX\b/, (text) => service("dax", named("DAX", text, /^DAX (\S+)/))],
  [/^AWS CodeBuild\b/, () => service("codebuild", "CodeBuild")],
  [
    /^AWS created network interface for directory d-/,
    (text) => service("directory-service", named("Directory Service", text, /\b(d-[0-9a-z]+)/)),
  ],
  [/\bWorkSpaces\b/i, () => service("workspaces", "WorkSpaces")],
  [/^EFS mount target for fs-/, (text) => service("efs", named("EFS mount target of", text, /\b(fs-[0-9a-z]+)/))],
];

/** An ECS task by the ARN in the description, or null. Such an ENI can be attached to a visible instance. */
export function ecsTaskOwner(description: string | null): ServiceOwner | null {
  if (description === null || !isEcsDescription(description)) return null;
  return service("ecs-task", named("ECS task", description, /:(?:attachment|task)\/(?:.*\/)?([^/]+)$/));
}

/** The service that the description tells, or null. People write descriptions too: ask only for an ENI on no instance. */
export function serviceByDescription(description: string | null): ServiceOwner | null {
  if (!description) return null;
  const match = BY_DESCRIPTION.find(([pattern]) => pattern.test(description));
  return match ? match[1](description) : null;
}

/** A service that nothing names more closely. */
export const otherService = (label: string): ServiceOwner => service("other", label);

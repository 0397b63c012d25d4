import { mustAdd } from "@/lib/demo/estate/instances";
import type { Site } from "@/lib/demo/estate/site";
import { ACCOUNT_ID, REGION } from "@/lib/demo/state/account";
import type { EniInput } from "@/lib/demo/state/account-inputs";
import type { EniState, SubnetState } from "@/lib/demo/state/model";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time-units";

/** How the ENIs of one service look: the parts of the wire by which an owner can be told. */
export interface ServiceLook {
  readonly interfaceType: string;
  readonly description: string;
  readonly requesterId: string | null;
  readonly isRequesterManaged: boolean;
  readonly instanceOwnerId: string;
  readonly hasElasticAddress?: boolean;
  readonly checksSourceDest?: boolean;
  readonly secondaryCount?: number;
}

const LOAD_BALANCER_ACCOUNT = "900100200301";
const NETWORK_ACCOUNT = "900100200302";
const ENDPOINT_ACCOUNT = "900100200303";
const CONTAINER_ACCOUNT = "900100200304";
const CONTROL_PLANE_ACCOUNT = "900100200305";
const STORAGE_ACCOUNT = "900100200306";

/** Made by AWS inside the account, on hosts that AWS does not show. */
const managed = (
  interfaceType: string,
  description: string,
  requesterId: string,
  instanceOwnerId = "amazon-aws",
): ServiceLook => ({ interfaceType, description, requesterId, isRequesterManaged: true, instanceOwnerId });

const uuid = (site: Site): string => [8, 4, 4, 4, 12].map((digits) => site.random.hex(digits)).join("-");

/** The looks of the services, each from a name that the caller chooses. */
export const service = {
  applicationLoadBalancer: (site: Site, name: string) =>
    managed("interface", `ELB app/${name}/${site.random.hex(16)}`, "amazon-elb", "amazon-elb"),
  classicLoadBalancer: (_: Site, name: string) => managed("interface", `ELB ${name}`, "amazon-elb", "amazon-elb"),
  networkLoadBalancer: (site: Site, name: string) =>
    managed("network_load_balancer", `ELB net/${name}/${site.random.hex(16)}`, LOAD_BALANCER_ACCOUNT),
  gatewayLoadBalancer: (site: Site, name: string) =>
    managed("gateway_load_balancer", `ELB gwy/${name}/${site.random.hex(16)}`, LOAD_BALANCER_ACCOUNT),
  gatewayLoadBalancerEndpoint: (site: Site) =>
    managed("gateway_load_balancer_endpoint", `VPC Endpoint Interface ${site.account.newId("vpce")}`, ENDPOINT_ACCOUNT),
  vpcEndpoint: (site: Site) =>
    managed("vpc_endpoint", `VPC Endpoint Interface ${site.account.newId("vpce")}`, ENDPOINT_ACCOUNT),
  natGateway: (site: Site): ServiceLook => ({
    ...managed("nat_gateway", `Interface for NAT Gateway ${site.account.newId("nat")}`, NETWORK_ACCOUNT),
    hasElasticAddress: true,
    checksSourceDest: false,
  }),
  transitGateway: (site: Site): ServiceLook => ({
    ...managed(
      "transit_gateway",
      `Network Interface for Transit Gateway Attachment ${site.account.newId("tgw-attach")}`,
      NETWORK_ACCOUNT,
    ),
    isRequesterManaged: false,
  }),
  /** One hyperplane ENI serves every function with the same subnet and groups; EC2 does not call it requester-managed. */
  lambda: (site: Site, name: string): ServiceLook => ({
    ...managed(
      "lambda",
      `AWS Lambda VPC ENI-${name}-${uuid(site)}`,
      `AROA${site.random.hex(17).toUpperCase()}:${name}`,
    ),
    isRequesterManaged: false,
  }),
  controlPlane: (site: Site, clusterName: string): ServiceLook => ({
    ...managed(
      "interface",
      `Amazon EKS ${clusterName}`,
      `AROA${site.random.hex(17).toUpperCase()}:AmazonEKS`,
      CONTROL_PLANE_ACCOUNT,
    ),
    isRequesterManaged: false,
  }),
  ecsTask: (site: Site) =>
    managed(
      "interface",
      `arn:aws:ecs:${REGION}:${ACCOUNT_ID}:attachment/${uuid(site)}`,
      CONTAINER_ACCOUNT,
      CONTAINER_ACCOUNT,
    ),
  rds: () => managed("interface", "RDSNetworkInterface", "amazon-rds", "amazon-rds"),
  redshift: () => managed("interface", "RedshiftNetworkInterface", "amazon-redshift", "amazon-redshift"),
  elasticache: (_: Site, name: string) =>
    managed("interface", `ElastiCache ${name}-0001-001`, "amazon-elasticache", "amazon-elasticache"),
  dax: (_: Site, name: string) => managed("interface", `DAX ${name}`, STORAGE_ACCOUNT),
  efs: (site: Site) =>
    managed("efs", `EFS mount target for ${site.account.newId("fs")} (${site.account.newId("fsmt")})`, STORAGE_ACCOUNT),
  codeBuild: (site: Site, name: string) =>
    managed("interface", `AWS CodeBuild ENI for ${name}:${uuid(site)}`, CONTAINER_ACCOUNT, CONTAINER_ACCOUNT),
  directory: (site: Site) =>
    managed("interface", `AWS created network interface for directory d-${site.random.hex(10)}`, STORAGE_ACCOUNT),
  workSpaces: (_: Site, name: string) => managed("interface", `WorkSpaces ${name}`, STORAGE_ACCOUNT),
  instanceConnectEndpoint: (site: Site) =>
    managed(
      "ec2_instance_connect_endpoint",
      `EC2 Instance Connect Endpoint ${site.account.newId("eice")}`,
      NETWORK_ACCOUNT,
    ),
  quickSight: () => managed("quicksight", "QuickSight network interface", STORAGE_ACCOUNT),
  globalAccelerator: () =>
    managed("global_accelerator_managed", "GlobalAccelerator managed interface", NETWORK_ACCOUNT),
  apiGateway: () => managed("api_gateway_managed", "API Gateway VPC link", ENDPOINT_ACCOUNT),
  iotRules: () => managed("iot_rules_managed", "IoT rules destination", ENDPOINT_ACCOUNT),
  codeStarConnection: () => managed("aws_codestar_connections_managed", "CodeStar connection host", ENDPOINT_ACCOUNT),
  elasticVmware: () => managed("evs", "Amazon EVS host interface", STORAGE_ACCOUNT),
  /** A type that no released client lists. */
  unheardOf: () => managed("orbital_gateway", "Orbital gateway uplink", NETWORK_ACCOUNT),
  /** In use by somebody on a hidden host, and nothing on the wire says by whom. */
  nameless: (): ServiceLook => ({
    interfaceType: "interface",
    description: "",
    requesterId: "900100200399",
    isRequesterManaged: true,
    instanceOwnerId: "900100200399",
  }),
} as const;

/** Adds a service's ENI, attached to a host that AWS keeps to itself. */
export function addServiceEni(
  site: Site,
  subnet: SubnetState,
  look: ServiceLook,
  options: { readonly now?: number; readonly tags?: EniInput["tags"] } = {},
): EniState {
  const { account } = site;
  const createdAt = options.now ?? site.ago(HOUR_MS, 200 * DAY_MS);
  const eni = account.addEni({
    subnet,
    now: createdAt,
    description: look.description,
    interfaceType: look.interfaceType,
    requesterId: look.requesterId,
    isRequesterManaged: look.isRequesterManaged,
    checksSourceDest: look.checksSourceDest ?? true,
    secondaryCount: look.secondaryCount ?? 0,
    tags: options.tags ?? [],
    association: look.hasElasticAddress
      ? {
          address: site.publicAddress(),
          allocationId: account.newId("eipalloc"),
          associationId: account.newId("eipassoc"),
        }
      : null,
    attachment: {
      id: account.newId("ela-attach"),
      instanceId: null,
      instanceOwnerId: look.instanceOwnerId,
      deviceIndex: 1,
      networkCardIndex: null,
      status: "attached",
      attachTime: createdAt,
      deleteOnTermination: false,
    },
  });
  return mustAdd(eni, subnet);
}

/** One ENI of the same load balancer or service in each of the subnets. */
export function addServiceEnis(site: Site, subnets: readonly SubnetState[], look: ServiceLook): void {
  for (const subnet of subnets) addServiceEni(site, subnet, look);
}

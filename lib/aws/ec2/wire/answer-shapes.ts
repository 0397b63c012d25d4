import "server-only";
import { ADDRESS, addressColumn, listOfShape, type StructShape, struct, TEXT } from "@/lib/aws/ec2/wire/shape";
import type { AnswerPlan } from "@/lib/aws/ec2/wire/xml-reader";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";

// Wire names as in the SDK's EC2 schemas (client-ec2 3.1169.0, schemas_0.js); the members of the AWS CLI's JSON.

const TAGS = listOfShape(struct({ key: TEXT, value: TEXT }));
const OPERATOR = struct({ managed: TEXT, principal: TEXT });

const IPV6_BLOCKS = listOfShape(struct({ ipv6CidrBlock: TEXT, ipv6CidrBlockState: struct({ state: TEXT }) }));

const VPC = struct({
  vpcId: TEXT,
  ownerId: TEXT,
  isDefault: TEXT,
  state: TEXT,
  cidrBlock: TEXT,
  cidrBlockAssociationSet: listOfShape(struct({ cidrBlock: TEXT, cidrBlockState: struct({ state: TEXT }) })),
  ipv6CidrBlockAssociationSet: IPV6_BLOCKS,
  tagSet: [TAGS, "Tags"],
});

const SUBNET = struct({
  subnetId: TEXT,
  vpcId: TEXT,
  ownerId: TEXT,
  availabilityZone: TEXT,
  availabilityZoneId: TEXT,
  state: TEXT,
  cidrBlock: TEXT,
  ipv6Native: TEXT,
  ipv6CidrBlockAssociationSet: IPV6_BLOCKS,
  availableIpAddressCount: TEXT,
  tagSet: [TAGS, "Tags"],
});

const ENI = struct({
  networkInterfaceId: TEXT,
  subnetId: TEXT,
  vpcId: TEXT,
  availabilityZone: TEXT,
  ownerId: TEXT,
  description: TEXT,
  interfaceType: TEXT,
  status: TEXT,
  requesterId: TEXT,
  requesterManaged: TEXT,
  operator: OPERATOR,
  groupSet: [listOfShape(struct({ groupId: TEXT })), "Groups"],
  attachment: struct({
    attachmentId: TEXT,
    instanceId: TEXT,
    instanceOwnerId: TEXT,
    deviceIndex: TEXT,
    networkCardIndex: TEXT,
    status: TEXT,
    attachTime: TEXT,
    deleteOnTermination: TEXT,
  }),
  association: struct({ publicIp: ADDRESS }),
  privateIpAddress: ADDRESS,
  privateIpAddressesSet: [addressColumn(struct({ privateIpAddress: ADDRESS, primary: TEXT })), "PrivateIpAddresses"],
  ipv4PrefixSet: [listOfShape(struct({ ipv4Prefix: TEXT })), "Ipv4Prefixes"],
  ipv6AddressesSet: [listOfShape(struct({})), "Ipv6Addresses"],
  ipv6PrefixSet: [listOfShape(struct({})), "Ipv6Prefixes"],
  tagSet: TAGS,
});

const INSTANCE = struct({
  instanceId: TEXT,
  instanceType: TEXT,
  instanceState: [struct({ name: TEXT }), "State"],
  subnetId: TEXT,
  vpcId: TEXT,
  placement: struct({ availabilityZone: TEXT }),
  privateDnsName: TEXT,
  privateIpAddress: ADDRESS,
  launchTime: TEXT,
  operator: OPERATOR,
  tagSet: [TAGS, "Tags"],
});

const INSTANCE_TYPE = struct({
  instanceType: TEXT,
  hypervisor: TEXT,
  bareMetal: TEXT,
  vCpuInfo: [struct({ defaultVCpus: TEXT }), "VCpuInfo"],
  networkInfo: struct({
    maximumNetworkInterfaces: TEXT,
    maximumNetworkCards: TEXT,
    defaultNetworkCardIndex: TEXT,
    networkCards: listOfShape(struct({ networkCardIndex: TEXT, maximumNetworkInterfaces: TEXT })),
    ipv4AddressesPerInterface: TEXT,
  }),
});

const RESERVATION = struct({
  subnetCidrReservationId: TEXT,
  subnetId: TEXT,
  cidr: TEXT,
  reservationType: TEXT,
  description: TEXT,
});

const answer = (api: Ec2Api, element: string, list: string, of: StructShape): AnswerPlan => ({
  rootName: `${api}Response`,
  shape: struct({ [element]: [listOfShape(of), list], nextToken: TEXT }),
  list,
});

const INSTANCES = struct({ instancesSet: [listOfShape(INSTANCE), "Instances"] });

/** `{ API → what is read of its answer }`. */
export const ANSWER_PLANS: Readonly<Record<Ec2Api, AnswerPlan>> = {
  DescribeVpcs: answer("DescribeVpcs", "vpcSet", "Vpcs", VPC),
  DescribeSubnets: answer("DescribeSubnets", "subnetSet", "Subnets", SUBNET),
  DescribeNetworkInterfaces: answer("DescribeNetworkInterfaces", "networkInterfaceSet", "NetworkInterfaces", ENI),
  DescribeInstances: answer("DescribeInstances", "reservationSet", "Reservations", INSTANCES),
  DescribeInstanceTypes: answer("DescribeInstanceTypes", "instanceTypeSet", "InstanceTypes", INSTANCE_TYPE),
  GetSubnetCidrReservations: answer(
    "GetSubnetCidrReservations",
    "subnetIpv4CidrReservationSet",
    "SubnetIpv4CidrReservations",
    RESERVATION,
  ),
};

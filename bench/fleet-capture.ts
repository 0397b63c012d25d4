import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The VPC that the capture holds. */
export const FLEET_VPC_ID = "vpc-0f1ee7f1ee7f1ee7f";

const SUBNETS = 12;
const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const SUBNET_SIZE = 65_536;
const RESERVED = 5;

/** Types with two ENIs full of addresses, as the shipped settings leave nodes with a pod or more. */
const TYPES = [
  { name: "t3.2xlarge", addresses: 15 },
  { name: "m5.xlarge", addresses: 15 },
  { name: "m5.large", addresses: 10 },
] as const;

const idOf = (prefix: string, number: number): string => `${prefix}-${number.toString(16).padStart(17, "0")}`;
const zoneOf = (subnet: number): string => ZONES[subnet % ZONES.length] ?? "";
const addressOf = (subnet: number, offset: number): string => `10.${subnet}.${offset >> 8}.${offset & 255}`;

/** Writes a capture, as `aws ec2 describe-…` prints it, of one cluster with so many nodes in twelve /16. */
export function writeFleetCapture(folder: string, nodeCount: number): void {
  const next = Array.from({ length: SUBNETS }, () => 4);
  const enis: object[] = [];
  const instances: object[] = [];
  for (let node = 0; node < nodeCount; node++) {
    const type = TYPES[node % TYPES.length] ?? TYPES[0];
    const subnet = node % SUBNETS;
    instances.push(instance(node, type.name, subnet));
    for (const device of [0, 1]) {
      const first = next[subnet] ?? 0;
      next[subnet] = first + type.addresses;
      enis.push(eni({ number: enis.length, node, device, subnet, first, count: type.addresses }));
    }
  }
  const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value));
  write("vpcs.json", {
    Vpcs: [
      {
        VpcId: FLEET_VPC_ID,
        CidrBlock: "10.0.0.0/16",
        CidrBlockAssociationSet: next.map((_, subnet) => ({
          CidrBlock: `10.${subnet}.0.0/16`,
          CidrBlockState: { State: "associated" },
        })),
        State: "available",
        IsDefault: false,
        Tags: [{ Key: "Name", Value: "fleet" }],
      },
    ],
  });
  write("subnets.json", {
    Subnets: next.map((taken, subnet) => ({
      SubnetId: idOf("subnet", subnet),
      VpcId: FLEET_VPC_ID,
      CidrBlock: `10.${subnet}.0.0/16`,
      AvailableIpAddressCount: SUBNET_SIZE - RESERVED - (taken - 4),
      AvailabilityZone: zoneOf(subnet),
      State: "available",
      Tags: [{ Key: "Name", Value: `fleet-${subnet}` }],
    })),
  });
  write("instances.json", { Reservations: [{ Instances: instances }] });
  write("enis.json", { NetworkInterfaces: enis });
}

const instance = (node: number, type: string, subnet: number) => ({
  InstanceId: idOf("i", node),
  InstanceType: type,
  State: { Name: "running" },
  SubnetId: idOf("subnet", subnet),
  VpcId: FLEET_VPC_ID,
  Placement: { AvailabilityZone: zoneOf(subnet) },
  Tags: [
    { Key: "kubernetes.io/cluster/fleet", Value: "owned" },
    { Key: "eks:cluster-name", Value: "fleet" },
  ],
});

interface EniParts {
  readonly number: number;
  readonly node: number;
  readonly device: number;
  readonly subnet: number;
  readonly first: number;
  readonly count: number;
}

const eni = ({ number, node, device, subnet, first, count }: EniParts) => ({
  NetworkInterfaceId: idOf("eni", number),
  SubnetId: idOf("subnet", subnet),
  VpcId: FLEET_VPC_ID,
  AvailabilityZone: zoneOf(subnet),
  Description: device === 0 ? "" : `aws-K8S-${idOf("i", node)}`,
  InterfaceType: "interface",
  Status: "in-use",
  Attachment: {
    AttachmentId: idOf("eni-attach", number),
    InstanceId: idOf("i", node),
    DeviceIndex: device,
    Status: "attached",
  },
  PrivateIpAddress: addressOf(subnet, first),
  PrivateIpAddresses: Array.from({ length: count }, (_, index) => ({
    PrivateIpAddress: addressOf(subnet, first + index),
    Primary: index === 0,
  })),
  TagSet: [{ Key: "node.k8s.amazonaws.com/instance_id", Value: idOf("i", node) }],
});

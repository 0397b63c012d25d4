import "server-only";
import {
  addressOf,
  countOf,
  flagOf,
  idOf,
  isRecord,
  listOf,
  type NoteDefect,
  nameOf,
  partOf,
  tagsOf,
  textOf,
  timeOf,
  type WireRecord,
} from "@/lib/aws/ec2/record-fields";
import type { Instance, InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

/** An Instance of DescribeInstances, or null without an id. */
export function mapInstance(record: WireRecord, note: NoteDefect): Instance | null {
  const id = idOf(record, "InstanceId", note);
  if (id === null) return null;
  const tags = tagsOf(record);
  const address = addressOf(record, "PrivateIpAddress");
  if (address === "unreadable") note("PrivateIpAddress cannot be read");
  return {
    id,
    name: nameOf(tags),
    instanceType: textOf(record, "InstanceType"),
    state: textOf(partOf(record, "State"), "Name"),
    subnetId: textOf(record, "SubnetId"),
    vpcId: textOf(record, "VpcId"),
    availabilityZone: textOf(partOf(record, "Placement"), "AvailabilityZone"),
    privateDnsName: textOf(record, "PrivateDnsName"),
    primaryAddress: address === "unreadable" ? null : address,
    launchTime: timeOf(record, "LaunchTime"),
    isOperatorManaged: flagOf(partOf(record, "Operator"), "Managed") ?? false,
    tags,
  };
}

const HYPERVISORS = ["nitro", "xen"] as const;

/**
 * The limits of the default network card: on a type with several cards MaximumNetworkInterfaces is the sum over all of
 * them, and the CNI works on one only (eni-max-pods.txt's header, amazon-vpc-cni-k8s v1.23.1). Null without the type's
 * name or without limits.
 */
export function mapInstanceType(record: WireRecord, note: NoteDefect): InstanceTypeLimits | null {
  const instanceType = idOf(record, "InstanceType", note);
  if (instanceType === null) return null;
  const network = partOf(record, "NetworkInfo");
  const cards = listOf(network, "NetworkCards").filter(isRecord);
  const defaultCard = countOf(network, "DefaultNetworkCardIndex") ?? 0;
  const card = cards.find((each) => countOf(each, "NetworkCardIndex") === defaultCard) ?? {};
  const maxEnis = countOf(card, "MaximumNetworkInterfaces") ?? countOf(network, "MaximumNetworkInterfaces");
  const ipv4PerEni = countOf(network, "Ipv4AddressesPerInterface");
  if (maxEnis === null || ipv4PerEni === null) {
    note("NetworkInfo lacks the limits of network interfaces or addresses");
    return null;
  }
  const hypervisor = textOf(record, "Hypervisor");
  return {
    instanceType,
    maxEnis,
    ipv4PerEni,
    hypervisor: HYPERVISORS.find((known) => known === hypervisor) ?? "unknown",
    isBareMetal: flagOf(record, "BareMetal") ?? false,
    networkCardCount: countOf(network, "MaximumNetworkCards") ?? Math.max(cards.length, 1),
    vcpuCount: countOf(partOf(record, "VCpuInfo"), "DefaultVCpus"),
    from: "ec2",
  };
}

import "server-only";
import { isRecord, partOf, textOf, type WireRecord } from "@/lib/aws/ec2/record-fields";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";

/** `{ list in the output of aws ec2 → the API that it comes from }`. */
export const API_OF_LIST: ReadonlyMap<string, Ec2Api> = new Map([
  ["Vpcs", "DescribeVpcs"],
  ["Subnets", "DescribeSubnets"],
  ["NetworkInterfaces", "DescribeNetworkInterfaces"],
  ["Reservations", "DescribeInstances"],
  ["Instances", "DescribeInstances"],
  ["InstanceTypes", "DescribeInstanceTypes"],
  ["SubnetIpv4CidrReservations", "GetSubnetCidrReservations"],
  ["SubnetIpv6CidrReservations", "GetSubnetCidrReservations"],
]);

/** The list of IPv6 reservations tells that a subnet was asked for; its members hold no IPv4 address. */
export const IPV6_RESERVATIONS = "SubnetIpv6CidrReservations";

const hasAny = (record: WireRecord, ...members: readonly string[]): boolean =>
  members.some((member) => record[member] !== undefined);

/** An ENI's attachment id starts with `eni-attach-`, or with `ela-attach-` on a service's ENI. */
const isEniAttachment = (record: WireRecord): boolean =>
  /^(eni|ela)-attach-/.test(textOf(partOf(record, "Attachment"), "AttachmentId") ?? "");

/**
 * The API whose record this is, by its own members, or null. The order matters: an ENI names a subnet, a subnet a VPC,
 * an instance all of them. A fragment without an id is an ENI if it has what only ENIs have.
 */
function apiOfRecord(record: WireRecord): Ec2Api | null {
  if (hasAny(record, "SubnetCidrReservationId")) return "GetSubnetCidrReservations";
  if (hasAny(record, "NetworkInterfaceId")) return "DescribeNetworkInterfaces";
  if (hasAny(record, "InstanceId"))
    return hasAny(record, "InstanceType", "State", "Placement") ? "DescribeInstances" : null;
  if (hasAny(record, "InterfaceType", "PrivateIpAddresses") || isEniAttachment(record))
    return "DescribeNetworkInterfaces";
  if (hasAny(record, "InstanceType") && hasAny(record, "NetworkInfo", "VCpuInfo")) return "DescribeInstanceTypes";
  const hasBlock = hasAny(record, "CidrBlock", "CidrBlockAssociationSet", "Ipv6CidrBlockAssociationSet");
  if (hasAny(record, "SubnetId"))
    return hasBlock || hasAny(record, "AvailableIpAddressCount") ? "DescribeSubnets" : null;
  return hasAny(record, "VpcId") && hasBlock ? "DescribeVpcs" : null;
}

/** A value that has no list's name over it, taken apart into records; `api` is null for one that nobody knows. */
export function* recordsIn(value: unknown): Generator<{ readonly api: Ec2Api | null; readonly record: unknown }> {
  if (Array.isArray(value)) {
    for (const member of value) yield* recordsIn(member);
    return;
  }
  if (!isRecord(value)) {
    yield { api: null, record: value };
    return;
  }
  const api = apiOfRecord(value);
  if (api !== null) {
    yield { api, record: value };
    return;
  }
  const lists = [...API_OF_LIST.keys()].filter((list) => Array.isArray(value[list]));
  if (lists.length === 0) yield { api: null, record: value };
  for (const list of lists) yield* recordsOfList(list, value[list]);
}

/** The records of a list that is named; a reservation of DescribeInstances holds several instances. */
export function* recordsOfList(
  list: string,
  members: unknown,
): Generator<{ readonly api: Ec2Api; readonly record: unknown }> {
  const api = API_OF_LIST.get(list);
  if (api === undefined || list === IPV6_RESERVATIONS) return;
  for (const record of Array.isArray(members) ? members : []) {
    const instances = list === "Reservations" && isRecord(record) ? record.Instances : undefined;
    if (Array.isArray(instances)) for (const instance of instances) yield { api, record: instance };
    else yield { api, record };
  }
}

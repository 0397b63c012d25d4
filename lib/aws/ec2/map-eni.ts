import "server-only";
import {
  addressOf,
  countOf,
  flagOf,
  isRecord,
  listOf,
  partOf,
  tagsOf,
  textOf,
  timeOf,
  toAddress,
  toFlag,
  type WireRecord,
} from "@/lib/aws/ec2/record-fields";
import { AddressColumn } from "@/lib/aws/ec2/wire/address-column";
import { BLOCK_PREFIX_LENGTH, parseCidr } from "@/lib/domain/ip/cidr";
import type { Ipv4 } from "@/lib/domain/ip/ipv4";
import type { EniAttachment, EniRecord } from "@/lib/domain/vpc/eni-table";

/** Addresses and prefixes of one ENI, with the number of those that nobody could read. */
interface AddressList {
  primary: Ipv4 | null;
  readonly secondary: Ipv4[];
  readonly prefixes: Ipv4[];
  unreadableCount: number;
}

/**
 * `PrivateIpAddresses` includes the primary address, which `PrivateIpAddress` names again; it does not list addresses
 * inside prefixes (DescribeNetworkInterfaces, NetworkInterface). Masked or malformed ones are counted.
 */
function addressesOf(record: WireRecord): AddressList {
  const named = addressOf(record, "PrivateIpAddress");
  const list: AddressList = { primary: readable(named), secondary: [], prefixes: [], unreadableCount: 0 };
  let hasPrimary = named !== null;
  const { addresses, primaryFlags } = columnOf(record.PrivateIpAddresses);
  for (let i = 0; i < addresses.length; i++) {
    const address = toAddress(addresses[i]);
    if (toFlag(primaryFlags[i]) ?? (named !== null && address === named)) {
      hasPrimary = true;
      list.primary ??= readable(address);
    } else if (address === null || address === "unreadable") list.unreadableCount++;
    else list.secondary.push(address);
  }
  if (hasPrimary && list.primary === null) list.unreadableCount++;
  return list;
}

/** The wire reader gives a column; the SDK and the AWS CLI give a list of records. */
function columnOf(value: unknown): {
  readonly addresses: readonly unknown[];
  readonly primaryFlags: readonly unknown[];
} {
  if (value instanceof AddressColumn) return value;
  const items = (Array.isArray(value) ? value : []).map((item: unknown) => (isRecord(item) ? item : {}));
  return {
    addresses: items.map((item) => item.PrivateIpAddress),
    primaryFlags: items.map((item) => item.Primary),
  };
}

const readable = (address: Ipv4 | "unreadable" | null): Ipv4 | null => (address === "unreadable" ? null : address);

function addPrefixes(record: WireRecord, list: AddressList): void {
  for (const item of listOf(record, "Ipv4Prefixes")) {
    const text = isRecord(item) ? textOf(item, "Ipv4Prefix") : null;
    const cidr = text === null ? null : parseCidr(text);
    if (cidr?.prefixLength === BLOCK_PREFIX_LENGTH) list.prefixes.push(cidr.base);
    else list.unreadableCount++;
  }
}

/** Null when EC2 sent none: a branch ENI is in use without an attachment. */
function attachmentOf(record: WireRecord): EniAttachment | null {
  const part = partOf(record, "Attachment");
  if (Object.keys(part).length === 0) return null;
  return {
    attachmentId: textOf(part, "AttachmentId"),
    instanceId: textOf(part, "InstanceId"),
    instanceOwnerId: textOf(part, "InstanceOwnerId"),
    deviceIndex: countOf(part, "DeviceIndex"),
    networkCardIndex: countOf(part, "NetworkCardIndex") ?? 0,
    status: textOf(part, "Status"),
    attachTime: timeOf(part, "AttachTime"),
    deleteOnTermination: flagOf(part, "DeleteOnTermination"),
  };
}

/** A NetworkInterface of DescribeNetworkInterfaces. What is missing is null; types and statuses stay EC2's own text. */
export function mapEni(record: WireRecord): EniRecord {
  const addresses = addressesOf(record);
  addPrefixes(record, addresses);
  const operator = partOf(record, "Operator");
  return {
    id: textOf(record, "NetworkInterfaceId"),
    subnetId: textOf(record, "SubnetId"),
    vpcId: textOf(record, "VpcId"),
    availabilityZone: textOf(record, "AvailabilityZone"),
    ownerId: textOf(record, "OwnerId"),
    description: textOf(record, "Description"),
    interfaceType: textOf(record, "InterfaceType"),
    status: textOf(record, "Status"),
    requesterId: textOf(record, "RequesterId"),
    requesterManaged: flagOf(record, "RequesterManaged"),
    operatorManaged: flagOf(operator, "Managed"),
    operatorPrincipal: textOf(operator, "Principal"),
    securityGroupIds: listOf(record, "Groups").flatMap((group) =>
      isRecord(group) ? (textOf(group, "GroupId") ?? []) : [],
    ),
    attachment: attachmentOf(record),
    primaryAddress: addresses.primary,
    publicAddress: readable(addressOf(partOf(record, "Association"), "PublicIp")),
    secondaryAddresses: addresses.secondary,
    prefixes: addresses.prefixes,
    ipv6AddressCount: listOf(record, "Ipv6Addresses").length,
    ipv6PrefixCount: listOf(record, "Ipv6Prefixes").length,
    tags: tagsOf(record),
    unreadableAddressCount: addresses.unreadableCount,
  };
}

import { associationXml, operatorXml, publicDnsName } from "@/lib/demo/actions/common-xml";
import { REGION } from "@/lib/demo/state/account";
import type { Attachment, EniState, PublicAssociation, SecurityGroup, TagList } from "@/lib/demo/state/model";
import { timestamp } from "@/lib/demo/wire/xml";
import { type ElementBytes, elementBytes, type XmlBytes } from "@/lib/demo/wire/xml-bytes";

const FIELD = {
  networkInterfaceId: elementBytes("networkInterfaceId"),
  subnetId: elementBytes("subnetId"),
  vpcId: elementBytes("vpcId"),
  availabilityZone: elementBytes("availabilityZone"),
  availabilityZoneId: elementBytes("availabilityZoneId"),
  description: elementBytes("description"),
  ownerId: elementBytes("ownerId"),
  requesterId: elementBytes("requesterId"),
  requesterManaged: elementBytes("requesterManaged"),
  status: elementBytes("status"),
  macAddress: elementBytes("macAddress"),
  publicDnsName: elementBytes("publicDnsName"),
  sourceDestCheck: elementBytes("sourceDestCheck"),
  interfaceType: elementBytes("interfaceType"),
  attachmentId: elementBytes("attachmentId"),
  instanceId: elementBytes("instanceId"),
  instanceOwnerId: elementBytes("instanceOwnerId"),
  deviceIndex: elementBytes("deviceIndex"),
  networkCardIndex: elementBytes("networkCardIndex"),
  attachTime: elementBytes("attachTime"),
  deleteOnTermination: elementBytes("deleteOnTermination"),
  key: elementBytes("key"),
  value: elementBytes("value"),
  groupId: elementBytes("groupId"),
  groupName: elementBytes("groupName"),
  ipv6Address: elementBytes("ipv6Address"),
  ipv6Prefix: elementBytes("ipv6Prefix"),
} as const satisfies Record<string, ElementBytes>;

const PIECE = {
  item: Buffer.from("<item>"),
  itemEnd: Buffer.from("</item>"),
  addressItem: Buffer.from("<item><privateIpAddress>"),
  toName: Buffer.from("</privateIpAddress><privateDnsName>ip-"),
  nameToPrimary: Buffer.from(`.${REGION}.compute.internal</privateDnsName><primary>true</primary>`),
  nameToSecondary: Buffer.from(`.${REGION}.compute.internal</privateDnsName><primary>false</primary></item>`),
  address: Buffer.from("<privateIpAddress>"),
  nameToAddresses: Buffer.from(`.${REGION}.compute.internal</privateDnsName><privateIpAddressesSet>`),
  addressesEnd: Buffer.from("</privateIpAddressesSet>"),
  noAddresses: Buffer.from("<privateIpAddressesSet/>"),
  prefixes: Buffer.from("<ipv4PrefixSet>"),
  prefixItem: Buffer.from("<item><ipv4Prefix>"),
  prefixItemEnd: Buffer.from("/28</ipv4Prefix></item>"),
  prefixesEnd: Buffer.from("</ipv4PrefixSet>"),
  attachment: Buffer.from("<attachment>"),
  attachmentEnd: Buffer.from("</attachment>"),
  notPrimaryIpv6: Buffer.from("<isPrimaryIpv6>false</isPrimaryIpv6>"),
} as const satisfies Record<string, Uint8Array>;

const TAG_SET = elementBytes("tagSet");
const GROUP_SET = elementBytes("groupSet");
const IPV6_SET = elementBytes("ipv6AddressesSet");
const IPV6_PREFIX_SET = elementBytes("ipv6PrefixSet");

/** An ENI as DescribeNetworkInterfaces tells it. */
export function writeEni(out: XmlBytes, eni: EniState): void {
  const { subnet } = eni;
  out.element(FIELD.networkInterfaceId, eni.id);
  out.element(FIELD.subnetId, subnet.id);
  out.element(FIELD.vpcId, subnet.vpc.id);
  out.element(FIELD.availabilityZone, subnet.zone.name);
  out.element(FIELD.availabilityZoneId, subnet.zone.id);
  out.element(FIELD.description, eni.description);
  out.element(FIELD.ownerId, eni.ownerId);
  out.element(FIELD.requesterId, eni.requesterId);
  out.element(FIELD.requesterManaged, String(eni.isRequesterManaged));
  out.element(FIELD.status, eni.status);
  out.element(FIELD.macAddress, eni.macAddress);
  if (eni.association) out.element(FIELD.publicDnsName, publicDnsName(eni.association.address));
  writeIpv4(out, eni);
  out.element(FIELD.sourceDestCheck, String(eni.checksSourceDest));
  writeGroups(out, eni.groups);
  if (eni.attachment) writeAttachment(out, eni.attachment, true);
  writeAssociation(out, eni.association);
  writeTags(out, eni.tags);
  writeIpv6(out, eni);
  out.element(FIELD.interfaceType, eni.interfaceType);
  out.raw(operatorXml(eni.operator));
}

/** An ENI as DescribeInstances tells it: without tags, zone, requester and the instance's own id. */
export function writeEniOfInstance(out: XmlBytes, eni: EniState): void {
  out.element(FIELD.networkInterfaceId, eni.id);
  out.element(FIELD.subnetId, eni.subnet.id);
  out.element(FIELD.vpcId, eni.subnet.vpc.id);
  out.element(FIELD.description, eni.description);
  out.element(FIELD.ownerId, eni.ownerId);
  out.element(FIELD.status, eni.status);
  out.element(FIELD.macAddress, eni.macAddress);
  writeIpv4(out, eni);
  out.element(FIELD.sourceDestCheck, String(eni.checksSourceDest));
  writeGroups(out, eni.groups);
  if (eni.attachment) writeAttachment(out, eni.attachment, false);
  writeAssociation(out, eni.association);
  writeIpv6(out, eni);
  out.element(FIELD.interfaceType, eni.interfaceType);
  out.raw(operatorXml(eni.operator));
}

/** Most of an answer's bytes are the items of privateIpAddressesSet. */
function writeIpv4(out: XmlBytes, eni: EniState): void {
  const base = eni.subnet.ipv4?.cidr.base;
  if (eni.primary === null || base === undefined) {
    out.constant(PIECE.noAddresses);
    return;
  }
  const primary = base + eni.primary;
  out.constant(PIECE.address);
  out.address(primary, ".");
  out.constant(PIECE.toName);
  out.address(primary, "-");
  out.constant(PIECE.nameToAddresses);
  writeAddressItem(out, primary, PIECE.nameToPrimary);
  writeAssociation(out, eni.association);
  out.constant(PIECE.itemEnd);
  for (const offset of eni.secondaries) writeAddressItem(out, base + offset, PIECE.nameToSecondary);
  out.constant(PIECE.addressesEnd);
  if (eni.prefixes.length === 0) return;
  out.constant(PIECE.prefixes);
  for (const first of eni.prefixes) {
    out.constant(PIECE.prefixItem);
    out.address(base + first, ".");
    out.constant(PIECE.prefixItemEnd);
  }
  out.constant(PIECE.prefixesEnd);
}

function writeAddressItem(out: XmlBytes, address: number, end: Uint8Array): void {
  out.constant(PIECE.addressItem);
  out.address(address, ".");
  out.constant(PIECE.toName);
  out.address(address, "-");
  out.constant(end);
}

function writeAssociation(out: XmlBytes, association: PublicAssociation | null): void {
  if (association) out.raw(associationXml(association));
}

function writeAttachment(out: XmlBytes, attachment: Attachment, namesInstance: boolean): void {
  out.constant(PIECE.attachment);
  out.element(FIELD.attachmentId, attachment.id);
  if (namesInstance) {
    out.element(FIELD.instanceId, attachment.instanceId);
    out.element(FIELD.instanceOwnerId, attachment.instanceOwnerId);
  }
  out.element(FIELD.deviceIndex, String(attachment.deviceIndex));
  if (attachment.networkCardIndex !== null) out.element(FIELD.networkCardIndex, String(attachment.networkCardIndex));
  out.element(FIELD.status, attachment.status);
  out.element(FIELD.attachTime, timestamp(attachment.attachTime));
  out.element(FIELD.deleteOnTermination, String(attachment.deleteOnTermination));
  out.constant(PIECE.attachmentEnd);
}

/** A list in bytes: one `<item>` a member, `<name/>` when there is none. */
export function writeList<Item>(
  out: XmlBytes,
  set: ElementBytes,
  items: readonly Item[],
  write: (item: Item) => void,
): void {
  if (items.length === 0) {
    out.constant(set.empty);
    return;
  }
  out.constant(set.open);
  for (const item of items) {
    out.constant(PIECE.item);
    write(item);
    out.constant(PIECE.itemEnd);
  }
  out.constant(set.close);
}

const writeGroups = (out: XmlBytes, groups: readonly SecurityGroup[]): void =>
  writeList(out, GROUP_SET, groups, ({ id, name }) => {
    out.element(FIELD.groupId, id);
    out.element(FIELD.groupName, name);
  });

const writeTags = (out: XmlBytes, tags: TagList): void =>
  writeList(out, TAG_SET, tags, ([key, value]) => {
    out.element(FIELD.key, key);
    out.element(FIELD.value, value);
  });

function writeIpv6(out: XmlBytes, eni: EniState): void {
  writeList(out, IPV6_SET, eni.ipv6Addresses, (address) => {
    out.element(FIELD.ipv6Address, address);
    out.constant(PIECE.notPrimaryIpv6);
  });
  if (eni.ipv6Prefixes.length === 0) return;
  writeList(out, IPV6_PREFIX_SET, eni.ipv6Prefixes, (prefix) => out.element(FIELD.ipv6Prefix, prefix));
}

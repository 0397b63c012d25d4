import { REGION } from "@/lib/demo/state/account";
import {
  type Attachment,
  addressAt,
  type EniState,
  type Operator,
  type PublicAssociation,
  type SecurityGroup,
  type SubnetState,
  type TagList,
} from "@/lib/demo/state/model";
import { element, list, timestamp } from "@/lib/demo/wire/xml";
import { formatIpv4, type Ipv4 } from "@/lib/domain/ip/ipv4";

export const tagSet = (tags: TagList): string =>
  list("tagSet", tags, ([key, value]) => element("key", key) + element("value", value));

export const groupSet = (groups: readonly SecurityGroup[]): string =>
  list("groupSet", groups, ({ id, name }) => element("groupId", id) + element("groupName", name));

export const operatorXml = (operator: Operator | null): string =>
  operator
    ? `<operator><managed>true</managed>${element("principal", operator.principal)}<hiddenByDefault>${operator.isHiddenByDefault}</hiddenByDefault></operator>`
    : "<operator><managed>false</managed></operator>";

export const associationXml = (association: PublicAssociation | null): string =>
  association
    ? `<association>${element("allocationId", association.allocationId)}${element("associationId", association.associationId)}<ipOwnerId>${association.allocationId ? "111122223333" : "amazon"}</ipOwnerId>${element("publicDnsName", publicDnsName(association.address))}${element("publicIp", association.address)}</association>`
    : "";

export const publicDnsName = (address: string): string =>
  `ec2-${address.replaceAll(".", "-")}.${REGION}.compute.amazonaws.com`;

export const privateDnsName = (address: Ipv4): string =>
  `ip-${formatIpv4(address).replaceAll(".", "-")}.${REGION}.compute.internal`;

export function attachmentXml(attachment: Attachment | null, place: "eni" | "instance"): string {
  if (!attachment) return "";
  const owner =
    place === "eni"
      ? element("instanceId", attachment.instanceId) + element("instanceOwnerId", attachment.instanceOwnerId)
      : "";
  return `<attachment>${element("attachmentId", attachment.id)}${owner}<deviceIndex>${attachment.deviceIndex}</deviceIndex>${element("networkCardIndex", attachment.networkCardIndex)}${element("status", attachment.status)}<attachTime>${timestamp(attachment.attachTime)}</attachTime><deleteOnTermination>${attachment.deleteOnTermination}</deleteOnTermination></attachment>`;
}

const OCTETS = Array.from({ length: 256 }, (_, value) => String(value));

/** One `<item>` of privateIpAddressesSet without association; most of an answer's bytes are these. */
function addressItem(address: number, tail: string): string {
  const a = OCTETS[address >>> 24];
  const b = OCTETS[(address >>> 16) & 255];
  const c = OCTETS[(address >>> 8) & 255];
  const d = OCTETS[address & 255];
  return `<item><privateIpAddress>${a}.${b}.${c}.${d}</privateIpAddress><privateDnsName>ip-${a}-${b}-${c}-${d}${tail}`;
}

const SECONDARY_TAIL = `.${REGION}.compute.internal</privateDnsName><primary>false</primary></item>`;
const PRIMARY_TAIL = `.${REGION}.compute.internal</privateDnsName><primary>true</primary>`;

/** privateIpAddress, its name, all private addresses and the prefixes of an ENI, in EC2's element order. */
export function ipv4Xml(eni: EniState): string {
  const { subnet, primary } = eni;
  if (primary === null) return "<privateIpAddressesSet/>";
  const base = (subnet.ipv4 as NonNullable<SubnetState["ipv4"]>).cidr.base;
  const address = addressAt(subnet, primary);
  let items = `${addressItem(address, PRIMARY_TAIL)}${associationXml(eni.association)}</item>`;
  for (const offset of eni.secondaries) items += addressItem(base + offset, SECONDARY_TAIL);
  let prefixes = "";
  for (const first of eni.prefixes)
    prefixes += `<item><ipv4Prefix>${formatIpv4((base + first) as Ipv4)}/28</ipv4Prefix></item>`;
  if (prefixes !== "") prefixes = `<ipv4PrefixSet>${prefixes}</ipv4PrefixSet>`;
  return `<privateIpAddress>${formatIpv4(address)}</privateIpAddress><privateDnsName>${privateDnsName(address)}</privateDnsName><privateIpAddressesSet>${items}</privateIpAddressesSet>${prefixes}`;
}

export const ipv6Xml = (eni: EniState): string =>
  list(
    "ipv6AddressesSet",
    eni.ipv6Addresses,
    (address) => `${element("ipv6Address", address)}<isPrimaryIpv6>false</isPrimaryIpv6>`,
  ) +
  (eni.ipv6Prefixes.length > 0
    ? list("ipv6PrefixSet", eni.ipv6Prefixes, (prefix) => element("ipv6Prefix", prefix))
    : "");

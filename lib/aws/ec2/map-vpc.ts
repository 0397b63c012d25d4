import "server-only";
import {
  cidrOf,
  flagOf,
  idOf,
  isRecord,
  listOf,
  type NoteDefect,
  nameOf,
  partOf,
  tagsOf,
  textOf,
  type WireRecord,
} from "@/lib/aws/ec2/record-fields";
import type { Cidr } from "@/lib/domain/ip/cidr";
import type { Vpc } from "@/lib/domain/vpc/snapshot";

/** A block counts once it is associated; a capture without the state is taken at its word. */
const isAssociated = (association: WireRecord, stateMember: string): boolean =>
  (textOf(partOf(association, stateMember), "State") ?? "associated") === "associated";

function cidrsOf(record: WireRecord, note: NoteDefect): Cidr[] {
  const primary = cidrOf(record, "CidrBlock", note);
  const cidrs = primary === null ? [] : [primary];
  for (const association of listOf(record, "CidrBlockAssociationSet")) {
    if (!isRecord(association) || !isAssociated(association, "CidrBlockState")) continue;
    const cidr = cidrOf(association, "CidrBlock", note);
    if (cidr === null) continue;
    const isKnown = cidrs.some((known) => known.base === cidr.base && known.prefixLength === cidr.prefixLength);
    if (!isKnown) cidrs.push(cidr);
  }
  return cidrs;
}

/** The associated IPv6 blocks, as text. */
export function ipv6CidrsOf(record: WireRecord): string[] {
  return listOf(record, "Ipv6CidrBlockAssociationSet").flatMap((association) => {
    if (!isRecord(association) || !isAssociated(association, "Ipv6CidrBlockState")) return [];
    return textOf(association, "Ipv6CidrBlock") ?? [];
  });
}

/** A Vpc of DescribeVpcs, or null without an id. */
export function mapVpc(record: WireRecord, note: NoteDefect): Vpc | null {
  const id = idOf(record, "VpcId", note);
  if (id === null) return null;
  const tags = tagsOf(record);
  return {
    id,
    name: nameOf(tags),
    ownerId: textOf(record, "OwnerId"),
    isDefault: flagOf(record, "IsDefault"),
    state: textOf(record, "State"),
    cidrs: cidrsOf(record, note),
    ipv6Cidrs: ipv6CidrsOf(record),
    tags,
  };
}

import "server-only";
import { ipv6CidrsOf } from "@/lib/aws/ec2/map-vpc";
import {
  cidrOf,
  countOf,
  flagOf,
  idOf,
  type NoteDefect,
  nameOf,
  tagsOf,
  textOf,
  type WireRecord,
} from "@/lib/aws/ec2/record-fields";
import type { CidrReservation, Subnet } from "@/lib/domain/vpc/snapshot";

/** A Subnet of DescribeSubnets, or null without an id. */
export function mapSubnet(record: WireRecord, note: NoteDefect): Subnet | null {
  const id = idOf(record, "SubnetId", note);
  if (id === null) return null;
  const tags = tagsOf(record);
  return {
    id,
    name: nameOf(tags),
    vpcId: textOf(record, "VpcId"),
    ownerId: textOf(record, "OwnerId"),
    availabilityZone: textOf(record, "AvailabilityZone"),
    availabilityZoneId: textOf(record, "AvailabilityZoneId"),
    state: textOf(record, "State"),
    cidr: cidrOf(record, "CidrBlock", note),
    ipv6Cidrs: ipv6CidrsOf(record),
    isIpv6Native: flagOf(record, "Ipv6Native") ?? false,
    availableIpAddressCount: countOf(record, "AvailableIpAddressCount"),
    tags,
  };
}

/** An IPv4 reservation of GetSubnetCidrReservations, or null without its id, subnet or block. An IPv6 block is noted. */
export function mapReservation(record: WireRecord, note: NoteDefect): CidrReservation | null {
  const id = idOf(record, "SubnetCidrReservationId", note);
  const subnetId = idOf(record, "SubnetId", note);
  const cidr = cidrOf(record, "Cidr", note);
  if (id === null || subnetId === null || cidr === null) return null;
  return {
    id,
    subnetId,
    cidr,
    reservationType: textOf(record, "ReservationType"),
    description: textOf(record, "Description"),
  };
}

import type { Subnet, Vpc } from "@/lib/domain/vpc/snapshot";

/** A subnet that only other records name: nothing but its place is known of it. */
export const unreadSubnet = (named: Pick<Subnet, "id" | "vpcId" | "availabilityZone">): Subnet => ({
  id: named.id,
  name: null,
  vpcId: named.vpcId,
  ownerId: null,
  availabilityZone: named.availabilityZone,
  availabilityZoneId: null,
  state: null,
  cidr: null,
  ipv6Cidrs: [],
  isIpv6Native: false,
  availableIpAddressCount: null,
  tags: {},
});

/** A VPC that only other records name. */
export const unreadVpc = (id: string): Vpc => ({
  id,
  name: null,
  ownerId: null,
  isDefault: null,
  state: null,
  cidrs: [],
  ipv6Cidrs: [],
  tags: {},
});

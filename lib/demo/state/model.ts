import type { AddressSpace, ReservationType } from "@/lib/demo/state/address-space";
import type { Ordered, OrderedTable } from "@/lib/demo/state/ordered-table";
import type { Cidr } from "@/lib/domain/ip/cidr";
import type { Ipv4 } from "@/lib/domain/ip/ipv4";

/** In EC2's order; a key occurs once. */
export type TagList = readonly (readonly [key: string, value: string])[];

export interface Zone {
  readonly name: string;
  readonly id: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
}

export interface VpcState extends Ordered {
  readonly id: string;
  readonly ownerId: string;
  /** The primary block first; states other than `associated` hold no subnets. */
  readonly blocks: readonly { readonly cidr: Cidr; readonly associationId: string; readonly state: string }[];
  readonly ipv6: { readonly cidr: string; readonly associationId: string } | null;
  readonly isDefault: boolean;
  readonly dhcpOptionsId: string;
  readonly defaultGroup: SecurityGroup;
  readonly tags: TagList;
}

export interface ReservationState extends Ordered {
  readonly id: string;
  readonly subnet: SubnetState;
  readonly cidr: string;
  readonly isIpv6: boolean;
  readonly type: ReservationType;
  readonly description: string | null;
  readonly tags: TagList;
}

/** A subnet's IPv4 side: its block and which of the block's addresses are taken. */
export interface Ipv4Side {
  readonly cidr: Cidr;
  readonly space: AddressSpace;
}

export interface SubnetState extends Ordered {
  readonly id: string;
  readonly vpc: VpcState;
  readonly ownerId: string;
  readonly zone: Zone;
  /** Null on an IPv6-only subnet. */
  readonly ipv4: Ipv4Side | null;
  readonly ipv6: { readonly cidr: string; readonly associationId: string } | null;
  readonly isDefaultForZone: boolean;
  readonly mapsPublicAddress: boolean;
  readonly reservations: ReservationState[];
  readonly enis: OrderedTable<EniState>;
  readonly tags: TagList;
}

export interface Attachment {
  readonly id: string;
  readonly instanceId: string | null;
  readonly instanceOwnerId: string;
  readonly deviceIndex: number;
  /** Null: the wire says nothing, as with service attachments. */
  readonly networkCardIndex: number | null;
  readonly status: string;
  readonly attachTime: number;
  readonly deleteOnTermination: boolean;
}

export interface PublicAssociation {
  readonly address: string;
  /** An Elastic IP; null when the address is Amazon's. */
  readonly allocationId: string | null;
  readonly associationId: string | null;
}

export interface Operator {
  readonly principal: string;
  readonly isHiddenByDefault: boolean;
}

/** Addresses are offsets from the first address of the ENI's subnet. */
export interface EniState extends Ordered {
  readonly id: string;
  readonly subnet: SubnetState;
  readonly description: string;
  readonly interfaceType: string;
  readonly ownerId: string;
  readonly requesterId: string | null;
  readonly isRequesterManaged: boolean;
  readonly macAddress: string;
  readonly checksSourceDest: boolean;
  readonly groups: readonly SecurityGroup[];
  readonly operator: Operator | null;
  /** Null: an ENI without IPv4 (efa-only, an IPv6-only subnet). */
  readonly primary: number | null;
  readonly secondaries: number[];
  readonly prefixes: number[];
  readonly ipv6Addresses: readonly string[];
  readonly ipv6Prefixes: readonly string[];
  readonly association: PublicAssociation | null;
  readonly createdAt: number;
  status: string;
  attachment: Attachment | null;
  tags: TagList;
}

export type InstanceStateName = "pending" | "running" | "shutting-down" | "terminated" | "stopping" | "stopped";

export interface InstanceState extends Ordered {
  readonly id: string;
  readonly reservationId: string;
  readonly instanceType: string;
  readonly subnet: SubnetState;
  readonly launchTime: number;
  readonly imageId: string;
  readonly keyName: string | null;
  readonly architecture: string;
  readonly iamProfile: string | null;
  readonly lifecycle: "spot" | null;
  readonly operator: Operator | null;
  readonly groups: readonly SecurityGroup[];
  readonly tags: TagList;
  /** Attached ENIs in order of attachment; branch ENIs are attached to no instance. */
  readonly enis: EniState[];
  state: InstanceStateName;
  /** Since when the instance is in its state, for the reason of a stop. */
  stateSince: number;
}

/** The address at an offset of a subnet. */
export const addressAt = (subnet: SubnetState, offset: number): Ipv4 => {
  if (!subnet.ipv4) throw new TypeError(`${subnet.id} has no IPv4 addresses`);
  return ((subnet.ipv4.cidr.base + offset) >>> 0) as Ipv4;
};

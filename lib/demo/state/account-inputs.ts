import type {
  Attachment,
  Operator,
  PublicAssociation,
  SecurityGroup,
  SubnetState,
  TagList,
  VpcState,
  Zone,
} from "@/lib/demo/state/model";

export interface VpcInput {
  readonly cidrs: readonly string[];
  readonly name: string | null;
  readonly ownerId?: string;
  readonly isDefault?: boolean;
  readonly ipv6Cidr?: string;
  /** A block that EC2 is still working on, with its state. */
  readonly unsettledBlock?: { readonly cidr: string; readonly state: string };
  readonly tags?: TagList;
}

export interface SubnetInput {
  readonly vpc: VpcState;
  readonly zone: Zone;
  /** Null makes an IPv6-only subnet. */
  readonly cidr: string | null;
  readonly name: string | null;
  readonly ipv6Cidr?: string;
  readonly isDefaultForZone?: boolean;
  readonly mapsPublicAddress?: boolean;
  readonly tags?: TagList;
}

export interface EniInput {
  readonly subnet: SubnetState;
  readonly description: string;
  readonly now: number;
  readonly interfaceType?: string;
  readonly ownerId?: string;
  readonly requesterId?: string | null;
  readonly isRequesterManaged?: boolean;
  readonly checksSourceDest?: boolean;
  readonly groups?: readonly SecurityGroup[];
  readonly operator?: Operator | null;
  /** `none`: no IPv4 address at all; a number: that offset and no other. */
  readonly primary?: "any" | "none" | number;
  readonly secondaryCount?: number;
  readonly prefixCount?: number;
  readonly ipv6Addresses?: readonly string[];
  readonly ipv6Prefixes?: readonly string[];
  readonly association?: PublicAssociation | null;
  readonly status?: string;
  readonly attachment?: Attachment | null;
  readonly tags?: TagList;
}

export interface InstanceInput {
  readonly instanceType: string;
  readonly subnet: SubnetState;
  readonly launchTime: number;
  readonly tags: TagList;
  readonly groups: readonly SecurityGroup[];
  readonly reservationId?: string;
  readonly architecture?: string;
  readonly keyName?: string | null;
  readonly iamProfile?: string | null;
  readonly lifecycle?: "spot" | null;
  readonly operator?: Operator | null;
}

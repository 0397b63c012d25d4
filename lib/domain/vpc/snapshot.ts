import type { Millis } from "@/lib/domain/brand";
import type { Cidr } from "@/lib/domain/ip/cidr";
import type { Ipv4 } from "@/lib/domain/ip/ipv4";
import type { Environment } from "@/lib/domain/ipamd/settings";
import type { EniTable, Tags } from "@/lib/domain/vpc/eni-table";

/** The EC2 reads that make a snapshot, with the IAM action that each needs. */
export const EC2_APIS = [
  "DescribeVpcs",
  "DescribeSubnets",
  "DescribeNetworkInterfaces",
  "DescribeInstances",
  "DescribeInstanceTypes",
  "GetSubnetCidrReservations",
] as const;

export type Ec2Api = (typeof EC2_APIS)[number];

export const iamActionOf = (api: Ec2Api): string => `ec2:${api}`;

interface ApiCallFigures {
  /** Requests sent, retries not counted. */
  readonly callCount: number;
  /** Records read, also by an API that failed later. */
  readonly itemCount: number;
  readonly tookMs: number;
  readonly finishedAt: Millis;
}

/**
 * How one API fared. `absent` occurs with captures only: no file held this API's output. `message` is what AWS said,
 * `remedy` what a person can do about it. A `failed` or `throttled` API may have delivered some records before.
 */
export type ApiOutcome = ApiCallFigures &
  (
    | { readonly status: "ok" }
    | {
        readonly status: "denied";
        readonly iamAction: string;
        readonly code: string;
        readonly message: string;
        readonly remedy: string;
      }
    | { readonly status: "throttled"; readonly code: string; readonly message: string; readonly remedy: string }
    | { readonly status: "failed"; readonly code: string; readonly message: string; readonly remedy: string }
    | { readonly status: "absent"; readonly message: string; readonly remedy: string }
  );

export interface Vpc {
  readonly id: string;
  readonly name: string | null;
  readonly ownerId: string | null;
  readonly isDefault: boolean | null;
  readonly state: string | null;
  /** Associated IPv4 blocks, the primary first. */
  readonly cidrs: readonly Cidr[];
  readonly ipv6Cidrs: readonly string[];
  readonly tags: Tags;
}

export interface Subnet {
  readonly id: string;
  readonly name: string | null;
  readonly vpcId: string | null;
  readonly ownerId: string | null;
  readonly availabilityZone: string | null;
  readonly availabilityZoneId: string | null;
  readonly state: string | null;
  /** Null on an IPv6-only subnet, or when EC2 sent none. */
  readonly cidr: Cidr | null;
  readonly ipv6Cidrs: readonly string[];
  readonly isIpv6Native: boolean;
  /** EC2's AvailableIpAddressCount; null when it sent none. */
  readonly availableIpAddressCount: number | null;
  readonly tags: Tags;
}

export interface Instance {
  readonly id: string;
  readonly name: string | null;
  readonly instanceType: string | null;
  readonly state: string | null;
  readonly subnetId: string | null;
  readonly vpcId: string | null;
  readonly availabilityZone: string | null;
  readonly privateDnsName: string | null;
  readonly primaryAddress: Ipv4 | null;
  readonly launchTime: Millis | null;
  readonly isOperatorManaged: boolean;
  readonly tags: Tags;
}

/** EC2's limits of an instance type. Counts are of the default network card, where the CNI works. */
export interface InstanceTypeLimits {
  readonly instanceType: string;
  readonly maxEnis: number;
  readonly ipv4PerEni: number;
  readonly hypervisor: "nitro" | "xen" | "unknown";
  readonly isBareMetal: boolean;
  readonly networkCardCount: number;
  readonly vcpuCount: number | null;
  /** `ec2`: DescribeInstanceTypes said so; `built-in`: Eniscope's own table, used where EC2 was not asked or did not know. */
  readonly from: "ec2" | "built-in";
}

export interface CidrReservation {
  readonly id: string;
  readonly subnetId: string;
  readonly cidr: Cidr;
  /** `prefix` or `explicit`; open text. */
  readonly reservationType: string | null;
  readonly description: string | null;
}

/** A record, or a part of one, that could not be read: shown and counted, never dropped in silence. */
export interface RecordDefect {
  readonly api: Ec2Api | "capture";
  /** The record's id or the file's name, where there is one. */
  readonly where: string;
  readonly problem: string;
  readonly count: number;
}

export interface SnapshotSource {
  readonly kind: "demo" | "aws" | "file";
  /** For a person: the profile, the endpoint or the path. */
  readonly label: string;
}

/** Everything that one collection read, immutable. Lists are in EC2's order. */
export interface Snapshot {
  /** Grows with every collection of the process; part of each answer's ETag. */
  readonly id: string;
  readonly takenAt: Millis;
  readonly tookMs: number;
  readonly source: SnapshotSource;
  readonly accountId: string | null;
  readonly region: string | null;
  readonly apis: Readonly<Record<Ec2Api, ApiOutcome>>;
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly enis: EniTable;
  readonly instances: readonly Instance[];
  /** `{ instance type → limits }` for the types that occur, from EC2 or else from the built-in table. */
  readonly instanceTypes: ReadonlyMap<string, InstanceTypeLimits>;
  readonly reservations: readonly CidrReservation[];
  /** Subnets whose reservations were read; of the others nothing is known. */
  readonly reservationsReadFor: ReadonlySet<string>;
  readonly defects: readonly RecordDefect[];
  /**
   * `{ cluster → the environment of its aws-node }`, as the demonstration account told it just before it was read. Absent
   * with every other source: EC2 knows nothing of it.
   */
  readonly disclosedEnvironments?: ReadonlyMap<string, Environment>;
}

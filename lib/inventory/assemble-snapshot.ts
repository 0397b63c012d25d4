import "server-only";
import type { SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import type { Millis } from "@/lib/domain/brand";
import type { EniTable } from "@/lib/domain/vpc/eni-table";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";
import type {
  ApiOutcome,
  Ec2Api,
  InstanceTypeLimits,
  Snapshot,
  SnapshotSource,
  Subnet,
  Vpc,
} from "@/lib/domain/vpc/snapshot";
import { unreadSubnet, unreadVpc } from "@/lib/domain/vpc/unread-place";

export interface SnapshotFrame {
  readonly id: string;
  readonly takenAt: Millis;
  readonly tookMs: number;
  readonly source: SnapshotSource;
  readonly region: string | null;
  readonly apis: Readonly<Record<Ec2Api, ApiOutcome>>;
}

/** Makes the immutable snapshot of what was read. */
export function assembleSnapshot(draft: SnapshotDraft, frame: SnapshotFrame): Snapshot {
  const enis = draft.enis.build();
  const subnets = withMentionedSubnets([...draft.subnets.values()], enis);
  const vpcs = withMentionedVpcs([...draft.vpcs.values()], subnets, enis);
  return {
    ...frame,
    accountId: accountIdOf(enis, subnets, vpcs),
    region: frame.region ?? regionOf(subnets, enis),
    vpcs,
    subnets,
    enis,
    instances: [...draft.instances.values()],
    instanceTypes: limitsOf(draft),
    reservations: [...draft.reservations.values()],
    reservationsReadFor: draft.reservationsReadFor,
    defects: draft.defects.toList(),
  };
}

/** A subnet that only its ENIs tell of can still be opened: with its id, VPC and zone, and nothing else known. */
function withMentionedSubnets(subnets: readonly Subnet[], enis: EniTable): Subnet[] {
  const known = new Map(subnets.map((subnet) => [subnet.id, subnet]));
  for (const { subnetId, vpcId, availabilityZone } of enis.shared) {
    if (subnetId === null || known.has(subnetId)) continue;
    known.set(subnetId, unreadSubnet({ id: subnetId, vpcId, availabilityZone }));
  }
  return [...known.values()];
}

function withMentionedVpcs(vpcs: readonly Vpc[], subnets: readonly Subnet[], enis: EniTable): Vpc[] {
  const known = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  for (const { vpcId } of [...subnets, ...enis.shared]) {
    if (vpcId !== null && !known.has(vpcId)) known.set(vpcId, unreadVpc(vpcId));
  }
  return [...known.values()];
}

/**
 * The account that owns most ENIs: in a shared subnet a participant sees its own ENIs only, while subnet and VPC carry
 * their owner's id. Without ENIs the most frequent owner of subnets and VPCs.
 */
function accountIdOf(enis: EniTable, subnets: readonly Subnet[], vpcs: readonly Vpc[]): string | null {
  const owners = Array.from(enis.sharedIndex, (index) => enis.shared[index]?.ownerId ?? null);
  return mostFrequent(owners) ?? mostFrequent([...subnets, ...vpcs].map((each) => each.ownerId));
}

function mostFrequent(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: string | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}

/** A zone's name starts with its Region's: eu-west-1a, us-west-2-lax-1a (EC2 user guide, Regions and Zones). */
function regionOf(subnets: readonly Subnet[], enis: EniTable): string | null {
  const zones = [...subnets, ...enis.shared].map((each) => each.availabilityZone);
  return mostFrequent(zones.map((zone) => /^[a-z]{2}(?:-[a-z]+)+-\d+/.exec(zone ?? "")?.[0] ?? null));
}

/** Limits of the types that occur: EC2's, else the built-in ones. */
function limitsOf(draft: SnapshotDraft): ReadonlyMap<string, InstanceTypeLimits> {
  const limits = new Map(draft.instanceTypes);
  for (const { instanceType } of draft.instances.values()) {
    if (instanceType === null || limits.has(instanceType)) continue;
    const builtIn = lookUpInstanceLimits(instanceType);
    if (builtIn !== null) limits.set(instanceType, builtIn);
  }
  return limits;
}

import type { EniTable } from "@/lib/domain/vpc/eni-table";
import type { CidrReservation, Snapshot, Subnet, Vpc } from "@/lib/domain/vpc/snapshot";
import { unreadSubnet, unreadVpc } from "@/lib/domain/vpc/unread-place";

/** Where things are: VPCs, subnets, and what lies in each. */
export interface Places {
  /** The account whose snapshot this is: as EC2 said or, failing that, the owner of the ENIs on instances. */
  readonly accountId: string | null;
  /** `{ VPC id → Vpc }`; one that only other records name has nothing but its id. */
  readonly vpcs: ReadonlyMap<string, Vpc>;
  /** `{ subnet id → Subnet }`; one that only ENIs and instances name has nothing but its id and its VPC's. */
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** `{ VPC id → its subnets }`, in EC2's order. */
  readonly subnetsByVpc: ReadonlyMap<string, readonly Subnet[]>;
  /** `{ subnet id → rows of its ENIs }`, in the table's order. */
  readonly rowsBySubnet: ReadonlyMap<string, readonly number[]>;
  /** `{ subnet id → its CIDR reservations }` */
  readonly reservationsBySubnet: ReadonlyMap<string, readonly CidrReservation[]>;
}

/**
 * Arranges the snapshot by place. A VPC or a subnet that could not be read, yet is named by what could, gets an entry in
 * which all else is unknown: with DescribeSubnets denied, the ENIs still show that there are subnets.
 */
export function derivePlaces(snapshot: Snapshot): Places {
  const subnets = collectSubnets(snapshot);
  return {
    accountId: snapshot.accountId ?? commonestOwner(snapshot),
    vpcs: collectVpcs(snapshot, subnets),
    subnets,
    subnetsByVpc: groupBy([...subnets.values()], ({ vpcId }) => vpcId),
    rowsBySubnet: groupRowsBySubnet(snapshot.enis),
    reservationsBySubnet: groupBy(snapshot.reservations, ({ subnetId }) => subnetId),
  };
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string | null): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** `{ subnet id → rows of its ENIs }`, in the table's order. */
export function groupRowsBySubnet(enis: EniTable): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < enis.count; row++) {
    const subnetId = enis.shared[enis.sharedIndex[row] ?? -1]?.subnetId;
    if (!subnetId) continue;
    const group = groups.get(subnetId);
    if (group) group.push(row);
    else groups.set(subnetId, [row]);
  }
  return groups;
}

/** `{ subnet id → VPC id or null }` of subnets that ENIs and instances name. */
function subnetsNamedElsewhere(snapshot: Snapshot): Map<string, { vpcId: string | null; zone: string | null }> {
  const named = new Map<string, { vpcId: string | null; zone: string | null }>();
  const add = (subnetId: string | null, vpcId: string | null, zone: string | null): void => {
    if (subnetId !== null && !named.get(subnetId)?.vpcId) named.set(subnetId, { vpcId, zone });
  };
  for (const part of snapshot.enis.shared) add(part.subnetId, part.vpcId, part.availabilityZone);
  for (const { subnetId, vpcId, availabilityZone } of snapshot.instances) add(subnetId, vpcId, availabilityZone);
  return named;
}

function collectSubnets(snapshot: Snapshot): Map<string, Subnet> {
  const subnets = new Map(snapshot.subnets.map((subnet) => [subnet.id, subnet]));
  for (const [id, { vpcId, zone }] of subnetsNamedElsewhere(snapshot)) {
    if (!subnets.has(id)) subnets.set(id, unreadSubnet({ id, vpcId, availabilityZone: zone }));
  }
  return subnets;
}

function collectVpcs(snapshot: Snapshot, subnets: ReadonlyMap<string, Subnet>): Map<string, Vpc> {
  const vpcs = new Map(snapshot.vpcs.map((vpc) => [vpc.id, vpc]));
  for (const { vpcId } of subnets.values()) {
    if (vpcId !== null && !vpcs.has(vpcId)) vpcs.set(vpcId, unreadVpc(vpcId));
  }
  return vpcs;
}

/** A capture names no account, but the ENIs of its instances are the account's own. */
function commonestOwner({ enis }: Snapshot): string | null {
  const counts = new Map<string, number>();
  for (let row = 0; row < enis.count; row++) {
    const ownerId = enis.shared[enis.sharedIndex[row] ?? -1]?.ownerId;
    if (ownerId && enis.attachments[row]?.instanceId) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  }
  let commonest: string | null = null;
  for (const [ownerId, count] of counts) {
    if (commonest === null || count > (counts.get(commonest) ?? 0)) commonest = ownerId;
  }
  return commonest;
}

import type { Places } from "@/lib/domain/vpc/places";
import type { RecordDefect, Snapshot } from "@/lib/domain/vpc/snapshot";
import type { SubnetState } from "@/lib/domain/vpc/subnet-state";

/**
 * What does not fit together although each record could be read: addresses outside their subnet, addresses that two
 * ENIs hold, ENIs of no known subnet. One entry a subnet and kind, with the number of addresses or ENIs concerned.
 */
export function inventoryDefects(
  snapshot: Snapshot,
  places: Places,
  stateOf: (subnetId: string) => SubnetState,
): readonly RecordDefect[] {
  return [...[...places.subnets.keys()].flatMap((id) => subnetDefects(stateOf(id))), ...strayEnis(snapshot)];
}

function subnetDefects({ subnet, addresses, rows }: SubnetState): RecordDefect[] {
  if (!addresses) {
    if (subnet.cidr)
      return [defect(subnet.id, "the CIDR is larger than EC2 allows; it has no address map", 1, "DescribeSubnets")];
    if (subnet.isIpv6Native || rows.length === 0) return [];
    return [defect(subnet.id, "ENIs of a subnet whose CIDR is not known", rows.length)];
  }
  return [
    defect(subnet.id, "addresses outside the subnet's CIDR", addresses.outsideAddressCount),
    defect(subnet.id, "addresses that more than one ENI holds", addresses.doubleClaimCount),
    defect(subnet.id, "addresses of ENIs among the five that AWS keeps", addresses.reservedClaimCount),
  ].filter(({ count }) => count > 0);
}

function strayEnis({ enis }: Snapshot): RecordDefect[] {
  let count = 0;
  for (let row = 0; row < enis.count; row++) {
    if (enis.shared[enis.sharedIndex[row] ?? -1]?.subnetId === null) count++;
  }
  return count === 0 ? [] : [defect("", "ENIs that name no subnet", count)];
}

const defect = (
  where: string,
  problem: string,
  count: number,
  api: RecordDefect["api"] = "DescribeNetworkInterfaces",
): RecordDefect => ({ api, where, problem, count });

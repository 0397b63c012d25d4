import { BLOCK_SIZE, type Cidr, cidrContains } from "@/lib/domain/ip/cidr";
import { toIpv4 } from "@/lib/domain/ip/ipv4";
import { type EniTable, prefixesAt, secondaryAddressesAt } from "@/lib/domain/vpc/eni-table";

/** Whose addresses are asked for: one ENI's, or those of all ENIs attached to one instance. */
export type Holder = { readonly eniId: string } | { readonly instanceId: string };

/**
 * The addresses of a subnet that a holder's ENIs in it have, as offsets from the subnet's first address, ascending and
 * without repetition. An address in a prefix counts like any other; branch ENIs hang on no instance and so count for
 * their own id only. `{eniId: "eni-0a"}` with 10.0.0.4 and a secondary 10.0.0.9 in 10.0.0.0/28 gives [4, 9].
 */
export function heldOffsets(
  enis: EniTable,
  subnet: { readonly id: string; readonly cidr: Cidr },
  holder: Holder,
): number[] {
  const { cidr } = subnet;
  const offsets = new Set<number>();
  const hold = (first: number, count: number): void => {
    for (let address = first; address < first + count; address++) {
      if (cidrContains(cidr, toIpv4(address))) offsets.add(address - cidr.base);
    }
  };
  for (let row = 0; row < enis.count; row++) {
    if (!isHeldBy(enis, row, holder) || enis.shared[enis.sharedIndex[row] ?? -1]?.subnetId !== subnet.id) continue;
    const primary = enis.primary[row] ?? 0;
    if (primary !== 0) hold(primary, 1);
    for (const address of secondaryAddressesAt(enis, row)) hold(address, 1);
    for (const prefix of prefixesAt(enis, row)) hold(prefix, BLOCK_SIZE);
  }
  return [...offsets].sort((a, b) => a - b);
}

const isHeldBy = (enis: EniTable, row: number, holder: Holder): boolean =>
  "eniId" in holder ? enis.ids[row] === holder.eniId : enis.attachments[row]?.instanceId === holder.instanceId;

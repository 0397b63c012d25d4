import { BLOCK_SIZE, type Cidr, cidrSize, offsetIn } from "@/lib/domain/ip/cidr";
import { type EniTable, prefixesAt, secondaryAddressesAt } from "@/lib/domain/vpc/eni-table";

export const CLAIM_KINDS = ["primary", "secondary", "prefix"] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** One stretch of a subnet that an ENI holds: a single address, or the 16 addresses of a prefix. */
export interface ClaimVisitor {
  /** `offset` counts from the subnet's first address; `length` is 1 or 16, cut at the subnet's ends. */
  readonly inside: (offset: number, length: number, row: number, kind: ClaimKind) => void;
  /** Addresses that the ENI says it has but that do not lie in its subnet. */
  readonly outside: (address: number, length: number, row: number) => void;
}

/**
 * Shows every address and prefix of the subnet's ENIs to the visitor. ENIs in any status but `available` come first,
 * then the others, each in EC2's order: where two claim the same address (EC2 was read between two states), the first
 * one shown is the one to believe.
 */
export function visitClaims(table: EniTable, rows: readonly number[], cidr: Cidr, visitor: ClaimVisitor): void {
  const size = cidrSize(cidr);
  const show = (address: number, length: number, row: number, kind: ClaimKind): void => {
    const offset = offsetIn(cidr, address);
    const from = Math.max(offset, 0);
    const to = Math.min(offset + length, size);
    if (to > from) visitor.inside(from, to - from, row, kind);
    const outside = length - Math.max(to - from, 0);
    if (outside > 0) visitor.outside(address, outside, row);
  };
  const showEni = (row: number): void => {
    const primary = table.primary[row] ?? 0;
    if (primary !== 0) show(primary, 1, row, "primary");
    for (const address of secondaryAddressesAt(table, row)) show(address, 1, row, "secondary");
    for (const base of prefixesAt(table, row)) show(base, BLOCK_SIZE, row, "prefix");
  };
  const isAvailable = (row: number): boolean => table.shared[table.sharedIndex[row] ?? -1]?.status === "available";
  for (const row of rows) if (!isAvailable(row)) showEni(row);
  for (const row of rows) if (isAvailable(row)) showEni(row);
}

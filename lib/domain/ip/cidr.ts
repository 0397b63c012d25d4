import type { Brand } from "@/lib/domain/brand";
import { formatIpv4, type Ipv4, parseIpv4, toIpv4 } from "@/lib/domain/ip/ipv4";

/** A prefix length, 0 to 32. */
export type PrefixLength = Brand<number, "PrefixLength">;

/** A block of addresses; `base` is its first address (host bits are zero). */
export interface Cidr {
  readonly base: Ipv4;
  readonly prefixLength: PrefixLength;
}

/** The prefix length of a block that EC2 delegates to an ENI, and of a row of the address map. */
export const BLOCK_PREFIX_LENGTH = 28 as PrefixLength;
/** Addresses in a /28. */
export const BLOCK_SIZE = 16;

/** Text to block, or null when it is no CIDR or has host bits set (`10.0.0.1/24` is null: it names no network). */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf("/");
  if (slash < 0) return null;
  const base = parseIpv4(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (base === null || !/^(0|[1-9]\d?)$/.test(digits) || Number(digits) > 32) return null;
  const prefixLength = Number(digits) as PrefixLength;
  return toIpv4(base & maskOf(prefixLength)) === base ? { base, prefixLength } : null;
}

export const formatCidr = (cidr: Cidr): string => `${formatIpv4(cidr.base)}/${cidr.prefixLength}`;

/** The network mask of a prefix length as an unsigned integer; /0 is 0. */
export const maskOf = (prefixLength: PrefixLength): number =>
  prefixLength === 0 ? 0 : (-1 << (32 - prefixLength)) >>> 0;

/** Addresses in the block, 1 to 2^32. */
export const cidrSize = (cidr: Cidr): number => 2 ** (32 - cidr.prefixLength);

export const cidrContains = (cidr: Cidr, address: Ipv4): boolean =>
  toIpv4(address & maskOf(cidr.prefixLength)) === cidr.base;

/** Whether every address of `inner` is in `outer`; a block contains itself. */
export const cidrContainsCidr = (outer: Cidr, inner: Cidr): boolean =>
  outer.prefixLength <= inner.prefixLength && cidrContains(outer, inner.base);

/** The block of that length in which the address lies: `networkOf(10.0.0.7, 28)` is 10.0.0.0/28. */
export const networkOf = (address: Ipv4, prefixLength: PrefixLength): Cidr => ({
  base: toIpv4(address & maskOf(prefixLength)),
  prefixLength,
});

/** The /28 of a delegated prefix by its first address. */
export const prefixCidr = (base: Ipv4): Cidr => ({ base, prefixLength: BLOCK_PREFIX_LENGTH });

/** The address's place in the block, 0 for its first; negative or beyond the block's size when it is not in it. */
export const offsetIn = (cidr: Cidr, address: number): number => address - cidr.base;

/** The address at a place of the block; `offset` must be 0 to the block's size less one. */
export const addressAt = (cidr: Cidr, offset: number): Ipv4 => toIpv4(cidr.base + offset);

/** Aligned /28 blocks of the block; 0 when it is smaller than a /28. */
export const blockCountOf = (cidr: Cidr): number => Math.floor(cidrSize(cidr) / BLOCK_SIZE);

/** The places of `cidr` that `other` covers: from the first to before the second; equal when they do not overlap. */
export function overlapOffsets(cidr: Cidr, other: Cidr): readonly [from: number, to: number] {
  const from = Math.max(other.base - cidr.base, 0);
  const to = Math.min(other.base - cidr.base + cidrSize(other), cidrSize(cidr));
  return to > from ? [from, to] : [0, 0];
}

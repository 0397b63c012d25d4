import type { Brand } from "@/lib/domain/brand";

/** An IPv4 address as an unsigned 32-bit integer, 0 to 4294967295. */
export type Ipv4 = Brand<number, "Ipv4">;

const DOT = 46;
const ZERO = 48;

/**
 * Text to address, or null when it is not four decimal octets of 0 to 255. Leading zeros are refused, since some
 * parsers read them as octal. `parseIpv4("10.0.0.1")` is 167772161; `parseIpv4("10.0.0.x")` is null. One pass over the
 * characters without a regular expression: a collection reads millions of addresses.
 */
export function parseIpv4(text: string): Ipv4 | null {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (octet < 0 || dots === 3) return null;
      value = value * 256 + octet;
      octet = -1;
      dots++;
      continue;
    }
    const digit = code - ZERO;
    // An octet of 0 takes no further digit: "00" and "01" are refused.
    if (digit < 0 || digit > 9 || octet === 0) return null;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return null;
  }
  return dots === 3 && octet >= 0 ? ((value * 256 + octet) as Ipv4) : null;
}

/** The unsigned 32-bit integer as an address; wraps like the hardware does (`-1` is 255.255.255.255). */
export const toIpv4 = (value: number): Ipv4 => (value >>> 0) as Ipv4;

/** Address to dotted-quad text. */
export function formatIpv4(address: Ipv4): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

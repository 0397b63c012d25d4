import type { Brand } from "@/lib/domain/brand";

/** An IPv4 address as an unsigned 32-bit integer, 0 to 4294967295. */
export type Ipv4 = Brand<number, "Ipv4">;

const DOTTED_QUAD = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/**
 * Text to address, or null when it is not four decimal octets of 0 to 255. Leading zeros are refused, since some
 * parsers read them as octal. `parseIpv4("10.0.0.1")` is 167772161; `parseIpv4("10.0.0.x")` is null.
 */
export function parseIpv4(text: string): Ipv4 | null {
  const match = DOTTED_QUAD.exec(text);
  if (!match) return null;
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const part = match[i] ?? "";
    const octet = Number(part);
    if (octet > 255 || (part.length > 1 && part.startsWith("0"))) return null;
    value = value * 256 + octet;
  }
  return value as Ipv4;
}

/** The unsigned 32-bit integer as an address; wraps like the hardware does (`-1` is 255.255.255.255). */
export const toIpv4 = (value: number): Ipv4 => (value >>> 0) as Ipv4;

/** Address to dotted-quad text. */
export function formatIpv4(address: Ipv4): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

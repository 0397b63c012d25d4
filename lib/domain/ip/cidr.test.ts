import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  addressAt,
  BLOCK_PREFIX_LENGTH,
  BLOCK_SIZE,
  blockCountOf,
  type Cidr,
  cidrContains,
  cidrContainsCidr,
  cidrSize,
  formatCidr,
  maskOf,
  networkOf,
  offsetIn,
  type PrefixLength,
  parseCidr,
  prefixCidr,
} from "@/lib/domain/ip/cidr";
import { formatIpv4, parseIpv4, toIpv4 } from "@/lib/domain/ip/ipv4";

const anyAddress = fc.integer({ min: 0, max: 0xffff_ffff }).map(toIpv4);
const anyLength = fc.integer({ min: 0, max: 32 }).map((length) => length as PrefixLength);
const lastOf = (block: Cidr) => addressAt(block, cidrSize(block) - 1);
const anyCidr = fc.tuple(anyAddress, anyLength).map(([address, length]) => networkOf(address, length));

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(`the test's own CIDR ${text} is none`);
  return parsed;
}

function ip(text: string) {
  const parsed = parseIpv4(text);
  if (parsed === null) throw new Error(`the test's own address ${text} is none`);
  return parsed;
}

describe("parseCidr", () => {
  test.each(["0.0.0.0/0", "10.0.0.0/8", "128.0.0.0/1", "10.0.0.0/28", "255.255.255.255/32"])("reads %s", (text) =>
    expect(formatCidr(cidr(text))).toBe(text),
  );

  test.each([
    ["host bits set", "10.0.0.1/24"],
    ["no length", "10.0.0.0"],
    ["an empty length", "10.0.0.0/"],
    ["a length of 33", "10.0.0.0/33"],
    ["a leading zero", "10.0.0.0/08"],
    ["a sign", "10.0.0.0/+8"],
    ["a netmask", "10.0.0.0/255.0.0.0"],
    ["two slashes", "10.0.0.0/8/8"],
    ["IPv6", "2001:db8::/56"],
  ])("refuses %s", (_, text) => expect(parseCidr(text)).toBeNull());

  it("reads back whatever formatCidr writes", () => {
    fc.assert(
      fc.property(anyCidr, (block) => {
        expect(parseCidr(formatCidr(block))).toEqual(block);
      }),
    );
  });
});

describe("block arithmetic", () => {
  test.each([
    ["0.0.0.0/0", 4_294_967_296, "255.255.255.255", 268_435_456],
    ["128.0.0.0/1", 2_147_483_648, "255.255.255.255", 134_217_728],
    ["10.1.0.0/16", 65_536, "10.1.255.255", 4096],
    ["10.1.2.0/24", 256, "10.1.2.255", 16],
    ["10.1.2.16/28", 16, "10.1.2.31", 1],
    ["10.1.2.24/29", 8, "10.1.2.31", 0],
    ["10.1.2.3/32", 1, "10.1.2.3", 0],
  ])("%s has %i addresses, ends at %s and has %i /28 blocks", (text, size, last, blocks) => {
    expect(cidrSize(cidr(text))).toBe(size);
    expect(formatIpv4(lastOf(cidr(text)))).toBe(last);
    expect(blockCountOf(cidr(text))).toBe(blocks);
  });

  it("contains an address exactly when its place is within the block", () => {
    fc.assert(
      fc.property(anyCidr, anyAddress, (block, address) => {
        const offset = offsetIn(block, address);
        expect(cidrContains(block, address)).toBe(offset >= 0 && offset < cidrSize(block));
      }),
    );
  });

  it("places an address and finds it again", () => {
    fc.assert(
      fc.property(anyAddress, anyLength, (address, length) => {
        const block = networkOf(address, length);
        expect(cidrContains(block, address)).toBe(true);
        expect(addressAt(block, offsetIn(block, address))).toBe(address);
      }),
    );
  });

  it("contains a block exactly when it contains its first and its last address", () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (outer, inner) => {
        expect(cidrContainsCidr(outer, inner)).toBe(
          cidrContains(outer, inner.base) && cidrContains(outer, lastOf(inner)),
        );
      }),
    );
  });

  it("has masks with as many leading ones as the length says, unsigned", () => {
    fc.assert(
      fc.property(anyLength, (length) => {
        expect(maskOf(length)).toBe(2 ** 32 - 2 ** (32 - length));
      }),
    );
  });

  it("takes a prefix for the 16 addresses from its first", () => {
    const block = prefixCidr(ip("10.0.0.48"));
    expect(formatCidr(block)).toBe("10.0.0.48/28");
    expect(cidrSize(block)).toBe(BLOCK_SIZE);
    expect(block.prefixLength).toBe(BLOCK_PREFIX_LENGTH);
  });

  it("shows an address before the block as a negative place", () =>
    expect(offsetIn(cidr("10.0.1.0/24"), ip("10.0.0.255"))).toBe(-1));
});

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { formatIpv4, parseIpv4, toIpv4 } from "@/lib/domain/ip/ipv4";

const anyAddress = fc.integer({ min: 0, max: 0xffff_ffff }).map(toIpv4);

describe("parseIpv4", () => {
  test.each([
    ["0.0.0.0", 0],
    ["10.0.0.1", 167_772_161],
    ["127.255.255.255", 0x7fff_ffff],
    ["128.0.0.0", 0x8000_0000],
    ["255.255.255.255", 0xffff_ffff],
    ["100.64.0.10", 0x6440_000a],
  ])("reads %s", (text, value) => expect(parseIpv4(text)).toBe(value));

  test.each([
    ["nothing", ""],
    ["a word", "masked"],
    ["an octet too large", "10.0.0.256"],
    ["an octet far too large", "10.0.0.99999999999999999999"],
    ["three octets", "10.0.0"],
    ["three octets and a dot", "10.0.0."],
    ["five octets", "10.0.0.1.2"],
    ["a dot first", ".10.0.0.1"],
    ["two dots together", "10..0.1"],
    ["a leading zero", "10.0.0.01"],
    ["two zeros", "10.00.0.1"],
    ["a sign", "-1.0.0.1"],
    ["space around", " 10.0.0.1"],
    ["space after", "10.0.0.1 "],
    ["a masked octet", "10.0.0.x"],
    ["hexadecimal", "0x0a.0.0.1"],
    ["a prefix length", "10.0.0.0/8"],
    ["digits of another script", "١٠.0.0.1"],
    ["an IPv6 address", "::1"],
  ])("refuses %s", (_, text) => expect(parseIpv4(text)).toBeNull());

  it("reads back whatever formatIpv4 writes", () => {
    fc.assert(fc.property(anyAddress, (address) => parseIpv4(formatIpv4(address)) === address));
  });

  it("accepts no text but the one that formatIpv4 writes", () => {
    const almost = fc.stringMatching(/^[0-9.x ]{0,16}$/);
    fc.assert(
      fc.property(almost, (text) => {
        const address = parseIpv4(text);
        return address === null || formatIpv4(address) === text;
      }),
      { numRuns: 2000 },
    );
  });
});

describe("toIpv4", () => {
  test.each([
    [-1, 0xffff_ffff],
    [0x1_0000_0000, 0],
    [0xffff_ffff, 0xffff_ffff],
  ])("takes %i for %i, unsigned", (value, address) => expect(toIpv4(value)).toBe(address));
});

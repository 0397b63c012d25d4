import { describe, expect, it } from "vitest";
import { AddressHolders } from "@/lib/domain/vpc/address-holders";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { cidr, eni, ip, ips, snapshotOf } from "@/lib/domain/vpc/fixtures/records";

function holdersOf(enis: readonly EniRecord[], block = "10.0.0.0/24"): AddressHolders {
  const { enis: table } = snapshotOf({ enis });
  return new AddressHolders(
    table,
    enis.map((_, row) => row),
    cidr(block),
  );
}

describe("AddressHolders", () => {
  it("finds the ENI of each address and how it holds it", () => {
    const holders = holdersOf([
      eni({ primaryAddress: ip("10.0.0.10"), secondaryAddresses: ips("10.0.0.11", 2) }),
      eni({ primaryAddress: ip("10.0.0.20"), prefixes: [ip("10.0.0.32")] }),
    ]);
    expect(holders.at(9)).toBeNull();
    expect(holders.at(10)).toEqual({ row: 0, kind: "primary", otherRows: [] });
    expect(holders.at(12)).toEqual({ row: 0, kind: "secondary", otherRows: [] });
    expect(holders.at(20)).toEqual({ row: 1, kind: "primary", otherRows: [] });
    expect(holders.at(32)).toEqual({ row: 1, kind: "prefix", otherRows: [] });
    expect(holders.at(47)).toEqual({ row: 1, kind: "prefix", otherRows: [] });
    expect(holders.at(48)).toBeNull();
  });

  it("believes ENIs in use first and remembers all others that claim the address", () => {
    const holders = holdersOf([
      eni({ status: "available", primaryAddress: ip("10.0.0.10") }),
      eni({ primaryAddress: ip("10.0.0.10"), secondaryAddresses: [ip("10.0.0.10")] }),
      eni({ primaryAddress: ip("10.0.0.10") }),
    ]);
    expect(holders.at(10)).toEqual({ row: 1, kind: "primary", otherRows: [2, 0] });
  });

  it("knows nothing beyond the subnet", () => {
    const holders = holdersOf([eni({ primaryAddress: ip("10.0.1.1"), prefixes: [ip("10.0.0.240")] })], "10.0.0.0/25");
    expect(holders.at(257)).toBeNull();
    expect(holders.at(-1)).toBeNull();
    expect(holders.at(127)).toBeNull();
  });
});

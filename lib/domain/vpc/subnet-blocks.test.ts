import { describe, expect, it, test } from "vitest";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { attachment, cidr, eni, inventoryOf, ip, ips, SUBNET_ID, subnet } from "@/lib/domain/vpc/fixtures/records";
import type { CidrReservation } from "@/lib/domain/vpc/snapshot";
import type { SubnetBlocks } from "@/lib/domain/vpc/subnet-blocks";

const held = (parts: Partial<EniRecord>): EniRecord => eni({ attachment: attachment(), ...parts });

const reserve = (text: string, reservationType: string | null): CidrReservation => ({
  id: `scr-${text}`,
  subnetId: SUBNET_ID,
  cidr: cidr(text),
  reservationType,
  description: null,
});

function blocksOf(block: string, enis: EniRecord[] = [], reservations: CidrReservation[] = []): SubnetBlocks {
  const { blocks } = inventoryOf({ subnets: [subnet({ cidr: cidr(block) })], enis, reservations }).stateOf(SUBNET_ID);
  if (!blocks) throw new Error("the test's subnet has no blocks");
  return blocks;
}

describe("deriveBlocks: empty subnets", () => {
  test.each([
    ["10.0.0.0/16", 4096, 4094],
    ["10.0.0.0/24", 16, 14],
    ["10.0.0.0/26", 4, 2],
    ["10.0.0.0/27", 2, 0],
    ["10.0.0.0/28", 1, 0],
    ["10.0.0.0/29", 0, 0],
    ["10.0.0.0/32", 0, 0],
  ])("%s has %i blocks, %i of them free", (block, total, free) => {
    expect(blocksOf(block).counts).toEqual({
      total,
      free,
      reserved: total - free,
      prefix: 0,
      full: 0,
      fragmented: 0,
    });
  });
});

interface Row {
  readonly name: string;
  readonly enis?: EniRecord[];
  readonly reservations?: CidrReservation[];
  readonly kind: string;
}

/** What becomes of 10.0.0.16/28, the second block of a /26. */
const ROWS: readonly Row[] = [
  { name: "nothing in it", kind: "free" },
  { name: "a single address spoils it", enis: [held({ primaryAddress: ip("10.0.0.31") })], kind: "fragmented" },
  { name: "one address left", enis: [held({ secondaryAddresses: ips("10.0.0.16", 15) })], kind: "fragmented" },
  { name: "every address taken singly", enis: [held({ secondaryAddresses: ips("10.0.0.16", 16) })], kind: "full" },
  { name: "a delegated prefix", enis: [held({ prefixes: [ip("10.0.0.16")] })], kind: "prefix" },
  { name: "reserved for prefixes", reservations: [reserve("10.0.0.16/28", "prefix")], kind: "free" },
  { name: "inside a larger reservation for prefixes", reservations: [reserve("10.0.0.0/26", "prefix")], kind: "free" },
  { name: "half of it reserved for prefixes", reservations: [reserve("10.0.0.16/29", "prefix")], kind: "fragmented" },
  {
    name: "reserved for explicit use: EC2 gives none of it",
    reservations: [reserve("10.0.0.16/28", "explicit")],
    kind: "full",
  },
  {
    name: "half of it reserved for explicit use",
    reservations: [reserve("10.0.0.16/29", "explicit")],
    kind: "fragmented",
  },
  { name: "reserved for what EC2 does not say", reservations: [reserve("10.0.0.16/28", null)], kind: "full" },
  {
    name: "reserved for prefixes, with a single address in it",
    enis: [held({ primaryAddress: ip("10.0.0.20") })],
    reservations: [reserve("10.0.0.16/28", "prefix")],
    kind: "fragmented",
  },
  {
    name: "a prefix out of a reservation",
    enis: [held({ prefixes: [ip("10.0.0.16")] })],
    reservations: [reserve("10.0.0.16/28", "prefix")],
    kind: "prefix",
  },
];

describe("deriveBlocks: one block", () => {
  test.each(ROWS)("$name: $kind", ({ enis, reservations, kind }) => {
    expect(blocksOf("10.0.0.0/26", enis, reservations).kinds).toEqual(["reserved", kind, "free", "reserved"]);
  });

  it("counts free blocks inside reservations for prefixes apart", () => {
    const blocks = blocksOf(
      "10.0.0.0/24",
      [held({ prefixes: [ip("10.0.0.128")] })],
      [reserve("10.0.0.128/26", "prefix")],
    );
    expect(blocks.counts.free).toBe(13);
    expect(blocks.freeInReservationCount).toBe(3);
  });

  it("calls the first and the last block reserved, whatever is in them", () => {
    const blocks = blocksOf("10.0.0.0/26", [held({ secondaryAddresses: ips("10.0.0.4", 12) })]);
    expect(blocks.kinds[0]).toBe("reserved");
  });
});

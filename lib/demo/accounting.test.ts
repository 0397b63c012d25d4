import { describe, expect, it } from "vitest";
import { ask, makeWorld } from "@/lib/demo/fixtures/ask-world";
import { itemsOf, textAt, type XmlElement } from "@/lib/demo/fixtures/xml-tree";
import type { World } from "@/lib/demo/world";
import { BLOCK_SIZE, type Cidr, cidrContains, cidrSize, parseCidr } from "@/lib/domain/ip/cidr";
import { type Ipv4, parseIpv4 } from "@/lib/domain/ip/ipv4";
import { HOUR_MS } from "@/lib/domain/time-units";

const AWS_ADDRESSES = 5;

const addressOf = (text: string | null): Ipv4 => {
  const address = parseIpv4(text ?? "");
  if (address === null) throw new TypeError(`${text} is no address`);
  return address;
};

const cidrOf = (text: string | null): Cidr => {
  const cidr = parseCidr(text ?? "");
  if (cidr === null) throw new TypeError(`${text} is no CIDR`);
  return cidr;
};

/** `{ subnet id → addresses that visible ENIs hold }`; an address that two ENIs claim throws. */
function heldBySubnet(world: World): Map<string, Set<number>> {
  const held = new Map<string, Set<number>>();
  for (const eni of itemsOf(ask(world, "DescribeNetworkInterfaces"), "networkInterfaceSet")) {
    const subnetId = textAt(eni, "subnetId") ?? "";
    const addresses = held.get(subnetId) ?? new Set();
    held.set(subnetId, addresses);
    for (const address of addressesOf(eni)) {
      if (addresses.has(address)) throw new Error(`address ${address} is held twice in ${subnetId}`);
      addresses.add(address);
    }
  }
  return held;
}

function addressesOf(eni: XmlElement): number[] {
  const singles = itemsOf(eni, "privateIpAddressesSet").map((item) => addressOf(textAt(item, "privateIpAddress")));
  const prefixes = itemsOf(eni, "ipv4PrefixSet").map((item) => cidrOf(textAt(item, "ipv4Prefix")));
  // No expect for each of a million addresses: it takes longer than the account itself.
  if (prefixes.some(({ prefixLength }) => prefixLength !== 28)) throw new Error("a prefix that is no /28");
  return [...singles, ...prefixes.flatMap(({ base }) => Array.from({ length: BLOCK_SIZE }, (_, i) => base + i))];
}

/** What visible ENIs and reservations leave unexplained in each subnet: `{ subnet id → addresses }`. */
function unexplained(world: World): Map<string, number> {
  const held = heldBySubnet(world);
  const rest = new Map<string, number>();
  for (const subnet of itemsOf(ask(world, "DescribeSubnets"), "subnetSet")) {
    const id = textAt(subnet, "subnetId") ?? "";
    if (textAt(subnet, "cidrBlock") === null) continue;
    const cidr = cidrOf(textAt(subnet, "cidrBlock"));
    const addresses = held.get(id) ?? new Set();
    expect([...addresses].filter((address) => !cidrContains(cidr, address as Ipv4))).toEqual([]);
    const reserved = itemsOf(ask(world, "GetSubnetCidrReservations", { SubnetId: id }), "subnetIpv4CidrReservationSet")
      .map((reservation) => cidrOf(textAt(reservation, "cidr")))
      .flatMap(({ base, prefixLength }) => Array.from({ length: 2 ** (32 - prefixLength) }, (_, i) => base + i))
      .filter((address) => !addresses.has(address)).length;
    const available = Number(textAt(subnet, "availableIpAddressCount"));
    rest.set(id, cidrSize(cidr) - AWS_ADDRESSES - addresses.size - reserved - available);
  }
  return rest;
}

/** Subnets of another account, in which ENIs of others cannot be seen. */
function borrowedSubnets(world: World): Set<string> {
  const subnets = itemsOf(ask(world, "DescribeSubnets"), "subnetSet");
  return new Set(
    subnets
      .filter((subnet) => textAt(subnet, "ownerId") !== "111122223333")
      .map((subnet) => textAt(subnet, "subnetId") ?? ""),
  );
}

function expectIdentity(world: World): void {
  const borrowed = borrowedSubnets(world);
  expect(borrowed.size).toBe(2);
  for (const [id, rest] of unexplained(world)) {
    if (borrowed.has(id)) expect(rest, `hidden addresses of ${id}`).toBeGreaterThan(0);
    else expect(rest, `unexplained addresses of ${id}`).toBe(0);
  }
}

describe("AvailableIpAddressCount", () => {
  it("is the subnet's size less AWS's five, what ENIs hold and what is reserved, at seeds 1 to 50 over time", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const world = makeWorld({ seed, nodeCount: 10 + ((seed * 7) % 60) });
      expectIdentity(world);
      for (const hours of seed % 10 === 0 ? [0.05, 1, 5, 9, 40] : [2.5]) {
        world.advanceTo(hours * HOUR_MS);
        expectIdentity(world);
      }
    }
  });

  it("holds with prefixes, wide subnets and hundreds of nodes", () => {
    const world = makeWorld({ nodeCount: 800 });
    expectIdentity(world);
    world.advanceTo(HOUR_MS);
    expectIdentity(world);
  });
});

import { addDetachedUserEni } from "@/lib/demo/estate/detached-enis";
import { addInstances } from "@/lib/demo/estate/instances";
import type { Site } from "@/lib/demo/estate/site";
import { zonalSubnets } from "@/lib/demo/estate/subnets";
import { ZONES } from "@/lib/demo/state/account";
import type { SubnetState } from "@/lib/demo/state/model";

const [ZONE_A, ZONE_B] = ZONES;
const NETWORK_ACCOUNT = "444455556666";

/** The default VPC, an empty one, IPv6, subnets of another account, and other people's most awkward names. */
export function buildOddPlaces(site: Site): void {
  addDefaultVpc(site);
  site.account.addVpc({ cidrs: ["10.99.0.0/16"], name: "empty" });
  addIpv6Lab(site);
  addBorrowedSubnets(site);
  addSandbox(site);
}

function addDefaultVpc(site: Site): void {
  const vpc = site.account.addVpc({ cidrs: ["172.31.0.0/16"], name: null, isDefault: true });
  const subnets = ZONES.map((zone, index) =>
    site.account.addSubnet({
      vpc,
      zone,
      cidr: `172.31.${index * 16}.0/20`,
      name: null,
      isDefaultForZone: true,
      mapsPublicAddress: true,
    }),
  );
  const [first] = subnets;
  if (!first) return;
  addInstances(site, first, { name: "somebodys-first-instance", instanceType: "t2.micro", isPublic: true });
  addInstances(site, first, { name: null, instanceType: "t2.micro", state: "stopped" });
}

/** A dual-stack subnet, one without IPv4, and a reservation of IPv6 addresses. */
function addIpv6Lab(site: Site): void {
  const { account } = site;
  const block = "2a05:d018:3f2:a00";
  const vpc = account.addVpc({ cidrs: ["10.60.0.0/24"], name: "ipv6-lab", ipv6Cidr: `${block}::/56` });
  const dual = account.addSubnet({
    vpc,
    zone: ZONE_A,
    cidr: "10.60.0.0/26",
    name: "lab-dual-stack-a",
    ipv6Cidr: `${block}::/64`,
  });
  const native = account.addSubnet({
    vpc,
    zone: ZONE_B,
    cidr: null,
    name: "lab-ipv6-only-b",
    ipv6Cidr: "2a05:d018:3f2:a01::/64",
  });
  account.addReservation(native, {
    cidr: "2a05:d018:3f2:a01:1000::/80",
    type: "prefix",
    description: "prefixes of the lab",
    isIpv6: true,
  });
  const lab = { instanceType: "t4g.small" };
  addInstances(site, dual, { ...lab, name: "lab-dual", ipv6Addresses: [`${block}::a1`] });
  addInstances(site, dual, { ...lab, name: "lab-prefix", ipv6Prefixes: [`${block}:b200::/80`] });
  addInstances(site, native, { ...lab, name: "lab-native-1", ipv6Addresses: ["2a05:d018:3f2:a01::15"] });
  addInstances(site, native, { ...lab, name: "lab-native-2", ipv6Addresses: ["2a05:d018:3f2:a01::16"] });
}

/**
 * Subnets that the network team's account shares with this one. Its own ENIs and those of further accounts take addresses
 * that this account cannot see: they show in AvailableIpAddressCount only.
 */
function addBorrowedSubnets(site: Site): void {
  const vpc = site.account.addVpc({ cidrs: ["10.80.0.0/20"], name: null, ownerId: NETWORK_ACCOUNT });
  const subnets = zonalSubnets(site, vpc, "network-shared", ["10.80.0.0/24", "10.80.1.0/24"]);
  for (const subnet of subnets) {
    const invisible = subnet.ipv4?.space.takeAddresses(site.random.between(60, 140)) ?? [];
    addInstances(site, subnet, { name: "invoice-batch", instanceType: "m5.large", count: 4 });
    site.neighbours.push(invisibleUse(subnet, invisible));
  }
}

/** Another account's addresses, which only the number of free ones tells of. */
function invisibleUse(subnet: SubnetState, taken: number[]): Site["neighbours"][number] {
  return {
    everyMs: 120_000,
    turn: (_, random) => {
      const space = subnet.ipv4?.space;
      if (!space) return;
      if (taken.length < 50 || (taken.length < 150 && random.chance(0.5))) {
        taken.push(...(space.takeAddresses(1) ?? []));
        return;
      }
      const [given] = taken.splice(random.below(taken.length), 1);
      if (given !== undefined) space.release(given);
    },
  };
}

/** What people write into names, tags and descriptions; all of it must stay text. */
function addSandbox(site: Site): void {
  const vpc = site.account.addVpc({
    cidrs: ["10.70.0.0/24"],
    name: '<script>alert("vpc")</script>',
    tags: [["note", "a & b < c > d \"quoted\" 'single'"]],
  });
  const awkward = site.account.addSubnet({
    vpc,
    zone: ZONE_A,
    cidr: "10.70.0.0/28",
    name: '=HYPERLINK("http://example.invalid","click")',
  });
  const other = site.account.addSubnet({
    vpc,
    zone: ZONE_B,
    cidr: "10.70.0.64/26",
    name: "n".repeat(127),
    tags: [["empty", ""]],
  });
  const tiny = { instanceType: "t3.nano" };
  addInstances(site, awkward, { ...tiny, name: "<img src=x onerror=alert(1)>", description: "</description><x>" });
  addInstances(site, awkward, { ...tiny, name: "🚀 launch 🧪", tags: [["owner", ""]] });
  addInstances(site, awkward, {
    ...tiny,
    name: "\u202egnp.eci\u202c",
    tags: [["+cmd", "@SUM(1+1)*cmd|' /C calc'!A0"]],
  });
  addInstances(site, other, { ...tiny, name: "-2+3", tags: [["line", "first\nsecond\tthird"]] });
  addInstances(site, other, { ...tiny, name: "x".repeat(255), tags: [["k".repeat(127), "v".repeat(255)]] });
  addInstances(site, other, { ...tiny, name: "", tags: [["Zoë", "Überträger"]] });
  addDetachedUserEni(site, other, "aws-K8S-i-looks-like-one; DROP TABLE enis", [["owner", "]]><!-- -->"]]);
}

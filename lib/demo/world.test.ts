import { describe, expect, it } from "vitest";
import { ask, askForText, makeWorld, START_TIME } from "@/lib/demo/fixtures/ask-world";
import { child, itemsOf, tagsOf, textAt, type XmlElement } from "@/lib/demo/fixtures/xml-tree";
import type { World } from "@/lib/demo/world";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

const LISTINGS = [
  "DescribeVpcs",
  "DescribeSubnets",
  "DescribeNetworkInterfaces",
  "DescribeInstances",
  "DescribeInstanceTypes",
] as const;

const everything = (world: World): string => LISTINGS.map((action) => askForText(world, action)).join("\n");

/** Without times of day, which are all that a start time changes. */
const withoutTimes = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT/g, "TIME");

const enisOf = (world: World): readonly XmlElement[] =>
  itemsOf(ask(world, "DescribeNetworkInterfaces"), "networkInterfaceSet");

const instancesOf = (world: World): readonly XmlElement[] =>
  itemsOf(ask(world, "DescribeInstances"), "reservationSet").flatMap((reservation) =>
    itemsOf(reservation, "instancesSet"),
  );

const nameOf = (element: XmlElement): string | undefined => tagsOf(element).Name;

const subnetNamed = (world: World, name: string): XmlElement => {
  const found = itemsOf(ask(world, "DescribeSubnets"), "subnetSet").find((subnet) => nameOf(subnet) === name);
  if (!found) throw new Error(`no subnet ${name}`);
  return found;
};

describe("an account of a seed", () => {
  it("is the same, byte for byte, however often it was asked on the way", () => {
    const patient = makeWorld({ seed: 7 });
    const busy = makeWorld({ seed: 7 });
    expect(everything(patient)).toBe(everything(busy));
    patient.advanceTo(2 * HOUR_MS);
    for (let minute = 0; minute <= 120; minute++) {
      busy.advanceTo(minute * MINUTE_MS);
      askForText(busy, "DescribeSubnets");
    }
    expect(everything(patient)).toBe(everything(busy));
    expect(everything(makeWorld({ seed: 7 }))).not.toBe(everything(patient));
  });

  it("differs from that of another seed", () => {
    expect(everything(makeWorld({ seed: 1 }))).not.toBe(everything(makeWorld({ seed: 2 })));
  });

  it("is the same at another start time but for the times", () => {
    const now = makeWorld({ nodeCount: 20 });
    const later = makeWorld({ nodeCount: 20, startTime: START_TIME + 100 * DAY_MS + 12_345 });
    for (const world of [now, later]) world.advanceTo(HOUR_MS);
    expect(everything(now)).not.toBe(everything(later));
    expect(withoutTimes(everything(now))).toBe(withoutTimes(everything(later)));
  });

  it("does not go back in time", () => {
    const world = makeWorld({ nodeCount: 20 });
    world.advanceTo(HOUR_MS);
    const text = everything(world);
    world.advanceTo(MINUTE_MS);
    expect(everything(world)).toBe(text);
  });
});

describe("the number of nodes", () => {
  const isNode = (instance: XmlElement): boolean =>
    Object.keys(tagsOf(instance)).some((key) => key.startsWith("kubernetes.io/cluster/")) &&
    ["running", "pending", "shutting-down"].includes(textAt(instance, "instanceState", "name") ?? "");

  it.each([10, 37, 60, 250])("is %d as asked, also after hours of replacements", (nodeCount) => {
    const world = makeWorld({ nodeCount });
    expect(instancesOf(world).filter(isNode)).toHaveLength(nodeCount);
    world.advanceTo(5 * HOUR_MS);
    expect(instancesOf(world).filter(isNode)).toHaveLength(nodeCount);
  });
});

describe("the story", () => {
  it.each([
    { nodeCount: 10, free: [2, 8], nodes: 4 },
    { nodeCount: 60, free: [3, 8], nodes: 8 },
    { nodeCount: 500, free: [3, 8], nodes: 8 },
  ])(
    "holds with $nodeCount nodes: nodes of 2 ENIs and 30 addresses leave next to nothing",
    ({ nodeCount, free, nodes }) => {
      const world = makeWorld({ nodeCount });
      for (const elapsed of [0, 30 * MINUTE_MS]) {
        world.advanceTo(elapsed);
        const first = subnetNamed(world, "dev-private-a");
        expect(Number(textAt(first, "availableIpAddressCount"))).toBe(free[0]);
        expect(Number(textAt(subnetNamed(world, "dev-private-b"), "availableIpAddressCount"))).toBe(free[1]);
        expect(heldByAstronomerNodes(world, textAt(first, "subnetId"))).toEqual(
          Array.from({ length: nodes }, () => ({ enis: 2, addresses: 30 })),
        );
      }
    },
  );

  function heldByAstronomerNodes(world: World, subnetId: string | null): { enis: number; addresses: number }[] {
    return instancesOf(world)
      .filter((instance) => textAt(instance, "subnetId") === subnetId && tagsOf(instance).team === "astronomer")
      .map((instance) => {
        expect(textAt(instance, "instanceType")).toBe("t3.2xlarge");
        const enis = itemsOf(instance, "networkInterfaceSet");
        return { enis: enis.length, addresses: enis.flatMap((eni) => itemsOf(eni, "privateIpAddressesSet")).length };
      });
  }
});

describe("life", () => {
  it("moves ENIs and instances in an hour, and gives back what it took", () => {
    const world = makeWorld();
    const before = new Set(enisOf(world).map((eni) => textAt(eni, "networkInterfaceId")));
    world.advanceTo(HOUR_MS);
    const after = new Set(enisOf(world).map((eni) => textAt(eni, "networkInterfaceId")));
    expect([...after].filter((id) => !before.has(id)).length).toBeGreaterThan(10);
    expect([...before].filter((id) => !after.has(id)).length).toBeGreaterThan(10);
    for (let day = 1; day <= 5; day++) world.advanceTo(day * DAY_MS);
    const later = enisOf(world).length;
    expect(later).toBeGreaterThan(before.size * 0.8);
    expect(later).toBeLessThan(before.size * 1.25);
  });

  it("always has an ENI that is just being attached, never older than five minutes, beside leaked ones", () => {
    const world = makeWorld();
    for (let minute = 0; minute <= 60; minute += 7) {
      world.advanceTo(minute * MINUTE_MS);
      const now = START_TIME + minute * MINUTE_MS;
      const ages = enisOf(world)
        .filter((eni) => textAt(eni, "status") === "available" && textAt(eni, "description")?.startsWith("aws-K8S-i-0"))
        .map((eni) => now - Date.parse(tagsOf(eni)["node.k8s.amazonaws.com/createdAt"] ?? ""));
      expect(ages.filter((age) => age >= 0 && age < 5 * MINUTE_MS).length).toBeGreaterThanOrEqual(1);
      expect(ages.filter((age) => age > HOUR_MS).length).toBeGreaterThanOrEqual(2);
    }
  });

  it("replaces nodes: the old one is seen terminated for an hour, without subnet, ENIs and addresses", () => {
    const world = makeWorld();
    world.advanceTo(4 * HOUR_MS);
    const terminated = instancesOf(world).filter(
      (instance) =>
        "karpenter.sh/nodepool" in tagsOf(instance) && textAt(instance, "instanceState", "name") === "terminated",
    );
    expect(terminated.length).toBeGreaterThan(0);
    for (const instance of terminated) {
      expect(textAt(instance, "subnetId")).toBeNull();
      expect(textAt(instance, "privateIpAddress")).toBeNull();
      expect(itemsOf(instance, "networkInterfaceSet")).toEqual([]);
    }
  });

  it("rests through what is left out of a long sleep, and goes on with times of today", () => {
    const world = makeWorld();
    world.advanceTo(400 * DAY_MS);
    const launches = instancesOf(world).map((instance) => Date.parse(textAt(instance, "launchTime") ?? ""));
    const asleep = launches.filter((at) => at > START_TIME && at < START_TIME + 400 * DAY_MS - 6 * HOUR_MS);
    expect(asleep).toEqual([]);
    expect(Math.max(...launches)).toBeGreaterThan(START_TIME + 399 * DAY_MS);
  });
});

describe("what there is", () => {
  const world = makeWorld();
  const enis = enisOf(world);
  const typeOf = (eni: XmlElement): string => textAt(eni, "interfaceType") ?? "";

  it.each([
    "interface",
    "nat_gateway",
    "efa",
    "efa-only",
    "trunk",
    "branch",
    "network_load_balancer",
    "gateway_load_balancer",
    "gateway_load_balancer_endpoint",
    "vpc_endpoint",
    "transit_gateway",
    "lambda",
    "quicksight",
    "global_accelerator_managed",
    "api_gateway_managed",
    "iot_rules_managed",
    "aws_codestar_connections_managed",
    "ec2_instance_connect_endpoint",
    "efs",
    "evs",
    "orbital_gateway",
  ])("ENIs of type %s", (type) => {
    expect(enis.some((eni) => typeOf(eni) === type)).toBe(true);
  });

  it.each([
    /^ELB app\//,
    /^ELB legacy-admin$/,
    /^Amazon EKS prod-main$/,
    /^RDSNetworkInterface$/,
    /^RedshiftNetworkInterface$/,
    /^ElastiCache /,
    /^DAX /,
    /^AWS CodeBuild/,
    /^AWS created network interface for directory d-/,
    /^WorkSpaces/,
    /^arn:aws:ecs:/,
    /^EFS mount target for fs-/,
    /^AWS Lambda VPC ENI-/,
  ])("ENIs described %s", (pattern) => {
    expect(enis.some((eni) => pattern.test(textAt(eni, "description") ?? ""))).toBe(true);
  });

  it("a branch ENI is in use without an attachment, in no instance, and names its trunk, which is attached", () => {
    const branches = enis.filter((eni) => typeOf(eni) === "branch");
    const trunks = new Set(
      enis.filter((eni) => typeOf(eni) === "trunk").map((eni) => textAt(eni, "networkInterfaceId")),
    );
    const onInstances = new Set(
      instancesOf(world).flatMap((instance) =>
        itemsOf(instance, "networkInterfaceSet").map((eni) => textAt(eni, "networkInterfaceId")),
      ),
    );
    for (const branch of branches) {
      expect(textAt(branch, "status")).toBe("in-use");
      expect(child(branch, "attachment")).toBeUndefined();
      expect(trunks.has(tagsOf(branch)["vpcresources.k8s.aws/trunk-eni-id"] ?? "")).toBe(true);
      expect(onInstances.has(textAt(branch, "networkInterfaceId"))).toBe(false);
    }
    expect(branches.length).toBeGreaterThan(5);
  });

  it("an EFA on a further card reports device 0, an efa-only one has no address", () => {
    const onCards = enis.filter((eni) => Number(textAt(eni, "attachment", "networkCardIndex")) > 0);
    const efa = onCards.filter((eni) => typeOf(eni) === "efa");
    const efaOnly = onCards.filter((eni) => typeOf(eni) === "efa-only");
    expect(efa.length).toBeGreaterThan(0);
    expect(
      efa.every((eni) => textAt(eni, "attachment", "deviceIndex") === "0" && textAt(eni, "privateIpAddress")),
    ).toBe(true);
    expect(efaOnly.length).toBeGreaterThan(0);
    expect(efaOnly.every((eni) => textAt(eni, "privateIpAddress") === null)).toBe(true);
  });

  it("only the CNI's own ENIs tell when they were made; the primary one tells its instance alone", () => {
    const primaries = enis.filter(
      (eni) => tagsOf(eni)["node.k8s.amazonaws.com/instance_id"] && textAt(eni, "description") === "",
    );
    const own = enis.filter((eni) => textAt(eni, "description")?.startsWith("aws-K8S-i-0"));
    expect(primaries.length).toBeGreaterThan(20);
    expect(primaries.every((eni) => !("node.k8s.amazonaws.com/createdAt" in tagsOf(eni)))).toBe(true);
    expect(own.length).toBeGreaterThan(20);
    expect(own.every((eni) => "node.k8s.amazonaws.com/createdAt" in tagsOf(eni))).toBe(true);
  });

  it("Xen nodes of a prefix cluster hold single addresses, its other nodes prefixes", () => {
    const nodesNamed = (part: string): XmlElement[] =>
      instancesOf(world).filter((instance) => nameOf(instance)?.includes(part));
    const prefixes = (instance: XmlElement): number =>
      itemsOf(instance, "networkInterfaceSet").flatMap((eni) => itemsOf(eni, "ipv4PrefixSet")).length;
    expect(nodesNamed("prepare-xen").map(prefixes)).toEqual([0, 0, 0]);
    expect(nodesNamed("prepare-metal").every((node) => prefixes(node) > 0)).toBe(true);
  });

  it("a subnet with most addresses free has one taken in every block", () => {
    const subnet = subnetNamed(world, "prod-pods-scattered-a");
    expect(Number(textAt(subnet, "availableIpAddressCount"))).toBeGreaterThan(200);
    const blocks = new Set(
      enis
        .filter((eni) => textAt(eni, "subnetId") === textAt(subnet, "subnetId"))
        .map((eni) => Number(textAt(eni, "privateIpAddress")?.split(".")[3]) >>> 4),
    );
    for (let block = 1; block < 15; block++) expect(blocks.has(block)).toBe(true);
  });

  it("an IPv6-only subnet has no IPv4 block, and its instances no IPv4 address", () => {
    const subnet = subnetNamed(world, "lab-ipv6-only-b");
    expect(textAt(subnet, "ipv6Native")).toBe("true");
    expect(textAt(subnet, "cidrBlock")).toBeNull();
    const inside = enis.filter((eni) => textAt(eni, "subnetId") === textAt(subnet, "subnetId"));
    expect(inside).toHaveLength(2);
    expect(
      inside.every((eni) => textAt(eni, "privateIpAddress") === null && itemsOf(eni, "ipv6AddressesSet").length === 1),
    ).toBe(true);
  });

  it("stopped and terminated instances, an empty VPC, a default VPC and a VPC of another account", () => {
    const states = new Set(instancesOf(world).map((instance) => textAt(instance, "instanceState", "name")));
    expect(states).toEqual(new Set(["running", "stopped", "terminated"]));
    const vpcs = itemsOf(ask(world, "DescribeVpcs"), "vpcSet");
    const subnetVpcs = new Set(
      itemsOf(ask(world, "DescribeSubnets"), "subnetSet").map((subnet) => textAt(subnet, "vpcId")),
    );
    expect(vpcs.filter((vpc) => !subnetVpcs.has(textAt(vpc, "vpcId"))).map(nameOf)).toEqual(["empty"]);
    expect(vpcs.filter((vpc) => textAt(vpc, "isDefault") === "true")).toHaveLength(1);
    expect(vpcs.filter((vpc) => textAt(vpc, "ownerId") === "444455556666")).toHaveLength(1);
  });

  it("names that nobody should trust", () => {
    const names = [
      ...instancesOf(world),
      ...itemsOf(ask(world, "DescribeVpcs"), "vpcSet"),
      ...itemsOf(ask(world, "DescribeSubnets"), "subnetSet"),
    ].map((element) => nameOf(element) ?? "");
    expect(names.some((name) => name.includes("<script>"))).toBe(true);
    expect(names.some((name) => name.startsWith("="))).toBe(true);
    expect(names.some((name) => name.includes("\u202e"))).toBe(true);
    expect(names.some((name) => name.includes("🚀"))).toBe(true);
    expect(names.some((name) => name.length === 127)).toBe(true);
    expect(names.filter((name) => name === "").length).toBeGreaterThan(0);
  });

  it("what AWS manages is left out of an account that hides it, unless asked for", () => {
    const hiding = makeWorld({ hidesManaged: true });
    const count = (action: string, set: string, extra: Record<string, string>): number =>
      itemsOf(ask(hiding, action, extra), set).length;
    const shown = count("DescribeNetworkInterfaces", "networkInterfaceSet", { IncludeManagedResources: "true" });
    expect(shown).toBe(enis.length);
    expect(count("DescribeNetworkInterfaces", "networkInterfaceSet", {})).toBeLessThan(shown);
    expect(count("DescribeInstances", "reservationSet", {})).toBeLessThan(
      count("DescribeInstances", "reservationSet", { IncludeManagedResources: "true" }),
    );
  });
});

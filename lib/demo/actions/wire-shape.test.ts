import { describe, expect, it } from "vitest";
import { ask, askForText, makeWorld } from "@/lib/demo/fixtures/ask-world";
import { child, itemsOf, parseXml, tagsOf, textAt, type XmlElement } from "@/lib/demo/fixtures/xml-tree";
import { Ec2Error } from "@/lib/demo/wire/error";

const world = makeWorld();

const first = (elements: readonly XmlElement[], test: (element: XmlElement) => boolean): XmlElement => {
  const found = elements.find(test);
  if (!found) throw new Error("none found");
  return found;
};

const names = (element: XmlElement | undefined): string[] => (element?.children ?? []).map(({ name }) => name);
const enis = itemsOf(ask(world, "DescribeNetworkInterfaces"), "networkInterfaceSet");
const subnets = itemsOf(ask(world, "DescribeSubnets"), "subnetSet");
const vpcs = itemsOf(ask(world, "DescribeVpcs"), "vpcSet");
const types = itemsOf(ask(world, "DescribeInstanceTypes"), "instanceTypeSet");
const instances = itemsOf(ask(world, "DescribeInstances"), "reservationSet").flatMap((reservation) =>
  itemsOf(reservation, "instancesSet"),
);

describe("ids", () => {
  it.each([
    { what: "ENIs", ids: enis.map((eni) => textAt(eni, "networkInterfaceId")), pattern: /^eni-0[0-9a-f]{16}$/ },
    { what: "subnets", ids: subnets.map((subnet) => textAt(subnet, "subnetId")), pattern: /^subnet-0[0-9a-f]{16}$/ },
    { what: "VPCs", ids: vpcs.map((vpc) => textAt(vpc, "vpcId")), pattern: /^vpc-0[0-9a-f]{16}$/ },
    {
      what: "instances",
      ids: instances.map((instance) => textAt(instance, "instanceId")),
      pattern: /^i-0[0-9a-f]{16}$/,
    },
  ])("of $what look real and are unique", ({ ids, pattern }) => {
    expect(ids.every((id) => pattern.test(id ?? ""))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("DescribeNetworkInterfaces", () => {
  it("writes a CNI's ENI with all its parts, in EC2's names", () => {
    const eni = first(
      enis,
      (each) =>
        textAt(each, "description")?.startsWith("aws-K8S-i-0") === true &&
        textAt(each, "status") === "in-use" &&
        itemsOf(each, "privateIpAddressesSet").length === 15,
    );
    expect(names(eni)).toEqual([
      "networkInterfaceId",
      "subnetId",
      "vpcId",
      "availabilityZone",
      "availabilityZoneId",
      "description",
      "ownerId",
      "requesterManaged",
      "status",
      "macAddress",
      "privateIpAddress",
      "privateDnsName",
      "privateIpAddressesSet",
      "sourceDestCheck",
      "groupSet",
      "attachment",
      "tagSet",
      "ipv6AddressesSet",
      "interfaceType",
      "operator",
    ]);
    expect(names(child(eni, "attachment"))).toEqual([
      "attachmentId",
      "instanceId",
      "instanceOwnerId",
      "deviceIndex",
      "networkCardIndex",
      "status",
      "attachTime",
      "deleteOnTermination",
    ]);
    const addresses = itemsOf(eni, "privateIpAddressesSet");
    expect(names(addresses[0])).toEqual(["privateIpAddress", "privateDnsName", "primary"]);
    expect(addresses.map((item) => textAt(item, "primary"))).toEqual([
      "true",
      ...Array.from({ length: 14 }, () => "false"),
    ]);
    expect(textAt(addresses[0], "privateIpAddress")).toBe(textAt(eni, "privateIpAddress"));
    expect(textAt(eni, "privateDnsName")).toBe(
      `ip-${textAt(eni, "privateIpAddress")?.replaceAll(".", "-")}.eu-west-1.compute.internal`,
    );
    expect(textAt(eni, "macAddress")).toMatch(/^0a(:[0-9a-f]{2}){5}$/);
  });

  it("writes a NAT gateway's with its public address, without an instance", () => {
    const eni = first(enis, (each) => textAt(each, "interfaceType") === "nat_gateway");
    const attachment = child(eni, "attachment");
    expect(names(attachment)).toEqual([
      "attachmentId",
      "instanceOwnerId",
      "deviceIndex",
      "status",
      "attachTime",
      "deleteOnTermination",
    ]);
    expect(textAt(attachment, "attachmentId")).toMatch(/^ela-attach-/);
    expect(textAt(eni, "requesterManaged")).toBe("true");
    expect(names(child(eni, "association"))).toEqual([
      "allocationId",
      "associationId",
      "ipOwnerId",
      "publicDnsName",
      "publicIp",
    ]);
    expect(names(itemsOf(eni, "privateIpAddressesSet")[0])).toContain("association");
  });

  it("writes prefixes as /28 and only where there are any", () => {
    const withPrefixes = enis.filter((eni) => child(eni, "ipv4PrefixSet"));
    expect(withPrefixes.length).toBeGreaterThan(5);
    for (const eni of withPrefixes) {
      for (const item of itemsOf(eni, "ipv4PrefixSet"))
        expect(textAt(item, "ipv4Prefix")).toMatch(/^\d+\.\d+\.\d+\.(\d+)\/28$/);
    }
  });

  it("writes empty lists and texts as empty elements", () => {
    const enisText = askForText(world, "DescribeNetworkInterfaces");
    for (const empty of ["<ipv6AddressesSet/>", "<tagSet/>", "<description/>"]) {
      expect(enisText.includes(empty), empty).toBe(true);
    }
    expect(askForText(world, "DescribeInstances").includes("<key>owner</key><value/>")).toBe(true);
  });

  it("refuses a large account without pages and filters, as EC2 does", () => {
    const large = makeWorld({ nodeCount: 11_000 });
    expect(() => askForText(large, "DescribeNetworkInterfaces")).toThrow(Ec2Error);
    const page = parseXml(askForText(large, "DescribeNetworkInterfaces", { MaxResults: "1000" }));
    expect(itemsOf(page, "networkInterfaceSet")).toHaveLength(1000);
    const subnetId = textAt(itemsOf(ask(large, "DescribeSubnets"), "subnetSet")[0], "subnetId") ?? "";
    const filtered = ask(large, "DescribeNetworkInterfaces", {
      "Filter.1.Name": "subnet-id",
      "Filter.1.Value.1": subnetId,
    });
    expect(itemsOf(filtered, "networkInterfaceSet").length).toBeGreaterThan(5);
  });
});

describe("DescribeInstances", () => {
  it("writes an instance with its ENIs, which agree with DescribeNetworkInterfaces", () => {
    const node = first(instances, (each) => tagsOf(each).team === "astronomer");
    expect(textAt(node, "instanceState", "code")).toBe("16");
    expect(textAt(node, "placement", "availabilityZone")).toMatch(/^eu-west-1[abc]$/);
    const attached = itemsOf(node, "networkInterfaceSet");
    const byId = new Map(enis.map((eni) => [textAt(eni, "networkInterfaceId"), eni]));
    for (const eni of attached) {
      const whole = byId.get(textAt(eni, "networkInterfaceId"));
      expect(textAt(whole, "attachment", "instanceId")).toBe(textAt(node, "instanceId"));
      expect(itemsOf(eni, "privateIpAddressesSet")).toEqual(itemsOf(whole as XmlElement, "privateIpAddressesSet"));
      expect(textAt(eni, "attachment", "deviceIndex")).toBe(textAt(whole, "attachment", "deviceIndex"));
    }
    expect(attached.map((eni) => textAt(eni, "attachment", "deviceIndex"))).toEqual(["0", "1"]);
    expect(textAt(node, "privateIpAddress")).toBe(textAt(attached[0], "privateIpAddress"));
  });

  it("groups instances that were launched together", () => {
    const reservations = itemsOf(ask(world, "DescribeInstances"), "reservationSet");
    expect(reservations.some((reservation) => itemsOf(reservation, "instancesSet").length > 1)).toBe(true);
    const ids = reservations.map((reservation) => textAt(reservation, "reservationId"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("tells of Auto Mode that EKS operates it", () => {
    const auto = instances.filter((instance) => tagsOf(instance)["eks:eks-cluster-name"] === "ml-auto");
    expect(auto).toHaveLength(4);
    expect(
      auto.every(
        (instance) =>
          textAt(instance, "operator", "managed") === "true" &&
          textAt(instance, "operator", "principal") === "eks.amazonaws.com",
      ),
    ).toBe(true);
  });
});

describe("DescribeInstanceTypes", () => {
  const typeNamed = (name: string): XmlElement => first(types, (type) => textAt(type, "instanceType") === name);

  it.each([
    { name: "t3.2xlarge", vcpus: "8", enis: "4", addresses: "15", cards: "1", hypervisor: "nitro", metal: "false" },
    { name: "m4.2xlarge", vcpus: "8", enis: "4", addresses: "15", cards: "1", hypervisor: "xen", metal: "false" },
    { name: "c5.metal", vcpus: "96", enis: "15", addresses: "50", cards: "1", hypervisor: null, metal: "true" },
    { name: "p4d.24xlarge", vcpus: "96", enis: "60", addresses: "50", cards: "4", hypervisor: "nitro", metal: "false" },
    {
      name: "p5.48xlarge",
      vcpus: "192",
      enis: "64",
      addresses: "50",
      cards: "32",
      hypervisor: "nitro",
      metal: "false",
    },
  ])(
    "$name: $enis ENIs of $addresses addresses on $cards cards",
    ({ name, vcpus, enis: count, addresses, cards, hypervisor, metal }) => {
      const type = typeNamed(name);
      expect(textAt(type, "vCpuInfo", "defaultVCpus")).toBe(vcpus);
      expect(textAt(type, "networkInfo", "maximumNetworkInterfaces")).toBe(count);
      expect(textAt(type, "networkInfo", "ipv4AddressesPerInterface")).toBe(addresses);
      expect(textAt(type, "networkInfo", "maximumNetworkCards")).toBe(cards);
      const listed = itemsOf(child(type, "networkInfo") as XmlElement, "networkCards");
      expect(listed).toHaveLength(Number(cards));
      expect(listed.reduce((sum, card) => sum + Number(textAt(card, "maximumNetworkInterfaces")), 0)).toBe(
        Number(count),
      );
      expect(textAt(type, "hypervisor")).toBe(hypervisor);
      expect(textAt(type, "bareMetal")).toBe(metal);
    },
  );

  it("knows every type that the account runs", () => {
    const offered = new Set(types.map((type) => textAt(type, "instanceType")));
    for (const instance of instances) expect(offered.has(textAt(instance, "instanceType"))).toBe(true);
  });
});

describe("VPCs, subnets and reservations", () => {
  it("writes all blocks of a VPC with their states, the primary first", () => {
    const production = first(vpcs, (vpc) => tagsOf(vpc).Name === "production");
    const blocks = itemsOf(production, "cidrBlockAssociationSet").map((item) => [
      textAt(item, "cidrBlock"),
      textAt(item, "cidrBlockState", "state"),
    ]);
    expect(textAt(production, "cidrBlock")).toBe("10.30.0.0/16");
    expect(blocks).toEqual([
      ["10.30.0.0/16", "associated"],
      ["100.64.0.0/16", "associated"],
      ["100.65.0.0/16", "disassociated"],
    ]);
  });

  it("puts every subnet inside a block of its VPC", () => {
    const vpcIds = new Set(vpcs.map((vpc) => textAt(vpc, "vpcId")));
    for (const subnet of subnets) {
      expect(vpcIds.has(textAt(subnet, "vpcId"))).toBe(true);
      expect(textAt(subnet, "subnetArn")).toBe(
        `arn:aws:ec2:eu-west-1:${textAt(subnet, "ownerId")}:subnet/${textAt(subnet, "subnetId")}`,
      );
      expect(textAt(subnet, "availabilityZoneId")).toBe(
        `euw1-az${"abc".indexOf(textAt(subnet, "availabilityZone")?.at(-1) ?? "") + 1}`,
      );
    }
  });

  it("writes reservations of both kinds, and those of IPv6 apart", () => {
    const found = subnets.flatMap((subnet) => {
      const reply = ask(world, "GetSubnetCidrReservations", { SubnetId: textAt(subnet, "subnetId") ?? "" });
      return ["subnetIpv4CidrReservationSet", "subnetIpv6CidrReservationSet"].flatMap((set) =>
        itemsOf(reply, set).map((item) => [set, textAt(item, "reservationType"), textAt(item, "cidr")]),
      );
    });
    expect(found).toEqual([
      ["subnetIpv4CidrReservationSet", "explicit", "10.30.4.32/28"],
      ["subnetIpv4CidrReservationSet", "prefix", "100.64.4.0/23"],
      ["subnetIpv6CidrReservationSet", "prefix", "2a05:d018:3f2:a01:1000::/80"],
    ]);
  });
});

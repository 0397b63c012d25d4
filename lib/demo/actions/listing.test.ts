import { describe, expect, it } from "vitest";
import { ask, makeWorld } from "@/lib/demo/fixtures/ask-world";
import { itemsOf, tagsOf, textAt, type XmlElement } from "@/lib/demo/fixtures/xml-tree";
import { Ec2Error } from "@/lib/demo/wire/error";
import type { World } from "@/lib/demo/world";

const world = makeWorld();

function refusal(parameters: Readonly<Record<string, string>>, action = "DescribeNetworkInterfaces"): string {
  try {
    ask(world, action, parameters);
  } catch (error) {
    if (error instanceof Ec2Error) return `${error.status} ${error.code}: ${error.message}`;
    throw error;
  }
  return "answered";
}

/** `{ Filter.1.Name, Filter.1.Value.1, … }` */
const filtersOf = (...filters: readonly (readonly [name: string, ...values: string[]])[]): Record<string, string> =>
  Object.fromEntries(
    filters.flatMap(([name, ...values], index) => [
      [`Filter.${index + 1}.Name`, name],
      ...values.map((value, position) => [`Filter.${index + 1}.Value.${position + 1}`, value]),
    ]),
  );

const enis = (parameters: Readonly<Record<string, string>> = {}, of: World = world): readonly XmlElement[] =>
  itemsOf(ask(of, "DescribeNetworkInterfaces", parameters), "networkInterfaceSet");

const all = enis();
const idOf = (eni: XmlElement): string => textAt(eni, "networkInterfaceId") ?? "";

/** All ids of a listing, page by page, with what happens between two pages. */
function walk(of: World, pageSize: number, between: () => void = () => {}): string[] {
  const ids: string[] = [];
  let token: string | null = null;
  do {
    const page = ask(of, "DescribeNetworkInterfaces", {
      MaxResults: String(pageSize),
      ...(token ? { NextToken: token } : {}),
    });
    ids.push(...itemsOf(page, "networkInterfaceSet").map(idOf));
    token = textAt(page, "nextToken");
    between();
  } while (token);
  return ids;
}

describe("pages", () => {
  it.each([5, 7, 100, 1000])("of %d hold together what one answer holds", (pageSize) => {
    expect(walk(world, pageSize)).toEqual(all.map(idOf));
  });

  it("have no token on the last one, also when it is just full", () => {
    const few = filtersOf(["interface-type", "nat_gateway", "transit_gateway", "lambda"]);
    const count = enis(few).length;
    const full = ask(world, "DescribeNetworkInterfaces", { ...few, MaxResults: String(count) });
    expect(count).toBeGreaterThanOrEqual(5);
    expect(itemsOf(full, "networkInterfaceSet")).toHaveLength(count);
    expect(textAt(full, "nextToken")).toBeNull();
  });

  it("neither skip nor double an ENI that stays while the account moves between them", () => {
    const moving = makeWorld({ seed: 4 });
    const before = new Set(enis({}, moving).map(idOf));
    let elapsed = 0;
    const met = walk(moving, 20, () => {
      elapsed += 120_000;
      moving.advanceTo(elapsed);
    });
    const after = new Set(enis({}, moving).map(idOf));
    const stayed = [...before].filter((id) => after.has(id));
    expect(stayed.length).toBeLessThan(before.size);
    expect(new Set(met).size).toBe(met.length);
    expect(stayed.filter((id) => !met.includes(id))).toEqual([]);
  });

  it("go on with the page size changed", () => {
    const first = ask(world, "DescribeNetworkInterfaces", { MaxResults: "10" });
    const second = ask(world, "DescribeNetworkInterfaces", {
      MaxResults: "20",
      NextToken: textAt(first, "nextToken") ?? "",
    });
    expect(itemsOf(second, "networkInterfaceSet").map(idOf)).toEqual(all.slice(10, 30).map(idOf));
  });

  it.each([
    { parameters: { MaxResults: "4" }, refused: /^400 InvalidParameterValue: .*between 5 and 1000/ },
    { parameters: { MaxResults: "1001" }, refused: /^400 InvalidParameterValue/ },
    { parameters: { MaxResults: "many" }, refused: /^400 InvalidParameterValue/ },
    { parameters: { NextToken: "Zm9v" }, refused: /^400 InvalidNextToken/ },
    { parameters: { NextToken: "!" }, refused: /^400 InvalidNextToken/ },
    {
      parameters: { MaxResults: "5", "NetworkInterfaceId.1": "eni-0123456789abcdef0" },
      refused: /^400 InvalidParameterCombination/,
    },
  ])("refuse $parameters", ({ parameters, refused }) => {
    expect(refusal(parameters)).toMatch(refused);
  });

  it("refuse a token of another listing, and one that was altered", () => {
    const token = textAt(ask(world, "DescribeNetworkInterfaces", { MaxResults: "5" }), "nextToken") ?? "";
    const other = { MaxResults: "5", NextToken: token, ...filtersOf(["status", "in-use"]) };
    expect(refusal(other)).toMatch(/^400 InvalidParameterValue/);
    expect(refusal({ MaxResults: "5", NextToken: token }, "DescribeSubnets")).toMatch(/^400 InvalidParameterValue/);
    const [after, ...rest] = Buffer.from(token, "base64url").toString().split(".");
    const altered = Buffer.from([String(Number(after) + 1), ...rest].join(".")).toString("base64url");
    expect(refusal({ MaxResults: "5", NextToken: altered })).toMatch(/^400 InvalidNextToken/);
  });

  it("count instances, not reservations", () => {
    const page = ask(world, "DescribeInstances", { MaxResults: "7" });
    const found = itemsOf(page, "reservationSet").flatMap((reservation) => itemsOf(reservation, "instancesSet"));
    expect(found).toHaveLength(7);
  });

  it("of instance types hold at most 100", () => {
    expect(refusal({ MaxResults: "101" }, "DescribeInstanceTypes")).toMatch(/between 5 and 100/);
    const page = ask(world, "DescribeInstanceTypes", { MaxResults: "100" });
    expect(itemsOf(page, "instanceTypeSet")).toHaveLength(100);
    expect(textAt(page, "nextToken")).not.toBeNull();
  });
});

describe("ids", () => {
  it("choose records, in the account's order and each once", () => {
    const [first, second] = all.map(idOf);
    const asked = {
      "NetworkInterfaceId.1": second ?? "",
      "NetworkInterfaceId.2": first ?? "",
      "NetworkInterfaceId.3": second ?? "",
    };
    expect(enis(asked).map(idOf)).toEqual([first, second]);
  });

  it.each([
    {
      action: "DescribeNetworkInterfaces",
      name: "NetworkInterfaceId",
      prefix: "eni",
      code: "InvalidNetworkInterfaceID",
    },
    { action: "DescribeSubnets", name: "SubnetId", prefix: "subnet", code: "InvalidSubnetID" },
    { action: "DescribeVpcs", name: "VpcId", prefix: "vpc", code: "InvalidVpcID" },
    { action: "DescribeInstances", name: "InstanceId", prefix: "i", code: "InvalidInstanceID" },
  ])("of $action are refused when unknown or malformed", ({ action, name, prefix, code }) => {
    const id = `${prefix}-0123456789abcdef0`;
    expect(refusal({ [`${name}.1`]: id }, action)).toMatch(new RegExp(`^400 ${code}\\.NotFound: .*'${id}'`));
    for (const malformed of ["nonsense", `${prefix}-0123`, `${prefix}-0123456789ABCDEF0`, `x${id}`]) {
      expect(refusal({ [`${name}.1`]: malformed }, action)).toMatch(new RegExp(`^400 ${code}\\.Malformed`));
    }
  });

  it("of subnets are needed for reservations", () => {
    expect(refusal({}, "GetSubnetCidrReservations")).toMatch(/^400 MissingParameter/);
    expect(refusal({ SubnetId: "subnet-0123456789abcdef0" }, "GetSubnetCidrReservations")).toMatch(
      /InvalidSubnetID.NotFound/,
    );
    expect(refusal({ SubnetId: "nonsense" }, "GetSubnetCidrReservations")).toMatch(/InvalidSubnetID.Malformed/);
  });

  it("of instance types are refused when one is unknown", () => {
    expect(refusal({ "InstanceType.1": "t3.2xlarge", "InstanceType.2": "z9.huge" }, "DescribeInstanceTypes")).toMatch(
      /^400 InvalidInstanceType: .*\[z9\.huge\]/,
    );
  });
});

describe("filters", () => {
  const sample = all.find(
    (eni) => textAt(eni, "interfaceType") === "interface" && itemsOf(eni, "privateIpAddressesSet").length > 3,
  );
  const secondary = textAt(itemsOf(sample as XmlElement, "privateIpAddressesSet")[2], "privateIpAddress") ?? "";
  const at = (...path: string[]): string => textAt(sample, ...path) ?? "";

  it.each([
    { filter: ["vpc-id", at("vpcId")], test: (eni: XmlElement) => textAt(eni, "vpcId") === at("vpcId") },
    { filter: ["subnet-id", at("subnetId")], test: (eni: XmlElement) => textAt(eni, "subnetId") === at("subnetId") },
    { filter: ["status", "available"], test: (eni: XmlElement) => textAt(eni, "status") === "available" },
    { filter: ["interface-type", "efa*"], test: (eni: XmlElement) => textAt(eni, "interfaceType")?.startsWith("efa") },
    {
      filter: ["description", "ELB ???/*"],
      test: (eni: XmlElement) => /^ELB ...\//.test(textAt(eni, "description") ?? ""),
    },
    {
      filter: ["attachment.instance-id", at("attachment", "instanceId")],
      test: (eni: XmlElement) => textAt(eni, "attachment", "instanceId") === at("attachment", "instanceId"),
    },
    {
      filter: ["private-ip-address", at("privateIpAddress")],
      test: (eni: XmlElement) => textAt(eni, "privateIpAddress") === at("privateIpAddress"),
    },
    {
      filter: ["addresses.private-ip-address", secondary],
      test: (eni: XmlElement) =>
        itemsOf(eni, "privateIpAddressesSet").some((item) => textAt(item, "privateIpAddress") === secondary),
    },
    {
      filter: ["availability-zone", "eu-west-1c"],
      test: (eni: XmlElement) => textAt(eni, "availabilityZone") === "eu-west-1c",
    },
    {
      filter: ["group-id", textAt(itemsOf(sample as XmlElement, "groupSet")[0], "groupId") ?? ""],
      test: (eni: XmlElement) =>
        itemsOf(eni, "groupSet").some(
          (group) => textAt(group, "groupId") === textAt(itemsOf(sample as XmlElement, "groupSet")[0], "groupId"),
        ),
    },
    { filter: ["requester-id", "amazon-elb"], test: (eni: XmlElement) => textAt(eni, "requesterId") === "amazon-elb" },
    { filter: ["requester-managed", "true"], test: (eni: XmlElement) => textAt(eni, "requesterManaged") === "true" },
    { filter: ["owner-id", "111122223333"], test: () => true },
    { filter: ["operator.managed", "true"], test: (eni: XmlElement) => textAt(eni, "operator", "managed") === "true" },
    {
      filter: ["tag-key", "node.k8s.amazonaws.com/createdAt"],
      test: (eni: XmlElement) => "node.k8s.amazonaws.com/createdAt" in tagsOf(eni),
    },
    {
      filter: ["tag:eks:eni:owner", "amazon-vpc-cni"],
      test: (eni: XmlElement) => tagsOf(eni)["eks:eni:owner"] === "amazon-vpc-cni",
    },
    {
      filter: ["mac-address", at("macAddress")],
      test: (eni: XmlElement) => textAt(eni, "macAddress") === at("macAddress"),
    },
  ] as const)("$filter", ({ filter, test }) => {
    const [name, value] = filter;
    const expected = all.filter(test).map(idOf);
    expect(expected.length).toBeGreaterThan(0);
    expect(enis(filtersOf([name, value])).map(idOf)).toEqual(expected);
  });

  it("combine", () => {
    const both = enis(
      filtersOf(["subnet-id", at("subnetId")], ["status", "available", "in-use"], ["description", "aws-K8S-*"]),
    );
    expect(both.length).toBeGreaterThan(0);
    expect(both.length).toBeLessThan(enis(filtersOf(["subnet-id", at("subnetId")])).length);
    expect(enis(filtersOf(["subnet-id", "subnet-0123456789abcdef0"]))).toEqual([]);
  });

  it.each([
    { action: "DescribeNetworkInterfaces", filter: "colour" },
    { action: "DescribeSubnets", filter: "colour" },
    { action: "DescribeVpcs", filter: "subnet-id" },
    { action: "DescribeInstances", filter: "interface-type" },
    { action: "DescribeInstanceTypes", filter: "tag" },
  ])("$filter is refused by $action", ({ action, filter }) => {
    expect(refusal(filtersOf([filter, "x"]), action)).toBe(
      `400 InvalidParameterValue: The filter '${filter}' is invalid`,
    );
  });

  it.each([
    {
      action: "DescribeInstances",
      set: "reservationSet",
      filters: [
        ["instance-state-name", "stopped"],
        ["instance-type", "m5.*"],
      ],
    },
    { action: "DescribeInstances", set: "reservationSet", filters: [["tag:karpenter.sh/nodepool", "*"]] },
    {
      action: "DescribeSubnets",
      set: "subnetSet",
      filters: [
        ["availability-zone-id", "euw1-az2"],
        ["owner-id", "444455556666"],
      ],
    },
    { action: "DescribeSubnets", set: "subnetSet", filters: [["available-ip-address-count", "3"]] },
    { action: "DescribeVpcs", set: "vpcSet", filters: [["cidr-block-association.cidr-block", "100.64.0.0/16"]] },
    {
      action: "DescribeInstanceTypes",
      set: "instanceTypeSet",
      filters: [
        ["instance-type", "p4d.*"],
        ["hypervisor", "nitro"],
      ],
    },
    { action: "DescribeAvailabilityZones", set: "availabilityZoneInfo", filters: [["zone-id", "euw1-az3"]] },
    { action: "DescribeRegions", set: "regionInfo", filters: [["region-name", "eu-*"]] },
  ] as const)("$action takes $filters", ({ action, set, filters }) => {
    const found = itemsOf(ask(world, action, filtersOf(...filters)), set).length;
    expect(found).toBeGreaterThan(0);
    const everything = itemsOf(ask(world, action), set).length;
    if (everything > 1) expect(found).toBeLessThan(everything);
  });
});

import { describe, expect, it } from "vitest";
import { mapEni } from "@/lib/aws/ec2/map-eni";
import { mapInstanceType } from "@/lib/aws/ec2/map-instance";
import { mapReservation } from "@/lib/aws/ec2/map-subnet";
import { mapVpc } from "@/lib/aws/ec2/map-vpc";
import { countOf, flagOf, tagsOf, timeOf } from "@/lib/aws/ec2/record-fields";
import { formatCidr } from "@/lib/domain/ip/cidr";
import { formatIpv4 } from "@/lib/domain/ip/ipv4";

const TIME = Date.UTC(2020, 2, 3, 1, 21, 3);

describe("times", () => {
  it.each<[string, unknown, number | null]>([
    ["the wire", "2020-03-03T01:21:03.000Z", TIME],
    ["the SDK", new Date(TIME), TIME],
    ["the AWS CLI 2", "2020-03-03T01:21:03+00:00", TIME],
    ["an old AWS CLI", "2020-03-03 01:21:03+00:00", TIME],
    ["another zone", "2020-03-03T02:21:03+01:00", TIME],
    ["another zone without a colon", "2020-03-03T02:21:03+0100", TIME],
    ["no zone, so UTC", "2020-03-03T01:21:03", TIME],
    ["UTC in letters", "2020-03-03 01:21:03 UTC", TIME],
    ["microseconds", "2020-03-03T01:21:03.123456Z", TIME + 123],
    ["seconds since 1970", TIME / 1000, TIME],
    ["an impossible day", "2020-13-03T01:21:03.000Z", null],
    ["words of 24 letters with Z", "xxxxxxxxxxxxxxxxxxxxxxxZ", null],
    ["words", "yesterday", null],
    ["an invalid date", new Date(Number.NaN), null],
    ["nothing", undefined, null],
    ["a record", {}, null],
  ])("are read as %s has them", (_name, value, expected) => {
    expect(timeOf({ At: value }, "At")).toBe(expected);
  });
});

describe("counts and flags", () => {
  it.each<[unknown, number | null]>([
    [7, 7],
    ["7", 7],
    [0, 0],
    ["", null],
    [-1, null],
    ["-1", null],
    [1.5, null],
    ["1e3", null],
    [null, null],
    [Number.NaN, null],
  ])("count %j is %j", (value, expected) => expect(countOf({ N: value }, "N")).toBe(expected));

  it.each<[unknown, boolean | null]>([
    [true, true],
    ["true", true],
    [false, false],
    ["false", false],
    ["True", null],
    [1, null],
    [undefined, null],
  ])("flag %j is %j", (value, expected) => expect(flagOf({ F: value }, "F")).toBe(expected));
});

describe("tags", () => {
  it("are read from either list, with odd keys and values as they are", () => {
    const list = [
      { Key: "", Value: "empty key" },
      { Key: "empty", Value: "" },
      { Key: "none" },
      { Key: "__proto__", Value: "x" },
      { Key: "constructor", Value: "y" },
      { Value: "no key" },
      null,
      "text",
    ];
    const expected = [
      ["", "empty key"],
      ["empty", ""],
      ["none", ""],
      ["__proto__", "x"],
      ["constructor", "y"],
    ];
    for (const record of [{ TagSet: list }, { Tags: list }]) {
      const tags = tagsOf(record);
      expect(Object.entries(tags)).toEqual(expected);
      expect(Object.getPrototypeOf(tags)).toBe(Object.prototype);
    }
    expect(tagsOf({})).toEqual({});
  });
});

const addresses = (record: Record<string, unknown>) => {
  const { primaryAddress, secondaryAddresses, prefixes, unreadableAddressCount } = mapEni(record);
  return {
    primary: primaryAddress && formatIpv4(primaryAddress),
    secondary: secondaryAddresses.map(formatIpv4),
    prefixes: prefixes.map(formatIpv4),
    unreadable: unreadableAddressCount,
  };
};

const ip = (PrivateIpAddress: unknown, Primary?: boolean) => ({
  PrivateIpAddress,
  ...(Primary === undefined ? {} : { Primary }),
});

describe("the addresses of an ENI", () => {
  it.each<[string, Record<string, unknown>, ReturnType<typeof addresses>]>([
    ["none", {}, { primary: null, secondary: [], prefixes: [], unreadable: 0 }],
    [
      "the primary alone",
      { PrivateIpAddress: "10.0.0.1" },
      { primary: "10.0.0.1", secondary: [], prefixes: [], unreadable: 0 },
    ],
    [
      "the primary named twice, once",
      { PrivateIpAddress: "10.0.0.1", PrivateIpAddresses: [ip("10.0.0.1", true), ip("10.0.0.2", false)] },
      { primary: "10.0.0.1", secondary: ["10.0.0.2"], prefixes: [], unreadable: 0 },
    ],
    [
      "without flags, the one that is named is the primary",
      { PrivateIpAddress: "10.0.0.2", PrivateIpAddresses: [ip("10.0.0.1"), ip("10.0.0.2")] },
      { primary: "10.0.0.2", secondary: ["10.0.0.1"], prefixes: [], unreadable: 0 },
    ],
    [
      "the primary in the list only",
      { PrivateIpAddresses: [ip("10.0.0.2", false), ip("10.0.0.1", true)] },
      { primary: "10.0.0.1", secondary: ["10.0.0.2"], prefixes: [], unreadable: 0 },
    ],
    [
      "masked ones, each counted once",
      { PrivateIpAddress: "***", PrivateIpAddresses: [ip("***", true), ip("10.0.x.x", false), ip("10.0.0.3", false)] },
      { primary: null, secondary: ["10.0.0.3"], prefixes: [], unreadable: 2 },
    ],
    [
      "a primary that is masked in one place only",
      { PrivateIpAddress: "10.0.0.1", PrivateIpAddresses: [ip("***", true)] },
      { primary: "10.0.0.1", secondary: [], prefixes: [], unreadable: 0 },
    ],
    [
      "what is no record or has no address",
      { PrivateIpAddresses: [null, {}, "10.0.0.1", ip("")] },
      { primary: null, secondary: [], prefixes: [], unreadable: 4 },
    ],
    [
      "0.0.0.0, which is no address of an ENI",
      { PrivateIpAddress: "0.0.0.0" },
      { primary: null, secondary: [], prefixes: [], unreadable: 1 },
    ],
    [
      "prefixes, of which only a /28 is one",
      {
        Ipv4Prefixes: [
          { Ipv4Prefix: "10.0.0.16/28" },
          { Ipv4Prefix: "10.0.0.17/28" },
          { Ipv4Prefix: "10.0.0.0/24" },
          {},
          null,
        ],
      },
      { primary: null, secondary: [], prefixes: ["10.0.0.16"], unreadable: 4 },
    ],
  ])("are %s", (_name, record, expected) => {
    expect(addresses(record)).toEqual(expected);
  });
});

describe("an ENI", () => {
  it("keeps types and statuses that nobody has heard of", () => {
    expect(mapEni({ InterfaceType: "nat_gateway", Status: "pending" })).toMatchObject({
      interfaceType: "nat_gateway",
      status: "pending",
    });
  });

  it("has no attachment where EC2 sent none or an empty one, and card 0 where it sent no card", () => {
    expect(mapEni({}).attachment).toBeNull();
    expect(mapEni({ Attachment: {} }).attachment).toBeNull();
    expect(mapEni({ Attachment: { AttachmentId: "ela-attach-1" } }).attachment).toMatchObject({
      attachmentId: "ela-attach-1",
      instanceId: null,
      deviceIndex: null,
      networkCardIndex: 0,
    });
  });

  it("has null for what is missing or of the wrong kind", () => {
    expect(
      mapEni({ NetworkInterfaceId: 7, SubnetId: "", Groups: "sg-1", Attachment: "x", Operator: [] }),
    ).toMatchObject({
      id: null,
      subnetId: null,
      securityGroupIds: [],
      attachment: null,
      operatorManaged: null,
    });
  });
});

describe("other records", () => {
  const noted: string[] = [];
  const note = (problem: string) => noted.push(problem);

  it("leave out blocks of a VPC that are not associated, and name the primary one first", () => {
    const block = (CidrBlock: string, State?: string) => ({ CidrBlock, CidrBlockState: State && { State } });
    const vpc = mapVpc(
      {
        VpcId: "vpc-1",
        CidrBlock: "10.0.0.0/16",
        CidrBlockAssociationSet: [
          block("100.64.0.0/16", "associated"),
          block("10.0.0.0/16", "associated"),
          block("10.2.0.0/16", "disassociating"),
          block("10.3.0.0/16"),
        ],
      },
      note,
    );
    expect(vpc?.cidrs.map(formatCidr)).toEqual(["10.0.0.0/16", "100.64.0.0/16", "10.3.0.0/16"]);
  });

  it("take the limits of the default card, and note a type without any", () => {
    const type = {
      InstanceType: "p5.48xlarge",
      NetworkInfo: {
        MaximumNetworkInterfaces: 64,
        DefaultNetworkCardIndex: 1,
        MaximumNetworkCards: 32,
        Ipv4AddressesPerInterface: 50,
        NetworkCards: [
          { NetworkCardIndex: 0, MaximumNetworkInterfaces: 2 },
          { NetworkCardIndex: 1, MaximumNetworkInterfaces: 4 },
        ],
      },
    };
    expect(mapInstanceType(type, note)).toMatchObject({ maxEnis: 4, hypervisor: "unknown", networkCardCount: 32 });
    noted.length = 0;
    expect(mapInstanceType({ InstanceType: "x9.new" }, note)).toBeNull();
    expect(noted).toEqual(["NetworkInfo lacks the limits of network interfaces or addresses"]);
  });

  it("note a reservation of which a part is missing", () => {
    noted.length = 0;
    expect(mapReservation({ SubnetCidrReservationId: "scr-1", Cidr: "10.0.0.0" }, note)).toBeNull();
    expect(noted).toEqual(["has no SubnetId", "Cidr is no CIDR"]);
  });
});

import {
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetSubnetCidrReservationsCommand,
} from "@aws-sdk/client-ec2";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MalformedAnswer } from "@/lib/aws/connection/malformed-answer";
import { type ScriptedEndpoint, startScriptedEndpoint } from "@/lib/aws/ec2/fixtures/scripted-endpoint";
import {
  FULL_ENI,
  FULL_INSTANCE,
  FULL_INSTANCE_TYPE,
  FULL_RESERVATION,
  FULL_SUBNET,
  FULL_VPC,
} from "@/lib/aws/ec2/fixtures/wire-records";
import { answerXml, type WireValue } from "@/lib/aws/ec2/fixtures/wire-xml";
import { mapEni } from "@/lib/aws/ec2/map-eni";
import { mapInstance, mapInstanceType } from "@/lib/aws/ec2/map-instance";
import { mapReservation, mapSubnet } from "@/lib/aws/ec2/map-subnet";
import { mapVpc } from "@/lib/aws/ec2/map-vpc";
import { isRecord, listOf, type WireRecord } from "@/lib/aws/ec2/record-fields";
import { RawAnswerProtocol } from "@/lib/aws/ec2/wire/raw-answer-protocol";
import { readAnswer } from "@/lib/aws/ec2/wire/read-answer";
import { EC2_APIS, type Ec2Api } from "@/lib/domain/vpc/snapshot";

let endpoint: ScriptedEndpoint;
let body = "";
let plain: EC2Client;
let fast: EC2Client;

beforeAll(async () => {
  endpoint = await startScriptedEndpoint(() => ({ body }));
  const config = {
    endpoint: endpoint.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  plain = new EC2Client(config);
  fast = new EC2Client({ ...config, protocol: RawAnswerProtocol });
});

afterAll(async () => {
  plain.destroy();
  fast.destroy();
  await endpoint.close();
});

const ignore = () => undefined;
const asRecord = (value: unknown): WireRecord => (isRecord(value) ? value : {});

interface Kind {
  readonly list: string;
  readonly wireList: string;
  readonly full: WireValue;
  readonly send: (client: EC2Client) => Promise<unknown>;
  readonly map: (record: WireRecord) => unknown;
}

const KINDS: Readonly<Record<Ec2Api, Kind>> = {
  DescribeVpcs: {
    list: "Vpcs",
    wireList: "vpcSet",
    full: FULL_VPC,
    send: (client) => client.send(new DescribeVpcsCommand({})),
    map: (record) => mapVpc(record, ignore),
  },
  DescribeSubnets: {
    list: "Subnets",
    wireList: "subnetSet",
    full: FULL_SUBNET,
    send: (client) => client.send(new DescribeSubnetsCommand({})),
    map: (record) => mapSubnet(record, ignore),
  },
  DescribeNetworkInterfaces: {
    list: "NetworkInterfaces",
    wireList: "networkInterfaceSet",
    full: FULL_ENI,
    send: (client) => client.send(new DescribeNetworkInterfacesCommand({})),
    map: mapEni,
  },
  DescribeInstances: {
    list: "Reservations",
    wireList: "reservationSet",
    full: { reservationId: "r-1", ownerId: "111122223333", instancesSet: [FULL_INSTANCE, FULL_INSTANCE] },
    send: (client) => client.send(new DescribeInstancesCommand({})),
    map: (record) => listOf(record, "Instances").map((instance) => mapInstance(asRecord(instance), ignore)),
  },
  DescribeInstanceTypes: {
    list: "InstanceTypes",
    wireList: "instanceTypeSet",
    full: FULL_INSTANCE_TYPE,
    send: (client) => client.send(new DescribeInstanceTypesCommand({})),
    map: (record) => mapInstanceType(record, ignore),
  },
  GetSubnetCidrReservations: {
    list: "SubnetIpv4CidrReservations",
    wireList: "subnetIpv4CidrReservationSet",
    full: FULL_RESERVATION,
    send: (client) => client.send(new GetSubnetCidrReservationsCommand({ SubnetId: "subnet-1" })),
    map: (record) => mapReservation(record, ignore),
  },
};

interface Reading {
  readonly records: unknown[];
  readonly token: unknown;
}

/** What our reading makes of an answer, mapped. */
async function readOurs(api: Ec2Api, xml: string): Promise<Reading> {
  const { send, map } = KINDS[api];
  body = xml;
  const records: unknown[] = [];
  const rest = readAnswer(api, await send(fast), (record) => records.push(map(asRecord(record))));
  return { records, token: rest.NextToken };
}

/** What the SDK's own reading makes of the same bytes, mapped. */
async function readTheirs(api: Ec2Api, xml: string): Promise<Reading> {
  const { list, send, map } = KINDS[api];
  body = xml;
  const answer = asRecord(await send(plain));
  return { records: listOf(answer, list).map((record) => map(asRecord(record))), token: answer.NextToken };
}

describe("the fast reading of EC2's answers", () => {
  it.each(EC2_APIS)("gives every field of %s that the SDK's own reading gives", async (api) => {
    const { wireList, full } = KINDS[api];
    const xml = answerXml(api, { [wireList]: [full, full], nextToken: "t&1" });
    const ours = await readOurs(api, xml);
    expect(ours).toEqual(await readTheirs(api, xml));
    expect(ours).toMatchObject({ records: [expect.anything(), expect.anything()], token: "t&1" });
    // Nothing of a full record may be missing, else both could be missing it.
    const [first] = ours.records.flat();
    expect(Object.values(asRecord(first)).filter((value) => value === null)).toEqual([]);
  });

  it.each(EC2_APIS)("reads an empty list of %s as a list", async (api) => {
    const xml = answerXml(api, { [KINDS[api].wireList]: [] });
    expect(await readOurs(api, xml)).toEqual({ records: [], token: undefined });
    expect(await readOurs(api, xml.replaceAll("\n", ""))).toEqual({ records: [], token: undefined });
  });

  it("gives what the SDK gives on thousands of random ENIs", async () => {
    let eniCount = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(randomEni, { minLength: 40, maxLength: 120 }), async (enis) => {
        eniCount += enis.length;
        const xml = answerXml("DescribeNetworkInterfaces", { networkInterfaceSet: enis });
        const ours = await readOurs("DescribeNetworkInterfaces", xml);
        expect(ours.records).toHaveLength(enis.length);
        expect(ours).toEqual(await readTheirs("DescribeNetworkInterfaces", xml));
      }),
      { numRuns: 40 },
    );
    expect(eniCount).toBeGreaterThan(2000);
  });

  const withDescription = (content: string) =>
    answerXml("DescribeNetworkInterfaces", { networkInterfaceSet: [{ ...FULL_ENI, description: "HERE" }] }).replace(
      "HERE",
      content,
    );

  it.each(ODD_DESCRIPTIONS())("reads %s in a text as the SDK does", async (_name, content) => {
    const xml = withDescription(content);
    const ours = await readOurs("DescribeNetworkInterfaces", xml);
    expect(ours).toEqual(await readTheirs("DescribeNetworkInterfaces", xml));
  });

  it("reads letters beyond the basic plane from references, where the SDK breaks them", async () => {
    const { records } = await readOurs("DescribeNetworkInterfaces", withDescription("&#x1F4E6;"));
    expect(records).toMatchObject([{ description: "\u{1F4E6}" }]);
  });

  it("reads the same wherever the answer lies in memory, indented by however much", async () => {
    const xml = answerXml("DescribeNetworkInterfaces", { networkInterfaceSet: [FULL_ENI, FULL_ENI] });
    const expected = await readOurs("DescribeNetworkInterfaces", xml);
    for (const indent of [0, 1, 2, 3, 5, 8]) {
      const bytes = Buffer.from(xml.replaceAll("    ", " ".repeat(indent)));
      for (let shift = 0; shift < 8; shift++) {
        const body = Buffer.concat([Buffer.alloc(shift), bytes]).subarray(shift);
        const taken: unknown[] = [];
        readAnswer("DescribeNetworkInterfaces", { body, $metadata: {} }, (record) =>
          taken.push(mapEni(asRecord(record))),
        );
        expect(taken).toEqual(expected.records);
      }
    }
  });

  it("fails at every cut of an answer, and has taken the whole records before it", async () => {
    const xml = answerXml("DescribeNetworkInterfaces", { networkInterfaceSet: [FULL_ENI, FULL_ENI], nextToken: "t" });
    const whole = await readOurs("DescribeNetworkInterfaces", xml);
    const end = xml.lastIndexOf("</DescribeNetworkInterfacesResponse>");
    const bytes = Buffer.from(xml);
    for (let length = 0; length <= end; length++) {
      const taken: unknown[] = [];
      const output = { body: bytes.subarray(0, length), $metadata: {} };
      expect(() =>
        readAnswer("DescribeNetworkInterfaces", output, (record) => taken.push(mapEni(asRecord(record)))),
      ).toThrow(MalformedAnswer);
      expect(taken).toEqual(whole.records.slice(0, taken.length));
    }
  });

  it("ends with an answer or with MalformedAnswer, whatever bytes come", () => {
    const bytes = Buffer.from(answerXml("DescribeNetworkInterfaces", { networkInterfaceSet: [FULL_ENI] }));
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      removed: fc.nat(20),
      put: fc.constantFrom("", "<", ">", "/", "</", "<!--", "<![CDATA[", "&", '"', "<a", "</item>", "\u00e9", "\u0000"),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let body = bytes;
        for (const { at, removed, put } of changes) {
          body = Buffer.concat([body.subarray(0, at), Buffer.from(put), body.subarray(at + removed)]);
        }
        try {
          readAnswer("DescribeNetworkInterfaces", { body, $metadata: {} }, (record) => mapEni(asRecord(record)));
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedAnswer);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves errors to the SDK", async () => {
    const failing = await startScriptedEndpoint(() => ({
      status: 403,
      body: "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>No.</Message></Error></Errors></Response>",
    }));
    const client = new EC2Client({
      endpoint: failing.url,
      region: "eu-west-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      protocol: RawAnswerProtocol,
    });
    await expect(client.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: "UnauthorizedOperation",
      message: "No.",
      $metadata: { httpStatusCode: 403 },
    });
    client.destroy();
    await failing.close();
  });
});

function ODD_DESCRIPTIONS(): [string, string][] {
  return [
    ["a named reference", "a &lt; b &amp;&amp; c &gt; &quot;d&apos;"],
    ["a numbered reference", "caf&#233; &#xe9; &#x20AC;"],
    ["a doubly escaped reference", "&amp;lt;script&amp;gt;"],
    ["a CDATA section", "a<![CDATA[<b>&amp;</b>]]>c"],
    ["a comment", "a<!-- no > text -->b"],
    ["an instruction", "a<?x y?>b"],
    ["letters beyond ASCII", "Grüße, 東京, 🚀"],
    ["a text of spaces", "  "],
    ["a text of layout", "\n      "],
    ["spaces around", " a b "],
    ["line breaks", "a\r\nb\rc"],
    ["what looks like an end", "a &lt;/description> b"],
    ["a greater-than sign", "a > b"],
    ["nothing", ""],
  ];
}

const text = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    " ",
    "x & y",
    "<item>",
    "]]>",
    "é",
    "10.0.0.1",
    "true",
    "&#x41;",
    "aws-K8S-i-0123456789abcdef0",
  ),
  fc.string({ maxLength: 12 }).map((value) => value.replace(/[^\u0020-\ud7ff]/g, "")),
);
const id = (kind: string) => fc.nat(9999).map((n) => `${kind}-0${n}`);
const address = fc
  .integer({ min: 1, max: 2 ** 32 - 1 })
  .map((n) => [24, 16, 8, 0].map((bits) => (n >>> bits) & 255).join("."));
const anyAddress = fc.oneof(
  { weight: 9, arbitrary: address },
  fc.constantFrom("10.0.x.x", "***", "10.0.0", "010.0.0.1", ""),
);
const flag = fc.boolean();
/** Each member may be missing. */
const record = (members: Readonly<Record<string, fc.Arbitrary<WireValue>>>) =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<{ readonly [name: string]: WireValue }>;

const randomEni: fc.Arbitrary<WireValue> = record({
  networkInterfaceId: id("eni"),
  subnetId: id("subnet"),
  vpcId: id("vpc"),
  availabilityZone: fc.constantFrom("eu-west-1a", "eu-west-1b"),
  description: text,
  ownerId: fc.constantFrom("111122223333", "444455556666"),
  requesterId: text,
  requesterManaged: flag,
  status: fc.constantFrom("in-use", "available", "pending", "associated"),
  privateIpAddress: anyAddress,
  privateDnsName: text,
  interfaceType: fc.constantFrom("interface", "nat_gateway", "efa", "branch", "trunk", "something_new"),
  groupSet: fc.array(record({ groupId: id("sg"), groupName: text }), { maxLength: 3 }),
  attachment: record({
    attachmentId: id("eni-attach"),
    instanceId: id("i"),
    instanceOwnerId: text,
    deviceIndex: fc.nat(15),
    networkCardIndex: fc.nat(31),
    status: fc.constantFrom("attached", "detaching"),
    attachTime: fc
      .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
    deleteOnTermination: flag,
    enaQueueCount: fc.nat(8),
  }),
  association: record({ publicIp: anyAddress, ipOwnerId: text }),
  privateIpAddressesSet: fc.array(record({ privateIpAddress: anyAddress, primary: flag, privateDnsName: text }), {
    maxLength: 15,
  }),
  ipv4PrefixSet: fc.array(
    record({ ipv4Prefix: fc.constantFrom("10.0.0.16/28", "10.0.1.0/28", "10.0.0.0/24", "masked") }),
    { maxLength: 4 },
  ),
  ipv6AddressesSet: fc.array(record({ ipv6Address: text }), { maxLength: 2 }),
  ipv6PrefixSet: fc.array(record({ ipv6Prefix: text }), { maxLength: 2 }),
  operator: record({ managed: flag, principal: text }),
  tagSet: fc.array(record({ key: text, value: text }), { maxLength: 5 }),
});

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { eniAt } from "@/lib/domain/vpc/eni-table";
import { EC2_APIS, type Snapshot } from "@/lib/domain/vpc/snapshot";
import { CaptureSource } from "@/lib/inventory/capture-source";
import {
  ENI,
  eniNumber,
  INSTANCE,
  INSTANCE_TYPE,
  RESERVATION,
  SUBNET,
  subnetNumber,
  VPC,
} from "@/lib/inventory/fixtures/capture-records";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-capture-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

type Content = string | Buffer | object;

async function save(files: Readonly<Record<string, Content>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    const isText = typeof content === "string" || Buffer.isBuffer(content);
    await writeFile(join(folder, name), isText ? content : JSON.stringify(content, null, 4));
  }
}

const request = {
  id: "test.1",
  now: () => millis(Date.UTC(2026, 0, 3)),
  signal: AbortSignal.timeout(20_000),
  onProgress: () => undefined,
};

const collect = (path = folder) => new CaptureSource(path).collect(request);

async function open(files: Readonly<Record<string, Content>>): Promise<Snapshot> {
  await save(files);
  const collected = await collect();
  if (collected.kind !== "snapshot") throw new Error(collected.problem.message);
  return collected.snapshot;
}

async function problemOf(files: Readonly<Record<string, Content>>, path = folder) {
  await save(files);
  const collected = await collect(path);
  if (collected.kind !== "failed") throw new Error("it opened");
  return collected.problem;
}

const statuses = ({ apis }: Snapshot) => Object.fromEntries(EC2_APIS.map((api) => [api, apis[api].status]));
const enis = ({ enis: table }: Snapshot) => Array.from({ length: table.count }, (_, row) => eniAt(table, row));
const defects = (snapshot: Snapshot) =>
  snapshot.defects.map(({ where, problem, count }) => `${where}: ${problem} (${count})`);

const ALL = {
  "vpcs.json": { Vpcs: [VPC] },
  "subnets.json": { Subnets: [SUBNET] },
  "enis.json": { NetworkInterfaces: [ENI] },
  "instances.json": { Reservations: [{ ReservationId: "r-1", Instances: [INSTANCE] }] },
  "types.json": { InstanceTypes: [INSTANCE_TYPE] },
  "reservations.json": { SubnetIpv4CidrReservations: [RESERVATION], SubnetIpv6CidrReservations: [] },
};

describe("a capture of events", () => {
  const eventAt = (seconds: number) => ({
    EventId: `event-${seconds}`,
    EventName: "CreateNetworkInterface",
    EventTime: new Date(Date.UTC(2026, 0, 2, 0, 0, seconds)).toISOString(),
    CloudTrailEvent: JSON.stringify({ errorMessage: "insufficient free address to allocate 1 address" }),
  });
  const order = {
    scope: { accountId: "a", region: "r" },
    eventName: "*",
    range: { fromMs: millis(Date.UTC(2026, 0, 2)), toMs: millis(Date.UTC(2026, 0, 2, 0, 0, 50)) },
    token: null,
    signal: AbortSignal.timeout(20_000),
  };

  it("gives the events of lookup-events, newest first, whatever the CLI's form of their time", async () => {
    const epoch = { ...eventAt(40), EventTime: Date.UTC(2026, 0, 2, 0, 0, 40) / 1000 };
    await save({ ...ALL, "events.json": { Events: [eventAt(10), epoch, eventAt(70)] }, "more.json": [eventAt(20)] });
    const source = new CaptureSource(folder);
    const collected = await source.collect(request);
    expect(collected.kind === "snapshot" && defects(collected.snapshot)).toEqual([]);
    const page = await source.trail?.readPage(order);
    expect(page?.kind === "page" && page.records.map(({ eventId }) => eventId)).toEqual([
      "event-40",
      "event-20",
      "event-10",
    ]);
    expect(source.historyAccountId).toContain(folder);
  });

  it("is none where no file holds events, and other lists of that name stay strangers", async () => {
    await save({ ...ALL, "ecs.json": { Events: [{ id: "1", message: "has reached a steady state" }] } });
    const source = new CaptureSource(folder);
    const collected = await source.collect(request);
    expect(source.trail).toBeUndefined();
    expect(collected.kind === "snapshot" && defects(collected.snapshot)).toEqual([
      "ecs.json: holds records that are none of the six listings (1)",
    ]);
  });
});

describe("a capture", () => {
  it("of all six commands is read whole", async () => {
    const snapshot = await open(ALL);
    expect(Object.values(statuses(snapshot))).toEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
    expect(snapshot).toMatchObject({
      accountId: "111122223333",
      region: "eu-west-1",
      source: { kind: "file", label: folder },
      vpcs: [{ id: VPC.VpcId, name: "shared development" }],
      subnets: [{ id: SUBNET.SubnetId, availableIpAddressCount: 248 }],
      instances: [{ id: INSTANCE.InstanceId, instanceType: "t3.2xlarge", state: "running" }],
      reservations: [{ id: RESERVATION.SubnetCidrReservationId, reservationType: "prefix" }],
      defects: [],
    });
    expect(enis(snapshot)).toMatchObject([{ id: ENI.NetworkInterfaceId, secondaryAddresses: { length: 2 } }]);
    expect(snapshot.instanceTypes.get("t3.2xlarge")).toMatchObject({ maxEnis: 4, from: "ec2" });
    expect([...snapshot.reservationsReadFor]).toEqual([SUBNET.SubnetId]);
  });

  const CONTENTS = Object.values(ALL).map((content) => JSON.stringify(content, null, 2));

  it.each<[string, Readonly<Record<string, Content>>]>([
    ["under any name, nested", Object.fromEntries(CONTENTS.map((text, i) => [`a/b${i}/x${i}`, text]))],
    ["in one file, one document after another", { "all.json": CONTENTS.join("\n") }],
    [
      "in one file without a line break",
      { "all.json": CONTENTS.map((text) => JSON.stringify(JSON.parse(text))).join("") },
    ],
    ["one document a line", { "all.ndjson": CONTENTS.map((text) => JSON.stringify(JSON.parse(text))).join("\n") }],
    ["in one array", { "all.json": `[${CONTENTS.join(",")}]` }],
    ["merged into one document", { "all.json": Object.assign({}, ...Object.values(ALL)) }],
    ["with a byte order mark", Object.fromEntries(CONTENTS.map((text, i) => [`${i}.json`, `\ufeff${text}`]))],
    [
      "in UTF-16, as PowerShell writes it",
      Object.fromEntries(CONTENTS.map((text, i) => [`${i}.json`, Buffer.from(`\ufeff${text}`, "utf16le")])),
    ],
    [
      "in bare arrays",
      {
        "1.json": [VPC],
        "2.json": [SUBNET],
        "3.json": [ENI],
        "4.json": [[INSTANCE]],
        "5.json": [INSTANCE_TYPE],
        "6.json": [RESERVATION],
      },
    ],
    ["record by record", { "1": VPC, "2": SUBNET, "3": ENI, "4": INSTANCE, "5": INSTANCE_TYPE, "6": RESERVATION }],
    [
      "one record a line",
      {
        "all.jsonl": [VPC, SUBNET, ENI, INSTANCE, INSTANCE_TYPE, RESERVATION]
          .map((each) => JSON.stringify(each))
          .join("\n"),
      },
    ],
  ])("is the same %s", async (_name, files) => {
    const snapshot = await open(files);
    expect(snapshot.defects).toEqual([]);
    expect(snapshot.vpcs.map((vpc) => vpc.id)).toEqual([VPC.VpcId]);
    expect(snapshot.subnets.map((subnet) => subnet.id)).toEqual([SUBNET.SubnetId]);
    expect(enis(snapshot).map((eni) => eni.id)).toEqual([ENI.NetworkInterfaceId]);
    expect(snapshot.instances.map((instance) => instance.id)).toEqual([INSTANCE.InstanceId]);
    expect(snapshot.instanceTypes.get("t3.2xlarge")?.from).toBe("ec2");
    expect(snapshot.reservations).toHaveLength(1);
    expect(Object.values(statuses(snapshot)).filter((status) => status !== "ok")).toEqual([]);
  });

  it("of one file is opened by the file's path", async () => {
    await save(ALL);
    const collected = await collect(join(folder, "subnets.json"));
    expect(collected).toMatchObject({ kind: "snapshot", snapshot: { subnets: [{ id: SUBNET.SubnetId }] } });
  });

  it("of pages larger than a piece of the file is read whole", async () => {
    const count = 4000;
    const snapshot = await open({
      "e.json": { NetworkInterfaces: Array.from({ length: count }, (_, n) => eniNumber(n)) },
    });
    expect(snapshot.enis.count).toBe(count);
    expect(new Set(enis(snapshot).map((eni) => eni.id)).size).toBe(count);
    expect(snapshot.defects).toEqual([]);
  });

  it("keeps letters of every script, also where a piece of the file ends inside one", async () => {
    const name = "東京🚀é".repeat(2000);
    const many = Array.from({ length: 60 }, (_, n) => ({ ...subnetNumber(n), Tags: [{ Key: "Name", Value: name }] }));
    const snapshot = await open({ "s.json": { Subnets: many } });
    expect(snapshot.subnets.every((subnet) => subnet.name === name)).toBe(true);
  });

  it("bears the time of its newest file", async () => {
    const snapshot = await open(ALL);
    expect(Math.abs(snapshot.takenAt - Date.now())).toBeLessThan(60_000);
  });
});

describe("what a capture lacks", () => {
  it("is absent, not empty", async () => {
    const snapshot = await open({ "subnets.json": ALL["subnets.json"] });
    expect(statuses(snapshot)).toEqual({
      DescribeVpcs: "absent",
      DescribeSubnets: "ok",
      DescribeNetworkInterfaces: "absent",
      DescribeInstances: "absent",
      DescribeInstanceTypes: "absent",
      GetSubnetCidrReservations: "absent",
    });
    expect(snapshot.apis.DescribeNetworkInterfaces).toMatchObject({
      remedy: expect.stringContaining("aws ec2 describe-network-interfaces"),
    });
  });

  it("is empty where the command printed an empty list", async () => {
    const snapshot = await open({ "subnets.json": ALL["subnets.json"], "enis.json": { NetworkInterfaces: [] } });
    expect(snapshot.apis.DescribeNetworkInterfaces).toMatchObject({ status: "ok", itemCount: 0 });
  });

  it("leaves subnets and VPCs that ENIs name open to view, with nothing else known of them", async () => {
    const snapshot = await open({ "enis.json": ALL["enis.json"] });
    expect(snapshot.subnets).toMatchObject([
      { id: ENI.SubnetId, vpcId: ENI.VpcId, availabilityZone: "eu-west-1a", cidr: null, availableIpAddressCount: null },
    ]);
    expect(snapshot.vpcs).toMatchObject([{ id: ENI.VpcId, name: null, isDefault: null, cidrs: [] }]);
  });

  it("falls back to Eniscope's own limits of instance types", async () => {
    const snapshot = await open({ "instances.json": ALL["instances.json"] });
    expect(snapshot.instanceTypes.get("t3.2xlarge")).toMatchObject({ maxEnis: 4, ipv4PerEni: 15, from: "built-in" });
  });

  it("is told where the listing goes on after what was captured", async () => {
    const snapshot = await open({ "e.json": { NetworkInterfaces: [ENI], NextToken: "more" } });
    expect(snapshot.apis.DescribeNetworkInterfaces).toMatchObject({
      status: "failed",
      itemCount: 1,
      remedy: expect.stringContaining("--max-items"),
    });
  });

  it("is nothing where the last page is among those saved one by one", async () => {
    const snapshot = await open({
      "e1.json": { NetworkInterfaces: [eniNumber(1)], NextToken: "more" },
      "e2.json": { NetworkInterfaces: [eniNumber(2)], NextToken: null },
    });
    expect(snapshot.apis.DescribeNetworkInterfaces).toMatchObject({ status: "ok", itemCount: 2 });
  });
});

describe("records that cannot be read", () => {
  it("are counted and named, the others are shown", async () => {
    const { SubnetId: _, ...withoutId } = SUBNET;
    const snapshot = await open({
      "s.json": { Subnets: [withoutId, SUBNET, "subnet-text", null, { ...subnetNumber(7), CidrBlock: "10.0.x.0/24" }] },
    });
    expect(snapshot.subnets.map((subnet) => subnet.id)).toEqual([SUBNET.SubnetId, subnetNumber(7).SubnetId]);
    expect(snapshot.subnets[1]?.cidr).toBeNull();
    expect(defects(snapshot)).toEqual([
      "s.json: record 1 of Subnets: has no SubnetId (1)",
      "s.json: record 3 of Subnets, s.json: record 4 of Subnets: is no record (2)",
      `${subnetNumber(7).SubnetId}: CidrBlock is no CIDR (1)`,
    ]);
  });

  it("hold their addresses all the same where these are masked", async () => {
    const masked = {
      ...ENI,
      PrivateIpAddress: "10.0.x.x",
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: "10.0.x.x" },
        { Primary: false, PrivateIpAddress: "***" },
        { Primary: false, PrivateIpAddress: "10.0.1.12" },
        null,
      ],
      Ipv4Prefixes: [{ Ipv4Prefix: "10.0.2.16/28" }, { Ipv4Prefix: "***" }],
    };
    const snapshot = await open({ "e.json": { NetworkInterfaces: [masked] } });
    expect(enis(snapshot)).toMatchObject([
      { primaryAddress: null, secondaryAddresses: { length: 1 }, prefixes: { length: 1 }, unreadableAddressCount: 4 },
    ]);
    expect(defects(snapshot)).toEqual([`${ENI.NetworkInterfaceId}: addresses or prefixes cannot be read (4)`]);
  });

  it("are noted where the same id comes twice; the last one by file name counts", async () => {
    const snapshot = await open({
      "b.json": { NetworkInterfaces: [{ ...ENI, Status: "available" }], Subnets: [{ ...SUBNET, State: "pending" }] },
      "a.json": { NetworkInterfaces: [ENI], Subnets: [SUBNET] },
    });
    expect(enis(snapshot).map((eni) => eni.status)).toEqual(["available"]);
    expect(snapshot.subnets.map((subnet) => subnet.state)).toEqual(["pending"]);
    expect(snapshot.defects.map((defect) => defect.where).sort()).toEqual([ENI.NetworkInterfaceId, SUBNET.SubnetId]);
  });

  it("include a fragment without an id, which is kept as the ENI that it is", async () => {
    const fragment = {
      Attachment: { AttachmentId: "eni-attach-1", DeviceIndex: 0, NetworkCardIndex: 4, Status: "attached" },
      Description: "",
      InterfaceType: "efa",
    };
    const snapshot = await open({ "f.json": [fragment] });
    expect(enis(snapshot)).toMatchObject([
      { id: null, interfaceType: "efa", attachment: { deviceIndex: 0, networkCardIndex: 4, instanceId: null } },
    ]);
    expect(defects(snapshot)).toEqual(["f.json: record 1: has no NetworkInterfaceId (1)"]);
  });

  const TEXT = JSON.stringify({ NetworkInterfaces: [eniNumber(1), eniNumber(2), eniNumber(3)] }, null, 4);

  it("are the last ones of a file that is cut short; those before it are shown", async () => {
    const cut = TEXT.slice(0, TEXT.lastIndexOf('"OwnerId"'));
    const snapshot = await open({ "e.json": cut, "s.json": ALL["subnets.json"] });
    expect(enis(snapshot).map((eni) => eni.id)).toEqual([
      eniNumber(1).NetworkInterfaceId,
      eniNumber(2).NetworkInterfaceId,
    ]);
    expect(snapshot.apis.DescribeNetworkInterfaces).toMatchObject({ status: "failed", itemCount: 2 });
    expect(snapshot.apis.DescribeSubnets.status).toBe("ok");
    expect(defects(snapshot)).toEqual([
      `e.json: record 3 of NetworkInterfaces (${eniNumber(3).NetworkInterfaceId}): the file is cut short here; what came after it is missing (1)`,
    ]);
  });

  it("never stop the reading, wherever a file is cut", async () => {
    for (let length = 1; length < TEXT.length; length += 97) {
      await save({ "e.json": TEXT.slice(0, length), "s.json": ALL["subnets.json"] });
      const collected = await collect();
      expect(collected.kind).toBe("snapshot");
      if (collected.kind !== "snapshot") continue;
      const whole = collected.snapshot.apis.DescribeNetworkInterfaces.status === "ok";
      expect(whole, `cut after ${length} of ${TEXT.length} bytes`).toBe(false);
      expect(collected.snapshot.defects.length).toBeGreaterThan(0);
    }
  });

  it("do not take others along where one is broken in the middle", async () => {
    const broken = TEXT.replace(`"${eniNumber(2).NetworkInterfaceId}"`, "oops");
    const snapshot = await open({ "e.json": broken });
    expect(enis(snapshot).map((eni) => eni.id)).toEqual([
      eniNumber(1).NetworkInterfaceId,
      eniNumber(3).NetworkInterfaceId,
    ]);
    expect(defects(snapshot)).toEqual(["e.json: record 2 of NetworkInterfaces: is no valid JSON (1)"]);
  });
});

describe("other files of the folder", () => {
  it("are left out in silence where they are no JSON", async () => {
    const snapshot = await open({ ...ALL, "README.md": "# Capture\n\n{ not json }", "x.bin": Buffer.from([0, 1, 2]) });
    expect(snapshot.defects).toEqual([]);
  });

  it("are noted where they are JSON of something else, or should be JSON and are none", async () => {
    const snapshot = await open({
      ...ALL,
      "groups.json": { SecurityGroups: [{ GroupId: "sg-1", VpcId: VPC.VpcId }] },
      "empty.json": "",
      "words.json": "An error occurred (UnauthorizedOperation)",
    });
    expect(defects(snapshot)).toEqual([
      "empty.json: is empty: the command that wrote it failed (1)",
      "groups.json: holds records that are none of the six listings (1)",
      "words.json: is no JSON (1)",
    ]);
  });

  it("may be hidden", async () => {
    const snapshot = await open({ ...ALL, ".git/index.json": { NetworkInterfaces: [eniNumber(9)] } });
    expect(snapshot.enis.count).toBe(1);
  });
});

describe("outputs of get-subnet-cidr-reservations without reservations", () => {
  const empty = { SubnetIpv4CidrReservations: [], SubnetIpv6CidrReservations: [] };
  const subnets = { Subnets: [subnetNumber(1), subnetNumber(2), subnetNumber(3)] };
  const idOf = (n: number) => subnetNumber(n).SubnetId;

  it("are of the subnet in the file's name", async () => {
    const snapshot = await open({ "s.json": subnets, [`reservations-${idOf(2)}.json`]: empty });
    expect([...snapshot.reservationsReadFor]).toEqual([idOf(2)]);
  });

  it("are of all subnets where there are as many", async () => {
    const one = { SubnetIpv4CidrReservations: [{ ...RESERVATION, SubnetId: idOf(1) }], SubnetIpv6CidrReservations: [] };
    const snapshot = await open({
      "s.json": subnets,
      "r.json": [one, empty, empty].map((each) => JSON.stringify(each)).join("\n"),
    });
    expect([...snapshot.reservationsReadFor].sort()).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(snapshot.defects).toEqual([]);
  });

  it("are noted where nothing tells their subnet", async () => {
    const snapshot = await open({ "s.json": subnets, "r.json": empty });
    expect(snapshot.reservationsReadFor.size).toBe(0);
    expect(defects(snapshot)).toEqual([
      "empty outputs: do not say which subnet they are of; name the file after the subnet's id (1)",
    ]);
  });
});

describe("a path without a capture", () => {
  it("is named where it does not exist", async () => {
    expect(await problemOf({}, join(folder, "nowhere"))).toMatchObject({
      code: "capture-unreadable",
      message: expect.stringContaining("does not exist"),
      remedy: expect.stringContaining("ENISCOPE_SOURCE"),
    });
  });

  it.each<[string, Readonly<Record<string, Content>>]>([
    ["holds nothing", {}],
    ["holds other files", { "README.md": "# hello", "package.json": { name: "x" } }],
    ["holds empty files", { "subnets.json": "" }],
  ])("is named where it %s, with a command that would help", async (_name, files) => {
    expect(await problemOf(files)).toMatchObject({
      code: "capture-unreadable",
      message: expect.stringContaining(folder),
      remedy: expect.stringContaining("aws ec2 describe-subnets"),
    });
  });
});

describe("a capture that changes", () => {
  it("is seen to have changed, and only then", async () => {
    await save(ALL);
    const source = new CaptureSource(folder);
    await source.collect(request);
    expect(await source.hasChanged()).toBe(false);
    await save({ "more.json": { Subnets: [subnetNumber(9)] } });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await source.hasChanged()).toBe(true);
    await source.collect(request);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await source.hasChanged()).toBe(false);
  });
});

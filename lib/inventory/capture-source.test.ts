import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EC2_APIS, type Snapshot } from "@/lib/domain/vpc/snapshot";
import { CaptureSource } from "@/lib/inventory/capture-source";
import {
  ALL,
  type CaptureFiles,
  COLLECT_REQUEST,
  enisOf,
  freshCaptureFolder,
} from "@/lib/inventory/fixtures/capture-folder";
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

const { collect, folder, open, save } = freshCaptureFolder();
const statuses = ({ apis }: Snapshot) => Object.fromEntries(EC2_APIS.map((api) => [api, apis[api].status]));

async function problemOf(files: CaptureFiles, path = folder()) {
  await save(files);
  const collected = await collect(path);
  if (collected.kind !== "failed") throw new Error("it opened");
  return collected.problem;
}

describe("a capture", () => {
  it("of all six commands is read whole", async () => {
    const snapshot = await open(ALL);
    expect(Object.values(statuses(snapshot))).toEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
    expect(snapshot).toMatchObject({
      accountId: "111122223333",
      region: "eu-west-1",
      source: { kind: "file", label: folder() },
      vpcs: [{ id: VPC.VpcId, name: "shared development" }],
      subnets: [{ id: SUBNET.SubnetId, availableIpAddressCount: 248 }],
      instances: [{ id: INSTANCE.InstanceId, instanceType: "t3.2xlarge", state: "running" }],
      reservations: [{ id: RESERVATION.SubnetCidrReservationId, reservationType: "prefix" }],
      defects: [],
    });
    expect(enisOf(snapshot)).toMatchObject([{ id: ENI.NetworkInterfaceId, secondaryAddresses: { length: 2 } }]);
    expect(snapshot.instanceTypes.get("t3.2xlarge")).toMatchObject({ maxEnis: 4, from: "ec2" });
    expect([...snapshot.reservationsReadFor]).toEqual([SUBNET.SubnetId]);
  });

  const CONTENTS = Object.values(ALL).map((content) => JSON.stringify(content, null, 2));

  it.each<[string, CaptureFiles]>([
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
    expect(enisOf(snapshot).map((eni) => eni.id)).toEqual([ENI.NetworkInterfaceId]);
    expect(snapshot.instances.map((instance) => instance.id)).toEqual([INSTANCE.InstanceId]);
    expect(snapshot.instanceTypes.get("t3.2xlarge")?.from).toBe("ec2");
    expect(snapshot.reservations).toHaveLength(1);
    expect(Object.values(statuses(snapshot)).filter((status) => status !== "ok")).toEqual([]);
  });

  it("of one file is opened by the file's path", async () => {
    await save(ALL);
    const collected = await collect(join(folder(), "subnets.json"));
    expect(collected).toMatchObject({ kind: "snapshot", snapshot: { subnets: [{ id: SUBNET.SubnetId }] } });
  });

  it("of pages larger than a piece of the file is read whole", async () => {
    const count = 4000;
    const snapshot = await open({
      "e.json": { NetworkInterfaces: Array.from({ length: count }, (_, n) => eniNumber(n)) },
    });
    expect(snapshot.enis.count).toBe(count);
    expect(new Set(enisOf(snapshot).map((eni) => eni.id)).size).toBe(count);
    expect(snapshot.defects).toEqual([]);
  });

  it("keeps letters of every script, also where a piece of the file ends inside one", async () => {
    const name = "東京🚀é".repeat(2000);
    const many = Array.from({ length: 60 }, (_, n) => ({ ...subnetNumber(n), Tags: [{ Key: "Name", Value: name }] }));
    const snapshot = await open({ "s.json": { Subnets: many } });
    expect(snapshot.subnets.every((subnet) => subnet.name === name)).toBe(true);
  });

  it("bears the time of its newest file", async () => {
    await save(ALL);
    const names = Object.keys(ALL);
    for (const [day, name] of names.entries())
      await utimes(join(folder(), name), 0, Date.UTC(2026, 0, 1 + ((day + 2) % names.length)) / 1000);
    expect(await collect()).toMatchObject({ snapshot: { takenAt: Date.UTC(2026, 0, names.length) } });
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

describe("a path without a capture", () => {
  it("is named where it does not exist", async () => {
    expect(await problemOf({}, join(folder(), "nowhere"))).toMatchObject({
      code: "capture-unreadable",
      message: expect.stringContaining("does not exist"),
      remedy: expect.stringContaining("ENISCOPE_SOURCE"),
    });
  });

  it.each<[string, CaptureFiles]>([
    ["holds nothing", {}],
    ["holds other files", { "README.md": "# hello", "package.json": { name: "x" } }],
    ["holds empty files", { "subnets.json": "" }],
  ])("is named where it %s, with a command that would help", async (_name, files) => {
    expect(await problemOf(files)).toMatchObject({
      code: "capture-unreadable",
      message: expect.stringContaining(folder()),
      remedy: expect.stringContaining("aws ec2 describe-subnets"),
    });
  });
});

describe("a capture that changes", () => {
  afterEach(() => void vi.useRealTimers());

  it("is seen to have changed, and only then", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    await save(ALL);
    const source = new CaptureSource(folder());
    await source.collect(COLLECT_REQUEST);
    expect(await source.hasChanged()).toBe(false);
    await save({ "more.json": { Subnets: [subnetNumber(9)] } });
    vi.advanceTimersByTime(1_100);
    expect(await source.hasChanged()).toBe(true);
    await source.collect(COLLECT_REQUEST);
    vi.advanceTimersByTime(1_100);
    expect(await source.hasChanged()).toBe(false);
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccountMemory } from "@/lib/aws/ec2/account-memory";
import { openConnection } from "@/lib/aws/ec2/client";
import { saveCapture } from "@/lib/aws/ec2/fixtures/save-capture";
import { RequestBudget } from "@/lib/aws/ec2/request-budget";
import { type DemoAccount, startDemoAccount } from "@/lib/demo/server";
import { millis } from "@/lib/domain/brand";
import { eniAt } from "@/lib/domain/vpc/eni-table";
import { EC2_APIS, type Snapshot } from "@/lib/domain/vpc/snapshot";
import { CaptureSource } from "@/lib/inventory/capture-source";
import { type Collected, collectSnapshot } from "@/lib/inventory/collect-snapshot";
import { readAwsEnvironment } from "@/lib/inventory/environment";

const request = {
  id: "test.1",
  now: () => millis(Date.UTC(2026, 0, 3)),
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

let account: DemoAccount;
let folder: string;
let wire: Snapshot;
let capture: Snapshot;

const snapshotOf = (collected: Collected): Snapshot => {
  if (collected.kind !== "snapshot") throw new Error(collected.problem.message);
  return collected.snapshot;
};

beforeAll(async () => {
  account = await startDemoAccount({ seed: 7, nodeCount: 40, speed: 0 });
  folder = await mkdtemp(join(tmpdir(), "eniscope-demo-"));
  const { endpoint, region } = account;
  const connection = openConnection({
    budget: new RequestBudget(10_000),
    userAgent: "test",
    aws: readAwsEnvironment({}),
    fixed: { endpoint, region },
  });
  if (!("client" in connection)) throw new Error(connection.message);
  const source = { kind: "demo", label: "test" } as const;
  wire = snapshotOf(await collectSnapshot({ ...request, connection, source, memory: new AccountMemory() }));
  await saveCapture(account, folder);
  capture = snapshotOf(await new CaptureSource(folder).collect(request));
  connection.client.destroy();
});

afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true });
});

const enisOf = ({ enis }: Snapshot) =>
  Array.from({ length: enis.count }, (_, row) => {
    const { row: _row, ...eni } = eniAt(enis, row);
    return eni;
  }).sort((a, b) => ((a.id ?? "") < (b.id ?? "") ? -1 : 1));

describe("the embedded account, read over its wire", () => {
  it("is read whole, with nothing that could not be read", () => {
    expect(EC2_APIS.map((api) => wire.apis[api].status)).toEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
    expect(wire.defects).toEqual([]);
    expect(wire).toMatchObject({ accountId: account.accountId, region: account.region });
    expect(wire.instances.length).toBeGreaterThanOrEqual(40);
    expect(wire.enis.count).toBeGreaterThan(wire.instances.length);
    expect(wire.enis.secondary.length).toBeGreaterThan(0);
  });
});

describe("a capture of the embedded account", () => {
  it("holds the same ENIs as its wire, field by field", () => {
    expect(enisOf(capture)).toEqual(enisOf(wire));
  });

  it("holds the same VPCs, subnets, instances, types and reservations", () => {
    expect(capture.vpcs).toEqual(wire.vpcs);
    expect(capture.subnets).toEqual(wire.subnets);
    expect(capture.instances).toEqual(wire.instances);
    expect(capture.reservations).toEqual(expect.arrayContaining([...wire.reservations]));
    expect(capture.reservations).toHaveLength(wire.reservations.length);
    for (const [name, limits] of wire.instanceTypes) expect(capture.instanceTypes.get(name)).toEqual(limits);
    for (const subnetId of wire.reservationsReadFor) expect(capture.reservationsReadFor.has(subnetId)).toBe(true);
  });

  it("has nothing that could not be read, and the same account", () => {
    expect(capture.defects).toEqual([]);
    expect(capture).toMatchObject({ accountId: wire.accountId, region: wire.region });
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { snapshotHeaderSchema } from "@/lib/domain/api/common";
import { healthSchema, progressAnswerSchema } from "@/lib/domain/api/health";

/** Against hanging only. */
const PATIENCE_MS = 500_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-store-"));
  vi.stubEnv("ENISCOPE_SOURCE", `file:${folder}`);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const subnets = (count: number) => ({
  Subnets: Array.from({ length: count }, (_, n) => ({
    SubnetId: `subnet-${n}`,
    CidrBlock: `10.0.${n}.0/24`,
    AvailableIpAddressCount: 251,
  })),
});

const save = (content: object) => writeFile(join(folder, "subnets.json"), JSON.stringify(content));

/** The modules of a new process. */
async function start() {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "eniscopeKeeper");
  const { readStore, refreshStore } = await import("@/lib/inventory/snapshot-store");
  const { getHealth } = await import("@/lib/inventory/get-health");
  const { getProgress } = await import("@/lib/inventory/get-progress");
  return { readStore: () => readStore({ waitMs: PATIENCE_MS }), refreshStore, getHealth, getProgress };
}

describe("the store", () => {
  it("gives the snapshot with its inventory and a header that keeps its contract", async () => {
    await save(subnets(2));
    vi.stubEnv("ENISCOPE_CNI_ENV", '{"WARM_IP_TARGET":"2"}');
    const { readStore } = await start();
    const state = await readStore();
    if (state.kind !== "ready") throw new Error(state.kind);
    expect(state.inventory.snapshot).toBe(state.snapshot);
    expect(snapshotHeaderSchema.parse(state.header)).toEqual(state.header);
    expect(state.header).toMatchObject({
      source: { kind: "file", label: folder },
      callCount: 0,
      staleBecause: null,
      thresholds: { warningRatio: 0.75, criticalRatio: 0.9 },
      poolSettings: { assumed: false, label: "from ENISCOPE_CNI_ENV", env: { WARM_IP_TARGET: "2" } },
    });
    expect(state.header.apis.map(({ api, status }) => `${api} ${status}`)).toContain("DescribeVpcs absent");
  });

  it("is one for the whole process, also for a second copy of its module", async () => {
    await save(subnets(1));
    const { readStore } = await start();
    const first = await readStore();
    vi.resetModules();
    const second = await (await import("@/lib/inventory/snapshot-store")).readStore();
    expect(first.kind === "ready" && second.kind === "ready" && second.snapshot === first.snapshot).toBe(true);
  });

  it("keeps the last good capture when a later one cannot be read, and says why", async () => {
    await save(subnets(1));
    const { readStore, refreshStore } = await start();
    await readStore();
    await rm(join(folder, "subnets.json"));
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ["Date"] });
    const state = await refreshStore();
    vi.useRealTimers();
    expect(state).toMatchObject({
      kind: "ready",
      snapshot: { subnets: [{ id: "subnet-0" }] },
      header: { staleBecause: expect.stringContaining("holds no output of the six aws ec2 commands") },
    });
  });

  it("is unavailable with the problem where there is nothing to show", async () => {
    const { readStore } = await start();
    expect(await readStore()).toMatchObject({ kind: "unavailable", problem: { code: "capture-unreadable" } });
  });

  it("is unavailable where a setting is wrong, and names the variable", async () => {
    vi.stubEnv("ENISCOPE_MAX_AGE_S", "soon");
    const { readStore, refreshStore, getHealth, getProgress } = await start();
    const expected = { kind: "unavailable", problem: { code: "invalid-setting", parameter: "ENISCOPE_MAX_AGE_S" } };
    expect(await readStore()).toMatchObject(expected);
    expect(await refreshStore()).toMatchObject(expected);
    expect(healthSchema.parse(await getHealth())).toMatchObject({
      status: "unavailable",
      problem: { code: "invalid-setting" },
    });
    expect(progressAnswerSchema.parse(await getProgress())).toMatchObject({ state: "unavailable" });
  });
});

describe("health", () => {
  it("starts nothing by itself, then tells source, age and outcomes", async () => {
    await save(subnets(1));
    const { readStore, getHealth } = await start();
    expect(healthSchema.parse(await getHealth())).toMatchObject({
      status: "collecting",
      snapshot: null,
      collection: null,
      store: { status: "unopened", engine: "embedded", problem: null, size: null },
      events: { status: "absent", readEventCount: null, problem: null },
    });
    const state = await readStore();
    if (state.kind !== "ready") throw new Error(state.kind);
    const health = healthSchema.parse(await getHealth(state.snapshot.takenAt + 5_000));
    expect(health).toMatchObject({
      status: "ok",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      source: { kind: "file" },
      snapshot: { id: state.snapshot.id, ageMs: 5_000 },
      calls: { total: 0 },
    });
    expect(health.apis).toHaveLength(6);
  });

  it("is degraded where an API was not read whole", async () => {
    await save({ ...subnets(1), NextToken: "more" });
    const { readStore, getHealth } = await start();
    await readStore();
    expect(await getHealth()).toMatchObject({ status: "degraded" });
  });
});

describe("progress", () => {
  it("starts the first collection and does not wait for it", async () => {
    await save(subnets(3));
    const { readStore, getProgress } = await start();
    const first = progressAnswerSchema.parse(await getProgress());
    expect(first).toMatchObject({ state: "collecting", isRefreshing: true, snapshotId: null });
    expect(first.progress?.apis).toHaveLength(6);
    const state = await readStore();
    expect(progressAnswerSchema.parse(await getProgress())).toMatchObject({
      state: "ready",
      isRefreshing: false,
      snapshotId: state.kind === "ready" ? state.snapshot.id : "none",
      problem: null,
    });
  });
});

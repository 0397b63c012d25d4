import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DAY_MS } from "@/lib/domain/time-units";
import { copyMadeDatabase } from "@/lib/history/fixtures/made-database";
import { HistoryFailure } from "@/lib/history/history-failure";

const OPENS_WITHIN_MS = 500_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-ask-"));
  vi.stubEnv("ENISCOPE_DATA", folder);
  vi.stubEnv("DATABASE_URL", "");
});

afterEach(async () => {
  const { eniscopeHistory } = globalThis as { eniscopeHistory?: { close(): Promise<void> } };
  await eniscopeHistory?.close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** The module of a new process. */
async function start() {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "eniscopeHistory");
  return (await import("@/lib/inventory/ask-history")).askHistory;
}

describe("askHistory", () => {
  it("opens with the first question, makes nobody wait, and is one for a second copy of its module", async () => {
    await copyMadeDatabase(folder);
    const askHistory = await start();
    expect(await readdir(folder)).toEqual(["history"]);
    expect(await askHistory(async () => "asked")).toEqual({ kind: "opening" });
    const size = await askHistory((store) => store.getSize(), { waitMs: OPENS_WITHIN_MS });
    expect(size).toMatchObject({ kind: "open", value: { eventCount: 0, oldestAt: null } });
    vi.resetModules();
    const second = (await import("@/lib/inventory/ask-history")).askHistory;
    expect(await second(async (store) => store.retentionMs)).toEqual({ kind: "open", value: 90 * DAY_MS });
    // What the store cannot do is a value; what is our own mistake passes.
    const problem = { code: "history-unusable", message: "The disk is full.", remedy: "", retryable: true } as const;
    const failing = async () => Promise.reject(new HistoryFailure(problem));
    expect(await askHistory(failing)).toMatchObject({ kind: "unavailable", problem });
    await expect(askHistory(async () => Promise.reject(new TypeError("a mistake")))).rejects.toThrow("a mistake");
  });

  it("tells a store that cannot be opened from a setting that is wrong", async () => {
    vi.stubEnv("DATABASE_URL", "mysql://another/program");
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await (await start())(async () => "asked", { waitMs: OPENS_WITHIN_MS })).toMatchObject({
      kind: "unavailable",
      problem: { code: "history-unusable", parameter: "DATABASE_URL" },
    });
    vi.stubEnv("ENISCOPE_RETENTION_DAYS", "never");
    expect(await (await start())(async () => "asked")).toMatchObject({
      kind: "unavailable",
      problem: { code: "invalid-setting", parameter: "ENISCOPE_RETENTION_DAYS" },
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("lookAtHistory", () => {
  const open = async () => {
    const askHistory = await start();
    return { askHistory, lookAtHistory: (await import("@/lib/inventory/ask-history")).lookAtHistory };
  };

  it("opens nothing, then tells engine and size", async () => {
    await copyMadeDatabase(folder);
    const { askHistory, lookAtHistory } = await open();
    const unopened = { engine: "embedded", state: { kind: "unopened" }, problem: null, size: null };
    expect(await lookAtHistory()).toEqual(unopened);
    expect(await lookAtHistory()).toEqual(unopened);
    await askHistory(async (store) => store.getSize(), { waitMs: OPENS_WITHIN_MS });
    const size = async () => (await lookAtHistory(5)).size;
    await expect.poll(size).toEqual({ byteCount: expect.any(Number), eventCount: 0, oldestAt: null, measuredAt: 5 });
    expect(await lookAtHistory(5)).toMatchObject({ engine: "embedded", state: { kind: "open" }, problem: null });
  });

  it("tells why there is none", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.stubEnv("DATABASE_URL", "mysql://another/program");
    const { askHistory, lookAtHistory } = await open();
    await askHistory(async () => "asked", { waitMs: OPENS_WITHIN_MS });
    const state = { kind: "unavailable" };
    expect(await lookAtHistory()).toMatchObject({ engine: "server", state, problem: { code: "history-unusable" } });
    vi.stubEnv("ENISCOPE_RETENTION_DAYS", "never");
    const again = await open();
    expect(await again.lookAtHistory()).toMatchObject({ engine: null, state, problem: { code: "invalid-setting" } });
  });
});

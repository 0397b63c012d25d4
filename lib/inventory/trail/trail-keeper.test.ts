import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { millis } from "@/lib/domain/brand";
import type { EventScope, EventStore } from "@/lib/history/event-store";
import { copyMadeDatabase } from "@/lib/history/fixtures/made-database";
import { pageOf } from "@/lib/history/fixtures/trail-pages";

const PATIENCE_MS = 500_000;
const REAL = { accountId: "111122223333", region: "eu-west-1" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-trail-"));
  await copyMadeDatabase(folder);
  vi.stubEnv("ENISCOPE_DATA", folder);
  vi.stubEnv("DATABASE_URL", "");
  vi.stubEnv("ENISCOPE_SOURCE", "demo");
  vi.stubEnv("ENISCOPE_DEMO_NODES", "10");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  /** Of the account as this run made it. */
  readonly scope: EventScope;
  ask<Value>(question: (store: EventStore) => Promise<Value>): Promise<Value>;
  end(): Promise<void>;
}

/** What a server does as long as somebody looks, from its start on, with modules of its own. */
async function startRun(): Promise<Run> {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "eniscopeHistory");
  const { readSettings } = await import("@/lib/inventory/environment");
  const { openSource } = await import("@/lib/inventory/source");
  const { SnapshotKeeper } = await import("@/lib/inventory/snapshot-keeper");
  const { TrailKeeper } = await import("@/lib/inventory/trail/trail-keeper");
  const { askHistory } = await import("@/lib/inventory/ask-history");
  const read = readSettings();
  if (read.kind === "invalid") throw new Error(read.problem.message);
  const keeper = new SnapshotKeeper({ source: await openSource(read.settings), settings: read.settings });
  await keeper.refresh(PATIENCE_MS);
  const trail = new TrailKeeper(keeper);
  const look = () => trail.look(millis(Date.now() - 3_600_000));
  const { scope } = look();
  if (scope === null) throw new Error("no account yet");
  const timer = setInterval(look, 200);
  return {
    scope,
    async ask(question) {
      const answer = await askHistory(question, { waitMs: PATIENCE_MS });
      if (answer.kind !== "open") throw new Error(answer.kind);
      return answer.value;
    },
    async end() {
      clearInterval(timer);
      await trail.close();
      await (globalThis as { eniscopeHistory?: { close(): Promise<void> } }).eniscopeHistory?.close();
    },
  };
}

const coverageOf = (run: Run, scope: EventScope) => run.ask((store) => store.listCoverage(scope));

it("forgets the demonstration of an earlier start, of which nobody can ask any more, and no real account", async () => {
  const first = await startRun();
  await expect.poll(async () => (await coverageOf(first, first.scope)).length).toBeGreaterThan(0);
  const now = Math.floor(Date.now() / 1000) * 1000;
  const covered = { fromMs: millis(now - 60_000), toMs: millis(now) };
  await first.ask((store) => store.keepPage(pageOf(REAL, { covered })));
  await first.end();
  const second = await startRun();
  expect(second.scope.accountId).not.toBe(first.scope.accountId);
  await expect.poll(async () => (await coverageOf(second, first.scope)).length).toBe(0);
  expect(await coverageOf(second, REAL)).toMatchObject([{ covered: [covered] }]);
  await second.end();
});

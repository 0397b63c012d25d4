import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RETENTION_MS } from "@/lib/history/fixtures/both-engines";
import { copyMadeDatabase } from "@/lib/history/fixtures/made-database";
import { range } from "@/lib/history/fixtures/trail-pages";

const PATIENCE_MS = 500_000;
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "eniscope-disk-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

it("claims nothing that the disk did not take, and goes on once it takes it", async () => {
  const folder = join(place, "data");
  const sign = join(place, "disk-fails");
  await copyMadeDatabase(folder);
  const order = JSON.stringify({ settings: { databaseUrl: null, folder, retentionMs: RETENTION_MS }, sign });
  const loaded = ["--import", pathToFileURL(fixture("failing-disk.mjs")).href, "--import", "tsx"];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", ...loaded, fixture("keep-on-failing-disk.ts"), order],
    // biome-ignore lint/style/noProcessEnv: the child's environment is this one with one more, not a setting of ours.
    { env: { ...process.env, DISK_FAILS_WHILE: sign }, timeout: PATIENCE_MS, killSignal: "SIGKILL" },
  );
  expect(JSON.parse(stdout)).toEqual([
    { newEventCount: 1, doubleCount: 0, covered: [range(1, 2)] },
    { failure: expect.stringMatching(/could not be read or written: could not fsync file "\w{24}": I\/O error\.$/) },
    { newEventCount: 1, doubleCount: 0, covered: [range(1, 3)] },
  ]);
});

import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { RETENTION_MS } from "@/lib/history/fixtures/both-engines";
import { expectConsistent, killed, startCollector } from "@/lib/history/fixtures/collector-process";
import { copyMadeDatabase } from "@/lib/history/fixtures/made-database";
import { newScope, range } from "@/lib/history/fixtures/trail-pages";
import { openHistory } from "@/lib/history/open-store";

const CUTS = 6;
const WANTED = range(0, 500_000);
const FORGETFUL_DISK = fileURLToPath(new URL("../fixtures/forgetful-disk.mjs", import.meta.url));

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "eniscope-power-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

it(`keeps what it said is kept through ${CUTS} power cuts, and is whole after each`, async () => {
  const folder = join(place, "data");
  const platter = join(place, "platter");
  await copyMadeDatabase(folder);
  const settings = { databaseUrl: null, folder, retentionMs: RETENTION_MS };
  const order = { settings, scope: newScope(), wanted: WANTED };
  const said: TimeRange[] = [];
  for (let cut = 0; cut < CUTS; cut += 1) {
    await cp(folder, platter, { recursive: true });
    const collector = startCollector(order, {
      loading: [pathToFileURL(FORGETFUL_DISK).href],
      env: { FORGETFUL_FOLDER: join(folder, "history"), FORGETFUL_PLATTER: join(platter, "history") },
    });
    said.push(...(await killed(collector, 100 + cut * 150)));
    // What the machine finds when it starts again, looked at in a copy: the next process is to recover from it itself.
    await rm(folder, { recursive: true });
    await rename(platter, folder);
    const copy = join(place, `cut-${cut}`);
    await cp(folder, copy, { recursive: true });
    const { store, engine } = await openHistory({ ...settings, folder: copy }, { now: () => WANTED.toMs });
    expect(engine.setAside).toBeNull();
    await expectConsistent(store, order, said);
    await store.close();
    await rm(copy, { recursive: true });
  }
  expect(said.length).toBeGreaterThanOrEqual(CUTS);
});

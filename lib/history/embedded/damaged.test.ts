import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RETENTION_MS } from "@/lib/history/fixtures/both-engines";
import { copyMadeDatabase } from "@/lib/history/fixtures/made-database";
import { at, eventAt, newScope, pageOf, range } from "@/lib/history/fixtures/trail-pages";
import { openHistory } from "@/lib/history/open-store";

let folder: string;
let logged: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-damaged-"));
  logged = [];
  await copyMadeDatabase(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = () =>
  openHistory(
    { databaseUrl: null, folder, retentionMs: RETENTION_MS },
    { now: () => at(0), log: (message) => logged.push(message) },
  );

const inside = (...path: string[]) => join(folder, "history", ...path);

async function segments(): Promise<string[]> {
  const names = await readdir(inside("pg_wal"));
  return names.filter((name) => /^[0-9A-F]{24}$/.test(name)).map((name) => inside("pg_wal", name));
}

const each = async (paths: readonly string[], damage: (path: string) => Promise<void>) => {
  for (const path of paths) await damage(path);
};
const garble = async (path: string) => {
  const { size } = await stat(path);
  await writeFile(path, Buffer.alloc(size, "garbage! "));
};

describe("a history whose files were cut short or garbled", () => {
  it.each<[string, () => Promise<void>]>([
    ["the log cut short", async () => each(await segments(), (path) => truncate(path, 1_000))],
    ["the control file zeroed", () => writeFile(inside("global", "pg_control"), Buffer.alloc(8_192))],
    ["the catalog garbled", () => garble(inside("base", "5", "1259"))],
  ])("(%s) is moved aside whole, and another begins", async (_name, damage) => {
    const scope = newScope();
    const before = await open();
    await before.store.keepPage(pageOf(scope, { events: [eventAt(5)], covered: range(0, 10) }));
    await before.store.close();
    await damage();
    const sizes = await filesIn(inside());
    const { store, engine } = await open();
    const setAside = engine.setAside ?? "";
    expect(setAside.startsWith(join(folder, "history-damaged-20"))).toBe(true);
    expect(logged).toEqual([
      `eniscope: the history in ${folder} was damaged and is moved to ${setAside}; a new one begins, and what CloudTrail still has is read anew`,
    ]);
    expect(await filesIn(setAside)).toEqual(sizes);
    expect(await store.listCoverage(scope)).toEqual([]);
    expect(await store.keepPage(pageOf(scope, { events: [eventAt(5)] }))).toMatchObject({ newEventCount: 1 });
    await store.close();
    const again = await open();
    expect(again.engine.setAside).toBeNull();
    expect(await again.store.getRawEvent(scope, "event-5")).not.toBeNull();
    await again.store.close();
  });

  it("stays where it is when others lie there already, and the reason is told", async () => {
    for (const name of ["1", "2", "3"]) await mkdir(join(folder, `history-damaged-${name}`));
    await each(await segments(), (path) => rm(path));
    await expect(open()).rejects.toMatchObject({
      problem: {
        code: "history-unusable",
        message: expect.stringMatching(/does not open: could not locate a valid checkpoint record at [\w/]+\.$/),
      },
    });
    expect(await readFile(inside("PG_VERSION"), "utf8")).toBe("18\n");
    expect((await readdir(folder)).sort()).toEqual(["history", ...["1", "2", "3"].map((n) => `history-damaged-${n}`)]);
  });

  it("says so where the damage is met while it is open", async () => {
    const scope = newScope();
    const before = await open();
    const events = Array.from({ length: 200 }, (_, second) => eventAt(second));
    await before.store.keepPage(pageOf(scope, { events, covered: range(0, 200) }));
    const [[path] = []] = (await before.engine.database.execute(
      "select pg_relation_filepath('eniscope.trail_finding')",
    )) as unknown as [string][];
    await before.store.close();
    await garble(inside(path ?? ""));
    const { store } = await open();
    await expect(store.listFindings({ ...scope, ...range(0, 200) }, { limit: 100 })).rejects.toMatchObject({
      problem: {
        code: "history-unusable",
        message: expect.stringMatching(/^The history in .* is damaged: /),
        remedy: expect.stringContaining(`move ${inside()} away`),
      },
    });
    expect(await store.listCoverage(scope)).toHaveLength(1);
    await store.close();
  });
});

/** `path size` of every file but those that each start makes anew. */
async function filesIn(place: string): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !["postmaster.pid", "pg_internal.init"].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.sort().map(async (path) => `${path.slice(place.length)} ${(await stat(path)).size}`));
}

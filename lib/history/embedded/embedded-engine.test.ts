import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EMBEDDED_MAJOR } from "@/lib/history/embedded/database-folder";
import { RETENTION_MS } from "@/lib/history/fixtures/both-engines";
import { startCollector } from "@/lib/history/fixtures/collector-process";
import { copyMadeDatabase } from "@/lib/history/fixtures/made-database";
import { at, eventAt, newScope, pageOf, range } from "@/lib/history/fixtures/trail-pages";
import { openHistory } from "@/lib/history/open-store";

const KILLED_IN_MAKING = new URL("../fixtures/killed-in-making.mjs", import.meta.url).href;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-embedded-"));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

const open = (place = folder) =>
  openHistory({ databaseUrl: null, folder: place, retentionMs: RETENTION_MS }, { now: () => at(0) });

it.skipIf(!existsSync("/proc/self"))(
  "says at once of a folder that nobody can make that it cannot be used",
  async () => {
    await expect(open("/proc/nope")).rejects.toMatchObject({
      problem: {
        code: "history-unusable",
        message: "The folder /proc/nope for the history cannot be used: no folder can be made there.",
        parameter: "ENISCOPE_DATA",
      },
    });
  },
);

it("keeps what it was given from one opening to the next, and locks its folder meanwhile", async () => {
  const place = join(folder, "deep", "inside");
  await copyMadeDatabase(place);
  const first = await open(place);
  const scope = newScope();
  await first.store.keepPage(pageOf(scope, { events: [eventAt(5)], covered: range(0, 10) }));
  await expect(open(place)).rejects.toMatchObject({
    problem: {
      code: "history-held",
      message: expect.stringContaining(`The history in ${place} is open in process ${process.pid} on `),
      retryable: true,
    },
  });
  await first.store.close();
  expect(await readdir(place)).toEqual(["history"]);
  expect((await readFile(join(place, "history", "PG_VERSION"), "utf8")).trim()).toBe(EMBEDDED_MAJOR);
  const second = await open(place);
  expect(await second.store.getRawEvent(scope, "event-5")).not.toBeNull();
  expect(await second.store.listCoverage(scope)).toMatchObject([{ covered: [range(0, 10)] }]);
  await second.store.close();
  await writeFile(join(place, "history", "PG_VERSION"), "17\n");
  await expect(open(place)).rejects.toMatchObject({
    problem: {
      message: `The history in ${join(place, "history")} was written by an embedded PostgreSQL 17; this release has ${EMBEDDED_MAJOR}.`,
      retryable: false,
    },
  });
  expect(await readdir(place)).toEqual(["history"]);
});

it("begins anew when its first making was killed", async () => {
  const settings = { databaseUrl: null, folder, retentionMs: RETENTION_MS };
  const { child, begin } = startCollector(
    { settings, scope: newScope(), wanted: range(0, 50) },
    { loading: [KILLED_IN_MAKING], env: { KILLED_AT: join(folder, "history", "PG_VERSION") } },
  );
  const ended = once(child, "close");
  begin();
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect((await readdir(folder)).sort()).toEqual(["history", "history-unfinished", "lock-1"]);
  const { store } = await open();
  expect((await store.getSize()).eventCount).toBe(0);
  expect((await readdir(folder)).sort()).toEqual(["history", "lock-2"]);
  await store.close();
});

it("is broken when its thread dies, and whole when it is opened again", async () => {
  await copyMadeDatabase(folder);
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const { store, engine } = await open();
  const scope = newScope();
  await store.keepPage(pageOf(scope, { events: [eventAt(5)] }));
  expect(engine.isBroken).toBe(false);
  // Another process takes over, as it may after this one stood still for a minute.
  await writeFile(join(folder, "lock-2"), "{}");
  vi.advanceTimersByTime(10_000);
  await expect.poll(() => engine.isBroken).toBe(true);
  await expect(store.getRawEvent(scope, "event-5")).rejects.toMatchObject({
    problem: { code: "history-held", message: expect.stringContaining("taken over by another process") },
  });
  await store.close();
  await rm(join(folder, "lock-2"));
  const again = await open();
  expect(await again.store.getRawEvent(scope, "event-5")).not.toBeNull();
  await again.store.close();
});

it("never deletes a folder that it did not make", async () => {
  await mkdir(join(folder, "history"));
  await writeFile(join(folder, "history", "diary.txt"), "mine");
  await expect(open()).rejects.toMatchObject({
    problem: { message: `The history in ${join(folder, "history")} is not a database.`, retryable: false },
  });
  expect(await readdir(folder)).toEqual(["history"]);
  expect(await readFile(join(folder, "history", "diary.txt"), "utf8")).toBe("mine");
});

it("says why a folder cannot be used, and which setting names it", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(open(join(folder, "file"))).rejects.toMatchObject({
    problem: {
      code: "history-unusable",
      message: `The folder ${join(folder, "file")} for the history cannot be used: it is a file.`,
      parameter: "ENISCOPE_DATA",
    },
  });
  await expect(open(join(folder, "file", "below"))).rejects.toMatchObject({
    problem: { message: expect.stringContaining("a part of the path is a file") },
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { utimesSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderLock, type LockHolder, type LockOutcome } from "@/lib/history/embedded/folder-lock";
import { ownIdentity, startTicksOf } from "@/lib/history/process-identity";

const QUICK = { heartbeatMs: 20, silenceMs: 60_000 };

let folder: string;
let children: ChildProcess[];
let locks: FolderLock[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eniscope-lock-"));
  children = [];
  locks = [];
});

afterEach(async () => {
  for (const lock of locks) await lock.release();
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

async function take(times = QUICK): Promise<LockOutcome> {
  const outcome = await FolderLock.take(folder, times);
  if (outcome.kind === "held") locks.push(outcome.lock);
  return outcome;
}

/** A process that does nothing, for a while. */
function idler(): number {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 600_000)"], { stdio: "ignore" });
  children.push(child);
  return child.pid ?? 0;
}

const holder = (changes: Partial<LockHolder>): LockHolder => ({
  ...ownIdentity(),
  since: "2026-03-01T10:00:00.000Z",
  ...changes,
});

async function leave(name: string, content: string | LockHolder, silentMs = 0): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  const time = new Date(Date.now() - silentMs);
  await utimes(path, time, time);
}

const isLinux = startTicksOf(process.pid) !== null;

describe("the folder's lock", () => {
  it("is held by one, who is named to the others, and free after its release", async () => {
    const first = await take();
    expect(first.kind).toBe("held");
    expect(await take()).toMatchObject({ kind: "taken", holder: { pid: process.pid, host: hostname() } });
    if (first.kind === "held") await first.lock.release();
    expect(await readdir(folder)).toEqual([]);
    expect((await take()).kind).toBe("held");
  });

  it("goes to exactly one of many who find it free at once", async () => {
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => take()));
    expect(outcomes.filter(({ kind }) => kind === "held")).toHaveLength(1);
  });

  it.runIf(isLinux)("of a dead process goes to exactly one of many who come at once", async () => {
    const pid = idler();
    await leave("lock-7", holder({ pid, startTicks: startTicksOf(pid) }));
    expect(await take()).toMatchObject({ kind: "taken", holder: { pid } });
    const [child] = children;
    const ended = child && once(child, "exit");
    child?.kill("SIGKILL");
    await ended;
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => take()));
    expect(outcomes.filter(({ kind }) => kind === "held")).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["lock-8"]);
  });

  it.runIf(isLinux)("is not kept by another process that was given the dead one's pid", async () => {
    await leave("lock-1", holder({ pid: idler(), startTicks: "1" }));
    expect((await take()).kind).toBe("held");
  });

  it("of another machine is held as long as its heartbeat is fresh", async () => {
    await leave("lock-1", holder({ machine: "elsewhere", host: "elsewhere" }), 20_000);
    expect(await take()).toMatchObject({ kind: "taken", holder: { host: "elsewhere" } });
  });

  it("of another machine that fell silent is free", async () => {
    await leave("lock-1", holder({ machine: "elsewhere", host: "elsewhere" }), 70_000);
    expect((await take()).kind).toBe("held");
  });

  it("of another machine that only slept is still held: there is a second look", async () => {
    await leave("lock-1", holder({ machine: "elsewhere", host: "elsewhere" }), 70_000);
    const taking = take({ heartbeatMs: 200, silenceMs: 60_000 });
    // Within the timer's own turn: the second look's comes after it, however late both are.
    setTimeout(() => utimesSync(join(folder, "lock-1"), new Date(), new Date()), 100);
    expect((await taking).kind).toBe("taken");
  });

  it("that is just being written counts as taken, and as nobody's when its writer died over it", async () => {
    // Made in a minute from now, so that this machine may take its time to look.
    await leave("lock-1", "", -60_000);
    expect(await take()).toEqual({ kind: "taken", holder: null });
    await leave("lock-1", '{"pid":', 10_000);
    expect((await take()).kind).toBe("held");
  });

  it("shows by a heartbeat that its holder lives", async () => {
    await take();
    const path = join(folder, "lock-1");
    const long = new Date(0);
    await utimes(path, long, long);
    await expect.poll(async () => (await stat(path)).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
  });

  it("tells a holder who stood still that another has it now", async () => {
    const first = await take();
    if (first.kind !== "held") throw new Error("not held");
    const lost = new Promise<void>((resolve) => first.lock.onLost(resolve));
    await leave("lock-2", holder({}));
    await lost;
    await first.lock.release();
    expect(await readdir(folder)).toEqual(["lock-2"]);
  });

  it("holds no secret and names what a person needs to find the process", async () => {
    await take();
    const content = JSON.parse(await readFile(join(folder, "lock-1"), "utf8"));
    expect(Object.keys(content)).toEqual(["pid", "host", "machine", "startTicks", "since"]);
  });

  it.runIf(isLinux)("of a live process counts, whatever dead ones lie beside it", async () => {
    const pid = idler();
    await leave("lock-1", holder({ pid, startTicks: startTicksOf(pid) }));
    await leave("lock-3", holder({ pid: 1, startTicks: "0" }));
    expect(await take()).toMatchObject({ kind: "taken", holder: { pid } });
    expect((await readdir(folder)).sort()).toEqual(["lock-1", "lock-3"]);
  });

  it.runIf(isLinux)("goes to one at a time, however takers, releases and dead locks come together", async () => {
    let holders = 0;
    let turns = 0;
    await leave("lock-9", holder({ pid: 1, startTicks: "0" }));
    const worker = async () => {
      for (let attempt = 0; attempt < 25; attempt += 1) {
        const outcome = await FolderLock.take(folder, QUICK);
        if (outcome.kind !== "held") continue;
        holders += 1;
        turns += 1;
        expect(holders).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        holders -= 1;
        await outcome.lock.release();
      }
    };
    await Promise.all(Array.from({ length: 12 }, worker));
    expect(turns).toBeGreaterThan(1);
  });

  it("does not mind other files", async () => {
    await leave("lock-file-of-something-else", "x");
    await leave("lock-", "x");
    expect((await take()).kind).toBe("held");
    expect((await readdir(folder)).sort()).toEqual(["lock-", "lock-1", "lock-file-of-something-else"]);
  });
});

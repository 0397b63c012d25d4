import "server-only";
import { rmSync } from "node:fs";
import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { errorCodeOf } from "@/lib/history/history-failure";
import { livenessOf, ownIdentity } from "@/lib/history/process-identity";

const holderSchema = z.object({
  pid: z.int(),
  host: z.string(),
  machine: z.string().nullable(),
  startTicks: z.string().nullable(),
  since: z.string(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export type LockOutcome =
  | { readonly kind: "held"; readonly lock: FolderLock }
  | { readonly kind: "taken"; readonly holder: LockHolder | null };

/** How often a holder shows that it lives, for those who cannot look at its process. */
const HEARTBEAT_MS = 10_000;
/** Without a heartbeat for this long, seen twice with a heartbeat's time between, a holder is taken for dead. */
const SILENCE_MS = 60_000;
/** A file that is made has its content a moment later. */
const WRITING_MS = 5_000;

export interface LockTimes {
  readonly heartbeatMs: number;
  readonly silenceMs: number;
}

/**
 * One process at a time in a folder. A lock is a file `lock-N`; whoever finds none, or finds the holder of each dead, makes
 * the next higher one, which succeeds for one only, and holds it if no other has appeared by the time that its own is
 * written. So nobody ever removes or replaces a file that another may just have made, as a takeover by deleting would.
 */
export class FolderLock {
  private readonly timer: NodeJS.Timeout;
  private readonly atExit = () => rmSync(this.path, { force: true });
  private lost: (() => void) | null = null;

  private constructor(
    private readonly folder: string,
    private readonly number: number,
    heartbeatMs: number,
  ) {
    this.timer = setInterval(() => void this.beat(), heartbeatMs).unref();
    process.once("exit", this.atExit);
  }

  /** Takes the lock, or says who has it. The folder must be there. */
  static async take(
    folder: string,
    times: LockTimes = { heartbeatMs: HEARTBEAT_MS, silenceMs: SILENCE_MS },
  ): Promise<LockOutcome> {
    for (;;) {
      const before = await judgeAll(folder, times);
      if (before.alive) return { kind: "taken", holder: before.alive.holder };
      const number = Math.max(0, ...before.dead) + 1;
      const path = join(folder, lockName(number));
      if (!(await writeLock(path))) continue;
      const others = (await lockNumbers(folder)).filter((other) => other !== number && !before.dead.includes(other));
      if (others.length > 0) {
        // Somebody came in between: nobody can say who was first, so each steps back and looks again.
        await rm(path, { force: true });
        await wait(Math.random() * 20);
        continue;
      }
      for (const dead of before.dead) await rm(join(folder, lockName(dead)), { force: true });
      return { kind: "held", lock: new FolderLock(folder, number, times.heartbeatMs) };
    }
  }

  /** Called once if another process took the lock, as it may after this one stood still for long. */
  onLost(listener: () => void): void {
    this.lost = listener;
  }

  async release(): Promise<void> {
    this.stop();
    await rm(this.path, { force: true });
  }

  private get path(): string {
    return join(this.folder, lockName(this.number));
  }

  private stop(): void {
    clearInterval(this.timer);
    process.removeListener("exit", this.atExit);
  }

  private async beat(): Promise<void> {
    const now = new Date();
    const isOurs = await utimes(this.path, now, now).then(
      async () => (await lockNumbers(this.folder)).every((number) => number <= this.number),
      // A folder that cannot be read for a moment (a network drive) is no lost lock; a file that is gone is.
      (error: unknown) => errorCodeOf(error) !== "ENOENT",
    );
    if (isOurs) return;
    this.stop();
    this.lost?.();
  }
}

const lockName = (number: number): string => `lock-${number}`;

async function lockNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => (/^lock-\d{1,15}$/.test(name) ? [Number(name.slice("lock-".length))] : []));
}

/** The locks whose holders are dead, and one whose holder lives, if there is one. */
async function judgeAll(
  folder: string,
  times: LockTimes,
): Promise<{ readonly dead: readonly number[]; readonly alive: { readonly holder: LockHolder | null } | null }> {
  const dead: number[] = [];
  for (const number of await lockNumbers(folder)) {
    const verdict = await judgeHolder(join(folder, lockName(number)), times);
    if (verdict.kind === "alive") return { dead, alive: verdict };
    if (verdict.kind === "dead") dead.push(number);
  }
  return { dead, alive: null };
}

/** False if the file is there already. */
async function writeLock(path: string): Promise<boolean> {
  const holder: LockHolder = { ...ownIdentity(), since: new Date().toISOString() };
  try {
    await writeFile(path, `${JSON.stringify(holder)}\n`, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
}

type Verdict =
  | { readonly kind: "gone" }
  | { readonly kind: "dead" }
  | { readonly kind: "alive"; readonly holder: LockHolder | null };

async function judgeHolder(path: string, { heartbeatMs, silenceMs }: LockTimes): Promise<Verdict> {
  const seen = await readLock(path);
  if (seen === null) return { kind: "gone" };
  const { holder } = seen;
  if (holder === null) {
    if (seen.silentMs < WRITING_MS) return { kind: "alive", holder };
    return { kind: "dead" };
  }
  const liveness = livenessOf(holder, ownIdentity());
  if (liveness !== "unknown") return liveness === "dead" ? { kind: "dead" } : { kind: "alive", holder };
  if (seen.silentMs < silenceMs) return { kind: "alive", holder };
  // Perhaps the whole machine slept and the holder's timer is about to fire: a second look.
  await wait(2 * heartbeatMs);
  const again = await readLock(path);
  if (again === null) return { kind: "gone" };
  return again.silentMs < silenceMs ? { kind: "alive", holder } : { kind: "dead" };
}

async function readLock(path: string): Promise<{ holder: LockHolder | null; silentMs: number } | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    const parsed = holderSchema.safeParse(parseJson(text));
    return { holder: parsed.success ? parsed.data : null, silentMs: Date.now() - mtimeMs };
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

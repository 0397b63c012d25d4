import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startDemoAccount } from "@/lib/demo/server";
import { millis } from "@/lib/domain/brand";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time-units";
import type { FindingCursor, FindingPage } from "@/lib/history/event-store";
import { findPostgres, startPostgres } from "@/lib/history/fixtures/postgres-server";
import { type HistorySettings, openHistory } from "@/lib/history/open-store";

const KILLS = 20;
const HOURS = 48;
const RETENTION_MS = 90 * DAY_MS;
const READER = fileURLToPath(new URL("./trail-reader.ts", import.meta.url));

export const KILL_TARGETS = { lostAfterAKill: 0, differingEvents: 0 };

/**
 * Reading the embedded account's events into a history, killed with SIGKILL twenty times in the middle, on each engine:
 * what was shown before a kill must be there after it, and in the end all of it, once.
 */
export async function measureKills() {
  const now = Date.now();
  const account = await startDemoAccount({
    seed: 1,
    nodeCount: 60,
    speed: 0,
    startTime: now,
    trailHours: HOURS,
    lookupsPerSecond: 1_000_000,
  });
  try {
    const folder = await mkdtemp(join(tmpdir(), "eniscope-kills-"));
    const embedded = await killed({ databaseUrl: null, folder, retentionMs: RETENTION_MS }, account.endpoint, now);
    await rm(folder, { recursive: true, force: true });
    return { embedded, server: await onServer(account.endpoint, now) };
  } finally {
    await account.close();
  }
}

async function onServer(endpoint: string, now: number) {
  const found = findPostgres();
  if ("missing" in found) return { skipped: found.missing };
  const server = await startPostgres(found.folder);
  try {
    await server.makeDatabase("kills");
    return await killed({ databaseUrl: server.urlOf("kills"), folder: "", retentionMs: RETENTION_MS }, endpoint, now);
  } finally {
    await server.remove();
  }
}

async function killed(settings: HistorySettings, endpoint: string, now: number) {
  const scope = { accountId: "killed", region: "eu-west-1" };
  let shown = 0;
  let lost = 0;
  const shownAtKills: number[] = [];
  for (let life = 1; life <= KILLS; life++) {
    const read = await oneLife({ endpoint, settings, scope, now, hours: HOURS }, (count, lines) => {
      if (lines === 1) lost += Math.max(0, shown - count);
      shown = Math.max(shown, count);
      // The first line tells what is there; a few pages later it is killed.
      return lines > 2 + (life % 4);
    });
    shownAtKills.push(shown);
    if (read !== null) break;
  }
  const undisturbed = { accountId: "undisturbed", region: "eu-west-1" };
  await oneLife({ endpoint, settings, scope, now, hours: HOURS }, () => false);
  await oneLife({ endpoint, settings, scope: undisturbed, now, hours: HOURS }, () => false);
  return { kills: shownAtKills.length, shownAtKills, lostAfterAKill: lost, ...(await difference(settings, now)) };
}

async function difference(settings: HistorySettings, now: number) {
  const { store } = await openHistory(settings);
  const idsOf = async (accountId: string) => {
    const range = { fromMs: millis(now - HOURS * HOUR_MS), toMs: millis(now) };
    const ids = new Set<string>();
    let after: FindingCursor | null = null;
    do {
      const page: FindingPage = await store.listFindings(
        { accountId, region: "eu-west-1", ...range },
        { limit: 1000, after },
      );
      for (const { eventId, ordinal } of page.findings) ids.add(`${eventId} ${ordinal}`);
      after = page.next;
    } while (after !== null);
    return ids;
  };
  const [disturbed, whole] = [await idsOf("killed"), await idsOf("undisturbed")];
  await store.close();
  return { events: whole.size, differingEvents: sizeOfDifference(whole, disturbed) };
}

const sizeOfDifference = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((each) => !b.has(each)).length + [...b].filter((each) => !a.has(each)).length;

/** Runs the reader until `isEnough` or its end; the events that it read where it came to its end, else null. */
async function oneLife(order: object, isEnough: (shown: number, lines: number) => boolean): Promise<number | null> {
  const args = ["--conditions=react-server", "--import", "tsx", READER, JSON.stringify(order)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  let lines = 0;
  let read: number | null = null;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [, word, count] = /^(shown|read) (\d+)$/.exec(line) ?? [];
    if (word === "read") read = Number(count);
    if (word === "shown" && isEnough(Number(count), ++lines)) child.kill("SIGKILL");
  });
  const [code, signal] = await ended;
  if (code !== 0 && signal !== "SIGKILL") throw new Error(`the reader ended with ${code ?? signal}`);
  return read;
}

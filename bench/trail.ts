import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openTrailConnection } from "@/lib/aws/cloudtrail/client";
import { LOOKUPS_PER_SECOND, LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";
import { LookupSource } from "@/lib/aws/cloudtrail/lookup-source";
import { KeptConnection } from "@/lib/aws/connection/kept-connection";
import { startDemoAccount } from "@/lib/demo/server";
import { NO_LOOKUPS } from "@/lib/domain/shortage/note-record";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time-units";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { openHistory } from "@/lib/history/open-store";
import { readAwsEnvironment } from "@/lib/inventory/environment";
import { TrailCollector } from "@/lib/inventory/trail/trail-collector";
import { TrailShelf } from "@/lib/inventory/trail/trail-shelf";

export const TRAIL_TARGETS = { shareOfAllowedTimeAtMost: 1.05, requestsInAnySecondAtMost: LOOKUPS_PER_SECOND };

const EVENTS = 10_000;
const EVENTS_PER_PAGE = 50;
/** So many hours of the account's history hold a little more than the events to be read. */
const TRAIL_HOURS = 110;
const RETENTION_MS = 90 * DAY_MS;
/** Memory is compared from here on: what is loaded and compiled once is there by then. */
const SETTLED_AT_EVENTS = 2_000;

/**
 * Reads 10,000 events of the embedded account, at CloudTrail's own limit, through the SDK into a history on disk: the
 * time against what two requests a second allow, the requests as they arrive at the account, and memory on the way.
 */
export async function measureTrail() {
  const startTime = Date.now();
  const arrivals: number[] = [];
  const account = await startDemoAccount({
    seed: 1,
    nodeCount: 60,
    speed: 0,
    startTime,
    trailHours: TRAIL_HOURS,
    onLookup: (at) => arrivals.push(at),
  });
  const folder = await mkdtemp(join(tmpdir(), "eniscope-bench-"));
  const { store } = await openHistory({ databaseUrl: null, folder, retentionMs: RETENTION_MS });
  const pace = new LookupPace();
  const opened = openTrailConnection({
    pace,
    userAgent: "eniscope/bench",
    aws: readAwsEnvironment({}),
    fixed: account,
  });
  const collector = new TrailCollector({
    source: new LookupSource(pace, new KeptConnection(async () => opened)),
    scope: { accountId: account.accountId, region: account.region },
    shelf: new TrailShelf(async (question) => ({ kind: "open", value: await question(store) }), new MemoryEventStore()),
    lookups: () => NO_LOOKUPS,
  });
  try {
    return await readAll(collector, startTime, arrivals);
  } finally {
    await collector.close();
    await store.close();
    await account.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function readAll(collector: TrailCollector, startTime: number, arrivals: readonly number[]) {
  const heap: { readonly events: number; readonly heapMb: number; readonly residentMb: number }[] = [];
  collector.look(startTime - TRAIL_HOURS * HOUR_MS);
  for (;;) {
    await wait(20);
    const { readEventCount, status, problem } = collector.reading();
    if (problem) throw new Error(problem.message);
    if (readEventCount >= (heap.length + 1) * 1_000 || status === "read") heap.push(memoryAt(readEventCount));
    if (readEventCount >= EVENTS) break;
    if (status === "read") throw new Error(`the account has only ${readEventCount} events`);
  }
  const first = arrivals[0] ?? 0;
  const tookMs = (arrivals.at(-1) ?? first) - first;
  const { readEventCount, callCount } = collector.reading();
  const allowedMs = (readEventCount / EVENTS_PER_PAGE - 1) * (1000 / LOOKUPS_PER_SECOND);
  const settled = heap.filter(({ events }) => events >= SETTLED_AT_EVENTS);
  return {
    events: readEventCount,
    requests: callCount,
    tookSeconds: round(tookMs / 1000),
    allowedSeconds: round(allowedMs / 1000),
    shareOfAllowedTime: round(tookMs / allowedMs),
    requestsInAnySecond: mostInASecond(arrivals),
    heapMb: settled.map(({ heapMb }) => heapMb),
    residentMb: settled.map(({ residentMb }) => residentMb),
  };
}

function memoryAt(events: number) {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { events, heapMb: round(heapUsed / 1e6), residentMb: round(rss / 1e6) };
}

/** The most requests that arrived within one second, whenever it began. */
function mostInASecond(arrivals: readonly number[]): number {
  let most = 0;
  let from = 0;
  arrivals.forEach((at, index) => {
    while (at - (arrivals[from] ?? at) >= 1000) from++;
    most = Math.max(most, index - from + 1);
  });
  return most;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

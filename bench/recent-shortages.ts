import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { millis } from "@/lib/domain/brand";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time-units";
import { inventoryOf, subnet, TAKEN_AT } from "@/lib/domain/vpc/fixtures/records";
import type { EventStore } from "@/lib/history/event-store";
import { findPostgres, startPostgres } from "@/lib/history/fixtures/postgres-server";
import { type HistorySettings, openHistory } from "@/lib/history/open-store";
import { pageOfCalls } from "@/lib/inventory/events/call-page";
import { findIncident } from "@/lib/inventory/events/find-incident";
import { incidentsAfter } from "@/lib/inventory/events/later-incidents";
import { tellRange } from "@/lib/inventory/events/tell-range";

const SCOPE = { accountId: "111122223333", region: "eu-central-1" };
const RANGE = { fromMs: millis(TAKEN_AT - DAY_MS), toMs: TAKEN_AT };
const SUBNETS = 60;
const NODES = 2_000;
const PAGE_EVENTS = 1_000;
const ROUNDS = 5;

const subnetId = (node: number) => `subnet-${(node % SUBNETS).toString(16).padStart(17, "0")}`;
const nodeId = (node: number) => `i-${node.toString(16).padStart(17, "0")}`;

const inventory = inventoryOf({ subnets: Array.from({ length: SUBNETS }, (_, n) => subnet({ id: subnetId(n) })) });
const SURROUNDINGS = { inventory, freeCounts: new FreeCounts(), covered: [RANGE], readUntil: RANGE.toMs };
const QUESTION = { range: RANGE, filter: {}, incidentLimit: 100, callerLimit: 20 };

/**
 * A storm: 2,000 nodes in 60 full subnets ask twice and again for a day. What the pages take to tell all of it, on PGlite and,
 * if there is one, on a PostgreSQL server.
 */
export async function measureRecentShortages(findingCount = 300_000) {
  const folder = mkdtempSync(join(tmpdir(), "eniscope-bench-recent-"));
  try {
    const embedded = await measure({ databaseUrl: null, folder, retentionMs: 90 * DAY_MS }, findingCount);
    return { findingCount, embedded, server: await measureServer(findingCount) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureServer(findingCount: number) {
  const found = findPostgres();
  if ("missing" in found) return { skipped: found.missing };
  const server = await startPostgres(found.folder);
  try {
    await server.makeDatabase("history");
    const settings = { databaseUrl: server.urlOf("history"), folder: "", retentionMs: 90 * DAY_MS };
    return await measure(settings, findingCount);
  } finally {
    await server.remove();
  }
}

async function measure(settings: HistorySettings, findingCount: number) {
  const { store } = await openHistory(settings, { now: () => TAKEN_AT });
  try {
    await insert(store, findingCount);
    return await measureStorm(store);
  } finally {
    await store.close();
  }
}

/** Milliseconds where nothing else is said. */
async function measureStorm(store: EventStore) {
  const told = await median(() => tellRange(store, SCOPE, QUESTION, SURROUNDINGS));
  const { callCount, incidentCount, nextIncidents, incidents } = told.value;
  const filter = { subnet: subnetId(1) };
  const calls = { range: RANGE, filter: {}, incident: null, limit: 100 };
  const oldest = { listedAt: millis(RANGE.fromMs + MINUTE_MS), sequence: 0, ordinal: 0 };
  return {
    callCount,
    incidentCount,
    tellMs: told.ms,
    longestPauseMs: told.longestPauseMs,
    heapGrowthMegabytes: told.heapGrowthMegabytes,
    tellSubnetMs: (await median(() => tellRange(store, SCOPE, { ...QUESTION, filter }, SURROUNDINGS))).ms,
    laterIncidentsMs: (await median(() => later(store, nextIncidents))).ms,
    openIncidentMs: (await median(() => open(store, incidents[0]?.id ?? ""))).ms,
    newestCallsMs: (await median(() => pageOfCalls(store, SCOPE, { ...calls, after: null }, inventory))).ms,
    oldestCallsMs: (await median(() => pageOfCalls(store, SCOPE, { ...calls, after: oldest }, inventory))).ms,
  };
}

const later = (store: EventStore, after: FindingPlace | null) =>
  incidentsAfter(store, SCOPE, { ...QUESTION, after }, SURROUNDINGS);

const open = (store: EventStore, id: string) =>
  findIncident(store, SCOPE, { id, range: RANGE, filter: {} }, SURROUNDINGS);

async function median<Value>(work: () => Promise<Value>) {
  let value = await work();
  const times: number[] = [];
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 10);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    value = await work();
    times.push(performance.now() - startedAt);
  }
  delay.disable();
  clearInterval(watch);
  return {
    value,
    ms: Math.round(times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0),
    longestPauseMs: Math.round(delay.max / 1e6),
    heapGrowthMegabytes: Math.round((most - before) / 1e6),
  };
}

async function insert(store: EventStore, findingCount: number): Promise<void> {
  for (let start = 0; start < findingCount; start += PAGE_EVENTS)
    await store.keepPage({
      query: { ...SCOPE, source: "athena", eventName: "CreateNetworkInterface" },
      events: Array.from({ length: Math.min(PAGE_EVENTS, findingCount - start) }, (_, n) =>
        eventNumber(start + n, findingCount),
      ),
      createdEnis: [],
      countedTimes: [],
      covered: null,
      judgementVersion: 1,
      readAt: TAKEN_AT,
    });
}

/** Each try of a node is two calls. */
function eventNumber(n: number, findingCount: number) {
  const node = ((n >> 1) * 7_919) % NODES;
  const instanceId = nodeId(node);
  const ageMs = 1_000 + Math.floor(((n >> 1) / (findingCount >> 1)) * (DAY_MS - 2_000));
  return {
    eventId: `${n.toString(16).padStart(8, "0")}-1111-4222-8333-444455556666`,
    eventName: "CreateNetworkInterface",
    eventTime: millis(Math.floor((TAKEN_AT - ageMs) / 1_000) * 1_000),
    text: "{}",
    eniId: null,
    callerKind: "vpc-cni" as const,
    callerId: instanceId,
    clusterName: `cluster-${node % 12}`,
    instanceId,
    findings: [
      {
        kind: node % 5 === 0 ? ("fragmentation" as const) : ("capacity" as const),
        code: "InsufficientFreeAddressesInSubnet",
        message:
          n % 2 === 0
            ? "The specified subnet does not have enough free addresses to satisfy the request."
            : "insufficient free address to allocate 1 address",
        subnetId: subnetId(node),
        subnetEvidence: "parameters" as const,
      },
    ] as const,
  };
}

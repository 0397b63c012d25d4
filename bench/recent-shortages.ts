import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventReading } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { inventoryOf, subnet, TAKEN_AT } from "@/lib/domain/vpc/fixtures/records";
import type { EventStore } from "@/lib/history/event-store";
import { openHistory } from "@/lib/history/open-store";
import { findingsIn, recentIn } from "@/lib/inventory/event-log";
import { eventsView } from "@/lib/inventory/events-view";
import { recentView } from "@/lib/inventory/get-recent-shortages";

const DAY_MS = 86_400_000;
const SCOPE = { accountId: "111122223333", region: "eu-central-1" };
const RANGE = { fromMs: millis(TAKEN_AT - DAY_MS), toMs: TAKEN_AT };
const SUBNETS = 100;
const NODES = 2_000;
const PAGE_EVENTS = 1_000;
const ROUNDS = 5;

const subnetId = (n: number) => `subnet-${(n % SUBNETS).toString(16).padStart(17, "0")}`;
const nodeId = (n: number) => `i-${(n % NODES).toString(16).padStart(17, "0")}`;

const READING: EventReading = {
  status: "read",
  source: "LookupEvents",
  covered: [RANGE],
  isComplete: true,
  remainingMs: 0,
  readEventCount: 0,
  problem: null,
  store: { status: "open", problem: null },
};

/** What a page about something else does to show the last day's shortages, on PGlite: listed as far as the log lists, and counted. */
export async function measureRecentShortages(findingCount = 100_000) {
  const folder = mkdtempSync(join(tmpdir(), "eniscope-bench-recent-"));
  const { store } = await openHistory({ databaseUrl: null, folder, retentionMs: 90 * DAY_MS }, { now: () => TAKEN_AT });
  const subnets = Array.from({ length: SUBNETS }, (_, n) => subnet({ id: subnetId(n) }));
  const inventory = inventoryOf({ subnets });
  const filter = { ...SCOPE, ...RANGE };
  try {
    await insert(store, findingCount);
    const listed = async () => {
      const known = { ...(await findingsIn(store, filter)), reading: READING };
      const question = { range: RANGE, filter: {}, incident: null, limit: 0, after: null };
      return eventsView(question, known, { inventory, freeCounts: new FreeCounts() }).subnets;
    };
    const counted = async () => {
      const log = { ...(await recentIn(store, filter, 5_000)), reading: READING };
      return recentView(log, { range: RANGE, inventory }).subnets;
    };
    const [before, after] = [await median(listed), await median(counted)];
    const ofOne = (of: object) => () => store.listFindings({ ...filter, ...of }, { limit: PAGE_EVENTS });
    return {
      findingCount,
      listedMs: before.ms,
      listedCallCount: before.callCount,
      countedMs: after.ms,
      countedCallCount: after.callCount,
      ratio: Number((before.ms / after.ms).toFixed(1)),
      newestOfSubnetMs: (await median(ofOne({ subnetIds: [subnetId(1)] }))).ms,
      newestOfNodeMs: (await median(ofOne({ instanceIds: [nodeId(1)] }))).ms,
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function median(work: () => Promise<unknown>) {
  const times: number[] = [];
  let result: unknown;
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    result = await work();
    times.push(performance.now() - startedAt);
  }
  const callCount = Array.isArray(result) ? result.reduce((sum, each) => sum + each.callCount, 0) : null;
  return { ms: Math.round(times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0), callCount };
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

function eventNumber(n: number, findingCount: number) {
  const instanceId = nodeId(n);
  return {
    eventId: `${n.toString(16).padStart(8, "0")}-1111-4222-8333-444455556666`,
    eventName: "CreateNetworkInterface",
    eventTime: millis(TAKEN_AT - 1_000 - Math.floor((n / findingCount) * (DAY_MS - 2_000))),
    text: "{}",
    eniId: null,
    callerKind: "vpc-cni" as const,
    callerId: instanceId,
    clusterName: `cluster-${n % 12}`,
    instanceId,
    findings: [
      {
        kind: n % 5 === 0 ? ("fragmentation" as const) : ("capacity" as const),
        code: "InsufficientFreeAddressesInSubnet",
        message: "The specified subnet does not have enough free addresses to satisfy the request.",
        subnetId: subnetId(Math.floor(n / 7)),
        subnetEvidence: "parameters" as const,
      },
    ] as const,
  };
}

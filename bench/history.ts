import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { millis } from "@/lib/domain/brand";
import type { NotedEvent } from "@/lib/domain/shortage/note-record";
import { DAY_MS } from "@/lib/domain/time-units";
import type { EventStore, FindingFilter } from "@/lib/history/event-store";
import { findPostgres, startPostgres } from "@/lib/history/fixtures/postgres-server";
import { type HistorySettings, openHistory } from "@/lib/history/open-store";
import { walkFindings } from "@/lib/inventory/events/walk-findings";

const RETENTION_MS = 90 * DAY_MS;
const NOW = millis(Date.UTC(2026, 2, 2, 10));
const SCOPE = { accountId: "111122223333", region: "eu-central-1" };
const SUBNETS = 100;
/** As from Athena; LookupEvents gives 50. */
const PAGE_EVENTS = 1_000;

/** Milliseconds where nothing else is said. */
export interface HistoryFigures {
  readonly eventCount: number;
  readonly openFirstMs: number;
  readonly openAgainMs: number;
  readonly insertMs: number;
  /** One page as LookupEvents gives it, kept while all the others are there. */
  readonly keepPageOf50Ms: Spread;
  readonly subnetDayMs: Spread;
  readonly newestPageOf100Ms: Spread;
  readonly walkOf24hMs: Spread;
  readonly rawEventMs: Spread;
  readonly sizeMs: Spread;
  /** Findings of the last 24 hours, which the walk above goes over. */
  readonly findingsOf24h: number;
  readonly tableMegabytes: number;
  readonly peakResidentMegabytes: number;
}

interface Spread {
  readonly median: number;
  readonly worst: number;
}

/** Measures the store at `eventCount` events, three in ten of them of the last day, on PGlite and, if there is one, on a PostgreSQL server. */
export async function measureHistory(eventCount = 1_000_000) {
  const folder = mkdtempSync(join(tmpdir(), "eniscope-bench-history-"));
  try {
    const embedded = await measure({ databaseUrl: null, folder, retentionMs: RETENTION_MS }, eventCount);
    return { embedded, server: await measureServer(eventCount) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureServer(eventCount: number): Promise<HistoryFigures | { readonly skipped: string }> {
  const found = findPostgres();
  if ("missing" in found) return { skipped: found.missing };
  const server = await startPostgres(found.folder);
  try {
    await server.makeDatabase("history");
    return await measure({ databaseUrl: server.urlOf("history"), folder: "", retentionMs: RETENTION_MS }, eventCount);
  } finally {
    await server.remove();
  }
}

async function measure(settings: HistorySettings, eventCount: number): Promise<HistoryFigures> {
  const open = () => openHistory(settings, { now: () => NOW });
  const [openFirstMs, first] = await timed(open);
  const [insertMs] = await timed(() => insert(first.store, eventCount));
  await first.store.close();
  const [openAgainMs, { store }] = await timed(open);
  const day = { ...SCOPE, fromMs: millis(NOW - DAY_MS), toMs: NOW };
  let extra = eventCount;
  const figures = {
    eventCount,
    openFirstMs,
    openAgainMs,
    insertMs,
    keepPageOf50Ms: await spread(20, () =>
      keep(
        store,
        Array.from({ length: 50 }, () => eventNumber(extra++, eventCount)),
      ),
    ),
    subnetDayMs: await spread(20, (n) => store.listFindings({ ...day, subnetIds: [subnetId(n)] }, { limit: 1_000 })),
    newestPageOf100Ms: await spread(20, () => store.listFindings(day, { limit: 100 })),
    walkOf24hMs: await spread(5, () => count(store, day)),
    rawEventMs: await spread(20, (n) => store.getRawEvent(SCOPE, eventId(n * 997))),
    sizeMs: await spread(3, () => store.getSize()),
    findingsOf24h: await count(store, day),
    tableMegabytes: Math.round((await store.getSize()).byteCount / 1e6),
    peakResidentMegabytes: Math.round(process.resourceUsage().maxRSS / 1_000),
  };
  await store.close();
  return figures;
}

async function count(store: EventStore, filter: FindingFilter): Promise<number> {
  let total = 0;
  for await (const { findings } of walkFindings(store, filter)) total += findings.length;
  return total;
}

async function insert(store: EventStore, eventCount: number): Promise<void> {
  for (let start = 0; start < eventCount; start += PAGE_EVENTS)
    await keep(
      store,
      Array.from({ length: Math.min(PAGE_EVENTS, eventCount - start) }, (_, n) => eventNumber(start + n, eventCount)),
    );
}

async function keep(store: EventStore, events: readonly NotedEvent[]): Promise<void> {
  await store.keepPage({
    query: { ...SCOPE, source: "athena", eventName: "CreateNetworkInterface" },
    events,
    createdEnis: [],
    countedTimes: [],
    covered: null,
    judgementVersion: 1,
    readAt: NOW,
  });
}

const eventId = (n: number) => `${n.toString(16).padStart(8, "0")}-1111-4222-8333-444455556666`;
const subnetId = (n: number) => `subnet-${(n % SUBNETS).toString(16).padStart(17, "0")}`;

function eventNumber(n: number, eventCount: number): NotedEvent {
  const isRecent = n % 10 < 3;
  const ageMs = Math.floor(((n % eventCount) / eventCount) * (isRecent ? DAY_MS : RETENTION_MS - DAY_MS));
  const instanceId = `i-${(n % 5_000).toString(16).padStart(17, "0")}`;
  const subnet = subnetId(Math.floor(n / 7));
  const eventTime = millis(Math.floor((NOW - 1_000 - ageMs) / 1_000) * 1_000);
  return {
    eventId: eventId(n),
    eventName: "CreateNetworkInterface",
    eventTime,
    text: rawText(eventId(n), new Date(eventTime).toISOString(), instanceId, subnet),
    eniId: null,
    callerKind: "vpc-cni",
    callerId: instanceId,
    clusterName: `cluster-${n % 12}`,
    instanceId,
    findings: [
      {
        kind: n % 5 === 0 ? "fragmentation" : "capacity",
        code: "InsufficientFreeAddressesInSubnet",
        message: "The specified subnet does not have enough free addresses to satisfy the request.",
        subnetId: subnet,
        subnetEvidence: "parameters",
      },
    ],
  };
}

/** As long and as repetitive as CloudTrail's own record of the CNI's failed creation, 1.7 KB. */
function rawText(id: string, time: string, instanceId: string, subnet: string): string {
  const role = "eksctl-astronomer-dev-nodegroup-workers-NodeInstanceRole-1ABCDEFGHIJKL";
  const tags = [
    { key: "node.k8s.amazonaws.com/instance_id", value: instanceId },
    { key: "cluster.k8s.amazonaws.com/name", value: "astronomer-dev" },
    { key: "node.k8s.amazonaws.com/createdAt", value: time },
  ];
  return JSON.stringify({
    eventVersion: "1.09",
    userIdentity: {
      type: "AssumedRole",
      principalId: `AROAEXAMPLEEXAMPLE123:${instanceId}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/${instanceId}`,
      accountId: "111122223333",
      accessKeyId: "ASIAEXAMPLEEXAMPLE12",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: "AROAEXAMPLEEXAMPLE123",
          arn: `arn:aws:iam::111122223333:role/${role}`,
          accountId: "111122223333",
          userName: role,
        },
        attributes: { creationDate: time, mfaAuthenticated: "false" },
        ec2RoleDelivery: "2.0",
      },
    },
    eventTime: time,
    eventSource: "ec2.amazonaws.com",
    eventName: "CreateNetworkInterface",
    awsRegion: "eu-central-1",
    sourceIPAddress: "10.20.30.40",
    userAgent:
      "aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.4 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.254.1 m/E,z",
    errorCode: "Client.InsufficientFreeAddressesInSubnet",
    errorMessage: "The specified subnet does not have enough free addresses to satisfy the request.",
    requestParameters: {
      subnetId: subnet,
      description: `aws-K8S-${instanceId}`,
      groupSet: { items: [{ groupId: "sg-0123456789abcdef0" }] },
      privateIpAddressesSet: {},
      secondaryPrivateIpAddressCount: 14,
      clientToken: id,
      tagSpecificationSet: { items: [{ resourceType: "network-interface", tags }] },
    },
    responseElements: null,
    requestID: id,
    eventID: id,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
  });
}

async function timed<Value>(work: () => Promise<Value>): Promise<[number, Value]> {
  const startedAt = performance.now();
  const value = await work();
  return [Math.round(performance.now() - startedAt), value];
}

async function spread(times: number, work: (n: number) => Promise<unknown>): Promise<Spread> {
  const samples: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const startedAt = performance.now();
    await work(n);
    samples.push(performance.now() - startedAt);
  }
  samples.sort((a, b) => a - b);
  const rounded = (value: number | undefined) => Math.round((value ?? 0) * 10) / 10;
  return { median: rounded(samples[Math.floor(times / 2)]), worst: rounded(samples.at(-1)) };
}

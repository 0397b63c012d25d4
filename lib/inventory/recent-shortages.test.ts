import { describe, expect, it } from "vitest";
import type { EventReading } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import { inventoryOf, SUBNET_ID, subnet, TAKEN_AT } from "@/lib/domain/vpc/fixtures/records";
import type { EventToKeep } from "@/lib/history/event-store";
import { CAPACITY, pageOf } from "@/lib/history/fixtures/trail-pages";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { recentIn } from "@/lib/inventory/event-log";
import { recentView } from "@/lib/inventory/get-recent-shortages";

const MINUTE = 60_000;
const scope = { accountId: "111122223333", region: "eu-west-1" };
const range = { fromMs: millis(TAKEN_AT - 24 * 60 * MINUTE), toMs: TAKEN_AT };
const inventory = inventoryOf({ subnets: [subnet({ name: "nodes-a", availableIpAddressCount: 3 })] });
const reading: EventReading = {
  status: "read",
  source: "LookupEvents",
  covered: [range],
  isComplete: true,
  remainingMs: 0,
  readEventCount: 10,
  problem: null,
  store: { status: "open", problem: null },
};

let serial = 0;
function failure(beforeMinutes: number, changes: Partial<EventToKeep["findings"][0]> = {}): EventToKeep {
  return {
    eventId: `event-${++serial}`,
    eventName: "CreateNetworkInterface",
    eventTime: millis(TAKEN_AT - beforeMinutes * MINUTE),
    text: "{}",
    eniId: null,
    callerKind: "vpc-cni",
    callerId: "i-0a000000000000001",
    clusterName: null,
    instanceId: "i-0a000000000000001",
    findings: [{ ...CAPACITY, subnetId: SUBNET_ID, ...changes }],
  };
}

const EVENTS = [
  ...[1, 2, 2, 20, 90, 91, 700].map((minutes) => failure(minutes)),
  failure(3, { kind: "fragmentation" }),
  failure(40, { subnetId: "subnet-0ffffffffffffffff" }),
  failure(50, { subnetId: null, subnetEvidence: null }),
  failure(4, { kind: "throttled" }),
  // Older than the day.
  failure(24 * 60 + 1),
];

async function viewWith(most: number, events = EVENTS) {
  const store = new MemoryEventStore();
  await store.keepPage(pageOf(scope, { query: { ...scope, source: "x", eventName: "y" }, events }));
  return recentView({ ...(await recentIn(store, { ...scope, ...range }, most)), reading }, { range, inventory });
}

describe("the shortages of the last day", () => {
  it("are the same counted by the store as folded from the findings, but for what only findings tell", async () => {
    const [folded, counted] = await Promise.all([viewWith(1_000), viewWith(5)]);
    expect(folded.incidents).toHaveLength(5);
    expect(counted.incidents).toBeNull();
    expect(counted.timeline).toEqual(folded.timeline);
    expect(counted.subnets).toEqual(folded.subnets.map((each) => ({ ...each, nodeCount: null })));
    expect(counted.subnets[0]).toMatchObject({ incidentCount: 3, callCount: 8, isOngoing: true, freeAddressCount: 3 });
  });

  it("are nothing where nothing failed, however few are told", async () => {
    const { subnets, incidents } = await viewWith(0, [failure(4, { kind: "throttled" })]);
    expect(subnets).toEqual([]);
    expect(incidents).toEqual([]);
  });

  it("are told to the last that may be told, and counted from one more on", async () => {
    expect((await viewWith(10)).incidents).not.toBeNull();
    expect((await viewWith(9)).incidents).toBeNull();
  });
});

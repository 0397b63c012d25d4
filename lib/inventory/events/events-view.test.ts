import { describe, expect, it } from "vitest";
import { eventsSchema } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { Finding } from "@/lib/domain/shortage/finding";
import { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";
import {
  attachment,
  cniEni,
  eni,
  INSTANCE_ID,
  instance,
  inventoryOf,
  SUBNET_ID,
  subnet,
  TAKEN_AT,
  VPC_ID,
  vpc,
} from "@/lib/domain/vpc/fixtures/records";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import type { OpenLog } from "@/lib/inventory/events/event-log";
import { type EventsQuestion, eventsView } from "@/lib/inventory/events/events-view";
import { finding, keepFindings } from "@/lib/inventory/fixtures/findings";

const range = { fromMs: millis(TAKEN_AT - DAY_MS), toMs: TAKEN_AT };
const ELSEWHERE = "subnet-0ffffffffffffffff";

const inventory = inventoryOf({
  vpcs: [vpc({ name: "dev-shared" })],
  subnets: [subnet({ name: "nodes-a", availableIpAddressCount: 3 })],
  instances: [instance({ name: "worker-1" })],
  enis: [eni({ attachment: attachment() }), cniEni(1, {})],
});

const scope = { accountId: "111122223333", region: "eu-west-1" };

const ALL: EventsQuestion = {
  range,
  filter: {},
  incidentLimit: 100,
  incidentsAfter: null,
  incident: null,
  limit: 100,
  after: null,
};

async function logWith(findings: readonly Finding[]): Promise<OpenLog> {
  const store = new MemoryEventStore();
  await keepFindings(store, scope, findings);
  return { store, scope, covered: [range], isComplete: true, readUntil: range.toMs, version: "1" };
}

async function viewOf(
  findings: readonly Finding[],
  question: Partial<EventsQuestion> = {},
  freeCounts = new FreeCounts(),
) {
  return eventsView(await logWith(findings), { ...ALL, ...question }, { inventory, freeCounts });
}

const knownSchema = eventsSchema.omit({ range: true, reading: true }).strict();

describe("eventsView", () => {
  it("answers in the contract's form, with what the snapshot knows of the ids", async () => {
    const view = await viewOf([
      finding(HOUR_MS),
      finding(HOUR_MS + 5_000),
      finding(2 * HOUR_MS, { kind: "throttled" }),
    ]);
    expect(() => knownSchema.parse(view)).not.toThrow();
    expect(view.incidents).toMatchObject([
      {
        subnet: { id: SUBNET_ID, name: "nodes-a" },
        vpc: { id: VPC_ID, name: "dev-shared" },
        callCount: 2,
        nodeCount: 1,
        podCount: null,
        callers: [{ instanceId: INSTANCE_ID, nodeName: "worker-1", isKnownNode: true }],
        messages: [{ message: "insufficient free address to allocate 1 address", callCount: 2 }],
      },
    ]);
    expect(view.others).toMatchObject([{ kind: "throttled", callCount: 1 }]);
  });

  it("keeps a subnet and a node that are gone, by their ids", async () => {
    const gone = finding(HOUR_MS, { subnetId: ELSEWHERE, instanceId: "i-gone", callerId: "i-gone" });
    expect((await viewOf([gone])).incidents).toMatchObject([
      { subnet: { id: ELSEWHERE, name: null }, vpc: null, callers: [{ instanceId: "i-gone", isKnownNode: false }] },
    ]);
  });

  it("counts a fleet that failed in two subnets as one call, and as one of each subnet", async () => {
    const fleet = { eventId: "fleet", eventName: "CreateFleet" };
    const view = await viewOf([
      finding(HOUR_MS, fleet),
      finding(HOUR_MS, { ...fleet, ordinal: 1, subnetId: ELSEWHERE }),
    ]);
    expect(view.callCount).toBe(1);
    expect(view.timeline.reduce((sum, { counts }) => sum + counts.capacity, 0)).toBe(1);
    expect(view.subnets.map(({ callCount, buckets }) => [callCount, Math.max(...buckets)])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("counts look-alikes, other failures and unreadable records apart, never as shortages", async () => {
    const view = await viewOf([
      finding(1, { kind: "eni-slot-limit", code: "PrivateIpAddressLimitExceeded" }),
      finding(2, { kind: "eni-slot-limit", code: "PrivateIpAddressLimitExceeded", callerId: "i-2" }),
      finding(3, { kind: "other-failure", code: "InvalidSubnetID.NotFound" }),
      finding(4, { kind: "unreadable", callerKind: null, callerId: null, eventTime: null }),
    ]);
    expect(view).toMatchObject({ callCount: 0, unreadableCount: 1, incidents: [], subnets: [] });
    expect(view.others.map(({ kind, callCount, callerCount }) => [kind, callCount, callerCount])).toEqual([
      ["eni-slot-limit", 2, 2],
      ["other-failure", 1, 1],
    ]);
    expect(view.findings).toHaveLength(4);
  });

  it.each([
    [{ subnet: SUBNET_ID }, 1],
    [{ subnet: "unknown" }, 1],
    [{ vpc: VPC_ID }, 1],
    [{ vpc: "unknown" }, 2],
    [{ cluster: "astronomer-dev" }, 1],
    [{ caller: "karpenter" as const }, 1],
    [{ node: INSTANCE_ID }, 2],
    [{ kind: "fragmentation" as const }, 1],
    [{ kind: "fragmentation" as const, subnet: SUBNET_ID }, 0],
    [{}, 3],
  ])("filters by %j", async (filter, count) => {
    const view = await viewOf(
      [
        finding(1),
        finding(HOUR_MS, {
          subnetId: ELSEWHERE,
          kind: "fragmentation",
          callerKind: "karpenter",
          clusterName: "astronomer-dev",
        }),
        finding(2 * HOUR_MS, { subnetId: null, instanceId: null, callerId: null }),
      ],
      { filter },
    );
    expect(view.findings).toHaveLength(count);
    expect(view.callCount).toBe(count);
    expect(view.facets.subnet).toHaveLength(3);
  });

  it("counts a fleet's call once under each filter's value, in however many subnets it failed", async () => {
    const fleet = { eventId: "fleet", eventName: "CreateFleet" };
    const { callCount, facets } = await viewOf([
      finding(HOUR_MS, fleet),
      finding(HOUR_MS, { ...fleet, ordinal: 1 }),
      finding(HOUR_MS, { ...fleet, ordinal: 2, subnetId: ELSEWHERE }),
      finding(2 * HOUR_MS),
    ]);
    const countsOf = (name: keyof typeof facets) =>
      Object.fromEntries(facets[name].map((facet) => [facet.value, facet.callCount]));
    expect(callCount).toBe(2);
    expect(countsOf("kind")).toEqual({ capacity: 2 });
    expect(countsOf("subnet")).toEqual({ [SUBNET_ID]: 2, [ELSEWHERE]: 1 });
  });

  it("finds an incident by its id and by any of its events, since later events change the id", async () => {
    const [old, young] = [finding(HOUR_MS + MINUTE_MS), finding(HOUR_MS)];
    const other = finding(5 * HOUR_MS);
    for (const incident of [`incident-${old.eventId}`, `incident-${young.eventId}`, young.eventId]) {
      const view = await viewOf([old, young, other], { incident });
      expect(view.incidentId).toBe(`incident-${young.eventId}`);
      expect(view.findings.map(({ eventId }) => eventId)).toEqual([young.eventId, old.eventId]);
    }
    expect(await viewOf([old], { incident: "incident-nothing" })).toMatchObject({ incidentId: null, findings: [] });
  });

  it("says that an incident goes on while its last failure is among the newest that were read", async () => {
    expect((await viewOf([finding(60_000)])).incidents[0]?.isOngoing).toBe(true);
    expect((await viewOf([finding(HOUR_MS)])).incidents[0]?.isOngoing).toBe(false);
  });

  it("tells the free count of the time, where a snapshot was taken then", async () => {
    const freeCounts = new FreeCounts();
    freeCounts.note(millis(TAKEN_AT - HOUR_MS), [[SUBNET_ID, 1]]);
    freeCounts.note(millis(TAKEN_AT - HOUR_MS + 30_000), [[SUBNET_ID, 0]]);
    const view = await viewOf([finding(HOUR_MS), finding(5 * HOUR_MS)], {}, freeCounts);
    expect(view.incidents.map(({ freeThen }) => freeThen)).toEqual([{ low: 0, high: 1 }, null]);
  });

  it("adds up by subnet, the one that failed the longest first, with its part of the timeline", async () => {
    const view = await viewOf([
      finding(0.25 * HOUR_MS),
      finding(2.25 * HOUR_MS, { subnetId: ELSEWHERE }),
      finding(2.3 * HOUR_MS, { subnetId: ELSEWHERE }),
      finding(3.25 * HOUR_MS, { subnetId: ELSEWHERE, instanceId: "i-2", callerId: "i-2" }),
    ]);
    expect(
      view.subnets.map(({ subnet: place, incidentCount, callCount, nodeCount }) => [
        place?.id,
        incidentCount,
        callCount,
        nodeCount,
      ]),
    ).toEqual([
      [ELSEWHERE, 2, 3, 2],
      [SUBNET_ID, 1, 1, 1],
    ]);
    for (const { buckets, callCount } of view.subnets) {
      expect(buckets).toHaveLength(view.timeline.length);
      expect(buckets.reduce((sum, count) => sum + count, 0)).toBe(callCount);
    }
    expect(view.subnets[1]).toMatchObject({ freeAddressCount: 3, vpc: { id: VPC_ID } });
  });

  it("leaves out what lies outside the range", async () => {
    expect(await viewOf([finding(-1), finding(25 * HOUR_MS)])).toMatchObject({ callCount: 0, findings: [] });
  });
});

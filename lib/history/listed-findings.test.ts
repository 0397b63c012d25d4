import { describe, expect, it } from "vitest";
import type { Finding } from "@/lib/domain/shortage/finding";
import type { EventScope, FindingFilter } from "@/lib/history/event-store";
import { onBothEngines, openedAt } from "@/lib/history/fixtures/both-engines";
import { all, listAll } from "@/lib/history/fixtures/listed-findings";
import { at, CAPACITY, eventAt, newScope, pageOf, queryOf, range } from "@/lib/history/fixtures/trail-pages";

const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ eventId }) => eventId);

onBothEngines("what the event store lists", (placeOf) => {
  const opened = openedAt(placeOf);
  const storeOf = () => opened().store;

  describe("the subnet of a finding that lacks it", () => {
    const unknown = { ...CAPACITY, subnetId: null, subnetEvidence: null };
    const subnetsOf = async (scope: EventScope) =>
      (await listAll(storeOf(), all(scope))).map(({ subnetId, subnetEvidence }) => [subnetId, subnetEvidence]);

    it("comes from the ENI's creation, seen before or after", async () => {
      const scope = newScope();
      const events = [eventAt(9, { eniId: "eni-1", findings: [unknown] })];
      const createdEnis = [{ eniId: "eni-1", subnetId: "subnet-1" }];
      await storeOf().keepPage(pageOf(scope, { events }));
      expect(await subnetsOf(scope)).toEqual([[null, null]]);
      await storeOf().keepPage(pageOf(scope, { query: queryOf(scope, "CreateNetworkInterface"), createdEnis }));
      await storeOf().keepPage(pageOf(scope, { events: [eventAt(8, { eniId: "eni-1", findings: [unknown] })] }));
      expect(await subnetsOf(scope)).toEqual([
        ["subnet-1", "create-event"],
        ["subnet-1", "create-event"],
      ]);
    });

    it("comes from an earlier snapshot, which beats the instance's but not the event's own words", async () => {
      const scope = newScope();
      const ofInstance = { ...CAPACITY, subnetId: "subnet-node", subnetEvidence: "session-instance" } as const;
      const events = [
        eventAt(3, { eniId: "eni-1", findings: [unknown] }),
        eventAt(2, { eniId: "eni-1", findings: [ofInstance] }),
        eventAt(1, { eniId: "eni-1", findings: [CAPACITY] }),
      ];
      await storeOf().keepPage(pageOf(scope, { events }));
      await storeOf().keepEnis(scope, [{ eniId: "eni-1", subnetId: "subnet-1" }], at(20));
      expect(await subnetsOf(scope)).toEqual([
        ["subnet-1", "earlier-eni"],
        ["subnet-1", "earlier-eni"],
        [CAPACITY.subnetId, "parameters"],
      ]);
    });

    it("is not taken from another account's ENI", async () => {
      const scope = newScope();
      await storeOf().keepEnis(newScope(), [{ eniId: "eni-1", subnetId: "subnet-1" }], at(20));
      await storeOf().keepPage(pageOf(scope, { events: [eventAt(9, { eniId: "eni-1", findings: [unknown] })] }));
      expect(await subnetsOf(scope)).toEqual([[null, null]]);
    });

    it("keeps 12,000 ENIs of a snapshot, and the same snapshot again", async () => {
      const scope = newScope();
      const enis = Array.from({ length: 12_000 }, (_, n) => ({ eniId: `eni-${n}`, subnetId: `subnet-${n % 7}` }));
      await storeOf().keepEnis(scope, enis, at(20));
      await storeOf().keepEnis(scope, enis, at(80));
      await storeOf().keepPage(pageOf(scope, { events: [eventAt(9, { eniId: "eni-11999", findings: [unknown] })] }));
      expect(await subnetsOf(scope)).toEqual([["subnet-1", "earlier-eni"]]);
    });
  });

  describe("findings", () => {
    it("of one event are listed together, and filtered apart", async () => {
      const scope = newScope();
      const findings = [CAPACITY, { ...CAPACITY, subnetId: "subnet-b", kind: "fragmentation" as const }] as const;
      await storeOf().keepPage(pageOf(scope, { events: [eventAt(5, { findings, eventName: "CreateFleet" })] }));
      expect((await listAll(storeOf(), all(scope))).map(({ ordinal }) => ordinal)).toEqual([1, 0]);
      expect(await listAll(storeOf(), { ...all(scope), subnetIds: ["subnet-b"] })).toMatchObject([
        { ordinal: 1, kind: "fragmentation", eventName: "CreateFleet" },
      ]);
    });

    it("come newest first, page by page, none twice and none left out", async () => {
      const scope = newScope();
      // Four events a second: pages end inside of seconds.
      const events = Array.from({ length: 40 }, (_, n) => eventAt(n, { eventTime: at(Math.floor(n / 4)) }));
      await storeOf().keepPage(pageOf(scope, { events }));
      const whole = await listAll(storeOf(), all(scope));
      expect(whole.map(({ listedAt }) => listedAt)).toEqual(
        events.map(({ eventTime }) => eventTime).sort((a, b) => Number(b) - Number(a)),
      );
      for (const limit of [1, 3, 39, 40, 41]) expect(await listAll(storeOf(), all(scope), limit)).toEqual(whole);
    });

    it("begin with the range's first instant and end before its last", async () => {
      const scope = newScope();
      await storeOf().keepPage(pageOf(scope, { events: [4, 5, 6, 7].map((seconds) => eventAt(seconds)) }));
      expect(idsOf(await listAll(storeOf(), { ...scope, ...range(5, 7) }))).toEqual(["event-6", "event-5"]);
    });

    it.each<[string, Partial<FindingFilter>, string[]]>([
      ["a kind", { kinds: ["throttled"] }, ["event-2"]],
      ["kinds", { kinds: ["throttled", "capacity"] }, ["event-3", "event-2", "event-1"]],
      ["a subnet", { subnetIds: ["subnet-b"] }, ["event-2"]],
      ["no known subnet", { subnetIds: [null] }, ["event-3"]],
      ["a subnet or none known", { subnetIds: [null, "subnet-b"] }, ["event-3", "event-2"]],
      ["a caller's kind", { callerKinds: ["karpenter"] }, ["event-2"]],
      ["a caller", { callerIds: ["i-0123456789abcdef0"] }, ["event-3", "event-1"]],
      ["a cluster", { clusterNames: ["blue"] }, ["event-2"]],
      ["no known cluster", { clusterNames: [null] }, ["event-3"]],
      ["an instance", { instanceIds: ["i-2"] }, ["event-2"]],
      ["an event name", { eventNames: ["RunInstances"] }, ["event-3"]],
      ["two things at once", { kinds: ["capacity"], subnetIds: ["subnet-b"] }, []],
      ["none of nothing", { kinds: [] }, []],
      ["a name with quotes", { clusterNames: ["'; drop schema eniscope cascade; --"] }, []],
    ])("are filtered by %s", async (_name, filter, expected) => {
      const scope = newScope();
      const events = [
        eventAt(1),
        eventAt(2, {
          callerKind: "karpenter",
          callerId: "karpenter",
          clusterName: "blue",
          instanceId: "i-2",
          findings: [{ ...CAPACITY, kind: "throttled", subnetId: "subnet-b" }],
        }),
        eventAt(3, {
          eventName: "RunInstances",
          clusterName: null,
          findings: [{ ...CAPACITY, subnetId: null, subnetEvidence: null }],
        }),
      ];
      await storeOf().keepPage(pageOf(scope, { events }));
      expect(idsOf(await listAll(storeOf(), { ...all(scope), ...filter }))).toEqual(expected);
    });

    it.each([0, 1001, 1.5])("are never listed %d at a time", async (limit) => {
      await expect(storeOf().listFindings(all(newScope()), { limit })).rejects.toThrow(RangeError);
    });
  });
});

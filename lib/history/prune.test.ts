import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { onBothEngines, openedAt, RETENTION_MS } from "@/lib/history/fixtures/both-engines";
import { at, CAPACITY, eventAt, newScope, pageOf, range } from "@/lib/history/fixtures/trail-pages";

const everything = range(-100_000, 100_000);

onBothEngines("retention", (placeOf) => {
  const opened = openedAt(placeOf);
  const pruneAsOf = (seconds: number) => opened().store.prune(millis(at(seconds) + RETENTION_MS));

  describe("deletes what is older", () => {
    it("with the claim to have read it, and nothing else", async () => {
      const { store } = opened();
      const scope = newScope();
      const findings = [CAPACITY, { ...CAPACITY, subnetId: "subnet-b" }] as const;
      await store.keepPage(
        pageOf(scope, {
          events: [eventAt(-20_000, { findings }), eventAt(-10_001), eventAt(-10_000), eventAt(5)],
          countedTimes: [at(-20_000), at(4)],
          covered: range(-20_000, 10),
        }),
      );
      await store.keepPage(pageOf(scope, { covered: range(-30_000, -29_000) }));
      expect(await pruneAsOf(-10_000)).toEqual({ deletedEventCount: 2 });
      const { findings: left } = await store.listFindings({ ...scope, ...everything }, { limit: 10 });
      expect(left.map(({ eventId }) => eventId)).toEqual(["event-5", "event--10000"]);
      expect(await store.getRawEvent(scope, "event--20000")).toBeNull();
      expect((await store.listCoverage(scope)).map(({ covered }) => covered)).toEqual([[range(-10_000, 10)]]);
      expect(await store.countOthers({ ...scope, ...everything })).toEqual(new Map([["AssignPrivateIpAddresses", 1]]));
      expect(await pruneAsOf(-10_000)).toEqual({ deletedEventCount: 0 });
    });

    it("in as many steps as it takes", async () => {
      const { store } = opened();
      const scope = newScope();
      const events = Array.from({ length: 5_500 }, (_, n) => eventAt(-60_000 - n));
      await store.keepPage(pageOf(scope, { events }));
      expect(await pruneAsOf(-59_000)).toEqual({ deletedEventCount: 5_500 });
    });

    it("of ENIs those that no snapshot had since", async () => {
      const { store } = opened();
      const scope = newScope();
      const lacking = { ...CAPACITY, subnetId: null, subnetEvidence: null };
      await store.keepEnis(scope, [{ eniId: "eni-old", subnetId: "subnet-1" }], at(-90_000));
      await store.keepEnis(scope, [{ eniId: "eni-seen-again", subnetId: "subnet-1" }], at(-200_000));
      await store.keepEnis(scope, [{ eniId: "eni-seen-again", subnetId: "subnet-1" }], at(-50_000));
      await pruneAsOf(-60_000);
      const events = ["eni-old", "eni-seen-again"].map((eniId, n) => eventAt(n, { eniId, findings: [lacking] }));
      await store.keepPage(pageOf(scope, { events }));
      const { findings } = await store.listFindings({ ...scope, ...everything }, { limit: 10 });
      expect(findings.map(({ eniId, subnetId }) => [eniId, subnetId])).toEqual([
        ["eni-seen-again", "subnet-1"],
        ["eni-old", null],
      ]);
    });
  });

  it("runs by itself when pages are kept", async () => {
    const { engine } = opened();
    const { SqlEventStore } = await import("@/lib/history/sql-event-store");
    const scope = newScope();
    let now = at(0);
    const store = new SqlEventStore(engine, { retentionMs: 60_000, now: () => now });
    await store.keepPage(pageOf(scope, { events: [eventAt(-30)] }));
    await store.settled();
    expect(await store.getRawEvent(scope, "event--30")).not.toBeNull();
    now = at(3_600);
    await store.keepPage(pageOf(scope, { events: [eventAt(3_590)] }));
    await store.settled();
    expect(await store.getRawEvent(scope, "event--30")).toBeNull();
    expect(await store.getRawEvent(scope, "event-3590")).not.toBeNull();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import type { NotedEvent } from "@/lib/domain/shortage/note-record";
import { holdsTime, mergeRanges, subtractRanges, type TimeRange } from "@/lib/domain/shortage/time-range";
import type { EventScope, EventStore, TrailPage } from "@/lib/history/event-store";
import { onBothEngines, openedAt } from "@/lib/history/fixtures/both-engines";
import { all, listAll } from "@/lib/history/fixtures/listed-findings";
import { at, CAPACITY, eventAt, newScope, pageOf, queryOf, range } from "@/lib/history/fixtures/trail-pages";

onBothEngines("the event store", (placeOf) => {
  const opened = openedAt(placeOf);
  const storeOf = () => opened().store;

  describe("a page", () => {
    it("is kept with its events as they came", async () => {
      const scope = newScope();
      const text = '{"eventID":"event-5", "errorMessage":"Ünïcode ✓ \\u0000"}\n';
      const kept = await storeOf().keepPage(
        pageOf(scope, { events: [eventAt(5, { text })], covered: range(0, 10), judgementVersion: 7 }),
      );
      expect(kept).toEqual({ newEventCount: 1, doubleCount: 0, covered: [range(0, 10)] });
      expect(await storeOf().getRawEvent(scope, "event-5")).toEqual({
        eventId: "event-5",
        eventName: "AssignPrivateIpAddresses",
        eventTime: at(5),
        text,
        readAt: at(7_200),
        judgementVersion: 7,
      });
      const { findings } = await storeOf().listFindings(all(scope), { limit: 10 });
      expect(findings).toEqual([
        {
          eventId: "event-5",
          ordinal: 0,
          eventName: "AssignPrivateIpAddresses",
          eventTime: at(5),
          listedAt: at(5),
          ...CAPACITY,
          eniId: null,
          callerKind: "vpc-cni",
          callerId: "i-0123456789abcdef0",
          clusterName: "astronomer-dev",
          instanceId: "i-0123456789abcdef0",
        },
      ]);
    });

    it("changes nothing the second time, even if it says something else by then", async () => {
      const scope = newScope();
      const page = pageOf(scope, { events: [eventAt(5)], countedTimes: [at(3)], covered: range(0, 10) });
      await storeOf().keepPage(page);
      const again = await storeOf().keepPage({ ...page, events: [eventAt(5, { text: "other" })], readAt: at(9_000) });
      expect(again).toEqual({ newEventCount: 0, doubleCount: 1, covered: [range(0, 10)] });
      expect((await storeOf().getRawEvent(scope, "event-5"))?.text).toBe(eventAt(5).text);
      expect(await storeOf().countOthers({ ...scope, ...range(0, 3_600) })).toEqual(
        new Map([["AssignPrivateIpAddresses", 1]]),
      );
    });

    it("counts what is only counted once, when its time is first covered", async () => {
      const scope = newScope();
      const count = async () =>
        (await storeOf().countOthers({ ...scope, ...range(0, 7_200) })).get("AssignPrivateIpAddresses") ?? 0;
      // The oldest second of the first page may go on in the second, which gives it again.
      await storeOf().keepPage(
        pageOf(scope, { countedTimes: [at(9), at(8), at(7)].map(millis), covered: range(8, 10) }),
      );
      expect(await count()).toBe(2);
      await storeOf().keepPage(pageOf(scope, { countedTimes: [at(7), at(7), at(5)], covered: range(0, 8) }));
      expect(await count()).toBe(5);
      await storeOf().keepPage(pageOf(scope, { countedTimes: [at(7), at(4_000)], covered: range(5, 5_000) }));
      expect(await count()).toBe(6);
    });

    it("counts an hour that two sources read once", async () => {
      const scope = newScope();
      const page = pageOf(scope, { countedTimes: [at(1), at(2)], covered: range(0, 10) });
      await storeOf().keepPage(page);
      await storeOf().keepPage({ ...page, query: { ...page.query, source: "athena" } });
      expect(await storeOf().countOthers({ ...scope, ...range(0, 10) })).toEqual(
        new Map([["AssignPrivateIpAddresses", 2]]),
      );
    });

    it("claims nothing while it covers nothing", async () => {
      const scope = newScope();
      expect(await storeOf().keepPage(pageOf(scope, { events: [eventAt(5)], countedTimes: [at(6)] }))).toEqual({
        newEventCount: 1,
        doubleCount: 0,
        covered: [],
      });
      expect(await storeOf().listCoverage(scope)).toEqual([]);
      expect(await storeOf().countOthers({ ...scope, ...range(0, 10) })).toEqual(new Map());
    });

    it("joins what each query has read, and keeps the queries apart", async () => {
      const scope = newScope();
      const query = queryOf(scope, "RunInstances");
      for (const covered of [range(0, 10), range(20, 30), range(40, 50)])
        await storeOf().keepPage(pageOf(scope, { covered }));
      expect((await storeOf().keepPage(pageOf(scope, { covered: range(10, 40) }))).covered).toEqual([range(0, 50)]);
      await storeOf().keepPage(pageOf(scope, { query, covered: range(5, 6) }));
      expect(await storeOf().listCoverage(scope)).toEqual([
        { query: queryOf(scope), covered: [range(0, 50)] },
        { query, covered: [range(5, 6)] },
      ]);
    });

    it("is kept whole or not at all", async () => {
      const scope = newScope();
      const good = eventAt(5);
      const broken = { ...eventAt(6), eventTime: millis(0.5) };
      await expect(
        storeOf().keepPage(pageOf(scope, { events: [good, broken], covered: range(0, 10) })),
      ).rejects.toMatchObject({ problem: { code: "history-unusable" } });
      expect(await listAll(storeOf(), all(scope))).toEqual([]);
      expect(await storeOf().listCoverage(scope)).toEqual([]);
      expect(await storeOf().keepPage(pageOf(scope, { events: [good], covered: range(0, 10) }))).toMatchObject({
        newEventCount: 1,
      });
    });
  });

  describe("an event", () => {
    it.each([
      ["of half a surrogate pair", "\ud800 and \udc00"],
      ["with U+0000", '{"a":"\u0000"}'],
      ["of 300 KB", "x".repeat(300_000)],
      ["that is deep", "[".repeat(50_000)],
      ["that is empty", ""],
      ["with quotes and backslashes", `'"\\ \\u0000 $1 ${"{}"}`],
    ])("%s comes back unit by unit", async (_name, text) => {
      const scope = newScope();
      await storeOf().keepPage(pageOf(scope, { events: [eventAt(1, { text })] }));
      expect((await storeOf().getRawEvent(scope, "event-1"))?.text).toBe(text);
    });

    it("with columns of any length and content is kept and listed", async () => {
      const scope = newScope();
      const long = `\u0000\ud800${"ß".repeat(100_000)}`;
      const finding = { ...CAPACITY, code: long, message: long, subnetId: long };
      const event = eventAt(1, {
        callerId: long,
        clusterName: long,
        instanceId: long,
        eniId: long,
        findings: [finding],
      });
      await storeOf().keepPage(pageOf(scope, { events: [event], createdEnis: [{ eniId: long, subnetId: long }] }));
      const [listed] = await listAll(storeOf(), all(scope));
      expect(listed?.clusterName).toBe(`\uFFFD\uFFFD${"ß".repeat(510)}`);
      expect(listed?.message).toHaveLength(4_000);
    });

    it("without an id is known by its text, and without a time listed when it was read", async () => {
      const scope = newScope();
      const unreadable: Partial<NotedEvent> = {
        eventId: null,
        eventName: null,
        eventTime: null,
        findings: [{ kind: "unreadable", code: null, message: null, subnetId: null, subnetEvidence: null }],
      };
      const events = [eventAt(1, { ...unreadable, text: "{" }), eventAt(2, { ...unreadable, text: "[" })];
      const page = pageOf(scope, { events: [...events, ...events], readAt: at(50) });
      expect(await storeOf().keepPage(page)).toMatchObject({ newEventCount: 2, doubleCount: 2 });
      expect(await storeOf().keepPage({ ...page, readAt: at(60) })).toMatchObject({ newEventCount: 0 });
      const findings = await listAll(storeOf(), all(scope));
      expect(findings).toHaveLength(2);
      for (const finding of findings)
        expect(finding).toMatchObject({ eventName: "AssignPrivateIpAddresses", eventTime: null, listedAt: at(50) });
    });

    it("of another account or Region is not found, listed, counted or covered", async () => {
      const scope = newScope();
      const page = pageOf(scope, { events: [eventAt(5)], countedTimes: [at(6)], covered: range(0, 10) });
      await storeOf().keepPage(page);
      for (const other of [newScope(), { ...scope, region: "eu-west-1" }]) {
        expect(await storeOf().getRawEvent(other, "event-5")).toBeNull();
        expect(await listAll(storeOf(), all(other))).toEqual([]);
        expect(await storeOf().groupFindings(all(other), { limit: 10 })).toEqual({ groups: [], next: null });
        expect(await storeOf().listCoverage(other)).toEqual([]);
        expect(await storeOf().countOthers(all(other))).toEqual(new Map());
        expect(await storeOf().keepPage({ ...page, query: queryOf(other) })).toMatchObject({ newEventCount: 1 });
      }
    });
  });

  it("comes to the same whatever pages overlap, in whatever order they are kept, side by side too", async () => {
    await fc.assert(
      fc.asyncProperty(manyPages, async ({ world, windows, order, together }) => {
        const scope = newScope();
        const pages = order.map((index) => pageOfWindow(scope, world, windows[index % windows.length] ?? range(0, 0)));
        for (let start = 0; start < pages.length; start += together)
          await Promise.all(pages.slice(start, start + together).map((page) => storeOf().keepPage(page)));
        const seen = order.map((index) => windows[index % windows.length] ?? range(0, 0));
        await expectWorld(storeOf(), scope, world, seen);
      }),
      { numRuns: 25 },
    );
  });

  it("knows its size", async () => {
    await storeOf().keepPage(pageOf(newScope(), { events: [eventAt(-50_000)] }));
    const { byteCount, eventCount, oldestAt } = await storeOf().getSize();
    expect(byteCount).toBeGreaterThan(100_000);
    expect(eventCount).toBeGreaterThan(0);
    expect(oldestAt).toBeLessThanOrEqual(at(-50_000));
  });
});

/** What happened in 40 seconds: failures on ENIs, creations of ENIs, and calls that are only counted. */
interface Happening {
  readonly second: number;
  readonly what: "failure" | "creation" | "other";
  readonly eni: number;
}

const happening = fc.record<Happening>({
  second: fc.nat(39),
  what: fc.constantFrom("failure", "failure", "creation", "other"),
  eni: fc.nat(4),
});
const manyPages = fc.record({
  world: fc.array(happening, { minLength: 1, maxLength: 30 }),
  windows: fc.array(
    fc.tuple(fc.nat(40), fc.nat(40)).map(([from, to]) => range(Math.min(from, to), Math.max(from, to))),
    { minLength: 1, maxLength: 6 },
  ),
  order: fc.array(fc.nat(5), { minLength: 1, maxLength: 10 }),
  together: fc.integer({ min: 1, max: 4 }),
});

const within = (list: readonly TimeRange[], { second }: Happening): boolean => holdsTime(list, at(second));
const withEni = { ...CAPACITY, subnetId: null, subnetEvidence: null };

function pageOfWindow(scope: EventScope, world: readonly Happening[], window: TimeRange): TrailPage {
  const inside = world.map((one, index) => ({ ...one, index })).filter((one) => within([window], one));
  return pageOf(scope, {
    events: inside
      .filter(({ what }) => what === "failure")
      .map(({ second, eni, index }) =>
        eventAt(second, { eventId: `event-${index}`, eniId: `eni-${eni}`, findings: [withEni] }),
      ),
    createdEnis: inside
      .filter(({ what }) => what === "creation")
      .map(({ eni }) => ({ eniId: `eni-${eni}`, subnetId: `subnet-${eni}` })),
    countedTimes: inside.filter(({ what }) => what === "other").map(({ second }) => at(second)),
    covered: window,
  });
}

async function expectWorld(
  store: EventStore,
  scope: EventScope,
  world: readonly Happening[],
  seen: readonly TimeRange[],
): Promise<void> {
  const inside = world.map((one, index) => ({ ...one, index })).filter((one) => within(seen, one));
  const known = new Set(inside.filter(({ what }) => what === "creation").map(({ eni }) => eni));
  const expected = inside
    .filter(({ what }) => what === "failure")
    .map(({ index, eni, second }) => [`event-${index}`, at(second), known.has(eni) ? `subnet-${eni}` : null]);
  const findings = await listAll(store, all(scope), 7);
  expect(findings.map(({ eventId, listedAt, subnetId }) => [eventId, listedAt, subnetId]).sort()).toEqual(
    expected.sort(),
  );
  const coverage = await store.listCoverage(scope);
  expect(coverage.flatMap(({ covered }) => covered)).toEqual(mergeRanges(seen));
  expect(seen.flatMap((part) => subtractRanges(part, [range(0, 40)]))).toEqual([]);
  const others = await store.countOthers({ ...scope, ...range(0, 40) });
  expect(others.get("AssignPrivateIpAddresses") ?? 0).toBe(inside.filter(({ what }) => what === "other").length);
}

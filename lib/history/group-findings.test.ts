import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byPlace, type FindingPlace } from "@/lib/domain/shortage/finding";
import type { NotedEvent } from "@/lib/domain/shortage/note-record";
import type { EventStore, FindingFilter } from "@/lib/history/event-store";
import { onBothEngines, openedAt } from "@/lib/history/fixtures/both-engines";
import { at, CAPACITY, eventAt, newScope, pageOf, range } from "@/lib/history/fixtures/trail-pages";
import { MemoryEventStore } from "@/lib/history/memory-event-store";

const FRAGMENTED = { ...CAPACITY, kind: "fragmentation", code: null, message: 'a "quoted" message, ünïcode' } as const;

/** Events of few seconds, callers and subnets, so that many agree in all but their place; a fleet has several findings. */
const drawnEvent = fc.record({
  second: fc.integer({ min: 0, max: 20 }),
  caller: fc.constantFrom("i-1", "i-2", null),
  clusterName: fc.constantFrom("a", null),
  findings: fc.array(fc.constantFrom(CAPACITY, FRAGMENTED, { ...CAPACITY, subnetId: null, subnetEvidence: null }), {
    minLength: 1,
    maxLength: 3,
  }),
});

const eventsOf = (drawn: readonly (typeof drawnEvent extends fc.Arbitrary<infer Drawn> ? Drawn : never)[]) =>
  drawn.map(({ second, caller, clusterName, findings: [first = CAPACITY, ...rest] }, index): NotedEvent => {
    const by = {
      callerId: caller,
      instanceId: caller,
      clusterName,
      callerKind: caller === null ? null : "vpc-cni",
    } as const;
    return eventAt(second, { eventId: `event-${index}`, ...by, findings: [first, ...rest] });
  });

/** Every finding by pages of groups, in the order of the pages. */
async function walk(store: EventStore, filter: FindingFilter, limit: number) {
  const found: { readonly text: string; readonly place: FindingPlace }[] = [];
  let after: FindingPlace | null = null;
  do {
    const page = await store.groupFindings(filter, { limit, after });
    const texts = page.groups.map(({ traits }) => JSON.stringify(traits));
    expect(new Set(texts).size).toBe(texts.length);
    const places = page.groups.flatMap(({ places: own }, index) =>
      own.map((place) => ({ text: texts[index] ?? "", place })),
    );
    expect(places.length).toBeLessThanOrEqual(limit);
    found.push(...places.sort((a, b) => byPlace(a.place, b.place)));
    after = page.next;
  } while (after !== null);
  return found;
}

async function expectSameAsListed(store: EventStore, filter: FindingFilter, limit: number): Promise<void> {
  const { findings } = await store.listFindings(filter, { limit: 1_000 });
  const walked = await walk(store, filter, limit);
  const listed = findings.map((finding) => {
    const { kind, code, message, subnetId, callerKind, callerId, clusterName, instanceId } = finding;
    return JSON.stringify({ kind, code, message, subnetId, callerKind, callerId, clusterName, instanceId });
  });
  expect(walked.map(({ text }) => text)).toEqual(listed);
  expect(walked.map(({ place }) => [place.listedAt, place.ordinal])).toEqual(
    findings.map(({ listedAt, ordinal }) => [listedAt, ordinal]),
  );
  const sequences = [...new Set(walked.map(({ place }) => place.sequence))];
  const places = walked.map(({ place }) => place);
  const isWalked = new Set(
    places.map(({ listedAt, sequence, ordinal }) => JSON.stringify({ listedAt, sequence, ordinal })),
  );
  const whole = sequences.length === 0 ? [] : await store.findingsOf(filter, { sequences });
  // Of an event, findings that the filter leaves out are there too.
  const placed = whole.filter(({ place: { listedAt, sequence, ordinal } }) =>
    isWalked.has(JSON.stringify({ listedAt, sequence, ordinal })),
  );
  expect(placed.map(({ finding }) => finding)).toEqual(findings);
  expect(placed.map(({ place }) => place)).toEqual(places);
}

function tests(storeOf: () => EventStore): void {
  it("are those that are listed, in the same order, whatever the length of a page", async () => {
    const limits = fc.integer({ min: 1, max: 70 });
    await fc.assert(
      fc.asyncProperty(fc.array(drawnEvent, { maxLength: 25 }), limits, async (drawn, limit) => {
        const scope = newScope();
        await storeOf().keepPage(pageOf(scope, { events: eventsOf(drawn) }));
        await expectSameAsListed(storeOf(), { ...scope, ...range(2, 18) }, limit);
        await expectSameAsListed(
          storeOf(),
          { ...scope, ...range(0, 30), subnetIds: [null], callerIds: ["i-1"] },
          limit,
        );
      }),
      { numRuns: 25 },
    );
  });

  it("are looked up by their events' ids and numbers, of one account only", async () => {
    const [scope, other] = [newScope(), newScope()];
    const fleet = eventAt(1, { eventId: "fleet", findings: [CAPACITY, FRAGMENTED] });
    await storeOf().keepPage(pageOf(scope, { events: [fleet, eventAt(2), eventAt(3)] }));
    await storeOf().keepPage(pageOf(other, { events: [fleet] }));
    const found = await storeOf().findingsOf(scope, { eventIds: ["fleet", "event-3", "nothing"] });
    expect(found.map(({ finding: { eventId }, place: { ordinal, listedAt } }) => [eventId, ordinal, listedAt])).toEqual(
      [
        ["event-3", 0, at(3)],
        ["fleet", 1, at(1)],
        ["fleet", 0, at(1)],
      ],
    );
    const sequences = found.map(({ place }) => place.sequence);
    expect(await storeOf().findingsOf(scope, { sequences })).toEqual(found);
    expect(await storeOf().findingsOf(other, { sequences })).toEqual([]);
  });

  it("end where they end", async () => {
    const scope = newScope();
    expect(await storeOf().groupFindings({ ...scope, ...range(0, 10) }, { limit: 5 })).toEqual({
      groups: [],
      next: null,
    });
  });
}

onBothEngines("findings in groups", (placeOf) => {
  const opened = openedAt(placeOf);
  tests(() => opened().store);
  it.each([0, 50_001, 1.5])("have no page of %s", async (limit) => {
    await expect(opened().store.groupFindings({ ...newScope(), ...range(0, 10) }, { limit })).rejects.toThrow(
      RangeError,
    );
  });
});

describe("findings in groups, in memory", () => {
  const store = new MemoryEventStore();
  tests(() => store);
});

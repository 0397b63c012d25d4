import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Incident } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import type { Finding } from "@/lib/domain/shortage/finding";
import { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { INCIDENT_GAP_MS, isShortage } from "@/lib/domain/shortage/incident";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time-units";
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
  vpc,
} from "@/lib/domain/vpc/fixtures/records";
import type { FindingCursor, FindingFilter, GroupedPage } from "@/lib/history/event-store";
import { parseFindingCursor } from "@/lib/history/finding-cursor";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import type { OpenLog } from "@/lib/inventory/events/event-log";
import { type EventsQuestion, eventsView, type KnownEvents } from "@/lib/inventory/events/events-view";
import { callPages, incidentPages, type RowPages } from "@/lib/inventory/events/export-events";
import { finding, keepFindings } from "@/lib/inventory/fixtures/findings";

const range = { fromMs: millis(TAKEN_AT - DAY_MS), toMs: TAKEN_AT };
const scope = { accountId: "111122223333", region: "eu-west-1" };
const ELSEWHERE = "subnet-0ffffffffffffffff";

const inventory = inventoryOf({
  vpcs: [vpc({ name: "dev-shared" })],
  subnets: [subnet({ name: "nodes-a" })],
  instances: [instance({ name: "worker-1" })],
  enis: [eni({ attachment: attachment() }), cniEni(1, {})],
});

/** A store that is content with few findings at a time: a walk has many steps, and ends an incident at any of them. */
class ShortPages extends MemoryEventStore {
  override groupFindings(
    filter: FindingFilter,
    { limit, after = null }: { readonly limit: number; readonly after?: FindingCursor | null },
  ): Promise<GroupedPage> {
    return super.groupFindings(filter, { limit: Math.min(limit, 4), after });
  }
}

async function logWith(findings: readonly Finding[]): Promise<OpenLog> {
  const store = new ShortPages();
  await keepFindings(store, scope, findings);
  return { store, scope, covered: [range], isComplete: true, readUntil: range.toMs, version: "1" };
}

const ask = (log: OpenLog, question: Partial<EventsQuestion>) =>
  eventsView(
    log,
    {
      range,
      filter: {},
      incidentLimit: 100,
      incidentsAfter: null,
      incident: null,
      limit: 100,
      after: null,
      ...question,
    },
    { inventory, freeCounts: new FreeCounts() },
  );

/** All pages of one of the two lists. */
async function pages<Item>(
  log: OpenLog,
  question: Partial<EventsQuestion>,
  {
    itemsOf,
    nextOf,
    cursor,
  }: {
    readonly itemsOf: (view: KnownEvents) => readonly Item[];
    readonly nextOf: (view: KnownEvents) => string | null;
    readonly cursor: "after" | "incidentsAfter";
  },
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const view: KnownEvents = await ask(log, {
      ...question,
      [cursor]: after === null ? null : parseFindingCursor(after),
    });
    items.push(...itemsOf(view));
    after = nextOf(view);
  } while (after !== null);
  return items;
}

async function rowsOf<Row>(pagesOfRows: RowPages<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pagesOfRows) rows.push(...page);
  return rows;
}

const INCIDENTS = {
  itemsOf: ({ incidents }: KnownEvents) => incidents,
  nextOf: ({ nextIncidents }: KnownEvents) => nextIncidents,
  cursor: "incidentsAfter",
} as const;
const CALLS = {
  itemsOf: ({ findings }: KnownEvents) => findings,
  nextOf: ({ next }: KnownEvents) => next,
  cursor: "after",
} as const;

const drawnFinding = fc.record({
  minute: fc.integer({ min: 1, max: 500 }),
  part: fc.record({
    kind: fc.constantFrom("capacity", "capacity", "fragmentation", "throttled"),
    subnetId: fc.constantFrom(SUBNET_ID, ELSEWHERE, null),
    clusterName: fc.constantFrom("astronomer-dev", null),
    by: fc.constantFrom(INSTANCE_ID, "i-gone", null),
  }),
});

const findingsOf = (drawn: readonly (typeof drawnFinding extends fc.Arbitrary<infer Drawn> ? Drawn : never)[]) =>
  drawn.map(({ minute, part: { by, ...part } }) =>
    finding(minute * MINUTE_MS, { ...part, callerId: by, instanceId: by, callerKind: by === null ? null : "vpc-cni" }),
  );

/** The definition once more, over a list that fits into a test: one place's failures without half an hour of silence. */
function foldedAtOnce(findings: readonly Finding[]) {
  const places = new Map<string, Finding[]>();
  for (const each of findings.filter(isShortage)) {
    const place = each.subnetId ?? `${each.callerKind} ${each.callerId}`;
    places.set(place, [...(places.get(place) ?? []), each]);
  }
  const incidents: Finding[][] = [];
  for (const list of places.values()) {
    let previous = Number.NEGATIVE_INFINITY;
    for (const each of list.sort((a, b) => a.listedAt - b.listedAt)) {
      if (each.listedAt - previous > INCIDENT_GAP_MS) incidents.push([]);
      incidents.at(-1)?.push(each);
      previous = each.listedAt;
    }
  }
  return incidents.map((list) => ({
    subnet: list[0]?.subnetId ?? null,
    firstAt: list[0]?.listedAt,
    lastAt: list.at(-1)?.listedAt,
    callCount: list.length,
    callers: new Set(list.map(({ callerId }) => callerId)).size,
  }));
}

const outline = ({ subnet: place, firstAt, lastAt, callCount, callerCount }: Incident) => ({
  subnet: place?.id ?? null,
  firstAt,
  lastAt,
  callCount,
  callers: callerCount,
});
const inAnyOrder = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();

describe("pages of events", () => {
  const trails = fc.array(drawnFinding, { maxLength: 40 });

  it("hold every incident once, newest first, as the definition folds them, whatever a page's length", async () => {
    await fc.assert(
      fc.asyncProperty(trails, fc.integer({ min: 1, max: 5 }), async (drawn, incidentLimit) => {
        const findings = findingsOf(drawn);
        const log = await logWith(findings);
        const whole = await ask(log, {});
        const expected = foldedAtOnce(findings);
        expect(inAnyOrder(whole.incidents.map(outline))).toEqual(inAnyOrder(expected));
        expect(whole.incidentCount).toBe(expected.length);
        expect(whole.nextIncidents).toBeNull();
        expect(await pages(log, { incidentLimit }, INCIDENTS)).toEqual(whole.incidents);
        const times = whole.incidents.map(({ lastAt }) => lastAt);
        expect(times).toEqual([...times].sort((a, b) => b - a));
      }),
    );
  });

  const filters = fc.constantFrom(
    {},
    { cluster: "astronomer-dev" },
    { cluster: "unknown" },
    { vpc: "unknown" },
    { subnet: ELSEWHERE, kind: "fragmentation" as const },
    { subnet: "unknown", caller: "unknown" } as const,
    { node: "i-gone" },
    { kind: "throttled" as const },
  );

  it("hold every call that passes the filters once, in order, and count the same", async () => {
    await fc.assert(
      fc.asyncProperty(trails, filters, fc.integer({ min: 1, max: 9 }), async (drawn, filter, limit) => {
        const log = await logWith(findingsOf(drawn));
        const [all, whole] = [await ask(log, {}), await ask(log, { filter })];
        const listed = await pages(log, { filter, limit }, CALLS);
        expect(listed).toEqual(whole.findings);
        const ids = new Set(listed.map(({ eventId }) => eventId));
        expect(all.findings.filter(({ eventId }) => ids.has(eventId))).toEqual(listed);
        const shortages = listed.filter(({ kind }) => kind === "capacity" || kind === "fragmentation");
        expect(whole.callCount).toBe(shortages.length);
        expect(whole.incidents.reduce((sum, { callCount }) => sum + callCount, 0)).toBe(shortages.length);
        expect(whole.facets).toEqual(all.facets);
      }),
    );
  });

  it("are all in the files of the whole range, in the same order", async () => {
    await fc.assert(
      fc.asyncProperty(trails, filters, async (drawn, filter) => {
        const log = await logWith(findingsOf(drawn));
        const { incidents, findings } = await ask(log, { filter });
        const surroundings = {
          inventory,
          freeCounts: new FreeCounts(),
          covered: log.covered,
          readUntil: log.readUntil,
        };
        const question = { range, filter, incident: null };
        expect(await rowsOf(incidentPages(log, question, surroundings))).toEqual(incidents);
        expect(await rowsOf(callPages(log, question, surroundings))).toEqual(findings);
        const [first] = incidents;
        if (first === undefined) return;
        const ofFirst = await rowsOf(callPages(log, { ...question, incident: first.id }, surroundings));
        expect(ofFirst).toHaveLength(first.callCount);
      }),
      { numRuns: 40 },
    );
  });

  it("open every incident by each of its events, with its own calls alone", async () => {
    await fc.assert(
      fc.asyncProperty(trails, filters, async (drawn, filter) => {
        const log = await logWith(findingsOf(drawn));
        const { incidents } = await ask(log, { filter });
        for (const each of incidents.slice(0, 4)) {
          const opened = await ask(log, { filter, incident: each.id });
          expect(opened.incident).toEqual(each);
          expect(opened.findings).toHaveLength(each.callCount);
          const oldest = opened.findings.at(-1)?.eventId ?? "";
          expect((await ask(log, { filter, incident: oldest })).incidentId).toBe(each.id);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("open an incident whole by an event that the filters leave out, and list the calls that pass them", async () => {
    const [own, other] = [finding(2 * MINUTE_MS), finding(MINUTE_MS, { callerId: "i-2", instanceId: "i-2" })];
    const view = await ask(await logWith([own, other]), { filter: { node: INSTANCE_ID }, incident: other.eventId });
    expect(view.incident).toMatchObject({ callCount: 2, callerCount: 2 });
    expect(view.findings.map(({ eventId }) => eventId)).toEqual([own.eventId]);
    expect(view.incidents).toMatchObject([{ callCount: 1 }]);
  });

  it("go on by time where a cursor's event is gone", async () => {
    const findings = [finding(1_000), finding(2_000), finding(3_000)];
    const after = { listedAt: millis(TAKEN_AT - 1_500), sequence: 77, ordinal: 0 };
    const page = await ask(await logWith(findings), { after });
    expect(page.findings.map(({ eventId }) => eventId)).toEqual(findings.slice(1).map(({ eventId }) => eventId));
  });

  it("tell the callers with the most calls of a long incident, all of them where it is opened, and their number", async () => {
    const findings = Array.from({ length: 60 }, (_, n) =>
      finding(MINUTE_MS + n, { callerId: `i-${n % 30}`, instanceId: `i-${n % 30}` }),
    );
    const log = await logWith([...findings, finding(MINUTE_MS, { callerId: "i-7", instanceId: "i-7" })]);
    const [incident] = (await ask(log, {})).incidents;
    expect(incident).toMatchObject({ callerCount: 30, nodeCount: 30, callCount: 61 });
    expect(incident?.callers).toHaveLength(20);
    expect(incident?.callers[0]).toMatchObject({ id: "i-7", callCount: 3 });
    const opened = await ask(log, { incident: incident?.id ?? "" });
    expect(opened.incident?.callers).toHaveLength(30);
  });
});

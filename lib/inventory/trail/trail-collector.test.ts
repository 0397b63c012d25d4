import { describe, expect, it } from "vitest";
import { connectTrail } from "@/lib/aws/cloudtrail/fixtures/connect-trail";
import { LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";
import type { LookupSource } from "@/lib/aws/cloudtrail/lookup-source";
import type { TrailSource } from "@/lib/aws/trail-source";
import type { DemoAccount } from "@/lib/demo/server";
import { millis } from "@/lib/domain/brand";
import { NO_LOOKUPS } from "@/lib/domain/shortage/note-record";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";
import type { EventStore, TrailPage } from "@/lib/history/event-store";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { accountWith, atEnd, START } from "@/lib/inventory/trail/fixtures/still-account";
import { PageAllowance, PresentAllowance } from "@/lib/inventory/trail/page-allowance";
import { TrailCollector, type TrailCollectorOptions } from "@/lib/inventory/trail/trail-collector";
import { type AskHistory, TrailShelf } from "@/lib/inventory/trail/trail-shelf";

const SCOPE = { accountId: "111122223333", region: "eu-west-1" };
const DAY = { ...SCOPE, fromMs: millis(START - DAY_MS), toMs: millis(START + HOUR_MS) };

const sourceOf = ({ endpoint }: DemoAccount, requestsPerSecond = 100_000, maxAttempts = 1): LookupSource =>
  connectTrail(endpoint, { pace: new LookupPace({ requestsPerSecond }), maxAttempts });

const always =
  (store: EventStore): AskHistory =>
  async (question) => ({ kind: "open", value: await question(store) });

function collectorOf(
  source: TrailSource,
  store: EventStore,
  options: Partial<TrailCollectorOptions> = {},
): TrailCollector {
  const collector = new TrailCollector({
    source,
    scope: SCOPE,
    shelf: new TrailShelf(always(store), new MemoryEventStore()),
    lookups: () => NO_LOOKUPS,
    now: () => START,
    retryAfterMs: 1,
    log: (message, cause) => {
      throw new Error(message, { cause });
    },
    ...options,
  });
  atEnd(() => collector.close());
  return collector;
}

async function until(collector: TrailCollector, isSo: (reading: TrailReading) => boolean): Promise<TrailReading> {
  for (;;) {
    const reading = collector.reading();
    if (isSo(reading)) return reading;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const isRead = ({ status }: TrailReading): boolean => status === "read";

async function allFindings(store: EventStore) {
  const { findings, next } = await store.listFindings(DAY, { limit: 10_000 });
  expect(next).toBeNull();
  return findings;
}

describe("the collector", () => {
  it("reads nothing before somebody looks, then all that is wanted, each event once", async () => {
    const store = new MemoryEventStore();
    const collector = collectorOf(sourceOf(await accountWith()), store);
    expect(collector.reading()).toMatchObject({ status: "waiting", callCount: 0, wanted: null });
    collector.look(START - DAY_MS);
    const reading = await until(collector, isRead);
    expect(reading).toMatchObject({ source: "LookupEvents", remainingMs: 0, problem: null });
    for (const ranges of reading.covered.values())
      expect(ranges).toEqual([{ fromMs: START - DAY_MS, toMs: START - HOUR_MS / 4 }]);
    const findings = await allFindings(store);
    expect(findings.length).toBeGreaterThan(2500);
    const story = findings.filter(({ message }) => message === "insufficient free address to allocate 1 address");
    expect(story.length).toBeGreaterThan(600);
    expect(new Set(story.map(({ kind, callerKind }) => `${kind} ${callerKind}`))).toEqual(
      new Set(["capacity vpc-cni"]),
    );
    const others = await store.countOthers(DAY);
    expect(reading.readEventCount).toBeGreaterThanOrEqual(new Set(findings.map(({ eventId }) => eventId)).size);
    expect([...others.keys()].every((name) => reading.covered.has(name))).toBe(true);
  });

  it("goes on after any end, with nothing lost and nothing twice", async () => {
    const account = await accountWith();
    const whole = new MemoryEventStore();
    const first = collectorOf(sourceOf(account), whole);
    first.look(START - DAY_MS);
    await until(first, isRead);
    const broken = new MemoryEventStore();
    let pagesLeft = 0;
    for (let life = 1; life <= 20; life++) {
      pagesLeft = life;
      const dying: EventStore = Object.assign(Object.create(broken) as MemoryEventStore, {
        keepPage: async (page: TrailPage) => {
          if (pagesLeft-- <= 0) throw new Error("killed");
          return broken.keepPage(page);
        },
      });
      const collector = collectorOf(sourceOf(account), dying, { log: () => undefined });
      collector.look(START - DAY_MS);
      await Promise.race([collector.settled(), until(collector, isRead)]);
      await collector.close();
    }
    const last = collectorOf(sourceOf(account), broken);
    last.look(START - DAY_MS);
    await until(last, isRead);
    const idsOf = async (store: EventStore) =>
      (await allFindings(store)).map(({ eventId, ordinal }) => `${eventId} ${ordinal}`).sort();
    expect(await idsOf(broken)).toEqual(await idsOf(whole));
    expect(await broken.countOthers(DAY)).toEqual(await whole.countOthers(DAY));
  });

  it("asks only for what is new later, and finds what was delivered late", async () => {
    let now = 0;
    const account = await accountWith({ speed: 1, now: () => now });
    const store = new MemoryEventStore();
    const collector = collectorOf(sourceOf(account), store, { now: () => START + now, idleMs: 10 * HOUR_MS });
    collector.look(START - DAY_MS);
    const first = await until(collector, isRead);
    now += 20 * MINUTE_MS;
    const second = await until(collector, ({ covered }) =>
      [...covered.values()].every(([range]) => (range?.toMs ?? 0) >= START + 5 * MINUTE_MS),
    );
    expect(second.callCount - first.callCount).toBeLessThan(first.callCount / 4);
    now += HOUR_MS / 2;
    await until(collector, ({ covered }) =>
      [...covered.values()].every(([range]) => (range?.toMs ?? 0) >= START + now - HOUR_MS / 4),
    );
    const whole = new MemoryEventStore();
    const fresh = collectorOf(sourceOf(account), whole, { now: () => START + now });
    fresh.look(START - DAY_MS + now);
    await until(fresh, isRead);
    const range = { ...SCOPE, fromMs: millis(START - 23 * HOUR_MS), toMs: millis(START + now - HOUR_MS / 4) };
    const idsOf = async (each: EventStore) =>
      (await each.listFindings(range, { limit: 10_000 })).findings.map(({ eventId }) => eventId).sort();
    expect(await idsOf(store)).toEqual(await idsOf(whole));
  });

  it("reads further back when somebody looks further back", async () => {
    const collector = collectorOf(sourceOf(await accountWith()), new MemoryEventStore());
    collector.look(START - HOUR_MS);
    const near = await until(collector, isRead);
    expect(near.covered.get("RunInstances")).toEqual([{ fromMs: START - HOUR_MS, toMs: START - HOUR_MS / 4 }]);
    collector.look(START - 6 * HOUR_MS);
    expect(collector.reading().status).toBe("reading");
    const far = await until(collector, isRead);
    expect(far.covered.get("RunInstances")).toEqual([{ fromMs: START - 6 * HOUR_MS, toMs: START - HOUR_MS / 4 }]);
  });

  it("says how long the rest takes at the pace that is allowed", async () => {
    const collector = collectorOf(sourceOf(await accountWith(), 40), new MemoryEventStore());
    collector.look(START - DAY_MS);
    const early = await until(collector, ({ remainingMs }) => remainingMs !== null);
    expect(early.status).toBe("reading");
    // 3,400 events or so, 50 a page, at 40 pages a second.
    expect(early.remainingMs).toBeGreaterThan(300);
    expect(early.remainingMs).toBeLessThan(20_000);
    const late = await until(collector, isRead);
    expect(late.remainingMs).toBe(0);
  });

  it("stops when nobody looks any more", async () => {
    let now = START;
    const collector = collectorOf(sourceOf(await accountWith(), 20), new MemoryEventStore(), { now: () => now });
    collector.look(START - DAY_MS);
    await until(collector, ({ readEventCount }) => readEventCount > 0);
    now += 6 * MINUTE_MS;
    await collector.settled();
    const { callCount, status } = collector.reading();
    expect([collector.reading().callCount, status]).toEqual([callCount, "waiting"]);
  });

  it("tells which action to grant, and reads on once it is granted", async () => {
    const deny: string[] = ["LookupEvents"];
    const account = await accountWith({ deny });
    let now = START;
    const collector = collectorOf(sourceOf(account), new MemoryEventStore(), { now: () => now, idleMs: HOUR_MS });
    collector.look(START - HOUR_MS);
    const denied = await until(collector, ({ status }) => status === "denied");
    expect(denied.problem).toMatchObject({ code: "denied", iamAction: "cloudtrail:LookupEvents" });
    deny.pop();
    const granted = await until(collector, (reading) => {
      // Requests that were under way are denied too, and put the next try off.
      if (reading.status === "denied") now += 10_000;
      collector.look(now - HOUR_MS);
      return isRead(reading);
    });
    expect(granted.problem).toBeNull();
  });

  it("tells so before the store is open", async () => {
    const account = await accountWith({ deny: ["LookupEvents"] });
    let open: () => void = () => undefined;
    const opening = new Promise<void>((resolve) => {
      open = resolve;
    });
    const store = new MemoryEventStore();
    const ask: AskHistory = async (question) => {
      await opening;
      return { kind: "open", value: await question(store) };
    };
    const collector = collectorOf(sourceOf(account), store, { shelf: new TrailShelf(ask, new MemoryEventStore()) });
    collector.look(START - HOUR_MS);
    await until(collector, ({ status }) => status === "denied");
    open();
  });

  it("is throttled by the account's own limit and gets through all the same", async () => {
    const startedAt = performance.now();
    const now = () => START + performance.now() - startedAt;
    const readWith = async (lookupsPerSecond: number) => {
      // Ten lookups a second by the account's own clock, however slow this machine is.
      let lookups = 0;
      const account = await accountWith({ lookupsPerSecond, now: () => lookups * 100, onLookup: () => lookups++ });
      const source = sourceOf(account, 100);
      const store = new MemoryEventStore();
      const collector = collectorOf(source, store, { now });
      collector.look(START - 3 * HOUR_MS);
      await until(collector, isRead);
      return { requestCount: source.requestCount, findings: (await allFindings(store)).map(({ eventId }) => eventId) };
    };
    const free = await readWith(100_000);
    const throttled = await readWith(4);
    expect(throttled.requestCount).toBeGreaterThan(free.requestCount);
    expect(throttled.findings.sort()).toEqual(free.findings.sort());
  });

  it("pauses once the hour's pages are read, and says so", async () => {
    let now = START;
    const collector = collectorOf(sourceOf(await accountWith()), new MemoryEventStore(), {
      now: () => now,
      idleMs: 10 * HOUR_MS,
      allowance: new PresentAllowance(new PageAllowance(12)),
    });
    collector.look(START - DAY_MS);
    const paused = await until(collector, ({ status }) => status === "throttled");
    expect(paused.problem?.message).toContain("12 pages");
    const { callCount } = collector.reading();
    expect(callCount).toBeLessThan(20);
    now += HOUR_MS;
    await until(collector, (reading) => reading.callCount > callCount);
  });
});

describe("the collector without a store", () => {
  const problem = { code: "internal", message: "No store.", remedy: "None.", retryable: true } as const;

  it("keeps what it read in memory, and reads anew for the store once there is one", async () => {
    const store = new MemoryEventStore();
    const memory = new MemoryEventStore();
    let isOpen = false;
    const ask: AskHistory = async (question) =>
      isOpen ? { kind: "open", value: await question(store) } : { kind: "unavailable", problem };
    let now = START;
    const collector = collectorOf(sourceOf(await accountWith()), store, {
      shelf: new TrailShelf(ask, memory),
      now: () => now,
      idleMs: HOUR_MS,
    });
    collector.look(START - DAY_MS);
    await until(collector, isRead);
    const count = (await allFindings(memory)).length;
    expect(count).toBeGreaterThan(2500);
    expect(await allFindings(store)).toEqual([]);
    isOpen = true;
    now += 2 * MINUTE_MS;
    const isCovered = async () => {
      const coverage = await store.listCoverage(SCOPE);
      return (
        coverage.length === 7 && coverage.every(({ covered }) => (covered[0]?.fromMs ?? now) <= START - 23 * HOUR_MS)
      );
    };
    while (!(await isCovered())) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await allFindings(store)).length).toBeGreaterThan(count - 100);
  });

  it.each([
    ["its server is away", { code: "history-unreachable", parameter: "DATABASE_URL" }],
    ["another process has its folder", { code: "history-held", parameter: "ENISCOPE_DATA" }],
  ] as const)("reads little of what is older while others may read it too, since %s", async (_name, because) => {
    const store = new MemoryEventStore();
    let isOpen = false;
    let now = START;
    const ask: AskHistory = async (question) =>
      isOpen
        ? { kind: "open", value: await question(store) }
        : { kind: "unavailable", problem: { ...problem, ...because } };
    const collector = collectorOf(sourceOf(await accountWith()), store, {
      shelf: new TrailShelf(ask, new MemoryEventStore()),
      now: () => now,
      allowance: new PresentAllowance(
        new PageAllowance(),
        new PageAllowance(12, "It reads on when the store is back."),
      ),
    });
    collector.look(START - DAY_MS);
    const paused = await until(collector, ({ status }) => status === "throttled");
    expect(paused.problem).toMatchObject({ message: expect.stringContaining("12 pages") });
    expect(paused.problem?.remedy).toContain("when the store is back");
    const { callCount } = collector.reading();
    expect(callCount).toBeLessThan(20);
    // What is newest is asked for all the same.
    now += 2 * MINUTE_MS;
    await until(collector, (reading) => reading.callCount > callCount);
    isOpen = true;
    now += 2 * MINUTE_MS;
    await until(collector, isRead);
    expect((await allFindings(store)).length).toBeGreaterThan(1_000);
  });

  it("stays within the memory that it may use, and does not read the same again and again", async () => {
    const memory = new MemoryEventStore(500);
    const source = sourceOf(await accountWith());
    const collector = collectorOf(source, memory);
    collector.look(START - DAY_MS);
    const reading = await until(collector, isRead);
    expect((await memory.getSize()).eventCount).toBeLessThanOrEqual(500);
    expect(reading.wanted?.fromMs).toBeGreaterThan(START - DAY_MS);
    expect(reading.callCount).toBeLessThan(60);
  });
});

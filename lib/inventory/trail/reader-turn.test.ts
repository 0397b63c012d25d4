import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { connectTrail } from "@/lib/aws/cloudtrail/fixtures/connect-trail";
import type { DemoAccount } from "@/lib/demo/server";
import { millis } from "@/lib/domain/brand";
import { NO_LOOKUPS } from "@/lib/domain/shortage/note-record";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { HOUR_MS } from "@/lib/domain/time-units";
import type { EventScope, EventStore } from "@/lib/history/event-store";
import { onServer, openedAt } from "@/lib/history/fixtures/both-engines";
import { newScope } from "@/lib/history/fixtures/trail-pages";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { accountWith, atEnd, START } from "@/lib/inventory/trail/fixtures/still-account";
import { TrailCollector } from "@/lib/inventory/trail/trail-collector";
import { TrailShelf } from "@/lib/inventory/trail/trail-shelf";

const READER = fileURLToPath(new URL("./fixtures/reader-process.ts", import.meta.url));

function collectorOf(account: DemoAccount, { store, scope }: { store: EventStore; scope: EventScope }): TrailCollector {
  const startedAt = performance.now();
  const collector = new TrailCollector({
    source: connectTrail(account.endpoint, { maxAttempts: 1 }),
    scope,
    shelf: new TrailShelf(async (question) => ({ kind: "open", value: await question(store) }), new MemoryEventStore()),
    lookups: () => NO_LOOKUPS,
    now: () => START + Math.floor(performance.now() - startedAt),
    askEveryMs: 100,
    log: () => undefined,
  });
  atEnd(() => collector.close());
  return collector;
}

async function until(
  collector: TrailCollector,
  isSo: (reading: TrailReading) => boolean,
  fromMs: number = START - 3 * HOUR_MS,
): Promise<TrailReading> {
  for (;;) {
    collector.look(fromMs);
    const reading = collector.reading();
    if (isSo(reading)) return reading;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const reachesTo =
  (fromMs: number) =>
  ({ covered }: TrailReading): boolean =>
    covered.size > 0 && [...covered.values()].every(([range]) => range !== undefined && range.fromMs <= fromMs);

async function findingsOf(store: EventStore, scope: EventScope, fromMs = START - 3 * HOUR_MS): Promise<string[]> {
  const range = { ...scope, fromMs: millis(fromMs), toMs: millis(START - HOUR_MS / 4) };
  const all: string[] = [];
  for (let after: Awaited<ReturnType<EventStore["listFindings"]>>["next"] = null; ; ) {
    const { findings, next } = await store.listFindings(range, { limit: 1_000, after });
    all.push(...findings.map(({ eventId, ordinal }) => `${eventId} ${ordinal}`));
    if (next === null) return all.sort();
    after = next;
  }
}

/** What one reader alone comes to. */
async function wholeOf(scope: EventScope): Promise<{ findings: string[]; callCount: number }> {
  const store = new MemoryEventStore();
  const collector = collectorOf(await accountWith(), { store, scope });
  const { callCount } = await until(collector, ({ status }) => status === "read");
  await collector.close();
  const { findings } = await store.listFindings(
    { ...scope, fromMs: millis(START - 3 * HOUR_MS), toMs: millis(START - HOUR_MS / 4) },
    { limit: 10_000 },
  );
  return { findings: findings.map(({ eventId, ordinal }) => `${eventId} ${ordinal}`).sort(), callCount };
}

interface Said {
  readonly status: TrailReading["status"];
  readonly readBy: string | null;
  readonly callCount: number;
  readonly coveredMs: number;
}

interface ReaderProcess {
  readonly child: ChildProcess;
  /** It is loaded meanwhile. */
  readonly begin: () => void;
  readonly until: (isSo: (said: Said) => boolean) => Promise<Said>;
}

function startReader(order: object): ReaderProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", READER, JSON.stringify(order)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  atEnd(() => child.kill("SIGKILL"));
  let last: Said | null = null;
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    last = JSON.parse(line);
    for (const listener of listeners) listener();
  });
  const wait = (isSo: (said: Said) => boolean) =>
    new Promise<Said>((resolve) => {
      const listener = () => {
        if (last === null || !isSo(last)) return;
        listeners.delete(listener);
        resolve(last);
      };
      listeners.add(listener);
    });
  return { child, begin: () => child.stdin.write("begin"), until: wait };
}

onServer("two processes on one server", (placeOf) => {
  const opened = openedAt(placeOf, () => undefined);

  it("never read the same account side by side, and lose and double nothing when the reader is killed", async () => {
    const scope = newScope();
    const whole = await wholeOf(scope);
    const account = await accountWith();
    const { settings } = placeOf();
    const order = { settings, endpoint: account.endpoint, scope, startTime: START, fromMs: START - 3 * HOUR_MS };
    // Slow, so that it is not through before the other one has come.
    const first = startReader({ ...order, requestsPerSecond: 2 });
    const second = startReader({ ...order, requestsPerSecond: 20 });
    first.begin();
    await first.until(({ status, coveredMs }) => status === "reading" && coveredMs > 0);
    second.begin();
    const waiting = await second.until(({ status, coveredMs }) => status === "elsewhere" && coveredMs > 0);
    expect(waiting).toMatchObject({ readBy: `process ${first.child.pid} on ${hostname()}`, callCount: 1 });
    // What the other one stores meanwhile is seen.
    await second.until(({ coveredMs }) => coveredMs > waiting.coveredMs);
    const { callCount } = await first.until(() => true);
    const gone = once(first.child, "close");
    first.child.kill("SIGKILL");
    await gone;
    // Its turn is not waited for to run out: this one would last for an hour.
    await opened().engine.database.execute(
      sql`update eniscope.reading_turn set until_ms = until_ms + ${HOUR_MS}::bigint where account_id = ${scope.accountId}`,
    );
    const done = await second.until(({ status }) => status === "read");
    expect(await findingsOf(opened().store, scope)).toEqual(whole.findings);
    // The listings that were under way are begun again: one or two pages for each call.
    expect(callCount + done.callCount).toBeLessThan(whole.callCount + 25);
  });

  it("read for each other: who waits is told of what is read, back to where it looks", async () => {
    const scope = newScope();
    const { store } = opened();
    const account = await accountWith();
    const first = collectorOf(account, { store, scope });
    await until(first, ({ status }) => status === "read");
    const second = collectorOf(account, { store, scope });
    const reading = await until(second, reachesTo(START - 6 * HOUR_MS), START - 6 * HOUR_MS);
    expect(reading).toMatchObject({
      status: "elsewhere",
      readBy: `process ${process.pid} on ${hostname()}`,
      callCount: 1,
      problem: null,
    });
    await first.close();
    await until(second, ({ status }) => status === "read", START - 6 * HOUR_MS);
  });

  it("let the one read that may: one that is denied stands back, and is told of what the other reads", async () => {
    const scope = newScope();
    const { store } = opened();
    const denied = collectorOf(await accountWith({ deny: ["LookupEvents"] }), { store, scope });
    await until(denied, ({ status }) => status === "denied");
    const allowed = collectorOf(await accountWith(), { store, scope });
    await until(allowed, ({ status }) => status === "read");
    const reading = await until(denied, ({ status }) => status === "elsewhere");
    expect(reading.problem).toBeNull();
    await until(denied, reachesTo(START - 3 * HOUR_MS));
    await allowed.close();
    expect(await until(denied, ({ status }) => status === "denied")).toMatchObject({
      problem: { iamAction: "cloudtrail:LookupEvents" },
    });
  });
});

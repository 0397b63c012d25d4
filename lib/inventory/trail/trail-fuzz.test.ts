import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTrail } from "@/lib/aws/cloudtrail/fixtures/connect-trail";
import { type JsonEndpoint, startJsonEndpoint } from "@/lib/aws/fixtures/json-endpoint";
import { millis } from "@/lib/domain/brand";
import { NO_LOOKUPS } from "@/lib/domain/shortage/note-record";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time-units";
import type { EventStore } from "@/lib/history/event-store";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { type OpenHistory, openHistory } from "@/lib/history/open-store";
import { TrailCollector } from "@/lib/inventory/trail/trail-collector";
import { TrailShelf } from "@/lib/inventory/trail/trail-shelf";

const NOW = Date.parse("2026-01-15T10:00:00Z");
const RETENTION_MS = 3650 * DAY_MS;
const CALL = "CreateNetworkInterface";

let items: readonly object[] = [];
let endpoint: JsonEndpoint;
let history: OpenHistory;
let folder = "";
beforeAll(async () => {
  // Three items a page, whatever is in them, for one call; the others have none.
  endpoint = await startJsonEndpoint(({ body }) => {
    const from = Number(body.NextToken ?? 0);
    const mine = body.LookupAttributes[0].AttributeValue === CALL ? items : [];
    const next = from + 3 < mine.length ? { NextToken: String(from + 3) } : {};
    return { body: { Events: mine.slice(from, from + 3), ...next } };
  });
  folder = mkdtempSync(join(tmpdir(), "eniscope-fuzz-"));
  history = await openHistory({ databaseUrl: null, folder, retentionMs: RETENTION_MS });
});
afterAll(async () => {
  await endpoint.close();
  await history.store.close();
  rmSync(folder, { recursive: true, force: true });
});

let scopeCount = 0;

/** Everything that the store knows after the items were read: kept events, and the count of the others. */
async function readInto(store: EventStore, given: readonly object[]) {
  items = given;
  const scope = { accountId: `fuzz ${scopeCount++}`, region: "eu-west-1" };
  const failures: unknown[] = [];
  const collector = new TrailCollector({
    source: connectTrail(endpoint.url, { maxAttempts: 1 }),
    scope,
    shelf: new TrailShelf(async (question) => ({ kind: "open", value: await question(store) }), new MemoryEventStore()),
    lookups: () => NO_LOOKUPS,
    now: () => NOW,
    log: (message, cause) => failures.push(message, cause),
  });
  collector.look(NOW - HOUR_MS);
  for (;;) {
    const { status, problem } = collector.reading();
    if (problem) failures.push(problem.message);
    if (status === "read" || failures.length > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await collector.close();
  expect(failures).toEqual([]);
  const range = { ...scope, fromMs: millis(0), toMs: millis(NOW + 1e12) };
  const { findings } = await store.listFindings(range, { limit: 1000 });
  const others = await store.countOthers(range);
  return { scope, findings, otherCount: [...others.values()].reduce((sum, count) => sum + count, 0) };
}

const field = fc.oneof({ maxDepth: 2 }, fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: "binary", maxLength: 40 }));
const names = ["errorCode", "errorMessage", "userIdentity", "requestParameters", "responseElements", "eventName"];
const body = fc.record(Object.fromEntries(names.map((name) => [name, field])), { requiredKeys: [] });
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.json({ maxDepth: 3 }),
  body.map((value) => JSON.stringify(value)),
  fc.constantFrom(
    "",
    "null",
    "[]",
    '{"eventTime":"yesterday"}',
    "\u0000",
    '"\\ud800"',
    "[".repeat(50_000),
    `{"requestParameters":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
    JSON.stringify({ errorMessage: "x".repeat(256 * 1024) }),
    JSON.stringify({ errorCode: "Client.InsufficientCidrBlocks", errorMessage: "\u0000\ud800" }),
  ),
);
const oddText = fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
/** Seconds of the hour before the delivery lag, so that every item's time is one that is read whole. */
const item = fc.record(
  { EventTime: fc.integer({ min: NOW / 1000 - 3_000, max: NOW / 1000 - 1_000 }), CloudTrailEvent: oddText },
  { requiredKeys: ["EventTime"] },
);
const listing = fc
  .array(item, { maxLength: 8 })
  .map((list) =>
    list
      .toSorted((a, b) => b.EventTime - a.EventTime)
      .map((each, index) => ({ ...each, EventId: `event-${index}`, EventName: CALL })),
  );

describe("records of any sort, from the wire to the store", () => {
  it.each([
    ["in memory", () => new MemoryEventStore() as EventStore],
    ["on disk", () => history.store],
  ])("are all kept or counted, %s, and none stops the reading", async (_name, storeOf) => {
    await fc.assert(
      fc.asyncProperty(listing, async (given) => {
        const store = storeOf();
        const { scope, findings, otherCount } = await readInto(store, given);
        const kept = new Set(findings.map(({ eventId }) => eventId));
        expect(kept.size + otherCount).toBe(given.length);
        for (const { EventId, CloudTrailEvent } of given) {
          const raw = await store.getRawEvent(scope, EventId);
          if (raw !== null && typeof CloudTrailEvent === "string") expect(raw.text).toBe(CloudTrailEvent);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are counted as unreadable where their text is no JSON object, or missing, each on its own", async () => {
    const time = NOW / 1000 - 2_000;
    const texts = ["<html>", "", "[1]", "null", undefined, 5, "[".repeat(100_000)];
    const given = texts.map((CloudTrailEvent, index) => ({
      EventId: `odd-${index}`,
      EventName: CALL,
      EventTime: time,
      ...(CloudTrailEvent === undefined ? {} : { CloudTrailEvent }),
    }));
    const nameless = [{ CloudTrailEvent: "no id" }, { CloudTrailEvent: "no id either" }, "no object"] as object[];
    const { findings, otherCount } = await readInto(history.store, [...given, ...nameless]);
    const unreadable = findings.filter(({ kind }) => kind === "unreadable");
    // An item without text is its own JSON: that says no id, but the item does.
    expect(unreadable.length + otherCount).toBe(given.length + nameless.length);
    expect(unreadable.length).toBeGreaterThanOrEqual(8);
    expect(new Set(findings.map(({ eventId }) => eventId)).size).toBe(findings.length);
  });
});

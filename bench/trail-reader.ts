/**
 * The collector as a process of its own, to be killed. Reads an account at an endpoint into a history and says, after each
 * change, `shown N` with the number of events that anybody who looked would have been shown; `read N` at the end. Arguments
 * as JSON: endpoint, history settings, scope, the account's time, hours to read.
 */

import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { connectTrail } from "@/lib/aws/cloudtrail/fixtures/connect-trail";
import { LookupPace } from "@/lib/aws/cloudtrail/lookup-pace";
import { millis } from "@/lib/domain/brand";
import { NO_LOOKUPS } from "@/lib/domain/shortage/note-record";
import { HOUR_MS } from "@/lib/domain/time-units";
import { MemoryEventStore } from "@/lib/history/memory-event-store";
import { openHistory } from "@/lib/history/open-store";
import { walkFindings } from "@/lib/inventory/events/walk-findings";
import { TrailCollector } from "@/lib/inventory/trail/trail-collector";
import { TrailShelf } from "@/lib/inventory/trail/trail-shelf";

const { endpoint, settings, scope, now, hours } = JSON.parse(process.argv[2] ?? "");
const { store } = await openHistory(settings);
const range = { ...scope, fromMs: millis(now - hours * HOUR_MS), toMs: millis(now) };
const collector = new TrailCollector({
  source: connectTrail(endpoint, { pace: new LookupPace({ requestsPerSecond: 25 }) }),
  scope,
  shelf: new TrailShelf(async (question) => ({ kind: "open", value: await question(store) }), new MemoryEventStore()),
  lookups: () => NO_LOOKUPS,
  now: () => now,
});
collector.look(range.fromMs);
for (let version = -1; ; await wait(5)) {
  const reading = collector.reading();
  if (reading.problem) throw new Error(reading.problem.message);
  if (reading.version === version) continue;
  version = reading.version;
  let shown = 0;
  for await (const { findings } of walkFindings(store, range)) shown += findings.length;
  writeSync(1, `shown ${shown}\n`);
  if (reading.status !== "read") continue;
  writeSync(1, `read ${reading.readEventCount}\n`);
  break;
}
await collector.close();
await store.close();

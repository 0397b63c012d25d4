import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { asc, inArray, lt, sql } from "drizzle-orm";
import { millis } from "@/lib/domain/brand";
import { NO_LOOKUPS, type NotedEvent, type NotedFinding, noteRecord } from "@/lib/domain/shortage/note-record";
import { insertFindings, rowsOfFindings } from "@/lib/history/keep-page";
import { trailEvent, trailFinding } from "@/lib/history/schema";
import type { Database, SqlEngine } from "@/lib/history/sql-engine";
import { fromStoredRaw } from "@/lib/history/storable-text";

/** Events judged in one transaction, so that readers and other processes come in between. */
const BATCH = 200;
const PAUSE_MS = 50;
/** How soon it is seen whether the process that is at it has done it. */
const BUSY_PAUSE_MS = 30_000;
/** Of PostgreSQL's advisory locks, as in `migrate`. */
const LOCK_KEY = 0x656e696a;

export interface AnewOptions {
  /** Events that were judged by older rules than these are judged again. */
  readonly version: number;
  readonly signal: AbortSignal;
  readonly batch?: number;
  readonly pauseMs?: number;
  readonly busyPauseMs?: number;
}

/**
 * Judges kept events again from their own text, in small steps beside all else; ends when none of an older version is
 * left or `signal` says so, and goes on from there the next time. Of several processes one is at it at a time.
 */
export async function judgeAnew(
  engine: SqlEngine,
  { version, signal, batch = BATCH, pauseMs = PAUSE_MS, busyPauseMs = BUSY_PAUSE_MS }: AnewOptions,
): Promise<void> {
  while (!signal.aborted && (await isAnyOlder(engine.database, version))) {
    const outcome = await engine.transaction((database) => judgeBatch(database, version, batch));
    await wait(outcome === "busy" ? busyPauseMs : pauseMs, undefined, { ref: false, signal }).catch(() => undefined);
  }
}

async function isAnyOlder(database: Database, version: number): Promise<boolean> {
  const isOlder = lt(trailEvent.judgementVersion, version);
  const rows = await database.select({ seq: trailEvent.eventSeq }).from(trailEvent).where(isOlder).limit(1);
  return rows.length > 0;
}

async function judgeBatch(database: Database, version: number, batch: number): Promise<"judged" | "busy"> {
  const [[isMine] = []] = (await database.execute(
    sql`select pg_try_advisory_xact_lock(${sql.raw(String(LOCK_KEY))})`,
  )) as unknown as [boolean][];
  if (isMine !== true) return "busy";
  // The row locks of keepPage and prune: no ENI slips in beside a finding that lacks it, and no event goes meanwhile.
  await database.execute(sql`select scope_id from eniscope.event_scope order by scope_id for update`);
  const events = await database
    .select()
    .from(trailEvent)
    .where(lt(trailEvent.judgementVersion, version))
    .orderBy(asc(trailEvent.judgementVersion), asc(trailEvent.eventSeq))
    .limit(batch);
  if (events.length === 0) return "judged";
  const sequences = events.map(({ eventSeq }) => eventSeq);
  const before = await findingsBefore(database, sequences);
  await database.delete(trailFinding).where(inArray(trailFinding.eventSeq, sequences));
  const rows = new Map<number, object[]>();
  const successes: number[] = [];
  for (const event of events) {
    const { eventSeq, eventName, eventMs, readMs, scopeId } = event;
    const record = { eventId: event.eventId, eventName, eventTime: eventMs === null ? null : millis(eventMs) };
    // The store has no inventory at hand: what was known beside the event when it came is taken over instead.
    const note = noteRecord({ ...record, text: fromStoredRaw(event) }, NO_LOOKUPS);
    if (note.kind === "counted") successes.push(eventSeq);
    else {
      const anew = withWhatWasKnown(note.event, before.get(eventSeq) ?? []);
      const own = rows.get(scopeId) ?? [];
      rows.set(scopeId, own);
      own.push(...rowsOfFindings(anew, { eventSeq, eventName, listedMs: eventMs ?? readMs }));
    }
  }
  for (const [scopeId, own] of rows) await insertFindings(database, scopeId, own);
  // By the newer rules no failure at all: such an event is not kept.
  if (successes.length > 0) await database.delete(trailEvent).where(inArray(trailEvent.eventSeq, successes));
  await database.update(trailEvent).set({ judgementVersion: version }).where(inArray(trailEvent.eventSeq, sequences));
  return "judged";
}

type FindingRow = typeof trailFinding.$inferSelect;

async function findingsBefore(
  database: Database,
  sequences: readonly number[],
): Promise<ReadonlyMap<number, readonly FindingRow[]>> {
  const found = new Map<number, FindingRow[]>();
  const rows = await database
    .select()
    .from(trailFinding)
    .where(inArray(trailFinding.eventSeq, [...sequences]))
    .orderBy(asc(trailFinding.eventSeq), asc(trailFinding.ordinal));
  for (const row of rows) found.set(row.eventSeq, [...(found.get(row.eventSeq) ?? []), row]);
  return found;
}

/** What the text does not say was looked up in the inventory of that time: a subnet, or the node behind a web identity. */
function withWhatWasKnown(event: NotedEvent, before: readonly FindingRow[]): NotedEvent {
  const known = before[0];
  const { callerKind, callerId, instanceId, clusterName } = event;
  const wasNode = instanceId === null && known !== undefined && known.instanceId !== null;
  const caller = wasNode
    ? { callerKind: known.callerKind, callerId: known.callerId, instanceId: known.instanceId }
    : { callerKind, callerId, instanceId };
  const [first, ...rest] = event.findings.map((finding, index): NotedFinding => {
    const old = before.length === event.findings.length ? before[index] : undefined;
    return finding.subnetId !== null || !old
      ? finding
      : { ...finding, subnetId: old.subnetId, subnetEvidence: old.subnetEvidence };
  });
  const findings: NotedEvent["findings"] = first === undefined ? event.findings : [first, ...rest];
  return { ...event, ...caller, clusterName: clusterName ?? known?.clusterName ?? null, findings };
}

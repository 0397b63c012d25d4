import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { EventReading, Incident, SubnetShortages, TimelineBucketView } from "@/lib/domain/api/event";
import { resolveRange } from "@/lib/domain/shortage/asked-range";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { TimelineTally } from "@/lib/domain/shortage/timeline";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { askLog } from "@/lib/inventory/events/event-log";
import { freeCountsWith } from "@/lib/inventory/events/free-counts-seen";
import { tellRange } from "@/lib/inventory/events/tell-range";
import { readStore } from "@/lib/inventory/snapshot-store";

/** The last 24 hours of shortages, for the pages that are about something else. */
export interface RecentShortages {
  readonly range: TimeRange;
  readonly reading: EventReading;
  readonly timeline: readonly TimelineBucketView[];
  /** The most affected first; a subnet without a failure is not in it. */
  readonly subnets: readonly SubnetShortages[];
  /** Newest first, with their callers. */
  readonly incidents: readonly Incident[];
  /** There are older incidents than these, or further callers. */
  readonly isCut: boolean;
}

/** Held for the pages of subnets and nodes: far more than a day has, but for one that nobody tells by its incidents. */
const MOST_INCIDENTS = 5_000;
const MOST_CALLERS = 5_000;
/** Those pages are whole without it: what is not there by then comes with the next look. */
const WAIT_MS = 250;
/** Renewed no more often than that, however many look. */
const FRESH_MS = 2_000;
/** Served without waiting for its successor, where the whole day was read. */
const USABLE_MS = 15_000;
/** A storm's telling takes seconds of the store: it rests so many times as long. */
const REST = 10;

interface Kept {
  readonly shortages: RecentShortages;
  readonly inventory: Inventory;
  readonly madeAt: number;
  readonly tookMs: number;
}

const holder = globalThis as typeof globalThis & {
  eniscopeShortages?: { kept: Kept | null; running: Promise<void> | null };
};

/**
 * The shortages of the last 24 hours as far as they are known, or null while nothing is: no snapshot, or a store that is
 * still being opened. Waits a moment for a first or a long forgotten answer, else serves the last one and renews it.
 */
export async function getRecentShortages(): Promise<RecentShortages | null> {
  const state = await readStore();
  if (state.kind !== "ready") return null;
  holder.eniscopeShortages ??= { kept: null, running: null };
  const memory = holder.eniscopeShortages;
  const { kept } = memory;
  const ageMs = kept === null ? Number.POSITIVE_INFINITY : Date.now() - kept.madeAt;
  const restMs = kept === null ? 0 : REST * kept.tookMs;
  if (ageMs >= Math.max(FRESH_MS, restMs) || kept?.inventory !== state.inventory) {
    memory.running ??= renew(state.inventory).finally(() => {
      memory.running = null;
    });
    const isUsable = ageMs < USABLE_MS + restMs && kept?.shortages.reading.isComplete === true;
    if (!isUsable) await Promise.race([memory.running, wait(WAIT_MS)]);
  }
  return memory.kept?.shortages ?? null;
}

async function renew(inventory: Inventory): Promise<void> {
  const startedAt = Date.now();
  const range = resolveRange({}, startedAt);
  if (range === null || !holder.eniscopeShortages) return;
  try {
    const shortages = await recentShortages(range, inventory);
    const madeAt = Date.now();
    holder.eniscopeShortages.kept = { shortages, inventory, madeAt, tookMs: madeAt - startedAt };
  } catch (error) {
    // The page is about something else: the operator hears of it, the reader sees the part as not known.
    console.error("eniscope: the shortages of the last 24 hours could not be read", error);
  }
}

async function recentShortages(range: TimeRange, inventory: Inventory): Promise<RecentShortages> {
  const question = { range, filter: {}, incidentLimit: MOST_INCIDENTS, callerLimit: MOST_CALLERS };
  const freeCounts = freeCountsWith(inventory);
  const { value, reading } = await askLog(
    range,
    ({ store, scope, covered, readUntil }) =>
      tellRange(store, scope, question, { inventory, freeCounts, covered, readUntil }),
    { waitMs: 0 },
  );
  if (value === null) {
    const timeline = new TimelineTally(range).toTimeline([]);
    return { range, reading, timeline, subnets: [], incidents: [], isCut: false };
  }
  const { timeline, subnets, incidents, nextIncidents } = value;
  const isCut = nextIncidents !== null || incidents.some(({ callers, callerCount }) => callers.length < callerCount);
  return { range, reading, timeline, subnets, incidents, isCut };
}

import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { EventReading, Incident, SubnetShortages, TimelineBucketView } from "@/lib/domain/api/event";
import { resolveRange } from "@/lib/domain/shortage/asked-range";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { readLog } from "@/lib/inventory/event-log";
import { eventsView } from "@/lib/inventory/events-view";
import { freeCountsWith } from "@/lib/inventory/free-counts-seen";
import { readStore } from "@/lib/inventory/snapshot-store";

/** The last 24 hours of shortages, for the pages that are about something else. */
export interface RecentShortages {
  readonly range: TimeRange;
  readonly reading: EventReading;
  readonly timeline: readonly TimelineBucketView[];
  /** The most affected first; a subnet without a failure is not in it. */
  readonly subnets: readonly SubnetShortages[];
  /** Newest first. */
  readonly incidents: readonly Incident[];
}

/** Those pages are whole without it: what is not there by then comes with the next look. */
const WAIT_MS = 250;
/** Renewed no more often than that, however many look. */
const FRESH_MS = 2_000;
/** Served without waiting for its successor, where the whole day was read. */
const USABLE_MS = 15_000;

interface Kept {
  readonly shortages: RecentShortages;
  readonly inventory: Inventory;
  readonly madeAt: number;
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
  if (ageMs >= FRESH_MS || kept?.inventory !== state.inventory) {
    memory.running ??= renew(state.inventory).finally(() => {
      memory.running = null;
    });
    const isUsable = ageMs < USABLE_MS && kept?.shortages.reading.isComplete === true;
    if (!isUsable) await Promise.race([memory.running, wait(WAIT_MS)]);
  }
  return memory.kept?.shortages ?? null;
}

async function renew(inventory: Inventory): Promise<void> {
  const range = resolveRange({}, Date.now());
  if (range === null || !holder.eniscopeShortages) return;
  try {
    const known = await readLog(range, { waitMs: 0 });
    const question = { range, filter: {}, incident: null, limit: 0, after: null };
    const { reading, timeline, subnets, incidents } = eventsView(question, known, {
      inventory,
      freeCounts: freeCountsWith(inventory),
    });
    const shortages = { range, reading, timeline, subnets, incidents };
    holder.eniscopeShortages.kept = { shortages, inventory, madeAt: Date.now() };
  } catch (error) {
    // The page is about something else: the operator hears of it, the reader sees the part as not known.
    console.error("eniscope: the shortages of the last 24 hours could not be read", error);
  }
}

import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { EventReading, Incident, RecentSubnet, TimelineBucketView } from "@/lib/domain/api/event";
import { resolveRange } from "@/lib/domain/shortage/asked-range";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { countedShortages } from "@/lib/inventory/counted-shortages";
import { type RecentLog, readNewest, readRecent } from "@/lib/inventory/event-log";
import { eventsView, type KnownFindings } from "@/lib/inventory/events-view";
import { freeCountsWith } from "@/lib/inventory/free-counts-seen";
import { readStore } from "@/lib/inventory/snapshot-store";

/** The last 24 hours of shortages, for the pages that are about something else. */
export interface RecentShortages {
  readonly range: TimeRange;
  readonly reading: EventReading;
  readonly timeline: readonly TimelineBucketView[];
  /** The most affected first; a subnet without a failure is not in it. */
  readonly subnets: readonly RecentSubnet[];
  /** Newest first; null where there are too many calls for a page about something else to tell their story. */
  readonly incidents: readonly Incident[] | null;
}

/** More are counted, and told only of the subnet or the node that a page is about. */
const MOST_TOLD = 5_000;
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
    const log = await readRecent(range, { waitMs: 0, most: MOST_TOLD });
    const shortages = { range, ...recentView(log, { range, inventory }) };
    holder.eniscopeShortages.kept = { shortages, inventory, madeAt: Date.now() };
  } catch (error) {
    // The page is about something else: the operator hears of it, the reader sees the part as not known.
    console.error("eniscope: the shortages of the last 24 hours could not be read", error);
  }
}

type RecentView = Pick<RecentShortages, "reading" | "timeline" | "subnets" | "incidents">;

/** Folded where all findings are at hand, else as the store counted them. */
export function recentView(
  { counts, findings, reading }: RecentLog & { readonly reading: EventReading },
  { range, inventory }: { readonly range: TimeRange; readonly inventory: Inventory },
): RecentView {
  if (findings === null)
    return { reading, incidents: null, ...countedShortages(counts, { range, inventory, reading }) };
  const { timeline, subnets, incidents } = tell({ findings, isCut: false, reading }, { range, inventory });
  return { reading, timeline, subnets, incidents };
}

const tell = (known: KnownFindings, { range, inventory }: { range: TimeRange; inventory: Inventory }) =>
  eventsView({ range, filter: {}, incident: null, limit: 0, after: null }, known, {
    inventory,
    freeCounts: freeCountsWith(inventory),
  });

/** The shortages of a day with the incidents of what a page is about. */
export interface OwnShortages extends Omit<RecentShortages, "incidents"> {
  readonly incidents: readonly Incident[];
  /** Only its newest calls were looked at: the incidents may have more calls, and there may be more of them. */
  readonly isCut: boolean;
}

/** The same as `getRecentShortages`, with the incidents of one subnet or of one node's calls however many there are elsewhere. */
export async function getShortagesOf(
  of: { readonly subnetId: string } | { readonly instanceId: string },
): Promise<OwnShortages | null> {
  const [recent, state] = await Promise.all([getRecentShortages(), readStore()]);
  if (recent === null || state.kind !== "ready") return null;
  const { range, reading, incidents } = recent;
  if (incidents !== null) return { ...recent, incidents, isCut: false };
  const filter = "subnetId" in of ? { subnetIds: [of.subnetId] } : { instanceIds: [of.instanceId] };
  const newest = await readNewest(range, filter);
  const own = tell({ ...newest, reading }, { range, inventory: state.inventory });
  return { ...recent, incidents: own.incidents, isCut: newest.isCut };
}

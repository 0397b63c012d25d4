import "server-only";
import { type Millis, millis } from "@/lib/domain/brand";
import type { FreeCounts } from "@/lib/domain/shortage/free-counts";
import { ONGOING_WITHIN_MS, type ShortageIncident } from "@/lib/domain/shortage/incident";
import { MINUTE_MS } from "@/lib/domain/time-units";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { namedCaller, namedSubnet } from "@/lib/inventory/events/finding-names";
import type { UnnamedIncident } from "@/lib/inventory/events/incident-page";

export interface IncidentSurroundings {
  readonly inventory: Inventory;
  readonly freeCounts: FreeCounts;
  /** Until when events can have been delivered and were read; null while nothing was. */
  readonly readUntil: Millis | null;
}

/** Callers shown of an incident in a list, those with the most calls, and of one that is looked at by itself. */
export const CALLERS_LISTED = 20;
export const CALLERS_OPENED = 1_000;

/** A subnet may have been full a little before the first call failed and after the last. */
const AROUND_MS = MINUTE_MS;

export function incidentView(
  incident: ShortageIncident,
  { inventory, freeCounts, readUntil }: IncidentSurroundings,
  callerLimit: number,
): UnnamedIncident {
  const callers = incident.callers.map((caller) => ({
    ...namedCaller(inventory, caller),
    firstAt: caller.firstAt,
    lastAt: caller.lastAt,
    callCount: caller.callCount,
    retryEveryMs: caller.retryEveryMs,
  }));
  const { subnetId, kinds, firstAt, lastAt, callCount, callsPerMinute, windowCount, messages } = incident;
  const around = { fromMs: millis(firstAt - AROUND_MS), toMs: millis(lastAt + AROUND_MS) };
  return {
    ...namedSubnet(inventory, subnetId),
    kinds: [...kinds],
    firstAt,
    lastAt,
    isOngoing: isOngoing(lastAt, readUntil),
    callCount,
    callsPerMinute,
    windowCount,
    nodeCount: new Set(callers.flatMap(({ instanceId }) => instanceId ?? [])).size,
    podCount: null,
    clusterNames: [...new Set(callers.flatMap(({ clusterName }) => clusterName ?? []))].sort(),
    callers: callers.slice(0, callerLimit),
    callerCount: callers.length,
    messages: messages.map((message) => ({ ...message })),
    freeThen: subnetId === null ? null : freeCounts.during(subnetId, around),
  };
}

export const isOngoing = (lastAt: Millis, readUntil: Millis | null): boolean =>
  readUntil !== null && lastAt >= readUntil - ONGOING_WITHIN_MS;

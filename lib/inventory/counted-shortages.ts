import "server-only";
import type { EventReading, RecentSubnet, TimelineBucketView } from "@/lib/domain/api/event";
import { millis } from "@/lib/domain/brand";
import { countIncidents, MINUTE_MS } from "@/lib/domain/shortage/counted-incidents";
import { SHORTAGE_KINDS, type ShortageKind } from "@/lib/domain/shortage/shortage-kind";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { timelineOf } from "@/lib/domain/shortage/timeline";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { FindingCount } from "@/lib/history/event-store";
import { namedSubnet } from "@/lib/inventory/finding-names";
import { bucketsBySubnet, isOngoing, presentFigures } from "@/lib/inventory/incident-view";

export interface CountedShortages {
  readonly timeline: readonly TimelineBucketView[];
  readonly subnets: readonly RecentSubnet[];
}

/** Failures of one subnet in one minute. */
interface Minute {
  readonly subnetId: string | null;
  readonly kind: ShortageKind;
  readonly listedAt: ReturnType<typeof millis>;
  readonly count: number;
}

/**
 * The shortages of a range by subnet, from the store's counts a minute: whole at any number of findings, none of which is
 * read. Who failed is not known here, hence no number of nodes.
 */
export function countedShortages(
  counts: readonly FindingCount[],
  { range, inventory, reading }: { range: TimeRange; inventory: Inventory; reading: EventReading },
): CountedShortages {
  const covered = reading.covered.map(({ fromMs, toMs }) => ({ fromMs: millis(fromMs), toMs: millis(toMs) }));
  const readUntil = covered.at(-1)?.toMs ?? null;
  const minutes = counts.flatMap((count) => minutesOf(count, range));
  const timeline = timelineOf(minutes, range, covered);
  const buckets = bucketsBySubnet(minutes, timeline);
  const bySubnet = new Map<string | null, FindingCount[]>();
  for (const count of counts) bySubnet.set(count.subnetId, [...(bySubnet.get(count.subnetId) ?? []), count]);
  const subnets = [...bySubnet].map(([subnetId, kinds]): RecentSubnet => {
    const lastAt = millis(Math.max(...kinds.map((each) => each.lastAt)));
    return {
      ...namedSubnet(inventory, subnetId),
      ...countIncidents(sumOf(kinds.map((each) => each.buckets))),
      callCount: kinds.reduce((sum, { count }) => sum + count, 0),
      nodeCount: null,
      isOngoing: isOngoing(lastAt, readUntil),
      lastAt,
      kinds: SHORTAGE_KINDS.filter((name) => kinds.some(({ kind }) => kind === name)),
      buckets: buckets.get(subnetId) ?? timeline.map(() => 0),
      ...presentFigures(inventory, subnetId),
    };
  });
  return {
    timeline: timeline.map((bucket) => ({ ...bucket, counts: { ...bucket.counts } })),
    subnets: subnets.sort((a, b) => b.windowCount - a.windowCount || b.callCount - a.callCount || b.lastAt - a.lastAt),
  };
}

function minutesOf({ subnetId, kind, buckets }: FindingCount, { fromMs }: TimeRange): Minute[] {
  const shortage = SHORTAGE_KINDS.find((name) => name === kind);
  if (shortage === undefined) return [];
  return buckets.flatMap((count, minute) =>
    count === 0 ? [] : [{ subnetId, kind: shortage, listedAt: millis(fromMs + minute * MINUTE_MS), count }],
  );
}

function sumOf([first = [], ...rest]: readonly (readonly number[])[]): readonly number[] {
  return rest.reduce((sum, each) => sum.map((count, index) => count + (each[index] ?? 0)), first);
}

import { unreadBecause } from "@/components/events/reading-words";
import type { EventReading, SubnetShortages, TimelineBucketView } from "@/lib/domain/api/event";

/** The shortages of the last 24 hours as pages show them that are about something else. Small enough to cross to the client. */
export interface ShortageBrief {
  /** Why a count may be too low, and no count is not 0; null where all was read. */
  readonly because: string | null;
  /** Of each bucket of the timelines. */
  readonly isRead: readonly boolean[];
  /** `{ subnet id → its figures }`, of subnets with a failure. */
  readonly bySubnet: Readonly<Record<string, SubnetShortages>>;
}

export type ShortageFigures = Pick<
  SubnetShortages,
  "incidentCount" | "callCount" | "windowCount" | "isOngoing" | "buckets"
>;

interface Recent {
  readonly range: { readonly fromMs: number; readonly toMs: number };
  readonly reading: EventReading;
  readonly timeline: readonly TimelineBucketView[];
  readonly subnets: readonly SubnetShortages[];
}

/** `recent` is null while nothing is known. `vpcId` leaves one VPC's subnets. */
export function shortageBrief(recent: Recent | null, vpcId?: string): ShortageBrief {
  const subnets = recent?.subnets.filter(({ vpc }) => vpcId === undefined || vpc?.id === vpcId) ?? [];
  return {
    because: unreadBecause(recent?.reading ?? null, recent?.range ?? null),
    isRead: recent?.timeline.map(({ reading }) => reading === "read") ?? [],
    bySubnet: Object.fromEntries(subnets.flatMap((each) => (each.subnet === null ? [] : [[each.subnet.id, each]]))),
  };
}

/** The figures of a VPC's subnets together; null where none failed. */
export function vpcShortages({ bySubnet }: ShortageBrief, vpcId: string): ShortageFigures | null {
  return sumShortages(Object.values(bySubnet).filter(({ vpc }) => vpc?.id === vpcId));
}

export function sumShortages(list: readonly ShortageFigures[]): ShortageFigures | null {
  const [first, ...rest] = list;
  if (first === undefined) return null;
  return rest.reduce<ShortageFigures>(
    (sum, each) => ({
      incidentCount: sum.incidentCount + each.incidentCount,
      callCount: sum.callCount + each.callCount,
      windowCount: sum.windowCount + each.windowCount,
      isOngoing: sum.isOngoing || each.isOngoing,
      buckets: sum.buckets.map((count, index) => count + (each.buckets[index] ?? 0)),
    }),
    first,
  );
}

/** How bad it is: a subnet whose calls fail now before one whose calls failed today before any that is only full. */
export function urgencyOf(
  figures: Pick<ShortageFigures, "isOngoing"> | null | undefined,
  ratio: number | null,
): number {
  const level = figures === null || figures === undefined ? 0 : figures.isOngoing ? 2 : 1;
  return 2 * level + (ratio ?? 0);
}

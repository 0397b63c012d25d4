import type { SubnetShortages } from "@/lib/domain/api/event";

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

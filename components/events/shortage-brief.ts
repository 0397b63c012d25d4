import { unreadBecause } from "@/components/events/reading-words";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import type { EventReading, SubnetShortages, TimelineBucketView } from "@/lib/domain/api/event";

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

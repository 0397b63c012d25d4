import "server-only";
import type { SubnetShortages } from "@/lib/domain/api/event";
import { type Millis, millis } from "@/lib/domain/brand";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import type { ShortageIncident, ShortageTraits } from "@/lib/domain/shortage/incident";
import { SHORTAGE_KINDS, type ShortageKind } from "@/lib/domain/shortage/shortage-kind";
import type { TimeRange } from "@/lib/domain/shortage/time-range";
import { BucketCounts } from "@/lib/domain/shortage/timeline";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import { namedSubnet } from "@/lib/inventory/events/finding-names";
import { isOngoing } from "@/lib/inventory/events/incident-view";
import { subnetSummary } from "@/lib/inventory/subnet-summary";

interface OpenSubnet {
  incidentCount: number;
  callCount: number;
  windowCount: number;
  lastAt: Millis;
  readonly instanceIds: Set<string>;
  readonly kinds: Set<ShortageKind>;
  readonly buckets: BucketCounts;
  lastSequence: number | null;
}

/** Adds up the shortages of a range by subnet: its incidents, who failed, and when. */
export class SubnetTally {
  private readonly subnets = new Map<string | null, OpenSubnet>();

  constructor(private readonly range: TimeRange) {}

  add({ subnetId, kind, instanceId }: ShortageTraits, { listedAt, sequence }: FindingPlace): void {
    const subnet = this.at(subnetId);
    subnet.kinds.add(kind);
    if (instanceId !== null) subnet.instanceIds.add(instanceId);
    // A fleet that failed twice in one subnet is one call there.
    if (subnet.lastSequence !== sequence) subnet.buckets.add(listedAt);
    subnet.lastSequence = sequence;
  }

  addIncident({ subnetId, callCount, windowCount, lastAt }: ShortageIncident): void {
    const subnet = this.at(subnetId);
    subnet.incidentCount++;
    subnet.callCount += callCount;
    subnet.windowCount += windowCount;
    if (lastAt > subnet.lastAt) subnet.lastAt = lastAt;
  }

  /** The one whose callers failed the longest first. */
  toSubnets(inventory: Inventory, readUntil: Millis | null): SubnetShortages[] {
    return [...this.subnets]
      .map(([subnetId, { instanceIds, kinds, buckets, lastSequence: _last, ...sums }]) => ({
        ...namedSubnet(inventory, subnetId),
        ...sums,
        nodeCount: instanceIds.size,
        isOngoing: isOngoing(sums.lastAt, readUntil),
        kinds: SHORTAGE_KINDS.filter((kind) => kinds.has(kind)),
        buckets: buckets.counts,
        ...presentFigures(inventory, subnetId),
      }))
      .sort((a, b) => b.windowCount - a.windowCount || b.callCount - a.callCount || b.lastAt - a.lastAt);
  }

  private at(subnetId: string | null): OpenSubnet {
    const known = this.subnets.get(subnetId);
    if (known) return known;
    const made: OpenSubnet = {
      incidentCount: 0,
      callCount: 0,
      windowCount: 0,
      lastAt: millis(0),
      instanceIds: new Set(),
      kinds: new Set(),
      buckets: new BucketCounts(this.range),
      lastSequence: null,
    };
    this.subnets.set(subnetId, made);
    return made;
  }
}

function presentFigures(inventory: Inventory, subnetId: string | null) {
  if (subnetId === null || !inventory.subnets.has(subnetId)) return { freeAddressCount: null, utilizationRatio: null };
  const { freeAddressCount, utilizationRatio } = subnetSummary(inventory, subnetId);
  return { freeAddressCount, utilizationRatio };
}

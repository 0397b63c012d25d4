import type { SubnetSummary } from "@/lib/domain/api/vpc";

/** Columns of a zone's grid that a cell takes, at least so many that its words fit. */
export const MIN_SPAN = 4;
export const MAX_SPAN = 16;

/**
 * How wide a cell is, in grid columns; all cells are equally high. A VPC's subnets differ in size by a factor of up to
 * 4,096 (/28 to /16), so the width follows the square root of the size, the VPC's largest subnet being MAX_SPAN wide.
 * A subnet without a known size gets the smallest cell. `cellSpan(256, 1024)` is 8: a quarter of the size, half the width.
 */
export function cellSpan(size: number | null, largest: number): number {
  if (size === null || size <= 0 || largest <= 0) return MIN_SPAN;
  return Math.max(MIN_SPAN, Math.round(MAX_SPAN * Math.sqrt(Math.min(1, size / largest))));
}

export interface HeatmapCell {
  readonly subnet: SubnetSummary;
  readonly span: number;
}

export interface HeatmapZone {
  /** Null: EC2 named no Availability Zone. */
  readonly zone: string | null;
  readonly zoneId: string | null;
  readonly cells: readonly HeatmapCell[];
}

const collator = new Intl.Collator("en", { numeric: true });

/** Places must not change while figures do: cells stand in the order of their CIDRs, those without one last. */
function byCidr(a: SubnetSummary, b: SubnetSummary): number {
  if (a.cidr === null || b.cidr === null) {
    return Number(a.cidr === null) - Number(b.cidr === null) || collator.compare(a.id, b.id);
  }
  return collator.compare(a.cidr, b.cidr);
}

const byZone = (a: string | null, b: string | null) =>
  a === null || b === null ? Number(a === null) - Number(b === null) : collator.compare(a, b);

/** The subnets by Availability Zone, zones by name, an unknown zone last. */
export function heatmapZones(subnets: readonly SubnetSummary[]): readonly HeatmapZone[] {
  const largest = Math.max(0, ...subnets.map((subnet) => subnet.sizeAddressCount ?? 0));
  const sorted = [...subnets].sort(byCidr);
  return [...new Set(sorted.map(({ availabilityZone }) => availabilityZone))].sort(byZone).map((zone) => {
    const members = sorted.filter(({ availabilityZone }) => availabilityZone === zone);
    return {
      zone,
      zoneId: members[0]?.availabilityZoneId ?? null,
      cells: members.map((subnet) => ({ subnet, span: cellSpan(subnet.sizeAddressCount, largest) })),
    };
  });
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type Direction = "left" | "right" | "up" | "down";

const centre = (box: Box) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });

/**
 * The box that an arrow key leads to: left and right in reading order, up and down to the nearest row, there to the box
 * whose middle is nearest. The same index at the end of the way.
 */
export function neighbour(boxes: readonly Box[], from: number, direction: Direction): number {
  if (direction === "left") return Math.max(0, from - 1);
  if (direction === "right") return Math.min(boxes.length - 1, from + 1);
  const start = boxes[from];
  if (start === undefined) return from;
  const origin = centre(start);
  const sign = direction === "down" ? 1 : -1;
  const candidates = boxes
    .map((box, index) => ({
      index,
      rows: sign * (centre(box).y - origin.y),
      aside: Math.abs(centre(box).x - origin.x),
    }))
    .filter(({ rows }) => rows > start.height / 2);
  const nearest = Math.min(...candidates.map(({ rows }) => rows));
  const inRow = candidates.filter(({ rows }) => rows < nearest + start.height / 2);
  return (
    inRow.reduce((best, next) => (best === undefined || next.aside < best.aside ? next : best), inRow[0])?.index ?? from
  );
}

import type { Measured, Severity } from "@/components/heatmap/measure";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import { formatCount, formatNoun, formatRange, formatShare } from "@/lib/format";

function takenPart({
  freeAddressCount: free,
  usableAddressCount: usable,
  utilizationRatio: ratio,
}: SubnetSummary): string {
  if (free === null || usable === null || ratio === null) return "free addresses not known";
  return `${formatCount(free)} of ${formatCount(usable)} usable free, ${formatShare(ratio)} used`;
}

interface StoryMarks {
  readonly severity: Severity;
  /** Shortage incidents of the last 24 hours. */
  readonly incidentCount: number;
}

/** A subnet in one line, for a tooltip and the line under the heatmap. */
export function subnetStory(
  subnet: SubnetSummary,
  measured: Measured,
  { severity, incidentCount }: StoryMarks,
): string {
  return [
    subnet.name === null ? subnet.id : `${subnet.name} (${subnet.id})`,
    subnet.cidr ?? (subnet.isIpv6Native ? "IPv6 only" : "no IPv4 CIDR"),
    subnet.cidr === null ? null : takenPart(subnet),
    severity === "none" ? null : severity,
    incidentCount === 0 ? null : `${formatNoun(incidentCount, "shortage incident")} in 24 h`,
    subnet.warmEstimate === null ? null : `${formatRange(subnet.warmEstimate)} held warm (estimate)`,
    subnet.blocks === null || subnet.blocks.total === 0
      ? null
      : `${formatCount(subnet.blocks.free)} of ${formatCount(subnet.blocks.total)} /28 blocks free`,
    subnet.nodeCount === null ? null : formatNoun(subnet.nodeCount, "node"),
    measured.kind === "unknown" ? `colour not known, because ${measured.because}` : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

import type { ShortageBrief } from "@/components/events/shortage-figures";
import type { HeatMeasure } from "@/components/heatmap/heat-measures";
import { NO_FREE } from "@/components/ui/not-read";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";
import { formatCount, formatNoun, formatRange, formatShare, formatShareRange } from "@/lib/format";

export const MEASURE_WORDS: Readonly<Record<HeatMeasure, string>> = {
  used: "share of the usable addresses that is taken",
  warm: "share of the usable addresses that nodes hold without a pod (estimate, middle of its range)",
  fragmented: "share of the /28 blocks that are partly taken, so that no prefix fits",
  shortages: "how long calls failed for want of addresses in the last 24 h, against the worst subnet here",
};

/** `known`: a ratio 0..1 to colour by, and the words for it. `none`: the measure has no meaning here, as for IPv4 in an IPv6-only subnet. */
export type Measured =
  | { readonly kind: "known"; readonly ratio: number; readonly share: string; readonly detail: string }
  | { readonly kind: "unknown"; readonly because: string }
  | { readonly kind: "none"; readonly words: string };

function usedOf(subnet: SubnetSummary): Measured {
  const { utilizationRatio: ratio, freeAddressCount: free } = subnet;
  if (ratio === null || free === null) return { kind: "unknown", because: NO_FREE };
  return { kind: "known", ratio, share: formatShare(ratio), detail: `${formatCount(free)} free` };
}

/** Without a node nothing is held warm. */
const NO_WARM = { low: 0, high: 0 };

function warmOf({ usableAddressCount: usable, nodeCount, warmEstimate }: SubnetSummary): Measured {
  const warm = nodeCount === 0 ? NO_WARM : warmEstimate;
  if (nodeCount === null || !usable) return { kind: "unknown", because: "the nodes’ ENIs could not be read" };
  if (warm === null) return { kind: "unknown", because: "nothing bounds the pools of the nodes here" };
  return {
    kind: "known",
    ratio: (warm.low + warm.high) / 2 / usable,
    share: formatShareRange(warm.low / usable, warm.high / usable),
    detail: `${formatRange(warm)} warm`,
  };
}

function fragmentedOf({ blocks }: SubnetSummary): Measured {
  if (blocks === null) return { kind: "unknown", because: "the subnet’s addresses could not be read" };
  if (blocks.total === 0) return { kind: "none", words: "smaller than a /28" };
  const ratio = blocks.fragmented / blocks.total;
  const detail = `${formatCount(blocks.free)} of ${formatCount(blocks.total)} /28 free`;
  return { kind: "known", ratio, share: formatShare(ratio), detail };
}

/** By two-minute windows in which a caller failed: one that retries every 5 s weighs no more than one that backs off. */
function shortagesOf({ id }: SubnetSummary, { bySubnet, because }: ShortageBrief): Measured {
  const own = bySubnet[id];
  if (own === undefined) {
    return because === null
      ? { kind: "known", ratio: 0, share: "0", detail: "no failed call" }
      : { kind: "unknown", because };
  }
  const most = Math.max(...Object.values(bySubnet).map(({ windowCount }) => windowCount));
  const share = `${because === null ? "" : "≥ "}${formatCount(own.incidentCount)}`;
  return { kind: "known", ratio: own.windowCount / most, share, detail: formatNoun(own.callCount, "failed call") };
}

const MEASURES: Readonly<Record<HeatMeasure, (subnet: SubnetSummary, shortages: ShortageBrief) => Measured>> = {
  used: usedOf,
  warm: warmOf,
  fragmented: fragmentedOf,
  shortages: shortagesOf,
};

/** What the measure says of a subnet; `shortages` are those of the subnets beside it too. */
export function measureSubnet(subnet: SubnetSummary, measure: HeatMeasure, shortages: ShortageBrief): Measured {
  if (subnet.cidr === null) {
    return subnet.isIpv6Native
      ? { kind: "none", words: "IPv6 only" }
      : { kind: "unknown", because: "EC2 sent no IPv4 CIDR for it" };
  }
  return MEASURES[measure](subnet, shortages);
}

/** Step 0..9 of the heat ramp: tenths of the ratio, the last one holding 100 % too. */
export function heatStep(ratio: number): number {
  return Math.min(9, Math.max(0, Math.floor(ratio * 10)));
}

export type Severity = "critical" | "warning" | "none";

/** How a subnet stands against the thresholds of its use, both inclusive. */
export function severityOf(utilizationRatio: number | null, thresholds: Thresholds): Severity {
  if (utilizationRatio === null) return "none";
  if (utilizationRatio >= thresholds.criticalRatio) return "critical";
  return utilizationRatio >= thresholds.warningRatio ? "warning" : "none";
}

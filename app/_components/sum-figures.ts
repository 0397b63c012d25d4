import type { InventoryFigures } from "@/app/_components/inventory-kpis";
import type { CountRange } from "@/lib/domain/api/common";

/** A sum; null as soon as one part is not known, since a part would pass for the whole. */
function sumKnown(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

function sumRanges(ranges: readonly (CountRange | null)[]): CountRange | null {
  const low = sumKnown(ranges.map((range) => range?.low ?? null));
  const high = sumKnown(ranges.map((range) => range?.high ?? null));
  return low === null || high === null ? null : { low, high };
}

/** The key figures of several VPCs together. */
export function sumFigures(vpcs: readonly InventoryFigures[]): InventoryFigures {
  return {
    usableAddressCount: sumKnown(vpcs.map((vpc) => vpc.usableAddressCount)),
    freeAddressCount: sumKnown(vpcs.map((vpc) => vpc.freeAddressCount)),
    warmEstimate: sumRanges(vpcs.filter(({ nodeCount }) => nodeCount !== 0).map((vpc) => vpc.warmEstimate)),
    subnetsAboveCriticalCount: sumKnown(vpcs.map((vpc) => vpc.subnetsAboveCriticalCount)),
    subnetsAboveWarningCount: sumKnown(vpcs.map((vpc) => vpc.subnetsAboveWarningCount)),
    nodeCount: sumKnown(vpcs.map((vpc) => vpc.nodeCount)),
    leakedEniCount: sumKnown(vpcs.map((vpc) => vpc.leakedEniCount)),
    unexplainedAddressCount: sumKnown(vpcs.map((vpc) => vpc.unexplainedAddressCount)),
  };
}

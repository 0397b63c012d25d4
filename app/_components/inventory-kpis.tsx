import type { ReactNode } from "react";
import { IncidentFigure } from "@/components/events/shortage-count";
import { type ShortageBrief, sumShortages } from "@/components/events/shortage-figures";
import { Count } from "@/components/ui/figures";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import { NO_ENIS } from "@/components/ui/not-read";
import { Warm } from "@/components/ui/warm";
import type { VpcSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";
import { formatCount, formatNoun, formatShare } from "@/lib/format";

export type InventoryFigures = Pick<
  VpcSummary,
  | "usableAddressCount"
  | "freeAddressCount"
  | "warmEstimate"
  | "subnetsAboveCriticalCount"
  | "subnetsAboveWarningCount"
  | "nodeCount"
  | "leakedEniCount"
  | "unexplainedAddressCount"
>;

interface InventoryKpisProps {
  /** Names the list to assistive technology: `All VPCs together`. */
  readonly label: string;
  readonly figures: InventoryFigures;
  readonly thresholds: Thresholds;
  /** Further figures. */
  readonly children?: ReactNode;
}

const NO_SUBNETS = "EC2 did not say for every subnet";

function freeLabel({ freeAddressCount: free, usableAddressCount: usable }: InventoryFigures): string {
  if (usable === null) return "free addresses";
  if (free === null || usable === 0) return `free of ${formatCount(usable)} usable`;
  return `free of ${formatCount(usable)} usable, ${formatShare(free / usable)}`;
}

/** A tone for a count of something bad. */
const toneOf = (count: number | null, tone: "warn" | "harm") => (count !== null && count > 0 ? tone : "plain");

/** The key figures of a VPC, or of all. */
export function InventoryKpis({ label, figures, thresholds, children }: InventoryKpisProps) {
  const { subnetsAboveCriticalCount: critical, subnetsAboveWarningCount: warning, leakedEniCount: leaked } = figures;
  return (
    <KpiRow label={label}>
      <Kpi value={<Count value={figures.freeAddressCount} because={NO_SUBNETS} />} label={freeLabel(figures)} />
      <Kpi
        value={<Warm estimate={figures.warmEstimate} nodeCount={figures.nodeCount} />}
        label="held warm, no pod (estimate)"
      />
      <Kpi
        value={<Count value={critical} because={NO_SUBNETS} />}
        tone={toneOf(critical, "harm")}
        label={`subnets from ${formatShare(thresholds.criticalRatio)} used`}
      />
      <Kpi
        value={<Count value={warning} because={NO_SUBNETS} />}
        tone={toneOf(warning, "warn")}
        label={`subnets from ${formatShare(thresholds.warningRatio)} used`}
      />
      {children}
      <Kpi value={<Count value={figures.nodeCount} because={NO_ENIS} />} label="nodes" />
      <Kpi value={<Count value={leaked} because={NO_ENIS} />} tone={toneOf(leaked, "warn")} label="leaked ENIs" />
      <Kpi
        value={<Count value={figures.unexplainedAddressCount} because={NO_ENIS} />}
        label="not explained by visible ENIs"
      />
    </KpiRow>
  );
}

interface ShortageKpiProps {
  readonly shortages: ShortageBrief;
  /** Whose subnets are counted. */
  readonly vpcIds: readonly string[];
}

/**
 * The incidents of some VPCs together. Their failed calls are not added up: one call for several subnets fails in each, so
 * that the sum would be more than what the events page counts.
 */
export function ShortageKpi({ shortages: { bySubnet, because }, vpcIds }: ShortageKpiProps) {
  const failing = Object.values(bySubnet).filter(({ vpc }) => vpc !== null && vpcIds.includes(vpc.id));
  const figures = sumShortages(failing);
  const where = figures === null ? "shortage incidents" : `incidents in ${formatNoun(failing.length, "subnet")}`;
  return (
    <Kpi
      value={<IncidentFigure figures={figures} because={because} />}
      tone={figures === null ? "plain" : "harm"}
      label={`${where}, 24\u00a0h`}
    />
  );
}

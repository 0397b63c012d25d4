import type { HeatmapCell } from "@/components/heatmap/geometry";
import { heatStep, type Measured, type Severity } from "@/components/heatmap/measure";
import { Anchor } from "@/components/ui/anchor";
import { formatShare } from "@/lib/format";

const HEAT = [
  "bg-heat-0 text-heat-0-ink",
  "bg-heat-1 text-heat-1-ink",
  "bg-heat-2 text-heat-2-ink",
  "bg-heat-3 text-heat-3-ink",
  "bg-heat-4 text-heat-4-ink",
  "bg-heat-5 text-heat-5-ink",
  "bg-heat-6 text-heat-6-ink",
  "bg-heat-7 text-heat-7-ink",
  "bg-heat-8 text-heat-8-ink",
  "bg-heat-9 text-heat-9-ink",
] as const;

export const heatClass = (ratio: number) => HEAT[heatStep(ratio)] ?? HEAT[9];

const GROUND: Readonly<Record<Exclude<Measured["kind"], "known">, string>> = {
  unknown: "unknown-fill",
  none: "bg-sunken border border-dashed border-line-strong",
};

const OUTLINE: Readonly<Record<Severity, string>> = {
  critical: "outline-2 outline-offset-1 outline-harm",
  warning: "outline-2 outline-offset-1 outline-dashed outline-warn-mark",
  none: "",
};

interface HeatCellProps {
  readonly cell: HeatmapCell;
  readonly measured: Measured;
  readonly severity: Severity;
  /** The figure is the one that the thresholds are of; beside another one the share used is told. */
  readonly isOfUse: boolean;
  /** Of the last 24 hours, as a badge; 0 for none, or where the measure says it already. */
  readonly incidentCount: number;
  /** The cell's whole story, as tooltip. */
  readonly story: string;
  readonly isTabStop: boolean;
}

/** One subnet: the figure first, its words under it, the threshold as outline and word. */
export function HeatCell({ cell, measured, severity, isOfUse, incidentCount, story, isTabStop }: HeatCellProps) {
  const { subnet, span } = cell;
  const ground = measured.kind === "known" ? heatClass(measured.ratio) : GROUND[measured.kind];
  const length = subnet.cidr?.split("/")[1];
  return (
    <Anchor
      href={`/subnets/${subnet.id}`}
      data-cell={subnet.id}
      tabIndex={isTabStop ? 0 : -1}
      title={story}
      style={{ gridColumn: `span min(${span}, var(--heatmap-columns))` }}
      className={`block h-[5.4rem] min-w-0 overflow-hidden rounded-sm px-2 py-1 text-sm focus-visible:outline-3 focus-visible:outline-offset-2 focus-visible:outline-accent ${ground} ${OUTLINE[severity]}`}
    >
      {incidentCount === 0 ? null : (
        <span className="float-right ml-1 rounded-full border border-harm bg-panel px-1.5 text-xs font-semibold text-harm">
          {incidentCount}
          <span className="sr-only"> shortage incidents</span>
        </span>
      )}
      <CellHead
        measured={measured}
        mark={severity === "none" ? null : isOfUse ? severity : `${formatShare(subnet.utilizationRatio ?? 0)} used`}
      />
      {measured.kind === "known" ? <span className="block truncate">{measured.detail}</span> : null}
      <span
        className={`line-clamp-2 leading-tight wrap-anywhere ${measured.kind === "unknown" ? "w-fit bg-panel px-0.5" : ""}`}
      >
        {subnet.name ?? subnet.id}
        {length === undefined ? "" : `\u00a0/${length}`}
      </span>
    </Anchor>
  );
}

function CellHead({ measured, mark }: Pick<HeatCellProps, "measured"> & { readonly mark: string | null }) {
  if (measured.kind === "unknown") return <b className="w-fit bg-panel px-0.5 font-semibold">not known</b>;
  if (measured.kind === "none") return <b className="block truncate font-semibold">{measured.words}</b>;
  return (
    <span className="flex items-baseline gap-1.5">
      <b className="text-lg leading-snug font-semibold whitespace-nowrap">{measured.share}</b>
      {mark === null ? null : <span className="truncate text-xs">{mark}</span>}
    </span>
  );
}

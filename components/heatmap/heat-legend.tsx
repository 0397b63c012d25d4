import { heatClass } from "@/components/heatmap/heat-cell";
import type { HeatMeasure } from "@/components/heatmap/heat-measures";
import type { Thresholds } from "@/lib/domain/vpc/inventory";
import { formatShare } from "@/lib/format";

const STEPS = Array.from({ length: 10 }, (_, step) => step / 10);

interface HeatLegendProps {
  readonly measure: HeatMeasure;
  readonly thresholds: Thresholds;
}

/** The ramp in tenths, the outlines, the hatch, and how the width was made. */
export function HeatLegend({ thresholds, measure }: HeatLegendProps) {
  const isRelative = measure === "shortages";
  return (
    <ul aria-label="Legend" className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm text-muted">
      <li className="flex items-center">
        <span className="mr-1.5">{isRelative ? "none" : "0\u00a0%"}</span>
        {STEPS.map((ratio) => (
          <i key={ratio} aria-hidden="true" className={`h-3 w-5 border-y border-line ${heatClass(ratio)}`} />
        ))}
        <span className="ml-1.5">{isRelative ? "the worst subnet here" : "100\u00a0%, in tenths"}</span>
      </li>
      <li className="flex items-center gap-1.5">
        <i
          aria-hidden="true"
          className="rounded-full border border-harm bg-panel px-1 text-xs leading-tight font-semibold text-harm not-italic"
        >
          n
        </i>
        {isRelative ? "the figure: shortage incidents, 24\u00a0h" : "shortage incidents, 24\u00a0h"}
      </li>
      <li className="flex items-center gap-1.5">
        <i
          aria-hidden="true"
          className="h-3 w-5 rounded-xs outline-2 -outline-offset-2 outline-dashed outline-warn-mark"
        />
        warning: {formatShare(thresholds.warningRatio)} used
      </li>
      <li className="flex items-center gap-1.5">
        <i aria-hidden="true" className="h-3 w-5 rounded-xs outline-2 -outline-offset-2 outline-harm" />
        critical: {formatShare(thresholds.criticalRatio)} used
      </li>
      <li className="flex items-center gap-1.5">
        <i aria-hidden="true" className="unknown-fill h-3 w-5 rounded-xs" />
        not known
      </li>
      <li>width: square root of the size; the smallest are wider than that</li>
    </ul>
  );
}

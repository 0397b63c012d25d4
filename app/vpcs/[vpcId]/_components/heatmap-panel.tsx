import type { ReactNode } from "react";
import { heatmapParams } from "@/app/vpcs/[vpcId]/search-params";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import { HEAT_MEASURES } from "@/components/heatmap/heat-measures";
import { MEASURE_WORDS } from "@/components/heatmap/measure";
import { SubnetHeatmap } from "@/components/heatmap/subnet-heatmap";
import { Panel } from "@/components/ui/panel";
import { useUrlParams } from "@/components/url-state/use-url-params";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";

interface HeatmapPanelProps {
  readonly subnets: readonly SubnetSummary[];
  readonly thresholds: Thresholds;
  readonly shortages: ShortageBrief;
  readonly children: ReactNode;
}

export function HeatmapPanel({ subnets, thresholds, shortages, children }: HeatmapPanelProps) {
  const [{ colour: measure }, setParams] = useUrlParams(heatmapParams);
  return (
    <Panel
      title="Subnets by Availability Zone"
      note={`colour: ${MEASURE_WORDS[measure]}`}
      actions={
        <fieldset className="flex gap-px rounded border border-line-strong">
          <legend className="sr-only">Colour by</legend>
          {HEAT_MEASURES.map((name) => (
            <label
              key={name}
              className="cursor-pointer rounded-xs px-2 py-0.5 text-sm has-checked:bg-ink has-checked:text-bg has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="colour"
                value={name}
                checked={name === measure}
                onChange={() => setParams({ colour: name })}
                className="sr-only"
              />
              {name}
            </label>
          ))}
        </fieldset>
      }
    >
      <SubnetHeatmap subnets={subnets} measure={measure} thresholds={thresholds} shortages={shortages} />
      {children}
    </Panel>
  );
}

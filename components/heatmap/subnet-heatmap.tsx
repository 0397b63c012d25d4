"use client";

import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import { type Direction, heatmapZones, neighbour } from "@/components/heatmap/geometry";
import { HeatCell } from "@/components/heatmap/heat-cell";
import { HeatLegend } from "@/components/heatmap/heat-legend";
import type { HeatMeasure } from "@/components/heatmap/heat-measures";
import { measureSubnet, severityOf } from "@/components/heatmap/measure";
import { subnetStory } from "@/components/heatmap/subnet-story";
import type { SubnetSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

const HINT = "Point at a subnet, or reach it with the arrows; Enter opens it.";

interface SubnetHeatmapProps {
  readonly subnets: readonly SubnetSummary[];
  readonly measure: HeatMeasure;
  readonly thresholds: Thresholds;
  readonly shortages: ShortageBrief;
}

/** A VPC's subnets by Availability Zone. The table of the same subnets is its text alternative. */
export function SubnetHeatmap({ subnets, measure, thresholds, shortages }: SubnetHeatmapProps) {
  const map = useRef<HTMLDivElement>(null);
  const [story, setStory] = useState<string | null>(null);
  const zones = heatmapZones(subnets);
  const [tabStop, setTabStop] = useState(zones[0]?.cells[0]?.subnet.id);

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    if (direction === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    const cells = [...(map.current?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])];
    const from = cells.findIndex((cell) => cell.contains(document.activeElement));
    if (from < 0) return;
    event.preventDefault();
    cells[
      neighbour(
        cells.map((cell) => cell.getBoundingClientRect()),
        from,
        direction,
      )
    ]?.focus();
  };
  const tell = (target: EventTarget | null) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
    if (cell !== null) setStory(cell.title);
    return cell;
  };

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside own focus and Enter; arrows only move between them */}
      <div
        ref={map}
        onKeyDown={onKeyDown}
        onFocus={(event) => setTabStop(tell(event.target)?.dataset.cell)}
        onPointerOver={(event) => void tell(event.target)}
        className="grid gap-2.5 [--heatmap-columns:16] max-sm:[--heatmap-columns:9]"
      >
        {zones.map(({ zone, zoneId, cells }) => (
          <ZoneRow key={zone ?? ""} zone={zone} zoneId={zoneId}>
            {cells.map((cell) => {
              const measured = measureSubnet(cell.subnet, measure, shortages);
              const incidentCount = shortages.bySubnet[cell.subnet.id]?.incidentCount ?? 0;
              const severity = severityOf(cell.subnet.utilizationRatio, thresholds);
              return (
                <HeatCell
                  key={cell.subnet.id}
                  cell={cell}
                  measured={measured}
                  severity={severity}
                  isOfUse={measure === "used"}
                  incidentCount={measure === "shortages" ? 0 : incidentCount}
                  story={subnetStory(cell.subnet, measured, { severity, incidentCount })}
                  isTabStop={cell.subnet.id === tabStop}
                />
              );
            })}
          </ZoneRow>
        ))}
      </div>
      <p className="mt-2.5 min-h-[2.9em] border-l-3 border-line pl-2.5 text-sm wrap-anywhere text-muted">
        {story ?? HINT}
      </p>
      <HeatLegend thresholds={thresholds} measure={measure} />
    </div>
  );
}

interface ZoneRowProps {
  readonly zone: string | null;
  readonly zoneId: string | null;
  readonly children: ReactNode;
}

function ZoneRow({ zone, zoneId, children }: ZoneRowProps) {
  return (
    <section
      aria-label={zone ?? "Availability Zone not known"}
      className="grid grid-cols-[6rem_1fr] gap-2.5 max-sm:grid-cols-1 max-sm:gap-1"
    >
      <h3 className="pt-1 text-muted">
        {zone ?? "zone not known"}
        {zoneId === null ? null : <span className="block text-xs max-sm:ml-2 max-sm:inline">{zoneId}</span>}
      </h3>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(22px,1fr))] gap-[7px]">{children}</div>
    </section>
  );
}

"use client";

import { memo, useMemo } from "react";
import { ChartLegend } from "@/components/simulator/chart/chart-legend";
import type { ChartSource, TimeSpan } from "@/components/simulator/chart/chart-rows";
import { ChartTable } from "@/components/simulator/chart/chart-table";
import { MEASURE_WORDS } from "@/components/simulator/chart/chart-words";
import { FreePlot } from "@/components/simulator/chart/free-plot";
import { SubnetMultiples, type SubnetTile } from "@/components/simulator/chart/subnet-multiples";
import { Choice } from "@/components/simulator/choice";
import {
  type ActualCurve,
  RESULT_MEASURES,
  type ResultMeasure,
  ZOOMS,
  type Zoom,
} from "@/components/simulator/results-props";
import { subnetLabel, subnetOf } from "@/components/simulator/scope-index";
import { worstFirst } from "@/components/simulator/subnet-order";
import { Panel } from "@/components/ui/panel";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { Curve, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { MINUTE_MS } from "@/lib/domain/time-units";
import { formatCount } from "@/lib/format";

interface FreePanelProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
  readonly subnetId: string | null;
  readonly measure: ResultMeasure;
  readonly zoom: Zoom;
  readonly atMs: number;
  readonly actual: readonly ActualCurve[];
  /** Tells the panel from another one on the page, as in "in the demo". */
  readonly place?: string;
  readonly onSubnet: (subnetId: string | null) => void;
  readonly onMeasure: (measure: ResultMeasure) => void;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onTime: (atMs: number) => void;
}

const ZOOM_WORDS = { run: "whole run", rollout: "rollout" } as const;
/** What of the time after the rollout its close view shows: until the last ENIs have gone. */
const AFTER_ROLLOUT_MS = 180_000;

const NO_POINTS: ActualCurve["points"] = [];

/** Free addresses, or free blocks, over time: all subnets small and one of them, or all together, large. */
export const FreePanel = memo(function FreePanel(props: FreePanelProps) {
  const { scope, result, isUnchanged, measure, zoom, atMs, actual, onSubnet, onMeasure, onZoom, onTime } = props;
  const { times, today, proposed, rollout } = result;
  const whole = useMemo(() => ({ fromMs: 0, toMs: times.at(-1) ?? 0 }), [times]);
  const canZoom = rollout.toMs > rollout.fromMs && rollout.toMs + AFTER_ROLLOUT_MS < whole.toMs;
  const span = useMemo(
    () => (canZoom && zoom === "rollout" ? aroundRollout(rollout, whole) : whole),
    [canZoom, zoom, rollout, whole],
  );
  const tiles = useMemo(() => {
    const sourceOf = (curve: Curve): ChartSource => ({
      times,
      today: today.curves.find(({ subnetId }) => subnetId === curve.subnetId) ?? curve,
      proposed: curve,
      measure,
      span: whole,
    });
    const together = proposed.curves.filter(({ subnetId }) => subnetId === null);
    const single = worstFirst(proposed.curves, measure);
    // With one subnet only, all together are that one.
    return (single.length === 1 ? single : [...together, ...single]).map(
      (curve): SubnetTile => ({
        subnetId: curve.subnetId,
        label: subnetLabel(scope, curve.subnetId),
        source: sourceOf(curve),
      }),
    );
  }, [scope, times, today, proposed, measure, whole]);
  const tile = tiles.find(({ subnetId }) => subnetId === props.subnetId) ?? tiles[0];
  const source = useMemo(() => (tile === undefined ? null : { ...tile.source, span }), [tile, span]);
  if (tile === undefined || source === null) return null;
  const label = props.place === undefined ? tile.label : `${tile.label}, ${props.place}`;
  const isShown = (curve: ActualCurve) => curve.subnetId === tile.subnetId && curve.measure === measure;
  const points = actual.find(isShown)?.points ?? NO_POINTS;
  return (
    <Panel
      title={`${MEASURE_WORDS[measure].title}, ${label}`}
      note={noteOf(scope, source.proposed, measure)}
      actions={
        <>
          {canZoom ? (
            <Choice label="Time shown" choices={ZOOMS} words={ZOOM_WORDS} chosen={zoom} onChoose={onZoom} />
          ) : null}
          <Choice
            label="What is counted"
            choices={RESULT_MEASURES}
            words={{ addresses: "addresses", blocks: "/28 blocks" }}
            chosen={measure}
            onChoose={onMeasure}
          />
        </>
      }
    >
      {tiles.length < 2 ? null : (
        <SubnetMultiples
          tiles={tiles}
          chosen={tile.subnetId}
          rollout={rollout}
          isUnchanged={isUnchanged}
          onChoose={onSubnet}
        />
      )}
      <FreePlot
        label={label}
        source={source}
        rollout={rollout}
        isUnchanged={isUnchanged}
        actual={points}
        atMs={atMs}
        onTime={onTime}
      />
      <ChartLegend source={source} rollout={rollout} isUnchanged={isUnchanged} actual={points} />
      <details className="mt-2">
        <summary className="text-sm text-muted hover:text-ink">Figures of this chart</summary>
        <ChartTable label={label} source={source} rollout={rollout} isUnchanged={isUnchanged} actual={points} />
      </details>
    </Panel>
  );
});

function aroundRollout({ fromMs, toMs }: TimeSpan, whole: TimeSpan): TimeSpan {
  return { fromMs: Math.max(0, fromMs - MINUTE_MS), toMs: Math.min(whole.toMs, toMs + AFTER_ROLLOUT_MS) };
}

function noteOf(
  scope: ScopeHead,
  { subnetId, size, usable, otherAddressCount }: Curve,
  measure: ResultMeasure,
): string {
  const cidr = subnetOf(scope, subnetId)?.cidr;
  const before = cidr === undefined ? "" : `${cidr} · `;
  return measure === "addresses"
    ? `${before}${formatCount(size - otherAddressCount)} of ${formatCount(usable)} usable that the simulated nodes could have`
    : `${before}wholly free and aligned, of ${formatCount(Math.floor(size / BLOCK_SIZE))}: what a prefix needs`;
}

import { useMemo, useState } from "react";
import { actualCurves } from "@/app/simulator/_demo/actual-curves";
import { addressVerdict, blockVerdict, heldWords, type Verdict } from "@/app/simulator/_demo/apart-words";
import type { Compared } from "@/app/simulator/_demo/run-comparison";
import { FreePanel } from "@/components/simulator/chart/free-panel";
import type { ResultMeasure, Zoom } from "@/components/simulator/results-props";
import { UnbrokenNames } from "@/components/ui/unbroken-names";

interface ComparisonViewProps {
  readonly compared: Compared;
  readonly isOver: boolean;
  /** What was done. */
  readonly title: string;
}

/** The predicted curve and the one read back, on one chart, and how far apart they are. */
export function ComparisonView({ compared, isOver, title }: ComparisonViewProps) {
  const { scope, result, readings } = compared;
  const [subnetId, setSubnetId] = useState<string | null>(null);
  const [measure, setMeasure] = useState<ResultMeasure>("addresses");
  const [zoom, setZoom] = useState<Zoom>("run");
  const endMs = result.times.at(-1) ?? 0;
  const [atMs, setAtMs] = useState(endMs);
  const actual = useMemo(() => actualCurves({ scope, result, readings }), [scope, result, readings]);
  const held = heldWords(compared);
  return (
    <div className="mt-3 grid min-w-0 gap-3">
      <h3 className="-mb-2 text-muted">{title}</h3>
      <div role={isOver ? "status" : undefined}>
        <VerdictLine {...addressVerdict(compared)} />
        <VerdictLine {...blockVerdict(compared)} />
      </div>
      {held === null ? null : <p className="-mt-2 text-muted">{held}</p>}
      <FreePanel
        scope={scope}
        result={result}
        isUnchanged={false}
        subnetId={subnetId}
        measure={measure}
        zoom={zoom}
        atMs={Math.min(atMs, endMs)}
        actual={actual}
        place="in the demo"
        onSubnet={setSubnetId}
        onMeasure={setMeasure}
        onZoom={setZoom}
        onTime={setAtMs}
      />
    </div>
  );
}

const VerdictLine = ({ words, isEqual }: Verdict) => (
  <p className={`font-semibold ${isEqual ? "" : "text-warn"}`}>
    <UnbrokenNames words={`${words}.`} />
  </p>
);

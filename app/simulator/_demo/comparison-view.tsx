import { useMemo, useState } from "react";
import { apartWords, heldWords } from "@/app/simulator/_demo/apart-words";
import type { Compared } from "@/app/simulator/_demo/run-comparison";
import { FreePanel } from "@/components/simulator/chart/free-panel";
import type { ActualCurve, ResultMeasure } from "@/components/simulator/results-props";

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
  const endMs = result.times.at(-1) ?? 0;
  const [atMs, setAtMs] = useState(endMs);
  const actual = useMemo(() => actualCurves(result.times, readings), [result.times, readings]);
  const apart = apartWords(compared);
  const held = heldWords(compared);
  return (
    <div className="mt-3 grid min-w-0 gap-3">
      <h3 className="-mb-2 text-muted">{title}</h3>
      <p role={isOver ? "status" : undefined} className={`font-semibold ${apart.isEqual ? "" : "text-warn"}`}>
        {apart.words}.
      </p>
      {held === null ? null : <p className="-mt-2 text-muted">{held}</p>}
      <FreePanel
        scope={scope}
        result={result}
        isUnchanged={false}
        subnetId={subnetId}
        measure={measure}
        atMs={Math.min(atMs, endMs)}
        actual={actual}
        place="in the demo"
        onSubnet={setSubnetId}
        onMeasure={setMeasure}
        onTime={setAtMs}
      />
    </div>
  );
}

/** A curve for each subnet, and their sum for all together. */
function actualCurves(times: Float64Array, readings: Compared["readings"]): ActualCurve[] {
  const sampleCount = Math.min(...[...readings.values()].map(({ length }) => length));
  const pointsOf = (freeAt: (sample: number) => number): ActualCurve["points"] =>
    Array.from({ length: sampleCount }, (_, sample) => ({ atMs: times[sample] ?? 0, free: freeAt(sample) }));
  const single = [...readings].map(([subnetId, free]) => ({
    subnetId,
    points: pointsOf((sample) => free[sample] ?? 0),
  }));
  const sumAt = (sample: number) => [...readings.values()].reduce((sum, free) => sum + (free[sample] ?? 0), 0);
  return [...single, { subnetId: null, points: pointsOf(sumAt) }];
}

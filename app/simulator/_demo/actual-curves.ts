import type { Compared } from "@/app/simulator/_demo/run-comparison";
import type { ActualCurve, ResultMeasure } from "@/components/simulator/results-props";
import { type Measure, type Readings, withKnownPlaces } from "@/lib/domain/simulation/apart";

/** What was read back, as curves: of each subnet and of all together, addresses as well as blocks. */
export function actualCurves({ scope, result: { times }, readings }: Omit<Compared, "held">): ActualCurve[] {
  const known = withKnownPlaces(readings, scope);
  const [addresses, blocks] = [
    curvesOf({ times, readings, of: "free", measure: "addresses" }),
    curvesOf({ times, readings: known, of: "freeBlocks", measure: "blocks" }),
  ];
  // A sum of some subnets' blocks would stand beside the curve of all of them.
  return [...addresses, ...blocks.filter(({ subnetId }) => subnetId !== null || known.size === readings.size)];
}

interface CurvesSpec {
  readonly times: Float64Array;
  readonly readings: Readings;
  readonly of: Measure;
  readonly measure: ResultMeasure;
}

function curvesOf({ times, readings, of, measure }: CurvesSpec): ActualCurve[] {
  if (readings.size === 0) return [];
  const counts = [...readings].map(([subnetId, { [of]: read }]) => ({ subnetId, read }));
  const sampleCount = Math.min(...counts.map(({ read }) => read.length));
  const pointsOf = (countAt: (sample: number) => number): ActualCurve["points"] =>
    Array.from({ length: sampleCount }, (_, sample) => ({ atMs: times[sample] ?? 0, free: countAt(sample) }));
  const sumAt = (sample: number) => counts.reduce((sum, { read }) => sum + (read[sample] ?? 0), 0);
  return [
    ...counts.map(({ subnetId, read }) => ({ subnetId, measure, points: pointsOf((sample) => read[sample] ?? 0) })),
    { subnetId: null, measure, points: pointsOf(sumAt) },
  ];
}

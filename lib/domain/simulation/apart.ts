import type { Curve } from "@/lib/domain/simulation/simulation-result";

/** Free addresses read back: `{ subnet id → one number for each of the first samples }`. */
export type Readings = ReadonlyMap<string, readonly number[]>;

export interface FarthestApart {
  readonly subnetId: string;
  readonly atMs: number;
  readonly predicted: number;
  readonly actual: number;
}

/** How far readings lie from a prediction. */
export interface Apart {
  /** Samples at which every subnet was read. */
  readonly sampleCount: number;
  /** Of these, the ones at which every subnet has as many free addresses as predicted. */
  readonly equalCount: number;
  /** Null: nothing is apart. */
  readonly farthest: FarthestApart | null;
}

/**
 * Compares the readings with the predicted curves, sample by sample; the curve of all subnets together is left out, since
 * differences in it could cancel each other. Of several differences alike the first one counts.
 */
export function apartOf(times: Float64Array, curves: readonly Curve[], readings: Readings): Apart {
  const subnets = curves.flatMap(({ subnetId, free }) => {
    const actual = subnetId === null ? undefined : readings.get(subnetId);
    return subnetId === null || actual === undefined ? [] : [{ subnetId, free, actual }];
  });
  const sampleCount = subnets.length === 0 ? 0 : Math.min(...subnets.map(({ actual }) => actual.length));
  let equalCount = 0;
  let farthest: FarthestApart | null = null;
  for (let sample = 0; sample < sampleCount; sample++) {
    let isEqual = true;
    for (const { subnetId, free, actual } of subnets) {
      const [predicted, read] = [free[sample] ?? 0, actual[sample] ?? 0];
      if (predicted === read) continue;
      isEqual = false;
      const most = farthest === null ? 0 : Math.abs(farthest.predicted - farthest.actual);
      if (Math.abs(predicted - read) > most) {
        farthest = { subnetId, atMs: times[sample] ?? 0, predicted, actual: read };
      }
    }
    if (isEqual) equalCount++;
  }
  return { sampleCount, equalCount, farthest };
}

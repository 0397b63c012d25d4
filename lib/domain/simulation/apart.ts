import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { Curve } from "@/lib/domain/simulation/simulation-result";

/** What is compared: free addresses, or free aligned /28 blocks. */
export type Measure = "free" | "freeBlocks";

/** What was read back of a subnet: one number for each of the first samples. */
export type Reading = Readonly<Record<Measure, readonly number[]>>;

/** `{ subnet id → what was read back of it }` */
export type Readings = ReadonlyMap<string, Reading>;

export interface FarthestApart {
  readonly subnetId: string;
  readonly atMs: number;
  readonly predicted: number;
  readonly actual: number;
}

/** How far readings lie from a prediction. */
export interface Apart {
  readonly subnetCount: number;
  /** Samples at which every subnet was read. */
  readonly sampleCount: number;
  /** Of these, the ones at which every subnet has as many free addresses, or blocks, as predicted. */
  readonly equalCount: number;
  /** Null: nothing is apart. */
  readonly farthest: FarthestApart | null;
}

/** A prediction at its moments, and what was read back at the first of them. */
export interface ApartInput {
  readonly times: Float64Array;
  readonly curves: readonly Curve[];
  readonly readings: Readings;
}

/**
 * Compares the readings with the predicted curves, sample by sample; the curve of all subnets together is left out, since
 * differences in it could cancel each other. Of several differences alike the first one counts.
 */
export function apartOf({ times, curves, readings }: ApartInput, measure: Measure): Apart {
  const subnets = curves.flatMap(({ subnetId, [measure]: predicted }) => {
    const actual = subnetId === null ? undefined : readings.get(subnetId)?.[measure];
    return subnetId === null || actual === undefined ? [] : [{ subnetId, predicted, actual }];
  });
  const sampleCount = subnets.length === 0 ? 0 : Math.min(...subnets.map(({ actual }) => actual.length));
  let equalCount = 0;
  let farthest: FarthestApart | null = null;
  for (let sample = 0; sample < sampleCount; sample++) {
    let isEqual = true;
    for (const subnet of subnets) {
      const [predicted, actual] = [subnet.predicted[sample] ?? 0, subnet.actual[sample] ?? 0];
      if (predicted === actual) continue;
      isEqual = false;
      const most = farthest === null ? 0 : Math.abs(farthest.predicted - farthest.actual);
      if (Math.abs(predicted - actual) > most) {
        farthest = { subnetId: subnet.subnetId, atMs: times[sample] ?? 0, predicted, actual };
      }
    }
    if (isEqual) equalCount++;
  }
  return { subnetCount: subnets.length, sampleCount, equalCount, farthest };
}

/**
 * The readings of subnets in which the place of every taken address is known. In the others the simulation puts what
 * nothing shows at drawn places: how many addresses are free is predicted there, how many whole blocks is not.
 */
export function withKnownPlaces(readings: Readings, { subnets }: Pick<ScopeHead, "subnets">): Readings {
  const isKnown = new Map(subnets.map(({ id, unexplainedAddressCount }) => [id, unexplainedAddressCount === 0]));
  return new Map([...readings].filter(([id]) => isKnown.get(id)));
}

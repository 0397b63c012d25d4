import type { Compared } from "@/app/simulator/_demo/run-comparison";
import { runTime } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import { type Apart, apartOf, type Measure, withKnownPlaces } from "@/lib/domain/simulation/apart";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import { formatCount, formatNoun } from "@/lib/format";

export interface Verdict {
  readonly words: string;
  readonly isEqual: boolean;
}

const NOUNS: Readonly<Record<Measure, readonly [one: string, many: string]>> = {
  free: ["address", "addresses"],
  freeBlocks: ["free /28 block", "free /28 blocks"],
};

/** `0 addresses apart at 241 of 241 samples, in each of 3 subnets`, or the largest difference, where and when. */
export function addressVerdict({ scope, result, readings }: Compared): Verdict {
  const { times, proposed } = result;
  return verdictOf(apartOf({ times, curves: proposed.curves, readings }, "free"), "free", scope);
}

/** The same of the aligned /28 blocks, in the subnets in which they can be foretold; the others are named. */
export function blockVerdict({ scope, result, readings }: Compared): Verdict {
  const { times, proposed } = result;
  const known = withKnownPlaces(readings, scope);
  const others = [...readings.keys()].filter((id) => !known.has(id)).map((id) => subnetLabel(scope, id));
  const because = "addresses are taken at places that nothing shows";
  if (known.size === 0) return { words: `Free /28 blocks are not compared: ${because}`, isEqual: true };
  const apart = apartOf({ times, curves: proposed.curves, readings: known }, "freeBlocks");
  const { words, isEqual } = verdictOf(apart, "freeBlocks", scope);
  return { words: others.length === 0 ? words : `${words}; not compared in ${others.join(", ")}: ${because}`, isEqual };
}

function verdictOf(
  { subnetCount, sampleCount, equalCount, farthest }: Apart,
  measure: Measure,
  scope: ScopeHead,
): Verdict {
  const samples = `${formatCount(equalCount)} of ${formatNoun(sampleCount, "sample")}`;
  const [one, many] = NOUNS[measure];
  if (farthest === null) {
    return { words: `0 ${many} apart at ${samples}, in each of ${formatNoun(subnetCount, "subnet")}`, isEqual: true };
  }
  const { subnetId, atMs, predicted, actual } = farthest;
  const count = formatNoun(Math.abs(predicted - actual), one, many);
  const where = `${subnetLabel(scope, subnetId)}, ${runTime(atMs)}: ${formatCount(actual)} free, ${formatCount(predicted)} predicted`;
  return { words: `Up to ${count} apart (${where}); 0 apart at ${samples}`, isEqual: false };
}

/** What the cluster's nodes hold in the end, against the prediction. */
export function heldWords({ result, held }: Compared): string | null {
  if (held === null) return null;
  const actual = held.reduce((sum, { addressCount }) => sum + addressCount, 0);
  const predicted = result.proposed.curves.find(({ subnetId }) => subnetId === null)?.held.at(-1) ?? 0;
  const words = `The ENIs that DescribeNetworkInterfaces lists hold ${formatNoun(actual, "address", "addresses")} in the end`;
  return `${words}, ${actual === predicted ? "as predicted" : `${formatCount(predicted)} were predicted`}.`;
}

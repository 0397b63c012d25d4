import type { Compared } from "@/app/simulator/_demo/run-comparison";
import { runTime } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import { apartOf } from "@/lib/domain/simulation/apart";
import { formatCount, formatNoun } from "@/lib/format";

/** `0 addresses apart at 241 of 241 samples`, or the largest difference, where and when. */
export function apartWords({ scope, result, readings }: Compared): {
  readonly words: string;
  readonly isEqual: boolean;
} {
  const { sampleCount, equalCount, farthest } = apartOf(result.times, result.proposed.curves, readings);
  const samples = `${formatCount(equalCount)} of ${formatNoun(sampleCount, "sample")}`;
  if (farthest === null) {
    const subnets = formatNoun(readings.size, "subnet");
    return { words: `0 addresses apart at ${samples}, in each of ${subnets}`, isEqual: true };
  }
  const { subnetId, atMs, predicted, actual } = farthest;
  const count = formatNoun(Math.abs(predicted - actual), "address", "addresses");
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

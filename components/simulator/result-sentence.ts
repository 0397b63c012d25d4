import { runTime } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import { tightestCurve } from "@/components/simulator/subnet-order";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import { isUnchanged, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatNoun } from "@/lib/format";

/**
 * What a run came to, for a screen reader: `321 addresses free in the end, 252 more than with today’s settings. …` The
 * graver a thing, the sooner it is said after the first figure.
 */
export function resultSentence(scope: ScopeHead, result: SimulationResult, input: SimulationInput): string {
  const { today, proposed, release, goBack } = result;
  const together = proposed.curves.find(({ subnetId }) => subnetId === null);
  const todayTogether = today.curves.find(({ subnetId }) => subnetId === null);
  const tightest = tightestCurve(proposed.curves);
  const { neverCount } = proposed.waits;
  const sentences: string[] = [];
  if (together && todayTogether) {
    const against = isUnchanged(input) ? "" : `, ${moreOrFewer(together.end.free - todayTogether.end.free)}`;
    sentences.push(`${formatNoun(together.end.free, "address", "addresses")} free in the end${against}.`);
  }
  if (neverCount > 0) sentences.push(`${formatNoun(neverCount, "pod")} without an address.`);
  if (tightest !== null) {
    const when = tightest.lowest.atMs <= 0 ? "at the start" : `at ${runTime(tightest.lowest.atMs)}`;
    sentences.push(
      `Fewest: ${formatCount(tightest.lowest.free)} in ${subnetLabel(scope, tightest.subnetId)}, ${when}.`,
    );
  }
  if (release !== null && !isUnchanged(input)) {
    const { atOnce, later, never } = release;
    const first = atOnce.addressCount < 0 ? "more taken" : "freed";
    sentences.push(
      `${formatCount(Math.abs(atOnce.addressCount))} ${first} at once, ${formatCount(later.addressCount)} later, ${formatCount(never.addressCount)} never.`,
    );
  }
  if (goBack !== null && !goBack.fits) sentences.push("There is no way back.");
  return sentences.join(" ");
}

const moreOrFewer = (difference: number): string =>
  difference === 0
    ? "as many as with today’s settings"
    : `${formatCount(Math.abs(difference))} ${difference > 0 ? "more" : "fewer"} than with today’s settings`;

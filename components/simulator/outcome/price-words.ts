import { runTime, spanWords } from "@/components/simulator/figure-words";
import type { CallCurve, Ceiling, CeilingCause, GoBack } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatNoun } from "@/lib/format";

/** Nodes at a ceiling, by what holds them. */
export interface CeilingGroup {
  readonly cause: CeilingCause;
  readonly nodes: readonly number[];
  readonly waitingPodCount: number;
}

/** The gravest first: those that stay as they are before what solves itself. */
const CAUSES: readonly CeilingCause[] = [
  "minimum-ip-target",
  "eni-limit",
  "subnet-exhausted",
  "not-running",
  "on-its-way",
];

export const CAUSE_WORDS: Readonly<Record<CeilingCause, string>> = {
  "minimum-ip-target": "MINIMUM_IP_TARGET without WARM_IP_TARGET is a ceiling",
  "eni-limit": "all ENIs that the node may have are full",
  "subnet-exhausted": "the subnet has no address left",
  "not-running": "ipamd is not running on the node",
  "on-its-way": "addresses are on their way as the run ends",
};

export const ceilingGroups = (ceilings: readonly Ceiling[]): readonly CeilingGroup[] =>
  CAUSES.map((cause) => {
    const stuck = ceilings.filter((ceiling) => ceiling.cause === cause);
    return {
      cause,
      nodes: stuck.map(({ node }) => node),
      waitingPodCount: stuck.reduce((sum, { waitingPodCount }) => sum + waitingPodCount, 0),
    };
  }).filter(({ nodes }) => nodes.length > 0);

/** How a bucket fares: calls had to wait, it ran dry for others, or it never did. */
export function bucketState({ fewestTokens, throttledCalls }: CallCurve): "waits" | "empty" | "fine" {
  if (throttledCalls > 0) return "waits";
  return fewestTokens < 0 ? "empty" : "fine";
}

/** What is left of a bucket at its worst moment, in words. */
export function tokensWords(curve: CallCurve): string {
  const { bucket, fewestTokens, throttledCalls, throttledMs, total } = curve;
  if (total === 0) return "untouched";
  switch (bucketState(curve)) {
    case "waits":
      return `${formatNoun(throttledCalls, "call waits", "calls wait")}, ${spanWords(throttledMs / throttledCalls)} each`;
    case "empty":
      return `empty, ${formatCount(Math.ceil(-fewestTokens))} owed`;
    default:
      return `${formatCount(Math.floor(fewestTokens))} of ${formatCount(bucket.capacity)} left`;
  }
}

/** `AssignPrivateIpAddresses` as people say it in a narrow table. */
export const bucketLabel = ({ bucket: { actions } }: CallCurve): string => actions.join(", ");

/** Whether one can go back, and from when on no longer. */
export function goBackWords({ fits, failingNodeCount, lowest, morePods }: GoBack, subnet: string): string {
  const least = `${subnet} comes down to ${formatNoun(lowest.free, "free address", "free addresses")}`;
  if (!fits) {
    return `No: ${formatNoun(failingNodeCount, "node")} would not get back what today’s settings ask for; ${least}.`;
  }
  if (morePods === null) return `Yes, whatever number of pods the nodes can hold; ${least}.`;
  if (morePods === 0) return `Yes, but with a single further pod no longer; ${least}.`;
  return `Yes, until about ${formatNoun(morePods, "more pod")} have come; ${least}.`;
}

/** `11/s`, and `at +1:30 min`; null as time without a call. */
export const peakWords = ({ peak: { atMs, callsPerSecond } }: CallCurve): readonly [string, string | null] =>
  callsPerSecond === 0 ? ["no call", null] : [`${formatCount(callsPerSecond)}/s`, `at ${runTime(atMs)}`];

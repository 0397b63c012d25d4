import type { TrialFigures } from "@/lib/domain/simulation/burst-trial";
import type { CandidatePoint, Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { compareByGoal } from "@/lib/domain/simulation/recommendation-order";

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

const seconds = (number: number): string => `${number.toLocaleString("en", { maximumFractionDigits: 1 })} s`;

/** Why settings do not meet the goal; empty where they do. */
export function reasonsAgainst(
  { waitSeconds, unservedPods, callsPerMinute }: TrialFigures,
  { maxWaitSeconds, maxCallsPerMinute }: RecommendationGoal,
): string[] {
  const reasons: string[] = [];
  if (waitSeconds === null) {
    reasons.push(`${count(unservedPods, "pod gets", "pods get")} no address.`);
  } else if (waitSeconds > maxWaitSeconds) {
    reasons.push(`A pod waits ${seconds(waitSeconds)} for its address, more than ${seconds(maxWaitSeconds)}.`);
  }
  if (callsPerMinute > maxCallsPerMinute) {
    reasons.push(
      `The busiest minute has ${count(callsPerMinute, "EC2 call", "EC2 calls")}, more than ${maxCallsPerMinute.toLocaleString("en")}.`,
    );
  }
  return reasons;
}

/** The settings as one would say them: `WARM_IP_TARGET 2, MINIMUM_IP_TARGET 10, WARM_ENI_TARGET unset`. */
export const namesOf = ({ settings }: CandidatePoint): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} ${value ?? "unset"}`)
    .join(", ");

export interface WordsFacts {
  readonly goal: RecommendationGoal;
  readonly burst: { readonly nodeCount: number; readonly podCount: number };
  readonly nodeCount: number;
}

/** The sentences that say what is recommended, or that nothing is, and what that rests on. */
export function whyOf(recommendation: Omit<Recommendation, "why">, facts: WordsFacts): string {
  return [mainSentence(recommendation, facts), shortBurst(facts)].filter((sentence) => sentence !== "").join(" ");
}

function mainSentence({ points, today, pick }: Omit<Recommendation, "why">, facts: WordsFacts): string {
  const { goal, nodeCount } = facts;
  const nodes = count(nodeCount, "node", "nodes");
  if (!pick) {
    const nearest = points.toSorted(compareByGoal(goal))[0];
    const said = nearest ? ` ${namesOf(nearest)} comes nearest: ${nearest.because.join(" ")}` : "";
    return `None of the ${count(points.length, "setting", "settings")} tried meets the goal.${said}`;
  }
  const held = count(pick.heldAddresses, "address", "addresses");
  if (pick === today) {
    return `Today's settings meet the goal, and none of the ${points.length.toLocaleString("en")} others tried holds fewer addresses: ${held} on ${nodes}.`;
  }
  const saved = today.heldAddresses - pick.heldAddresses;
  const against =
    saved === 0
      ? "as many as today"
      : `${Math.abs(saved).toLocaleString("en")} ${saved > 0 ? "fewer" : "more"} than today`;
  const burst = `a burst of ${count(goal.podsPerNode, "pod", "pods")} a node on ${count(facts.burst.nodeCount, "node", "nodes")} waits at most ${seconds(pick.waitSeconds ?? 0)}`;
  const missed = today.meets ? "" : ` Today's settings do not meet the goal: ${today.because.join(" ")}`;
  return `Of the settings tried that meet the goal, ${namesOf(pick)} holds the fewest addresses: ${held} on ${nodes}, ${against}; ${burst}, at ${count(pick.callsPerMinute, "EC2 call", "EC2 calls")} in the busiest minute.${missed}`;
}

/** Where max pods leave no room for all of the burst. */
function shortBurst({ goal, burst }: WordsFacts): string {
  const asked = goal.podsPerNode * goal.burstNodes;
  if (burst.podCount === asked) return "";
  return `The nodes' max pods leave room for ${burst.podCount.toLocaleString("en")} of the burst's ${asked.toLocaleString("en")} pods, on ${count(burst.nodeCount, "node", "nodes")}: only these were tried.`;
}

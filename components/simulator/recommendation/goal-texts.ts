import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";

/** Fields of a goal, in the order in which they are asked and stand in the link. */
export const GOAL_FIELDS = ["pods", "within", "nodes", "wait", "calls", "prefixes"] as const;
export type GoalField = (typeof GOAL_FIELDS)[number];

/** A goal as typed, so that what is no number is not lost. `prefixes` is `yes` or `no`. */
export type GoalTexts = Readonly<Record<GoalField, string>>;

/** A deployment whose pods come all at once to a few nodes; the cap leaves EC2's buckets to others in the account. */
export const FIRST_GOAL: GoalTexts = { pods: "10", within: "10", nodes: "3", wait: "15", calls: "60", prefixes: "no" };

const numberOf = (text: string): number => (/^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN);

/** NaN, which the search refuses with its reason, where a text is no number. */
export const goalOf = (texts: GoalTexts): RecommendationGoal => ({
  podsPerNode: numberOf(texts.pods),
  withinSeconds: numberOf(texts.within),
  burstNodes: numberOf(texts.nodes),
  maxWaitSeconds: numberOf(texts.wait),
  maxCallsPerMinute: numberOf(texts.calls),
  allowsPrefixes: texts.prefixes === "yes",
});

/** `{ field of the goal → path in the problems of a search }` */
export const GOAL_PATHS: Readonly<Record<Exclude<GoalField, "prefixes">, string>> = {
  pods: "goal.podsPerNode",
  within: "goal.withinSeconds",
  nodes: "goal.burstNodes",
  wait: "goal.maxWaitSeconds",
  calls: "goal.maxCallsPerMinute",
};

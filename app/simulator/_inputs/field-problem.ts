import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

/** What is typed in another unit than the simulator's has its bounds in its own. */
const IN_OWN_UNIT: Readonly<Record<string, string>> = {
  durationSeconds: "Give a whole number of minutes from 1 to 10,080.",
  "rollout.maxUnavailableShare": "Give a number of per cent from 0.1 to 100.",
  "load.drain.share": "Give a number of per cent from 0 to 100.",
};

/** Where on the page a field stands, for those who read of it elsewhere. */
const PLACES: readonly (readonly [field: string, place: string])[] = [
  ["today", "Today’s settings"],
  ["proposal.env", "Proposed settings"],
  ["proposal.movedNodes", "Move nodes"],
  ["podSubnets", "ENIConfig"],
  ["pods", "Pods"],
  ["load.churn", "Churn"],
  ["load.burst", "Burst"],
  ["load.drain", "Drain"],
  ["load.addedNodes", "More nodes"],
  ["rollout.atSeconds", "Begins after"],
  ["rollout.maxUnavailableShare", "maxUnavailable"],
  ["rollout.restartSeconds", "A restart takes"],
  ["durationSeconds", "Look at"],
  ["seed", "Seed"],
];

/** The problems for a list away from their fields: each names its place and has its field's unit. */
export const placedProblems = (problems: readonly InputProblem[]): readonly InputProblem[] =>
  problems.map(({ field, message }) => {
    const place = PLACES.find(([path]) => field === path || field.startsWith(`${path}.`))?.[1];
    const words = IN_OWN_UNIT[field] ?? message;
    return { field, message: place === undefined ? words : `${place}: ${words}` };
  });

/** What the simulator has against a field, in the field's own unit; null where it has nothing. */
export function fieldProblem(problems: readonly InputProblem[], field: string): string | null {
  const problem = problems.find((candidate) => candidate.field === field);
  return problem ? (IN_OWN_UNIT[field] ?? problem.message) : null;
}

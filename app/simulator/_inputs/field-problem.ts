import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

/** What is typed in another unit than the simulator's has its bounds in its own. */
const IN_OWN_UNIT: Readonly<Record<string, string>> = {
  durationSeconds: "Give a whole number of minutes from 1 to 10,080.",
  "rollout.maxUnavailableShare": "Give a number of per cent from 0.1 to 100.",
  "load.drain.share": "Give a number of per cent from 0 to 100.",
};

/** What the simulator has against a field, in the field's own unit; null where it has nothing. */
export function fieldProblem(problems: readonly InputProblem[], field: string): string | null {
  const problem = problems.find((candidate) => candidate.field === field);
  return problem ? (IN_OWN_UNIT[field] ?? problem.message) : null;
}

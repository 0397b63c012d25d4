import type { InputValues } from "@/app/simulator/_inputs/to-simulation-input";
import { changeOf, changeWords } from "@/lib/domain/simulation/proposal-change";
import { type InputProblem, isUnchanged, type SimulationInput } from "@/lib/domain/simulation/simulation-input";

/** What is proposed, in the words of a folded section. */
export const settingsSummary = (input: SimulationInput): string =>
  isUnchanged(input) ? "as today" : changeWords(changeOf(input.today, input.proposal));

/** How many pods there are and what comes on top: `middle of the pods · burst · drain`. */
export function loadSummary({ pods, churn, burst, drain, add }: InputValues): string {
  const parts = [
    pods === "low" || pods === "middle" || pods === "high" ? `pods: ${pods} of the range` : `pods: ${pods} a node`,
    churn && "churn",
    burst && `burst of ${burst.pods}`,
    drain && `drain of ${drain.share} %`,
    add && `${add.count} more nodes`,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

/** How it rolls out and how long is looked at: `10 % at once · 60 min · seed 1`. */
export const runSummary = ({ roll, minutes, seed }: InputValues): string =>
  `${roll.share} % at once · ${minutes} min · seed ${seed}`;

const SECTIONS = {
  settings: ["today", "proposal", "podSubnets"],
  load: ["pods", "load"],
  run: ["rollout", "durationSeconds", "seed", "ec2", "seededOrders"],
} as const;

/** How many of a section's fields cannot be run. */
export const problemsIn = (section: keyof typeof SECTIONS, problems: readonly InputProblem[]): number =>
  problems.filter(({ field }) => SECTIONS[section].some((part) => field === part || field.startsWith(`${part}.`)))
    .length;

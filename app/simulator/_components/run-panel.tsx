import { memo } from "react";
import { ChoiceField, NumberField } from "@/app/simulator/_components/field";
import { InputPanel } from "@/app/simulator/_components/input-panel";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { fieldProblem } from "@/app/simulator/_inputs/field-problem";
import { problemsIn, runSummary } from "@/app/simulator/_inputs/input-summaries";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

interface RunPanelProps {
  readonly inputs: Inputs;
  readonly problems: readonly InputProblem[];
}

const BANDS = [
  ["order", "of the order of nodes and ENIs"],
  ["pods", "of the order, and of each node’s pods"],
  ["none", "none"],
] as const;

/** How the change rolls out, how long is looked at, and what is left to chance. */
export const RunPanel = memo(function RunPanel({ inputs, problems }: RunPanelProps) {
  const { roll, minutes, seed, ec2, band } = inputs.values;
  const rollField = (key: keyof typeof roll, of: string) => ({
    value: roll[key],
    onChange: (value: string) => inputs.set({ roll: { ...roll, [key]: value } }),
    problem: fieldProblem(problems, `rollout.${of}`),
  });
  return (
    <InputPanel
      title="Rollout and run"
      summary={runSummary(inputs.values)}
      problemCount={problemsIn("run", problems)}
      isFoldedAtFirst
    >
      <div className="flex flex-wrap gap-x-3 gap-y-1.5">
        <NumberField label="maxUnavailable" unit="%" {...rollField("share", "maxUnavailableShare")} />
        <NumberField label="A restart takes" unit="s" {...rollField("restart", "restartSeconds")} />
        <NumberField label="Begins after" unit="s" {...rollField("at", "atSeconds")} />
        <NumberField
          label="Look at"
          unit="min"
          value={minutes}
          onChange={(text) => inputs.set({ minutes: text })}
          problem={fieldProblem(problems, "durationSeconds")}
        />
        <NumberField
          label="Seed"
          value={seed}
          onChange={(text) => inputs.set({ seed: text })}
          problem={fieldProblem(problems, "seed")}
        />
        <ChoiceField
          label="EC2’s calls"
          value={ec2}
          choices={[
            ["assumed", "take their time and tokens"],
            ["instant", "take no time"],
          ]}
          onChange={(choice) => inputs.set({ ec2: choice === "instant" ? "instant" : "assumed" })}
          problem={fieldProblem(problems, "ec2")}
        />
        <ChoiceField
          label="Band"
          value={band}
          choices={BANDS}
          onChange={(choice) => inputs.set({ band: BANDS.find(([value]) => value === choice)?.[0] ?? "order" })}
          problem={fieldProblem(problems, "seededOrders")}
        />
      </div>
    </InputPanel>
  );
});

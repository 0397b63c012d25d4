import { ChoiceField, NumberField } from "@/app/simulator/_components/field";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { fieldProblem } from "@/app/simulator/_inputs/field-problem";
import { podFigures, typicalPods } from "@/app/simulator/_inputs/pod-figures";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";
import { formatCount, formatNoun, formatRange } from "@/lib/format";

interface PodsFieldProps {
  readonly scope: ScopeHead;
  readonly inputs: Inputs;
  readonly problems: readonly InputProblem[];
}

const ENDS = ["low", "middle", "high"] as const;
const GIVEN = "given";

/** How many pods each node is taken to have: EC2 does not show them. */
export function PodsField({ scope, inputs, problems }: PodsFieldProps) {
  const { pods } = inputs.values;
  const figures = podFigures(scope.nodes);
  const isEnd = ENDS.some((end) => end === pods);
  const words = (end: (typeof ENDS)[number]) =>
    `${end === "middle" ? "the middle" : `the ${end} end`} of each node’s range${figures ? ` · ${formatCount(figures.total[end])} in all` : ""}`;
  const give = () => String(typicalPods(figures, scope.nodes.length, pods));
  return (
    <div className="grid gap-1.5">
      <ChoiceField
        label="Pods"
        value={isEnd ? pods : GIVEN}
        choices={[...ENDS.map((end) => [end, words(end)] as const), [GIVEN, "a number for every node"] as const]}
        onChange={(choice) => inputs.set({ pods: choice === GIVEN ? give() : choice })}
        problem={null}
      />
      {isEnd ? null : (
        <NumberField
          label="Pods on every node"
          value={pods}
          onChange={(text) => inputs.set({ pods: text })}
          problem={fieldProblem(problems, "pods")}
        />
      )}
      <p className="text-sm text-muted">
        <UnbrokenNames
          words={
            figures === null
              ? "EC2 does not show pods, and no node’s pool bounds their number."
              : `EC2 does not show pods: ${formatRange(figures.perNode)} a node fit what is attached, ${formatRange(figures.total)} on all ${formatNoun(scope.nodes.length, "node")}.`
          }
        />
        {figures !== null && figures.unknownCount > 0
          ? ` ${formatNoun(figures.unknownCount, "node")} bound no number.`
          : ""}
      </p>
    </div>
  );
}

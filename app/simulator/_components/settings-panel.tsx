import { KnobRow } from "@/app/simulator/_components/knob-row";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { KNOBS } from "@/app/simulator/_inputs/knobs";
import { Panel } from "@/components/ui/panel";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

interface SettingsPanelProps {
  readonly inputs: Inputs;
  readonly problems: readonly InputProblem[];
}

/** The settings of today against the proposed ones. */
export function SettingsPanel({ inputs, problems }: SettingsPanelProps) {
  return (
    <Panel title="Settings" note={inputs.current.label}>
      <div className="grid grid-cols-[minmax(0,1fr)_4.75rem_4.75rem] items-center gap-x-2 gap-y-1.5">
        <span />
        <span id="column-today" className="text-right text-sm text-muted">
          today
        </span>
        <span id="column-proposed" className="text-right text-sm text-muted">
          → proposed
        </span>
        {KNOBS.map((knob) => (
          <KnobRow key={knob.key} knob={knob} inputs={inputs} problems={problems} />
        ))}
      </div>
    </Panel>
  );
}

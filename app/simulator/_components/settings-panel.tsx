import { memo } from "react";
import { EniConfigFields } from "@/app/simulator/_components/eni-config-fields";
import { InputPanel } from "@/app/simulator/_components/input-panel";
import { KnobRow } from "@/app/simulator/_components/knob-row";
import { MovedNodes } from "@/app/simulator/_components/load-panel";
import { PresetButtons } from "@/app/simulator/_components/preset-buttons";
import { TodayPaste } from "@/app/simulator/_components/today-paste";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { problemsIn, settingsSummary } from "@/app/simulator/_inputs/input-summaries";
import { KNOBS } from "@/app/simulator/_inputs/knobs";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

interface SettingsPanelProps {
  readonly scope: ScopeHead;
  readonly inputs: Inputs;
  readonly problems: readonly InputProblem[];
  readonly podsPerNode: number;
}

/** The settings of today against the proposed ones. */
export const SettingsPanel = memo(function SettingsPanel(props: SettingsPanelProps) {
  const { inputs, problems, podsPerNode } = props;
  return (
    <InputPanel
      title="Settings"
      summary={settingsSummary(inputs.input)}
      problemCount={problemsIn("settings", problems)}
    >
      <PresetButtons inputs={inputs} podsPerNode={podsPerNode} />
      <div className="grid grid-cols-[minmax(0,1fr)_4.75rem_4.75rem] items-center gap-x-2 gap-y-1.5">
        <span />
        <span id="column-today" className="text-right text-sm text-muted">
          today
        </span>
        <span id="column-proposed" className="text-right text-sm text-muted">
          proposed
        </span>
        {KNOBS.map((knob) => (
          <KnobRow key={knob.key} knob={knob} inputs={inputs} problems={problems} />
        ))}
      </div>
      <EniConfigFields {...props} />
      <div className="mt-3">
        <MovedNodes {...props} />
      </div>
      <TodayPaste inputs={inputs} />
    </InputPanel>
  );
});

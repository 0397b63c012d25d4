import { memo } from "react";
import { ChoiceField, NumberField } from "@/app/simulator/_components/field";
import { InputPanel } from "@/app/simulator/_components/input-panel";
import { OptionFields } from "@/app/simulator/_components/option-fields";
import { PodsField } from "@/app/simulator/_components/pods-field";
import { subnetChoices } from "@/app/simulator/_components/subnet-choices";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { fieldProblem } from "@/app/simulator/_inputs/field-problem";
import { loadSummary, problemsIn } from "@/app/simulator/_inputs/input-summaries";
import { type LoadDefaults, loadDefaults } from "@/app/simulator/_inputs/load-defaults";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

interface LoadPanelProps {
  readonly scope: ScopeHead;
  readonly inputs: Inputs;
  readonly problems: readonly InputProblem[];
  readonly podsPerNode: number;
}

type LoadName = keyof LoadDefaults;

interface LoadFieldsProps extends Pick<LoadPanelProps, "inputs" | "problems" | "scope"> {
  readonly defaults: LoadDefaults;
}

/** How many pods there are, and what comes to both sides alike. */
export const LoadPanel = memo(function LoadPanel({ scope, inputs, problems, podsPerNode }: LoadPanelProps) {
  const shared: LoadFieldsProps = { scope, inputs, problems, defaults: loadDefaults(scope, podsPerNode) };
  return (
    <InputPanel
      title="Pods and load"
      note="the same on both sides"
      summary={loadSummary(inputs.values)}
      problemCount={problemsIn("load", problems)}
      isFoldedAtFirst
    >
      <PodsField scope={scope} inputs={inputs} problems={problems} />
      <div className="mt-2">
        <Churn {...shared} />
        <Burst {...shared} />
        <Drain {...shared} />
        <AddedNodes {...shared} />
      </div>
    </InputPanel>
  );
});

/** Switches a part of the load, and changes one of its fields. */
function partOf<Name extends LoadName>(name: Name, { inputs, defaults, problems }: LoadFieldsProps, path: string) {
  const fields = inputs.values[name] as LoadDefaults[Name] | null;
  const isOn = fields !== null;
  const shown = fields ?? defaults[name];
  return {
    shown,
    isOn,
    onSwitch: (on: boolean) => inputs.set({ [name]: on ? defaults[name] : null }),
    field: (key: keyof LoadDefaults[Name] & string, of: string) => ({
      value: shown[key] as string,
      onChange: (value: string) => inputs.set({ [name]: { ...shown, [key]: value } }),
      problem: isOn ? fieldProblem(problems, `${path}.${of}`) : null,
    }),
  };
}

function Churn(props: LoadFieldsProps) {
  const { isOn, onSwitch, field } = partOf("churn", props, "load.churn");
  return (
    <OptionFields title="Churn" detail="short-lived pods come to every node" isOn={isOn} onSwitch={onSwitch}>
      <NumberField label="pods a minute and node" {...field("rate", "podsPerMinutePerNode")} />
      <NumberField label="living on average" unit="s" {...field("life", "meanLifeSeconds")} />
    </OptionFields>
  );
}

function Burst(props: LoadFieldsProps) {
  const { isOn, onSwitch, field } = partOf("burst", props, "load.burst");
  return (
    <OptionFields title="Burst" detail="many pods arrive at once, and stay" isOn={isOn} onSwitch={onSwitch}>
      <NumberField label="pods" {...field("pods", "pods")} />
      <NumberField label="on nodes" {...field("nodes", "nodes")} />
      <NumberField label="within" unit="s" {...field("within", "withinSeconds")} />
      <NumberField label="from" unit="s on" {...field("at", "atSeconds")} />
    </OptionFields>
  );
}

function Drain(props: LoadFieldsProps) {
  const { isOn, onSwitch, field } = partOf("drain", props, "load.drain");
  return (
    <OptionFields title="Drain" detail="a share of each node’s pods leaves" isOn={isOn} onSwitch={onSwitch}>
      <NumberField label="share" unit="%" {...field("share", "share")} />
      <NumberField label="from" unit="s on" {...field("at", "atSeconds")} />
    </OptionFields>
  );
}

function AddedNodes(props: LoadFieldsProps) {
  const { isOn, onSwitch, field } = partOf("add", props, "load.addedNodes");
  const types = props.scope.types.map(({ instanceType }) => [instanceType, instanceType] as const);
  return (
    <OptionFields title="More nodes" detail="the cluster grows" isOn={isOn} onSwitch={onSwitch}>
      <NumberField label="nodes" {...field("count", "count")} />
      <ChoiceField label="in" choices={subnetChoices(props.scope)} {...field("subnet", "subnetId")} />
      <ChoiceField
        label="of type"
        choices={[["", "the commonest"] as const, ...types]}
        {...field("type", "instanceType")}
      />
      <NumberField label="with pods" {...field("pods", "podsPerNode")} />
      <NumberField label="from" unit="s on" {...field("at", "atSeconds")} />
      <NumberField label="one every" unit="s" {...field("every", "everySeconds")} />
    </OptionFields>
  );
}

/** The other way out: belongs to the proposal, not to the load. */
export function MovedNodes({ scope, inputs, problems, podsPerNode }: LoadPanelProps) {
  const props: LoadFieldsProps = { scope, inputs, problems, defaults: loadDefaults(scope, podsPerNode) };
  const { isOn, onSwitch, field } = partOf("move", props, "proposal.movedNodes");
  return (
    <OptionFields
      title="Move nodes"
      detail="replaced one by one by nodes in another subnet"
      isOn={isOn}
      onSwitch={onSwitch}
    >
      <NumberField label="nodes" {...field("count", "count")} />
      <ChoiceField label="to" choices={subnetChoices(scope)} {...field("subnet", "subnetId")} />
      <NumberField label="from" unit="s on" {...field("at", "atSeconds")} />
      <NumberField label="one every" unit="s" {...field("every", "everySeconds")} />
    </OptionFields>
  );
}

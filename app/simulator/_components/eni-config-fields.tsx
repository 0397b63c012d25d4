import { ChoiceField } from "@/app/simulator/_components/field";
import { subnetChoices } from "@/app/simulator/_components/subnet-choices";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { fieldProblem } from "@/app/simulator/_inputs/field-problem";
import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

const CUSTOM_NETWORKING = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";

interface EniConfigFieldsProps {
  readonly scope: ScopeHead;
  readonly inputs: Inputs;
  readonly problems: readonly InputProblem[];
}

/** Where custom networking is on: the ENIConfig's subnet of each zone, which EC2 shows of nodes that have it already only. */
export function EniConfigFields({ scope, inputs, problems }: EniConfigFieldsProps) {
  const { today, proposal } = inputs.input;
  const isOn = [today, proposal.env].some((env) => parseGoBool(env[CUSTOM_NETWORKING] ?? "") === true);
  if (!isOn) return null;
  const zones = [...new Set(scope.nodes.flatMap(({ subnet }) => scope.subnets[subnet]?.availabilityZone ?? []))].sort();
  const given = inputs.values.eniconfig ?? {};
  const choose = (zone: string, subnet: string) => {
    const { [zone]: _, ...others } = given;
    const next = subnet === "" ? others : { ...others, [zone]: subnet };
    inputs.set({ eniconfig: Object.keys(next).length === 0 ? null : next });
  };
  return (
    <fieldset className="mt-3 grid gap-1.5 border-t border-line pt-2">
      <legend className="sr-only">Subnets of the ENIConfigs</legend>
      <p className="text-sm text-muted">Custom networking takes pods’ addresses from the ENIConfig’s subnet:</p>
      {zones.map((zone) => (
        <ChoiceField
          key={zone}
          label={zone}
          value={given[zone] ?? ""}
          choices={[
            ["", "as the nodes there show it"] as const,
            ...subnetChoices(scope, ({ availabilityZone }) => availabilityZone === zone),
          ]}
          onChange={(subnet) => choose(zone, subnet)}
          problem={fieldProblem(problems, `podSubnets.${zone}`)}
        />
      ))}
    </fieldset>
  );
}

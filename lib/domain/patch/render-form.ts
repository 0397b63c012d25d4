import { addonCommands, addonConfiguration } from "@/lib/domain/patch/addon-values";
import {
  CLUSTER_PLACEHOLDER,
  type Inexpressible,
  type PatchFile,
  type PatchForm,
  type PatchTarget,
  REGION_PLACEHOLDER,
  type Rendered,
} from "@/lib/domain/patch/form";
import { toHcl } from "@/lib/domain/patch/hcl-text";
import { type JsonObject, toJsonText } from "@/lib/domain/patch/json";
import {
  APPLY_COMMAND,
  commandsText,
  DRY_RUN_COMMAND,
  knownOrder,
  kubectlPatch,
  REVERT_COMMAND,
  revertPatch,
  WATCH_COMMAND,
} from "@/lib/domain/patch/kubectl-patch";
import type { ReadyProposal } from "@/lib/domain/patch/proposal";
import { shippedValue } from "@/lib/domain/patch/shipped-environment";
import { block, quoted, toYaml } from "@/lib/domain/patch/yaml-text";

type Content = Omit<PatchFile, "kind" | "form">;

function kubectlForm({ changes }: ReadyProposal): Content {
  const commands = [DRY_RUN_COMMAND, APPLY_COMMAND, WATCH_COMMAND];
  return { fileName: "patch.yaml", language: "yaml", text: kubectlPatch(changes), notes: [], commands };
}

function revertForm(proposal: ReadyProposal): Content {
  const order = knownOrder(proposal);
  const notes =
    proposal.current.source === "assumed"
      ? ["It goes back to the manifest shipped with v1.23.1, which is assumed: show the DaemonSet to go back to yours."]
      : [];
  const text = revertPatch(proposal.changes, order);
  return { fileName: "revert.yaml", language: "yaml", text, notes, commands: [REVERT_COMMAND, WATCH_COMMAND] };
}

function commandsForm(): Content {
  return { fileName: "commands.sh", language: "shell", text: commandsText(), notes: [], commands: [] };
}

function helmForm({ changes }: ReadyProposal): Content | null {
  // A null deletes a default of the chart; of a name that the chart does not have it would leave an empty variable.
  const env = changes
    .filter(({ name, after }) => after !== null || shippedValue(name) !== null)
    .map(({ name, after }) => [name, after === null ? null : quoted(after)] as const);
  if (env.length === 0) return null;
  const leftOut = changes.filter(({ name, after }) => after === null && shippedValue(name) === null);
  const notes = [
    "Merge it into the values file that you keep: given any values Helm starts from the chart's defaults, and with --reuse-values it ignores the chart's new ones.",
    ...leftOut.map(({ name }) => `${name} is no default of the chart: take it out of your own values file.`),
    ...(env.some(([, value]) => value === null)
      ? [
          "A null takes a default of the chart away; not at the first upgrade with --reuse-values, and not surely where the chart is a dependency of another.",
        ]
      : []),
  ];
  const commands = [
    "helm upgrade aws-vpc-cni eks/aws-vpc-cni --namespace kube-system -f YOUR_VALUES.yaml -f values.yaml",
  ];
  return { fileName: "values.yaml", language: "yaml", text: toYaml({ env: Object.fromEntries(env) }), notes, commands };
}

function addonForm(document: JsonObject, notes: readonly string[], target: PatchTarget): Content {
  const fileName = "configuration-values.json";
  return {
    fileName,
    language: "json",
    text: `${toJsonText(document)}\n`,
    notes,
    commands: addonCommands(target, fileName),
  };
}

function eksctlForm(document: JsonObject, notes: readonly string[], target: PatchTarget): Content {
  const text = toYaml({
    apiVersion: "eksctl.io/v1alpha5",
    kind: "ClusterConfig",
    metadata: { name: target.clusterName ?? CLUSTER_PLACEHOLDER, region: target.region ?? REGION_PLACEHOLDER },
    addons: [{ name: "vpc-cni", resolveConflicts: "preserve", configurationValues: block(toJsonText(document)) }],
  });
  return { fileName: "eksctl.yaml", language: "yaml", text, notes, commands: ["eksctl update addon -f eksctl.yaml"] };
}

function terraformForm(document: JsonObject, notes: readonly string[], target: PatchTarget): Content {
  const text = `resource "aws_eks_addon" "vpc_cni" {
  cluster_name                = "${target.clusterName ?? CLUSTER_PLACEHOLDER}"
  addon_name                  = "vpc-cni"
  resolve_conflicts_on_update = "PRESERVE"

  configuration_values = jsonencode(${toHcl(document, "  ")})
}
`;
  const own =
    "If the add-on is in your state already, put configuration_values into that resource in place of a second one.";
  // terraform console (1.11) gives back composed what was written decomposed.
  const composes =
    text === text.normalize("NFC")
      ? []
      : ["Terraform composes texts (Unicode NFC): a value with decomposed letters arrives otherwise spelt."];
  const all = [own, ...composes, ...notes];
  return { fileName: "vpc-cni.tf", language: "hcl", text, notes: all, commands: ["terraform plan"] };
}

function addonBased(
  form: "addon" | "eksctl" | "terraform",
  proposal: ReadyProposal,
  target: PatchTarget,
): Content | null {
  const { document, notes } = addonConfiguration(proposal);
  if (!document) return null;
  if (form === "addon") return addonForm(document, notes, target);
  return form === "eksctl" ? eksctlForm(document, notes, target) : terraformForm(document, notes, target);
}

function contentOf(form: PatchForm, proposal: ReadyProposal, target: PatchTarget): Content | null {
  switch (form) {
    case "kubectl":
      return kubectlForm(proposal);
    case "revert":
      return revertForm(proposal);
    case "commands":
      return commandsForm();
    case "helm":
      return helmForm(proposal);
    case "addon":
    case "eksctl":
    case "terraform":
      return addonBased(form, proposal, target);
    default:
      return form satisfies never;
  }
}

const inexpressible = (form: PatchForm, { changes }: ReadyProposal): Inexpressible => ({
  kind: "inexpressible",
  form,
  message: `Taking ${changes.map((change) => change.name).join(", ")} away cannot be said in this form.`,
  remedy:
    form === "helm"
      ? "Take the name out of your own values file."
      : "Give the configuration values in force to get them without it; what the add-on sets by itself can only be given another value.",
});

/** A proposal in one of its forms. What a form cannot say is in its notes; if that is all, the form is inexpressible. */
export function renderForm(form: PatchForm, proposal: ReadyProposal, target: PatchTarget): Rendered {
  const content = contentOf(form, proposal, target);
  return content ? { kind: "file", form, ...content } : inexpressible(form, proposal);
}

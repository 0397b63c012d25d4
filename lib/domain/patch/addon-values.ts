import type { Change } from "@/lib/domain/patch/difference";
import type { PatchTarget } from "@/lib/domain/patch/form";
import { CLUSTER_PLACEHOLDER } from "@/lib/domain/patch/form";
import { isJsonObject, type JsonObject } from "@/lib/domain/patch/json";
import type { ReadyProposal } from "@/lib/domain/patch/proposal";
import { knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { shippedValue } from "@/lib/domain/patch/shipped-environment";

/** A change as the managed add-on's configuration values, shared by the AWS CLI, eksctl and Terraform. */
export interface AddonConfiguration {
  /** Null: nothing of the change can be said in configuration values. */
  readonly document: JsonObject | null;
  readonly notes: readonly string[];
}

const REPLACES =
  "Configuration values replace the add-on's earlier document as a whole: add this env to the document in force, which you see with `aws eks describe-addon`. Give that document as well to get the two merged.";
const PRESERVES =
  "PRESERVE keeps values that were changed on the cluster by other means: one that was set by kubectl before stays as it is until it is set so by kubectl too, or the update is run with OVERWRITE, which resets every such field.";

const GO_BACK = "To go back, run the same update with the earlier document, or with {} if there was none.";

function removalNote({ name }: Change): string {
  const shipped = shippedValue(name);
  if (shipped !== null) {
    return `${name} cannot be taken away by configuration values: left out, it has the add-on's own value ${JSON.stringify(shipped)}.`;
  }
  return `${name} is taken away by leaving it out of the document; one that was set by kubectl stays and must go by kubectl set env daemonset/aws-node -n kube-system -c aws-node ${name}-`;
}

function schemaNote(changes: readonly Change[]): string[] {
  const names = changes.flatMap(({ name, after }) =>
    after !== null && !knownSetting(name)?.isInAddonSchema ? [name] : [],
  );
  if (names.length === 0) return [];
  return [
    `${names.join(", ")} is not in the add-on schema known here (v1.15.1-eksbuild.1), and the schema takes no other names: check with \`aws eks describe-addon-configuration --addon-name vpc-cni --addon-version VERSION\`.`,
  ];
}

/** Values of today that somebody other than EKS owns: PRESERVE would keep them. */
function ownedNote({ current, changes }: ReadyProposal): string[] {
  return changes.flatMap(({ name }) => {
    const others = (current.ownership?.managersOf.get(name) ?? []).filter((manager) => manager !== "eks");
    return others.length > 0
      ? [`${name} is owned by ${others.join(", ")} today, so that PRESERVE would keep its value.`]
      : [];
  });
}

function mergedDocument({ current, changes }: ReadyProposal): JsonObject | null {
  const earlier = current.addonDocument ?? {};
  const env = new Map(Object.entries(isJsonObject(earlier.env) ? earlier.env : {}));
  const sayable = changes.filter(({ name, after }) => after !== null || env.has(name));
  if (sayable.length === 0) return null;
  for (const { name, after } of sayable) {
    if (after === null) env.delete(name);
    else env.set(name, after);
  }
  return { ...earlier, env: Object.fromEntries(env) };
}

/**
 * A change as configuration values: put into the add-on's document in force where that was given, else as a document of
 * its own. What is taken away is left out, which the notes say the meaning of. Source: EKS user guide, update an add-on.
 *
 * WARM_IP_TARGET=2 over the document `{"env":{"MAX_ENI":"4"}}` is `{"env":{"MAX_ENI":"4","WARM_IP_TARGET":"2"}}`.
 */
export function addonConfiguration(proposal: ReadyProposal): AddonConfiguration {
  const notes = [
    ...(proposal.current.addonDocument === null ? [REPLACES] : []),
    ...proposal.changes.filter((change) => change.kind === "removed").map(removalNote),
    ...schemaNote(proposal.changes),
    PRESERVES,
    GO_BACK,
    ...ownedNote(proposal),
  ];
  return { document: mergedDocument(proposal), notes };
}

/** The AWS CLI's commands to see the document in force, to send the one in `file`, and to wait for the update. */
export function addonCommands({ clusterName }: PatchTarget, file: string): readonly string[] {
  const addon = `--cluster-name ${clusterName ?? CLUSTER_PLACEHOLDER} --addon-name vpc-cni`;
  return [
    `aws eks describe-addon ${addon} --query addon.configurationValues --output text`,
    `aws eks update-addon ${addon} --resolve-conflicts PRESERVE --configuration-values file://${file}`,
    `aws eks wait addon-active ${addon}`,
  ];
}

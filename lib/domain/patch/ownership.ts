import { at, isJsonObject, type JsonObject, type JsonValue } from "@/lib/domain/patch/json";

export const OWNERS = ["eks", "helm", "argo-cd", "flux", "fleet", "terraform", "pulumi", "kubectl-apply"] as const;
export type Owner = (typeof OWNERS)[number];

/** One trace of a manager. */
export interface OwnerSign {
  readonly owner: Owner;
  /** What in the DaemonSet says so. */
  readonly evidence: string;
}

/** Who manages a DaemonSet, as far as it shows itself. */
export interface Ownership {
  readonly signs: readonly OwnerSign[];
  /** `kubectl get` leaves managedFields out unless asked; without them the field managers are not known. */
  readonly hasManagedFields: boolean;
  /** `{ setting → managers of its value in container aws-node }` */
  readonly managersOf: ReadonlyMap<string, readonly string[]>;
}

// Field managers as they name themselves: EKS add-ons (EKS guide, "Determine fields you can customize"), Helm 4 and
// server-side Helm, Argo CD's and Flux's controllers, the Terraform and Pulumi providers, kubectl apply.
const MANAGERS: ReadonlyMap<string, Owner> = new Map([
  ["eks", "eks"],
  ["helm", "helm"],
  ["argocd-controller", "argo-cd"],
  ["argocd-application-controller", "argo-cd"],
  ["kustomize-controller", "flux"],
  ["helm-controller", "flux"],
  ["fleetagent", "fleet"],
  ["terraform", "terraform"],
  ["pulumi-kubernetes", "pulumi"],
  ["kubectl-client-side-apply", "kubectl-apply"],
  ["kubectl", "kubectl-apply"],
]);

// The label app.kubernetes.io/managed-by=Helm is no sign: EKS renders its own manifest from the chart, so that every
// cluster's aws-node carries it. Helm itself writes the annotations.
const MARKS: readonly (readonly [where: "labels" | "annotations", key: RegExp, owner: Owner])[] = [
  ["annotations", /^meta\.helm\.sh\/release-name$/, "helm"],
  ["annotations", /^argocd\.argoproj\.io\/(tracking-id|instance)$/, "argo-cd"],
  ["labels", /^argocd\.argoproj\.io\/instance$/, "argo-cd"],
  ["labels", /^(kustomize|helm)\.toolkit\.fluxcd\.io\/name$/, "flux"],
  ["annotations", /^objectset\.rio\.cattle\.io\/id$/, "fleet"],
  ["annotations", /^kubectl\.kubernetes\.io\/last-applied-configuration$/, "kubectl-apply"],
];

function signsOfMarks(metadata: JsonValue | undefined): OwnerSign[] {
  return MARKS.flatMap(([where, key, owner]) => {
    const marks = at(metadata, where);
    if (!isJsonObject(marks)) return [];
    const name = Object.keys(marks).find((candidate) => key.test(candidate));
    return name ? [{ owner, evidence: `${where === "labels" ? "label" : "annotation"} ${name}` }] : [];
  });
}

const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

/** Managers name themselves in either case ("Terraform"); kubectl's other verbs (edit, patch, set, rollout) manage nothing. */
function ownerOfManager(entry: JsonObject): Owner | null {
  const manager = text(entry.manager);
  if (manager === "kubectl" && entry.operation !== "Apply") return null;
  if (manager === "eks" && entry.operation !== "Apply") return null;
  return MANAGERS.get(manager.toLowerCase()) ?? null;
}

/** Names of `f:env` of container aws-node whose `f:value` this entry of managedFields owns. */
function settingsOf(entry: JsonObject): string[] {
  const fields = ["f:spec", "f:template", "f:spec", "f:containers", 'k:{"name":"aws-node"}', "f:env"];
  const env = at(entry, "fieldsV1", ...fields);
  if (!isJsonObject(env)) return [];
  return Object.entries(env).flatMap(([key, value]) => {
    const name = /^k:\{"name":"([^"]+)"\}$/.exec(key)?.[1];
    return name !== undefined && at(value, "f:value") !== undefined ? [name] : [];
  });
}

/**
 * Who manages a DaemonSet, from its labels, annotations and managedFields. A sign is a likelihood: EKS also applied the
 * aws-node of clusters without the add-on, so the add-on is certain only by `aws eks describe-addon`. No sign is no
 * proof either, since a pipeline may apply a manifest without leaving a mark.
 */
export function ownershipOf(daemonSet: JsonValue): Ownership {
  const metadata = at(daemonSet, "metadata");
  const listed = at(metadata, "managedFields");
  const managedFields = Array.isArray(listed) ? listed.filter(isJsonObject) : [];
  const signs = new Map<Owner, OwnerSign>();
  const managersOf = new Map<string, readonly string[]>();
  for (const sign of signsOfMarks(metadata)) signs.set(sign.owner, sign);
  for (const entry of managedFields) {
    const owner = ownerOfManager(entry);
    if (owner && !signs.has(owner)) signs.set(owner, { owner, evidence: `field manager ${text(entry.manager)}` });
    for (const name of settingsOf(entry)) managersOf.set(name, [...(managersOf.get(name) ?? []), text(entry.manager)]);
  }
  const inOrder = OWNERS.flatMap((owner) => signs.get(owner) ?? []);
  return { signs: inOrder, hasManagedFields: managedFields.length > 0, managersOf };
}

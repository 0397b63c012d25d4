import type { CurrentEnvironment } from "@/lib/domain/patch/environment";
import type { PatchForm } from "@/lib/domain/patch/form";
import type { Owner } from "@/lib/domain/patch/ownership";
import { GET_DAEMONSET } from "@/lib/domain/patch/reading-problem";

/** Who may overwrite a patched DaemonSet, and which form of the change lasts then. */
export interface OverwriteAdvice {
  readonly owner: Owner | "unknown";
  /** Why the owner is named, or why none is. */
  readonly evidence: string;
  readonly message: string;
  /** Forms that last under this owner, the best first. */
  readonly forms: readonly PatchForm[];
  /** Settles the question; null where there is nothing to ask. */
  readonly check: string | null;
}

const DESCRIBE_ADDON = "aws eks describe-addon --cluster-name CLUSTER_NAME --addon-name vpc-cni --query addon.status";
const IN_GIT: readonly PatchForm[] = ["helm", "kubectl"];

type Words = Pick<OverwriteAdvice, "message" | "forms" | "check">;

const WORDS: Readonly<Record<Owner, Words>> = {
  eks: {
    message:
      "EKS applied this DaemonSet, so it is probably the managed add-on: an add-on update with OVERWRITE puts its own values back over a patch. Give the change to the add-on; a patch serves until then.",
    forms: ["addon", "eksctl", "terraform"],
    check: DESCRIBE_ADDON,
  },
  helm: {
    message: "A Helm release owns this DaemonSet: the next helm upgrade writes the release's values over a patch.",
    forms: ["helm"],
    check: "helm get values aws-vpc-cni -n kube-system",
  },
  "argo-cd": {
    message:
      "Argo CD owns this DaemonSet: it shows a patch as out of sync, and with self-heal it undoes it within minutes. Commit the change to the repository that it watches.",
    forms: IN_GIT,
    check: "kubectl get applications -A",
  },
  flux: {
    message:
      "Flux owns this DaemonSet: it undoes a patch at its next reconciliation. Commit the change to its repository.",
    forms: IN_GIT,
    check: "kubectl get kustomizations,helmreleases -A",
  },
  fleet: {
    message: "Rancher Fleet owns this DaemonSet: it corrects drift from its repository. Commit the change there.",
    forms: IN_GIT,
    check: "kubectl get bundles -A",
  },
  terraform: {
    message:
      "Terraform's Kubernetes provider owns fields of this DaemonSet: the next apply writes its own values back.",
    forms: ["terraform", "kubectl"],
    check: "terraform state list",
  },
  pulumi: {
    message: "Pulumi owns fields of this DaemonSet: the next update writes its own values back. Change the program.",
    forms: ["kubectl"],
    check: "pulumi stack",
  },
  "kubectl-apply": {
    message:
      "A manifest was applied by kubectl: applying it again puts the values that it names back, and takes nothing away that it does not name. Change the manifest as well.",
    forms: ["kubectl"],
    check: null,
  },
};

const unknownOwner = (evidence: string, check: string | null): OverwriteAdvice => ({
  owner: "unknown",
  evidence,
  message:
    "If aws-node is the EKS managed add-on, part of a Helm release or kept by GitOps, that owner may overwrite a patch: use its form then.",
  forms: ["kubectl", "addon", "helm"],
  check,
});

/** One advice for each owner that shows itself, or one for none; never empty. */
export function overwriteAdvice({ source, ownership }: CurrentEnvironment): readonly OverwriteAdvice[] {
  if (source === "addon") {
    return [{ owner: "eks", evidence: "these are the add-on's configuration values", ...WORDS.eks }];
  }
  if (source === "helm-values") return [{ owner: "helm", evidence: "these are Helm values", ...WORDS.helm }];
  if (!ownership) return [unknownOwner("no DaemonSet was read, which could name its owner", DESCRIBE_ADDON)];
  if (ownership.signs.length > 0)
    return ownership.signs.map(({ owner, evidence }) => ({ owner, evidence, ...WORDS[owner] }));
  if (ownership.hasManagedFields)
    return [unknownOwner("the DaemonSet's marks and field managers name no owner", DESCRIBE_ADDON)];
  return [unknownOwner("the DaemonSet was read without its managedFields", GET_DAEMONSET)];
}

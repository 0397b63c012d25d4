import type { PatchFile, PatchForm } from "@/lib/domain/patch/form";

interface FormWords {
  /** On the tab. */
  readonly label: string;
  /** What it is, in a sentence above the file. */
  readonly about: string;
}

export const FORM_WORDS: Readonly<Record<PatchForm, FormWords>> = {
  kubectl: {
    label: "patch.yaml",
    about:
      "A strategic merge patch of the DaemonSet: it names container aws-node and the changed settings, nothing else.",
  },
  revert: {
    label: "revert.yaml",
    about: "The way back, to be kept beside patch.yaml: today’s texts of the same settings.",
  },
  commands: {
    label: "Commands",
    about: "Judge, apply, watch and revert with kubectl; patch.yaml and revert.yaml lie beside it.",
  },
  addon: { label: "EKS add-on", about: "Configuration values of the managed add-on, for the AWS CLI or the console." },
  helm: { label: "Helm", about: "Values for the chart aws-vpc-cni." },
  eksctl: { label: "eksctl", about: "The managed add-on in an eksctl ClusterConfig." },
  terraform: { label: "Terraform", about: "The managed add-on as a Terraform resource." },
};

/** Media types for saving, by language. */
export const MEDIA_TYPES: Readonly<Record<PatchFile["language"], string>> = {
  yaml: "application/yaml",
  json: "application/json",
  hcl: "text/plain;charset=utf-8",
  shell: "text/plain;charset=utf-8",
};

/** Forms that go through the managed add-on, whose earlier configuration they replace. */
export const isAddonForm = (form: PatchForm): boolean => form === "addon" || form === "eksctl" || form === "terraform";

export const PATCH_FORMS = ["kubectl", "revert", "commands", "addon", "helm", "eksctl", "terraform"] as const;
/** How a change is written down. */
export type PatchForm = (typeof PATCH_FORMS)[number];

export const isPatchForm = (text: string): text is PatchForm => PATCH_FORMS.some((form) => form === text);

/** Where the change is to go. Null stands as a placeholder in the text, to be filled in by hand. */
export interface PatchTarget {
  readonly clusterName: string | null;
  readonly region: string | null;
}

export const CLUSTER_PLACEHOLDER = "CLUSTER_NAME";
export const REGION_PLACEHOLDER = "REGION";

/** EKS's own rule for names; also keeps a name harmless in a shell, in YAML and in HCL. */
export const isClusterName = (text: string): boolean => /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(text);
/** The shape of a Region's name, `eu-west-1` or `us-gov-east-1`, harmless as above; whether AWS has it is not asked. */
export const isRegion = (text: string): boolean => /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(text);

/** One form of a change, ready to copy or to save. */
export interface PatchFile {
  readonly kind: "file";
  readonly form: PatchForm;
  readonly fileName: string;
  /** For display only. */
  readonly language: "yaml" | "json" | "hcl" | "shell";
  readonly text: string;
  /** What this form cannot do, or does beside. */
  readonly notes: readonly string[];
  /** Shell commands that bring it to the cluster, in order. */
  readonly commands: readonly string[];
}

/** The change has no such form. */
export interface Inexpressible {
  readonly kind: "inexpressible";
  readonly form: PatchForm;
  readonly message: string;
  readonly remedy: string;
}

export type Rendered = PatchFile | Inexpressible;

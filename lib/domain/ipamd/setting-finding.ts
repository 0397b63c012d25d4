/** Something about a setting that its author may not expect. `message` is a sentence for a person. */
export interface SettingFinding {
  readonly kind: "ignored" | "not-looked-at" | "contradiction" | "does-nothing" | "unknown" | "not-simulated";
  /** The settings concerned, the one at fault first. */
  readonly names: readonly string[];
  readonly message: string;
}

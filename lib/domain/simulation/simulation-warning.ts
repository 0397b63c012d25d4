export const SIMULATION_WARNING_KINDS = [
  "minimum-ip-target-alone",
  "warm-ip-target-zero",
  "warm-eni-target-ignored",
  "setting-ignored",
  "setting",
  "prefixes-on-xen",
  "prefixes-without-blocks",
  "subnet-lowest-point",
  "calls-above-bucket",
  "pods-without-address",
  "nodes-not-launched",
  "auto-mode",
  "left-out",
  "restart-clears-cooldown",
  "cannot-go-back",
  "settings-do-not-fit",
  "never-at-rest",
  "unexplained-addresses",
  "note",
] as const;
export type SimulationWarningKind = (typeof SIMULATION_WARNING_KINDS)[number];

/** Harm to see before it is done. */
export interface SimulationWarning {
  readonly kind: SimulationWarningKind;
  readonly severity: "critical" | "warning" | "notice";
  /** What, and why: a sentence for a person, with the run's figures. */
  readonly message: string;
  /** The setting that cures it, or what to do instead; null where nothing does. */
  readonly cure: string | null;
  /** Settings concerned, for marking the field. */
  readonly settings: readonly string[];
  readonly subnetIds: readonly string[];
  /** Numbers of nodes in the result, at most 1,000 of them. */
  readonly nodes: readonly number[];
  /** How many nodes, pods or addresses, as the message says. */
  readonly count: number | null;
}

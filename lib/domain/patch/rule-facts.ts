import type { Change } from "@/lib/domain/patch/difference";
import type { EffectiveSettings } from "@/lib/domain/patch/effective-settings";

export const CONFIRMATIONS = ["minimum-alone"] as const;
/** A harm that its author has seen and wants all the same. */
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** The nodes that the change would reach, as far as known. */
export interface Fleet {
  /** Nodes of EKS Auto Mode, which run no aws-node. */
  readonly autoModeNodeCount: number;
  readonly otherNodeCount: number;
  /** Types in use that cannot take prefixes (Xen). */
  readonly typesWithoutPrefixes: readonly string[];
}

/** What the rules about a whole environment look at. */
export interface RuleFacts {
  readonly before: EffectiveSettings;
  readonly after: EffectiveSettings;
  /** The texts of today. */
  readonly values: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
  readonly fleet: Fleet | null;
  readonly confirmed: readonly Confirmation[];
}

/** Whether a proposal changes one of these settings. */
export const touches = (facts: RuleFacts, names: readonly string[]): boolean =>
  facts.changes.some((change) => names.includes(change.name));

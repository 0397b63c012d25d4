import { applyChanges, type Change, differenceOf, type Wish } from "@/lib/domain/patch/difference";
import { type Effect, effectiveSettings, effectsBetween } from "@/lib/domain/patch/effective-settings";
import { type CurrentEnvironment, valuesOf } from "@/lib/domain/patch/environment";
import type { Refusal, Warning } from "@/lib/domain/patch/finding";
import { refusalsByRule } from "@/lib/domain/patch/refusal-rules";
import type { Confirmation, Fleet } from "@/lib/domain/patch/rule-facts";
import { warningsByRule } from "@/lib/domain/patch/warning-rules";
import { judgeWishes } from "@/lib/domain/patch/wishes";

/** The question: today's environment, what is wished of it, and what the person has confirmed already. */
export interface ProposalInput {
  readonly current: CurrentEnvironment;
  readonly wishes: readonly Wish[];
  readonly confirmed: readonly Confirmation[];
  /** Take names that no release of the CNI is known to read. */
  readonly allowsUnknown: boolean;
  /** Null where the nodes are not known. */
  readonly fleet: Fleet | null;
}

export interface ReadyProposal {
  readonly kind: "ready";
  readonly current: CurrentEnvironment;
  /** Never empty. */
  readonly changes: readonly Change[];
  readonly effects: readonly Effect[];
  readonly warnings: readonly Warning[];
}

/** The answer; only `ready` can be rendered into a file. */
export type Proposal =
  | ReadyProposal
  | { readonly kind: "unchanged"; readonly warnings: readonly Warning[] }
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[]; readonly warnings: readonly Warning[] };

/**
 * Judges what is to be set and taken away against the environment of today. `ready` holds only what really changes;
 * `unchanged` means that all of it is so already; `refused` names every reason at once. A rule that the environment of
 * today breaks already, and that the proposal leaves alone, is a warning: no proposal should be held up by it.
 *
 * `proposeChange({ current: assumedEnvironment(), wishes: [{ name: "WARM_IP_TARGET", value: "2" }], … })` is `ready` with
 * one added setting and says that WARM_ENI_TARGET is not looked at any more.
 */
export function proposeChange(input: ProposalInput): Proposal {
  const { current, wishes } = input;
  const judged = judgeWishes(input);
  const changes = differenceOf(current.entries, wishes);
  const values = valuesOf(current.entries);
  const before = effectiveSettings(values);
  const after = effectiveSettings(applyChanges(values, changes));
  const facts = { before, after, values, changes, fleet: input.fleet, confirmed: input.confirmed };
  const broken = refusalsByRule(facts);
  const refusals = [...judged.refusals, ...broken.refusals];
  const warnings = [
    ...current.notices.map((message): Warning => ({ code: "reading", settings: [], message })),
    ...judged.warnings,
    ...broken.warnings,
    ...warningsByRule(facts),
  ];
  if (refusals.length > 0) return { kind: "refused", refusals, warnings };
  if (changes.length === 0) return { kind: "unchanged", warnings };
  return { kind: "ready", current, changes, effects: effectsBetween(before, after), warnings };
}

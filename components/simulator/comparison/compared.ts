import type { Comparison, NamedProposal } from "@/lib/domain/simulation/comparison";
import {
  changeOf,
  isSameChange,
  type ProposalChange,
  proposalOf,
  type SavedProposal,
} from "@/lib/domain/simulation/proposal-change";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { ComparisonRow } from "@/lib/domain/simulation/simulation-result";

/** Where a row of the comparison comes from. */
export type Origin = "today" | "preset" | "proposal" | "saved";

/** A row's proposal; `key` names it to the simulator, since two rows may have one label. */
export interface Compared extends SavedProposal {
  readonly key: string;
  readonly origin: Origin;
  /** It is what the simulator shows. */
  readonly isShown: boolean;
}

interface Sources {
  readonly input: Pick<SimulationInput, "today">;
  readonly now: ProposalChange;
  readonly presets: readonly SavedProposal[];
  readonly saved: readonly SavedProposal[];
}

const NO_CHANGE: ProposalChange = { settings: {}, movedNodes: null };

/**
 * The rows to compare: today's settings, the presets, the saved ones, and the proposal of now where it is none of these.
 * A preset that changes nothing is today's row already.
 */
export function comparedOf({ input: { today }, now, presets, saved }: Sources): readonly Compared[] {
  const isShown = (change: ProposalChange) => isSameChange(today, change, now);
  const row = (key: string, origin: Origin, proposal: SavedProposal): Compared => ({
    label: proposal.label,
    // Without what is so today anyway.
    ...changeOf(today, proposalOf(today, proposal)),
    key,
    origin,
    isShown: isShown(proposal),
  });
  const rows = [
    row("today", "today", { label: "Today’s settings", ...NO_CHANGE }),
    ...presets
      .filter((preset) => !isSameChange(today, preset, NO_CHANGE))
      .map((preset, index) => row(`preset ${index}`, "preset", preset)),
    ...saved.map((proposal, index) => row(`saved ${index}`, "saved", proposal)),
  ];
  if (rows.some((each) => each.isShown)) return rows;
  return [...rows, row("proposal", "proposal", { label: "The proposal", ...now })];
}

/** As the simulator takes them. */
export const namedProposals = (
  { today }: Pick<SimulationInput, "today">,
  rows: readonly Compared[],
): readonly NamedProposal[] => rows.map((row) => ({ label: row.key, proposal: proposalOf(today, row) }));

/** A row with what the simulator says of it; null, and why, where it says nothing. */
export interface Measured extends Compared {
  readonly figures: ComparisonRow | null;
  readonly because: string;
}

/** The rows with their figures; null: they are still to come. */
export const measuredOf = (rows: readonly Compared[], comparison: Comparison | null): readonly Measured[] =>
  rows.map((row) => ({
    ...row,
    figures: comparison?.rows.find(({ label }) => label === row.key) ?? null,
    because:
      comparison?.refused.find(({ label }) => label === row.key)?.because.replace(/\.$/, "") ??
      "it has not been run yet",
  }));

"use client";

import { type FormEvent, useState } from "react";
import { comparedOf, type Measured, measuredOf, namedProposals } from "@/components/simulator/comparison/compared";
import {
  COMPARISON_EXPORTS,
  type ComparisonColumn,
  comparisonTable,
  figureColumns,
} from "@/components/simulator/comparison/comparison-columns";
import { type ProposalActions, ProposalCell } from "@/components/simulator/comparison/proposal-cell";
import { useComparison } from "@/components/simulator/comparison/use-comparison";
import type { Inquiry } from "@/components/simulator/simulation-state";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Panel } from "@/components/ui/panel";
import {
  changeOf,
  freeLabel,
  LONGEST_LABEL,
  MOST_SAVED,
  type ProposalChange,
  type SavedProposal,
} from "@/lib/domain/simulation/proposal-change";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { formatCount } from "@/lib/format";

interface ComparisonPanelProps {
  readonly scope: ScopeHead;
  readonly input: SimulationInput;
  readonly simulation: Inquiry;
  readonly presets: readonly SavedProposal[];
  /** Kept in the link. */
  readonly saved: readonly SavedProposal[];
  readonly onSave: (saved: readonly SavedProposal[]) => void;
  /** Puts a proposal in the place of the one of now. */
  readonly onChoose: (change: ProposalChange) => void;
}

/** With more nodes a table of runs is seconds of work: it waits until it is asked for. */
const MOST_NODES_UNASKED = 1_000;

/** Several proposals under the same load: presets, the one of now, and those kept under a name. */
export function ComparisonPanel(props: ComparisonPanelProps) {
  const { scope, input, simulation, presets, saved, onSave, onChoose } = props;
  const [isAsked, setAsked] = useState(false);
  const now = changeOf(input.today, input.proposal);
  const rows = comparedOf({ input, now, presets, saved });
  const isWanted = isAsked || scope.nodes.length <= MOST_NODES_UNASKED;
  const proposals = namedProposals(input, rows);
  const { comparison, isOutdated } = useComparison({ simulation, input, proposals, isWanted });
  const labels = rows.map(({ label }) => label);
  const replaced = (key: string, by: readonly SavedProposal[]) =>
    saved.flatMap((proposal, index) => (`saved ${index}` === key ? by : [proposal]));
  const actions: ProposalActions = {
    onChoose: ({ settings, movedNodes }) => onChoose({ settings, movedNodes }),
    onRename: ({ key, settings, movedNodes, label: old }, wanted) => {
      const label = freeLabel(
        wanted,
        labels.filter((each) => each !== old),
      );
      onSave(replaced(key, [{ label, settings, movedNodes }]));
    },
    onRemove: ({ key }) => onSave(replaced(key, [])),
  };
  const keep = (wanted: string) => onSave([...saved, { label: freeLabel(wanted, labels), ...now }]);
  return (
    <Panel id="compare" title="Proposals compared" note="under the same load, from the same start">
      <div aria-busy={isOutdated} className={isOutdated ? "opacity-60 transition-opacity delay-200 duration-0" : ""}>
        <DataTable
          label="Proposals compared"
          rows={measuredOf(rows, comparison)}
          columns={[proposalColumn(actions), ...figureColumns(scope)]}
          exportColumns={COMPARISON_EXPORTS}
          rowKey={({ key }) => key}
          state={comparisonTable}
          fileName={`proposals-of-${scope.id}`}
          empty={null}
        />
      </div>
      <div className="mt-2.5 flex flex-wrap items-center gap-x-4 gap-y-2">
        <KeepForm canKeep={saved.length < MOST_SAVED} onKeep={keep} />
        {isWanted ? null : (
          <button
            type="button"
            onClick={() => setAsked(true)}
            className="rounded border border-line-strong px-2 py-0.5 hover:border-accent hover:text-accent"
          >
            Run all {formatCount(rows.length)} on {formatCount(scope.nodes.length)} nodes
          </button>
        )}
      </div>
    </Panel>
  );
}

const proposalColumn = (actions: ProposalActions): Column<Measured, ComparisonColumn> => ({
  id: "proposal",
  header: "Proposal",
  value: ({ label }) => label,
  cell: (row) => <ProposalCell row={row} {...actions} />,
});

interface KeepFormProps {
  readonly canKeep: boolean;
  readonly onKeep: (label: string) => void;
}

/** Keeps the proposal of now under a name, so that it stays in the table while the settings go on. */
function KeepForm({ canKeep, onKeep }: KeepFormProps) {
  const [label, setLabel] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onKeep(label);
    setLabel("");
  };
  if (!canKeep) return <p className="text-muted">{MOST_SAVED} proposals are kept; remove one to keep another.</p>;
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <label className="flex items-center gap-2 text-muted">
        Keep the proposal as
        <input
          value={label}
          maxLength={LONGEST_LABEL}
          onChange={(event) => setLabel(event.target.value)}
          placeholder="Proposal"
          className="w-40 rounded border border-line-strong bg-panel px-2 py-0.5 text-ink placeholder:text-muted"
        />
      </label>
      <button
        type="submit"
        className="rounded border border-line-strong px-2 py-0.5 hover:border-accent hover:text-accent"
      >
        Keep
      </button>
    </form>
  );
}

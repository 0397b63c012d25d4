"use client";

import { useState } from "react";
import type { Compared } from "@/components/simulator/comparison/compared";
import { COMPARISON_COLUMNS } from "@/components/simulator/comparison/comparison-columns";
import { ProposalName } from "@/components/simulator/comparison/proposal-name";
import type { Comparison } from "@/lib/domain/simulation/comparison";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";

export interface RowActions {
  readonly onChoose: (row: Compared) => void;
  readonly onRename: (row: Compared, label: string) => void;
  readonly onRemove: (row: Compared) => void;
}

interface ComparisonTableProps extends RowActions {
  readonly scope: ScopeHead;
  readonly rows: readonly Compared[];
  /** Null: the figures are still to come. */
  readonly comparison: Comparison | null;
  /** The figures are of an earlier input. */
  readonly isOutdated: boolean;
}

const CELL = "border-b border-line px-2 py-1.5 align-baseline";
const BUTTON = "rounded border border-line px-1.5 text-sm text-muted hover:border-line-strong hover:text-ink";

/** Several proposals under the same load, a row each. */
export function ComparisonTable({ scope, rows, comparison, isOutdated, ...actions }: ComparisonTableProps) {
  return (
    <section
      aria-label="Proposals compared, table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      aria-busy={isOutdated}
      className={`relative overflow-x-auto ${isOutdated ? "opacity-60 transition-opacity delay-200 duration-0" : ""}`}
    >
      <table className="w-full border-separate border-spacing-0" aria-label="Proposals compared">
        <thead className="text-sm text-muted">
          <tr>
            <th scope="col" className={`${CELL} sticky left-0 bg-panel text-left font-normal max-sm:static`}>
              Proposal
            </th>
            {COMPARISON_COLUMNS.map(({ id, header, note }) => (
              <th key={id} scope="col" title={note} className={`${CELL} text-right font-normal whitespace-nowrap`}>
                {header}
              </th>
            ))}
            <th scope="col" className={`${CELL} text-left font-normal`}>
              Actions
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} scope={scope} row={row} comparison={comparison} {...actions} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps extends RowActions {
  readonly scope: ScopeHead;
  readonly row: Compared;
  readonly comparison: Comparison | null;
}

function Row({ scope, row, comparison, onChoose, onRename, onRemove }: RowProps) {
  const [isRenaming, setRenaming] = useState(false);
  return (
    <tr className={row.isShown ? "bg-accent-ground" : ""}>
      <th
        scope="row"
        className={`${CELL} sticky left-0 min-w-44 text-left font-normal max-sm:static ${row.isShown ? "bg-accent-ground" : "bg-panel"}`}
      >
        <ProposalName
          row={row}
          onRename={isRenaming ? (label) => onRename(row, label) : null}
          onEndRename={() => setRenaming(false)}
        />
      </th>
      <Figures scope={scope} row={row} comparison={comparison} />
      <td className={`${CELL} whitespace-nowrap`}>
        <span className="flex gap-1.5">
          {row.isShown ? null : (
            <button type="button" className={BUTTON} aria-label={`Propose ${row.label}`} onClick={() => onChoose(row)}>
              choose
            </button>
          )}
          {row.origin !== "saved" ? null : (
            <>
              <button
                type="button"
                className={BUTTON}
                aria-label={`Rename ${row.label}`}
                onClick={() => setRenaming(true)}
              >
                rename
              </button>
              <button type="button" className={BUTTON} aria-label={`Remove ${row.label}`} onClick={() => onRemove(row)}>
                remove
              </button>
            </>
          )}
        </span>
      </td>
    </tr>
  );
}

function Figures({ scope, row, comparison }: Pick<RowProps, "scope" | "row" | "comparison">) {
  const span = COMPARISON_COLUMNS.length;
  const refused = comparison?.refused.find(({ label }) => label === row.key);
  if (refused !== undefined) {
    return (
      <td colSpan={span} className={`${CELL} text-muted wrap-anywhere`}>
        cannot be run: {refused.because}
      </td>
    );
  }
  const figures = comparison?.rows.find(({ label }) => label === row.key);
  if (figures === undefined) {
    return (
      <td colSpan={span} className={`${CELL} text-muted`}>
        not run yet
      </td>
    );
  }
  return COMPARISON_COLUMNS.map(({ id, cell }) => (
    <td key={id} className={`${CELL} text-right`}>
      {cell(figures, scope)}
    </td>
  ));
}

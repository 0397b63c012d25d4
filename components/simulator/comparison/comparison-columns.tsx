import type { ReactNode } from "react";
import type { Measured } from "@/components/simulator/comparison/compared";
import { runTime, signedCount, spanWords } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import type { CellValue, Column } from "@/components/ui/data-table/column";
import { tableState } from "@/components/ui/data-table/table-state";
import { Missing } from "@/components/ui/missing";
import { changeWords } from "@/lib/domain/simulation/proposal-change";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { ComparisonRow, WaitFigures } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatNoun } from "@/lib/format";

/** `given` is the order of the list itself, and no column. */
const COMPARISON_COLUMNS = ["given", "proposal", "held", "lowest", "free", "atOnce", "calls", "waits"] as const;
export type ComparisonColumn = (typeof COMPARISON_COLUMNS)[number];

/** `?compare-sort=` and `?compare-filter=`. */
export const comparisonTable = tableState<ComparisonColumn>({
  name: "compare",
  columns: COMPARISON_COLUMNS,
  sort: { column: "given", direction: "asc" },
});

interface Figure {
  readonly id: ComparisonColumn;
  readonly header: string;
  readonly note: string;
  readonly value: (figures: ComparisonRow) => CellValue;
  readonly cell: (figures: ComparisonRow) => ReactNode;
}

function Second({ children }: { readonly children: ReactNode }) {
  return <span className="block max-w-40 truncate text-sm text-muted">{children}</span>;
}

function Waits({ figures: { waits, ceilingCount } }: { readonly figures: ComparisonRow }) {
  const { podCount, longestMs, unschedulableCount } = waits;
  const without = withoutAddress(waits);
  return (
    <>
      {formatCount(podCount)}
      {longestMs === null ? null : <Second>longest {spanWords(longestMs)}</Second>}
      {without === 0 ? null : <Second>{formatNoun(without, "pod")} without an address</Second>}
      {unschedulableCount === 0 ? null : <Second>{formatNoun(unschedulableCount, "pod")} found no node</Second>}
      {ceilingCount === 0 ? null : <Second>{formatNoun(ceilingCount, "node")} at a ceiling</Second>}
    </>
  );
}

const withoutAddress = ({ neverCount, stillWaitingCount }: WaitFigures): number => neverCount + stillWaitingCount;

/** A column of figures: where there are none, why. */
const figureColumn = ({ id, header, note, value, cell }: Figure): Column<Measured, ComparisonColumn> => ({
  id,
  header,
  note,
  align: "end",
  value: ({ figures }) => (figures === null ? null : value(figures)),
  cell: ({ figures, because }) => (figures === null ? <Missing because={because} /> : cell(figures)),
});

/** What a proposal comes to under the load, one figure a column. */
export const figureColumns = (scope: ScopeHead): readonly Column<Measured, ComparisonColumn>[] =>
  figuresOf(scope).map(figureColumn);

const figuresOf = (scope: ScopeHead): readonly Figure[] => [
  {
    id: "held",
    header: "Held",
    note: "Addresses that the nodes hold at the end of the run",
    value: ({ heldAddresses }) => heldAddresses,
    cell: ({ heldAddresses }) => formatCount(heldAddresses),
  },
  {
    id: "lowest",
    header: "Fewest free",
    note: "The lowest that any one subnet comes to, and when",
    value: ({ lowest }) => lowest.free,
    cell: ({ lowest }) => (
      <>
        {formatCount(lowest.free)}
        <Second>{subnetLabel(scope, lowest.subnetId === "" ? null : lowest.subnetId)}</Second>
        <Second>{runTime(lowest.atMs)}</Second>
      </>
    ),
  },
  {
    id: "free",
    header: "Free at end",
    note: "Of all subnets together, at the end of the run",
    value: ({ endFree }) => endFree,
    cell: ({ endFree, endFreeBlocks }) => (
      <>
        {formatCount(endFree)}
        <Second>{formatNoun(endFreeBlocks, "free /28", "free /28s")}</Second>
      </>
    ),
  },
  {
    id: "atOnce",
    header: "Freed at once",
    note: "By the rollout alone, while no pod comes or goes",
    value: ({ atOnce }) => atOnce,
    cell: ({ atOnce }) => (atOnce === null ? <span className="text-muted">no rollout</span> : signedCount(atOnce)),
  },
  {
    id: "calls",
    header: "EC2 calls",
    note: "Over the run, and the most of one kind in a second",
    value: ({ calls }) => calls,
    cell: ({ calls, failedCalls, peakCallsPerSecond }) => (
      <>
        {formatCount(calls)}
        {failedCalls === 0 ? null : (
          <span className="block text-sm font-semibold text-harm">{formatCount(failedCalls)} fail</span>
        )}
        <Second>peak {formatCount(peakCallsPerSecond)}/s</Second>
      </>
    ),
  },
  {
    id: "waits",
    header: "Pods waiting",
    note: "Pods that could not have an address at once",
    value: ({ waits }) => waits.podCount,
    cell: (figures) => <Waits figures={figures} />,
  },
];

const figure = (id: string, value: (figures: ComparisonRow) => CellValue): Column<Measured> => ({
  id,
  header: id,
  value: ({ figures }) => (figures === null ? null : value(figures)),
});

/** What stands in the second lines, as columns of copies and exports. */
export const COMPARISON_EXPORTS: readonly Column<Measured>[] = [
  { id: "changes", header: "changes", value: changeWords },
  figure("lowestSubnetId", ({ lowest }) => lowest.subnetId),
  figure("lowestAtMs", ({ lowest }) => lowest.atMs),
  figure("freeBlocks", ({ endFreeBlocks }) => endFreeBlocks),
  figure("failedCalls", ({ failedCalls }) => failedCalls),
  figure("peakCallsPerSecond", ({ peakCallsPerSecond }) => peakCallsPerSecond),
  figure("longestWaitMs", ({ waits }) => waits.longestMs),
  figure("podsWithoutAddress", ({ waits }) => withoutAddress(waits)),
  figure("podsWithoutNode", ({ waits }) => waits.unschedulableCount),
  figure("nodesAtCeiling", ({ ceilingCount }) => ceilingCount),
];

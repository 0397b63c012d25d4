import type { ReactNode } from "react";
import { runTime, signedCount, spanWords } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { ComparisonRow, WaitFigures } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatNoun } from "@/lib/format";

export interface ComparisonColumn {
  readonly id: string;
  readonly header: string;
  readonly note: string;
  readonly cell: (row: ComparisonRow, scope: ScopeHead) => ReactNode;
}

function Second({ children }: { readonly children: ReactNode }) {
  return <span className="block text-sm text-muted">{children}</span>;
}

function Waits({ waits }: { readonly waits: WaitFigures }) {
  const { podCount, longestMs, neverCount, stillWaitingCount, unschedulableCount } = waits;
  const without = neverCount + stillWaitingCount;
  return (
    <>
      {formatCount(podCount)}
      {longestMs === null ? null : <Second>longest {spanWords(longestMs)}</Second>}
      {without === 0 ? null : <Second>{formatNoun(without, "pod")} without an address</Second>}
      {unschedulableCount === 0 ? null : <Second>{formatNoun(unschedulableCount, "pod")} found no node</Second>}
    </>
  );
}

/** What a proposal comes to under the load, one figure a column. */
export const COMPARISON_COLUMNS: readonly ComparisonColumn[] = [
  {
    id: "held",
    header: "Held",
    note: "Addresses that the nodes hold at the end of the run",
    cell: ({ heldAddresses }) => formatCount(heldAddresses),
  },
  {
    id: "lowest",
    header: "Fewest free",
    note: "The lowest that any one subnet comes to, and when",
    cell: ({ lowest }, scope) => (
      <>
        {formatCount(lowest.free)}
        <Second>
          {subnetLabel(scope, lowest.subnetId === "" ? null : lowest.subnetId)}, {runTime(lowest.atMs)}
        </Second>
      </>
    ),
  },
  {
    id: "free",
    header: "Free at the end",
    note: "Of all subnets together",
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
    cell: ({ atOnce }) => (atOnce === null ? <span className="text-muted">no rollout</span> : signedCount(atOnce)),
  },
  {
    id: "calls",
    header: "EC2 calls",
    note: "Over the run, and the most of one kind in a second",
    cell: ({ calls, peakCallsPerSecond }) => (
      <>
        {formatCount(calls)}
        <Second>peak {formatCount(peakCallsPerSecond)}/s</Second>
      </>
    ),
  },
  {
    id: "waits",
    header: "Pods that wait",
    note: "Pods that could not have an address at once",
    cell: ({ waits }) => <Waits waits={waits} />,
  },
  {
    id: "ceilings",
    header: "Nodes at a ceiling",
    note: "Nodes whose pods wait at the end although max pods would allow them",
    cell: ({ ceilingCount }) => formatCount(ceilingCount),
  },
];

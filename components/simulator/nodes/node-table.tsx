"use client";

import { memo, useDeferredValue, useMemo, useRef } from "react";
import { nodeColumns, runNodeCount, simulatedNodeTable } from "@/components/simulator/nodes/node-columns";
import { useLate } from "@/components/simulator/use-late";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { RunNode, SimulationResult } from "@/lib/domain/simulation/simulation-result";

interface NodeTableProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
  readonly onNode: (instanceId: string) => void;
}

/** All nodes of the run with both sides' figures; it follows the charts, so that these redraw first. */
export function NodeTable({ result, ...props }: NodeTableProps) {
  const place = useRef<HTMLDivElement>(null);
  const late = useLate(useDeferredValue(result), place);
  return (
    <div ref={place} className="min-w-0">
      <Table result={late} {...props} />
    </div>
  );
}

const Table = memo(function Table({ scope, result, isUnchanged, onNode }: NodeTableProps) {
  const count = runNodeCount(scope, result);
  const rows = useMemo(() => Array.from({ length: count }, (_, number) => number), [count]);
  const columns = useMemo(() => {
    const nodeCell = (node: RunNode) => <NodeCell node={node} onNode={onNode} />;
    return nodeColumns({ scope, result, isUnchanged, nodeCell });
  }, [scope, result, isUnchanged, onNode]);
  return (
    <Panel title="Nodes" note="figures at the end of the run; a node opens its ENI rack">
      <DataTable
        label="Nodes of the run"
        rows={rows}
        columns={columns}
        rowKey={String}
        state={simulatedNodeTable}
        fileName={`simulated-nodes-of-${scope.id}`}
        empty="The run has no node."
      />
    </Panel>
  );
});

interface NodeCellProps {
  readonly node: RunNode;
  readonly onNode: (instanceId: string) => void;
}

/** On a phone the id alone, so that the figures beside it are in sight. */
function NodeCell({ node: { instanceId, name, origin }, onNode }: NodeCellProps) {
  return (
    <>
      <button
        type="button"
        title="Open its ENI rack"
        onClick={() => onNode(instanceId)}
        className="text-accent hover:underline"
      >
        {instanceId}
      </button>
      {name === null ? null : <span className="ml-2 text-muted max-sm:hidden">{name}</span>}
      {origin === "observed" ? null : (
        <span className="ml-2">
          <Tag>{origin}</Tag>
        </span>
      )}
    </>
  );
}

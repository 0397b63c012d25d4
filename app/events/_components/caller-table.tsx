"use client";

import { type CallerColumn, callerTable } from "@/app/events/search-params";
import { callerWords } from "@/components/events/event-words";
import { NodeLink } from "@/components/events/node-link";
import { retryWords } from "@/components/events/rate-words";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Missing } from "@/components/ui/missing";
import type { IncidentCallerView } from "@/lib/domain/api/event";
import { formatUtcDateTime } from "@/lib/format";

const iso = (at: number): string => new Date(at).toISOString();

const columns: readonly Column<IncidentCallerView, CallerColumn>[] = [
  {
    id: "caller",
    header: "Node or caller",
    value: ({ nodeName, id }) => nodeName ?? id,
    cell: (caller) => <NodeLink caller={caller} />,
  },
  {
    id: "kind",
    header: "What called",
    value: ({ kind }) => callerWords(kind),
  },
  {
    id: "cluster",
    header: "Cluster",
    value: ({ clusterName }) => clusterName,
    because: "neither the events nor the snapshot tell",
  },
  { id: "calls", header: "Failed calls", align: "end", value: ({ callCount }) => callCount },
  {
    id: "retry",
    header: "Tries again",
    note: "The middle distance between two tries: about 5 s without the CNI's back-off, about 120 s with it",
    align: "end",
    value: ({ retryEveryMs }) => retryEveryMs,
    cell: ({ retryEveryMs }) =>
      retryEveryMs === null ? <Missing because="it tried too seldom to tell" /> : retryWords(retryEveryMs),
  },
  {
    id: "first",
    header: "First",
    value: ({ firstAt }) => iso(firstAt),
    cell: ({ firstAt }) => formatUtcDateTime(firstAt),
  },
  { id: "last", header: "Last", value: ({ lastAt }) => iso(lastAt), cell: ({ lastAt }) => formatUtcDateTime(lastAt) },
];

const exportColumns: readonly Column<IncidentCallerView>[] = [
  { id: "instanceId", header: "instance", value: ({ instanceId }) => instanceId },
];

export function CallerTable({ callers }: { readonly callers: readonly IncidentCallerView[] }) {
  return (
    <DataTable
      label="Who failed"
      rows={callers}
      columns={columns}
      exportColumns={exportColumns}
      rowKey={({ kind, id }) => `${kind} ${id}`}
      state={callerTable}
      fileName="shortage-callers"
      empty="The events name nobody."
    />
  );
}

"use client";

import { type FindingColumn, findingTable } from "@/app/events/search-params";
import { eventHref } from "@/components/events/event-href";
import { callerWords, FINDING_WORDS } from "@/components/events/event-words";
import { NodeLink } from "@/components/events/node-link";
import { ShortageKindMark } from "@/components/events/shortage-kind-mark";
import { Anchor } from "@/components/ui/anchor";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Missing } from "@/components/ui/missing";
import type { TrailFinding } from "@/lib/domain/api/event";
import { formatUtcDateTime } from "@/lib/format";

const columns: readonly Column<TrailFinding, FindingColumn>[] = [
  {
    id: "time",
    header: "Time (UTC)",
    note: "Opens the event as CloudTrail has it",
    value: ({ listedAt }) => new Date(listedAt).toISOString(),
    sortValue: ({ listedAt }) => listedAt,
    cell: ({ eventId, listedAt, eventTime }) => (
      <Anchor href={eventHref(eventId)} className="font-medium text-accent hover:underline">
        {formatUtcDateTime(listedAt).slice(0, 19)}
        {eventTime === null ? " (read)" : ""}
      </Anchor>
    ),
  },
  { id: "call", header: "Call", value: ({ eventName }) => eventName },
  {
    id: "kind",
    header: "Kind",
    value: ({ kind }) => FINDING_WORDS[kind].short,
    cell: ({ kind }) => <Kind kind={kind} />,
  },
  { id: "code", header: "Code", value: ({ code }) => code, cell: ({ code }) => code ?? <None of="the event" /> },
  {
    id: "message",
    header: "Message",
    value: ({ message }) => message,
    cell: ({ message }) =>
      message === null ? (
        <None of="the event" />
      ) : (
        <span title={message} className="inline-block max-w-xl truncate align-bottom">
          {message}
        </span>
      ),
  },
  {
    id: "subnet",
    header: "Subnet",
    value: ({ subnet }) => subnet && (subnet.name ?? subnet.id),
    cell: ({ subnet }) =>
      subnet === null ? (
        <Missing because="neither the event nor the snapshots tell" />
      ) : (
        <Anchor href={`/subnets/${subnet.id}`} title={subnet.id} className="text-accent hover:underline">
          {subnet.name ?? subnet.id}
        </Anchor>
      ),
  },
  {
    id: "node",
    header: "Node or caller",
    value: ({ caller: { nodeName, id } }) => nodeName ?? id,
    cell: ({ caller }) => <NodeLink caller={caller} />,
  },
  { id: "caller", header: "What called", value: ({ caller: { kind } }) => callerWords(kind) },
  { id: "eni", header: "ENI", value: ({ eniId }) => eniId, cell: ({ eniId }) => eniId ?? <None of="the call" /> },
];

/** Known to be absent, which is something else than not known. */
function None({ of }: { readonly of: string }) {
  return (
    <span title={`${of} names none`} className="text-muted">
      none
    </span>
  );
}

function Kind({ kind }: Pick<TrailFinding, "kind">) {
  if (kind === "capacity" || kind === "fragmentation") return <ShortageKindMark kind={kind} />;
  return (
    <span title={FINDING_WORDS[kind].long} className="text-muted">
      {FINDING_WORDS[kind].short}
    </span>
  );
}

const exportColumns: readonly Column<TrailFinding>[] = [
  { id: "eventId", header: "event id", value: ({ eventId }) => eventId },
  { id: "subnetId", header: "subnet id", value: ({ subnet }) => subnet?.id ?? null },
  { id: "subnetEvidence", header: "subnet known from", value: ({ subnetEvidence }) => subnetEvidence },
  { id: "vpcId", header: "VPC id", value: ({ vpc }) => vpc?.id ?? null },
  { id: "instanceId", header: "instance", value: ({ caller }) => caller.instanceId },
  { id: "cluster", header: "cluster", value: ({ caller }) => caller.clusterName },
];

interface FindingTableProps {
  readonly findings: readonly TrailFinding[];
  readonly empty: string;
}

export function FindingTable({ findings, empty }: FindingTableProps) {
  return (
    <DataTable
      label="Calls"
      rows={findings}
      columns={columns}
      exportColumns={exportColumns}
      rowKey={({ eventId, ordinal }) => `${eventId} ${ordinal}`}
      state={findingTable}
      fileName="shortage-events"
      empty={empty}
    />
  );
}

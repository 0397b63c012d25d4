"use client";

import { type FindingColumn, findingTable } from "@/app/events/search-params";
import { eventHref } from "@/components/events/event-href";
import { FINDING_WORDS } from "@/components/events/event-words";
import { FINDING_VALUES } from "@/components/events/finding-values";
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
    value: FINDING_VALUES.time,
    sortValue: ({ listedAt }) => listedAt,
    cell: ({ eventId, listedAt, eventTime }) => (
      <Anchor href={eventHref(eventId)} className="font-medium text-accent hover:underline">
        {formatUtcDateTime(listedAt).slice(0, 19)}
        {eventTime === null ? " (read)" : ""}
      </Anchor>
    ),
  },
  { id: "call", header: "Call", value: FINDING_VALUES.call },
  {
    id: "kind",
    header: "Kind",
    value: FINDING_VALUES.kind,
    cell: ({ kind }) => <Kind kind={kind} />,
  },
  { id: "code", header: "Code", value: FINDING_VALUES.code, cell: ({ code }) => code ?? <None of="the event" /> },
  {
    id: "message",
    header: "Message",
    value: FINDING_VALUES.message,
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
    value: FINDING_VALUES.subnet,
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
    value: FINDING_VALUES.node,
    cell: ({ caller }) => <NodeLink caller={caller} />,
  },
  { id: "caller", header: "What called", value: FINDING_VALUES.caller },
  { id: "eni", header: "ENI", value: FINDING_VALUES.eni, cell: ({ eniId }) => eniId ?? <None of="the call" /> },
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
  { id: "eventId", header: "event id", value: FINDING_VALUES.eventId },
  { id: "subnetId", header: "subnet id", value: FINDING_VALUES.subnetId },
  { id: "subnetEvidence", header: "subnet known from", value: FINDING_VALUES.subnetEvidence },
  { id: "vpcId", header: "VPC id", value: FINDING_VALUES.vpcId },
  { id: "instanceId", header: "instance", value: FINDING_VALUES.instanceId },
  { id: "cluster", header: "cluster", value: FINDING_VALUES.cluster },
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

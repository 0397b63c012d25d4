"use client";

import { type EventsAddress, eventsHref, type OtherColumn, otherTable } from "@/app/events/search-params";
import { eventHref } from "@/components/events/event-href";
import { FINDING_WORDS } from "@/components/events/event-words";
import { Anchor } from "@/components/ui/anchor";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import type { OtherFinding } from "@/lib/domain/api/event";
import { formatUtcDateTime } from "@/lib/format";

const columnsOf = (address: EventsAddress): readonly Column<OtherFinding, OtherColumn>[] => [
  {
    id: "what",
    header: "What it is",
    value: ({ kind }) => FINDING_WORDS[kind].short,
    cell: ({ kind }) => (
      <Anchor
        href={eventsHref(address, { kind, incident: null, after: null, incidentsAfter: null }, "#calls")}
        title={FINDING_WORDS[kind].long}
        className="font-medium text-accent hover:underline"
      >
        {FINDING_WORDS[kind].short}
      </Anchor>
    ),
  },
  { id: "calls", header: "Calls", align: "end", value: ({ callCount }) => callCount },
  { id: "callers", header: "Callers", align: "end", value: ({ callerCount }) => callerCount },
  { id: "code", header: "Code", value: ({ code }) => code, because: "the events have none" },
  { id: "message", header: "Newest message", value: ({ message }) => message, because: "the events have none" },
  {
    id: "last",
    header: "Last (UTC)",
    value: ({ lastAt }) => new Date(lastAt).toISOString(),
    cell: ({ lastAt, newestEventId }) => (
      <Anchor href={eventHref(newestEventId)} className="text-accent hover:underline">
        {formatUtcDateTime(lastAt).slice(0, 19)}
      </Anchor>
    ),
  },
];

interface OtherTableProps {
  readonly others: readonly OtherFinding[];
  readonly address: EventsAddress;
  readonly empty: string;
}

export function OtherTable({ others, address, empty }: OtherTableProps) {
  return (
    <DataTable
      label="Look-alikes"
      rows={others}
      columns={columnsOf(address)}
      rowKey={({ kind, code }) => `${kind} ${code}`}
      state={otherTable}
      fileName="shortage-look-alikes"
      empty={empty}
    />
  );
}

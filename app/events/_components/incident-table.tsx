"use client";

import { type EventsAddress, eventsHref, type IncidentColumn, incidentTable } from "@/app/events/search-params";
import { callerWords } from "@/components/events/event-words";
import { rateWords } from "@/components/events/rate-words";
import { ShortageKindMark } from "@/components/events/shortage-kind-mark";
import { Anchor } from "@/components/ui/anchor";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Missing } from "@/components/ui/missing";
import { Tag } from "@/components/ui/tag";
import type { Incident } from "@/lib/domain/api/event";
import { formatAge, formatRange, formatUtcDateTime } from "@/lib/format";

interface IncidentTableProps {
  readonly incidents: readonly Incident[];
  readonly address: EventsAddress;
  readonly empty: string;
}

const iso = (at: number): string => new Date(at).toISOString();
const NO_SUBNET = "no event of it says which subnet was asked";

const columnsOf = (address: EventsAddress): readonly Column<Incident, IncidentColumn>[] => [
  {
    id: "last",
    header: "Last failure (UTC)",
    note: "Opens the incident with its callers and the calls behind it",
    value: ({ lastAt }) => iso(lastAt),
    sortValue: ({ lastAt }) => lastAt,
    cell: ({ id, lastAt, isOngoing }) => (
      <span className="inline-flex items-baseline gap-2">
        <Anchor
          href={eventsHref(address, { incident: id, after: null }, "#incident")}
          className="font-medium text-accent hover:underline"
        >
          {formatUtcDateTime(lastAt).slice(0, 19)}
        </Anchor>
        {isOngoing ? <Tag tone="harm">going on</Tag> : null}
      </span>
    ),
  },
  {
    id: "subnet",
    header: "Subnet",
    value: ({ subnet }) => subnet && (subnet.name ?? subnet.id),
    cell: ({ subnet }) => <SubnetLink subnet={subnet} />,
  },
  {
    id: "kind",
    header: "Kind",
    value: ({ kinds }) => kinds.join(", "),
    cell: ({ kinds }) => (
      <span className="inline-flex gap-2">
        {kinds.map((kind) => (
          <ShortageKindMark key={kind} kind={kind} />
        ))}
      </span>
    ),
  },
  {
    id: "calls",
    header: "Failed calls",
    note: "The CNI asks twice for each ENI, and again every few seconds or every two minutes",
    align: "end",
    value: ({ callCount }) => callCount,
  },
  {
    id: "rate",
    header: "Calls a minute",
    align: "end",
    value: ({ callsPerMinute }) => callsPerMinute,
    cell: ({ callsPerMinute }) =>
      callsPerMinute === null ? <Missing because="all its calls fall into one second" /> : rateWords(callsPerMinute),
  },
  { id: "nodes", header: "Nodes", align: "end", value: ({ nodeCount }) => nodeCount },
  {
    id: "windows",
    header: "Node windows",
    note: "Two-minute windows in which a caller failed, added up: however often it tries, a caller counts once in each",
    align: "end",
    value: ({ windowCount }) => windowCount,
  },
  {
    id: "lasted",
    header: "Lasted",
    align: "end",
    value: ({ firstAt, lastAt }) => Math.round((lastAt - firstAt) / 1000),
    cell: ({ firstAt, lastAt }) => formatAge(lastAt - firstAt),
  },
  {
    id: "free",
    header: "Free then",
    note: "Free addresses of the subnet in the snapshots of that time",
    align: "end",
    value: ({ freeThen }) => freeThen?.low ?? null,
    cell: ({ freeThen }) =>
      freeThen === null ? <Missing because="no snapshot was taken at that time" /> : formatRange(freeThen),
  },
  {
    id: "message",
    header: "Message",
    value: ({ messages }) => messages.map(({ code, message }) => message ?? code ?? "").join(" · "),
    cell: ({ messages }) => (
      <span className="inline-block max-w-md truncate align-bottom">{messageWords(messages)}</span>
    ),
  },
  {
    id: "callers",
    header: "Callers",
    value: ({ callers }) => [...new Set(callers.map(({ kind }) => callerWords(kind)))].join(", "),
  },
  { id: "clusters", header: "Clusters", value: ({ clusterNames }) => clusterNames.join(", ") },
  {
    id: "vpc",
    header: "VPC",
    value: ({ vpc }) => vpc && (vpc.name ?? vpc.id),
    cell: ({ vpc }) => (vpc === null ? <Missing because="its subnet is not in the snapshot" /> : <VpcLink vpc={vpc} />),
  },
];

function messageWords(messages: Incident["messages"]): string {
  const [first] = messages;
  const words = first?.message ?? first?.code ?? "no message";
  return messages.length < 2 ? words : `${words} (and ${messages.length - 1} more)`;
}

function SubnetLink({ subnet }: Pick<Incident, "subnet">) {
  if (subnet === null) return <Missing because={NO_SUBNET} />;
  return (
    <Anchor href={`/subnets/${subnet.id}`} title={subnet.id} className="text-accent hover:underline">
      {subnet.name ?? subnet.id}
    </Anchor>
  );
}

function VpcLink({ vpc }: { readonly vpc: NonNullable<Incident["vpc"]> }) {
  return (
    <Anchor href={`/vpcs/${vpc.id}`} title={vpc.id} className="text-accent hover:underline">
      {vpc.name ?? vpc.id}
    </Anchor>
  );
}

const exportColumns: readonly Column<Incident>[] = [
  { id: "id", header: "id", value: ({ id }) => id },
  { id: "subnetId", header: "subnet id", value: ({ subnet }) => subnet?.id ?? null },
  { id: "vpcId", header: "VPC id", value: ({ vpc }) => vpc?.id ?? null },
  { id: "first", header: "first failure", value: ({ firstAt }) => iso(firstAt) },
  { id: "freeHigh", header: "free then, at most", value: ({ freeThen }) => freeThen?.high ?? null },
  { id: "pods", header: "pods that waited", value: ({ podCount }) => podCount },
  {
    id: "instances",
    header: "instances",
    value: ({ callers }) => callers.flatMap(({ instanceId }) => instanceId ?? []).join(" "),
  },
];

export function IncidentTable({ incidents, address, empty }: IncidentTableProps) {
  return (
    <DataTable
      label="Incidents"
      rows={incidents}
      columns={columnsOf(address)}
      exportColumns={exportColumns}
      rowKey={({ id, subnet }) => `${id} ${subnet?.id}`}
      state={incidentTable}
      fileName="shortage-incidents"
      empty={empty}
    />
  );
}

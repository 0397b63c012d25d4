"use client";

import { type EventsAddress, eventsHref, type IncidentColumn, incidentTable } from "@/app/events/search-params";
import { INCIDENT_VALUES } from "@/components/events/incident-values";
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

const NO_SUBNET = "no event of it says which subnet was asked";

const columnsOf = (address: EventsAddress): readonly Column<Incident, IncidentColumn>[] => [
  {
    id: "last",
    header: "Last failure (UTC)",
    note: "Opens the incident with its callers and the calls behind it",
    value: INCIDENT_VALUES.last,
    sortValue: ({ lastAt }) => lastAt,
    cell: (incident) => <LastFailure incident={incident} address={address} />,
  },
  {
    id: "subnet",
    header: "Subnet",
    value: INCIDENT_VALUES.subnet,
    cell: ({ subnet }) => <SubnetLink subnet={subnet} />,
  },
  {
    id: "kind",
    header: "Kind",
    value: INCIDENT_VALUES.kind,
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
    value: INCIDENT_VALUES.calls,
  },
  {
    id: "rate",
    header: "Calls a minute",
    align: "end",
    value: INCIDENT_VALUES.rate,
    cell: ({ callsPerMinute }) =>
      callsPerMinute === null ? <Missing because="all its calls fall into one second" /> : rateWords(callsPerMinute),
  },
  { id: "nodes", header: "Nodes", align: "end", value: INCIDENT_VALUES.nodes },
  {
    id: "windows",
    header: "Node windows",
    note: "Two-minute windows in which a caller failed, added up: however often it tries, a caller counts once in each",
    align: "end",
    value: INCIDENT_VALUES.windows,
  },
  {
    id: "lasted",
    header: "Lasted",
    align: "end",
    value: INCIDENT_VALUES.lasted,
    cell: ({ firstAt, lastAt }) => formatAge(lastAt - firstAt),
  },
  {
    id: "free",
    header: "Free then",
    note: "Free addresses of the subnet in the snapshots of that time",
    align: "end",
    value: INCIDENT_VALUES.free,
    cell: ({ freeThen }) =>
      freeThen === null ? <Missing because="no snapshot was taken at that time" /> : formatRange(freeThen),
  },
  {
    id: "message",
    header: "Message",
    value: INCIDENT_VALUES.message,
    cell: ({ messages }) => (
      <span className="inline-block max-w-md truncate align-bottom">{messageWords(messages)}</span>
    ),
  },
  {
    id: "callers",
    header: "Callers",
    value: INCIDENT_VALUES.callers,
  },
  { id: "clusters", header: "Clusters", value: INCIDENT_VALUES.clusters },
  {
    id: "vpc",
    header: "VPC",
    value: INCIDENT_VALUES.vpc,
    cell: ({ vpc }) => (vpc === null ? <Missing because="its subnet is not in the snapshot" /> : <VpcLink vpc={vpc} />),
  },
];

function messageWords(messages: Incident["messages"]): string {
  const [first] = messages;
  const words = first?.message ?? first?.code ?? "no message";
  return messages.length < 2 ? words : `${words} (and ${messages.length - 1} more)`;
}

function LastFailure({ incident, address }: { readonly incident: Incident; readonly address: EventsAddress }) {
  const { id, lastAt, isOngoing } = incident;
  return (
    <span className="inline-flex items-baseline gap-2">
      <Anchor
        href={eventsHref(address, { incident: id, after: null }, "#incident")}
        className="font-medium text-accent hover:underline"
      >
        {formatUtcDateTime(lastAt).slice(0, 19)}
      </Anchor>
      {isOngoing ? <Tag tone="harm">going on</Tag> : null}
    </span>
  );
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
  { id: "id", header: "id", value: INCIDENT_VALUES.id },
  { id: "subnetId", header: "subnet id", value: INCIDENT_VALUES.subnetId },
  { id: "vpcId", header: "VPC id", value: INCIDENT_VALUES.vpcId },
  { id: "first", header: "first failure", value: INCIDENT_VALUES.first },
  { id: "freeHigh", header: "free then, at most", value: INCIDENT_VALUES.freeHigh },
  { id: "pods", header: "pods that waited", value: INCIDENT_VALUES.pods },
  {
    id: "instances",
    header: "instances",
    value: INCIDENT_VALUES.instances,
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

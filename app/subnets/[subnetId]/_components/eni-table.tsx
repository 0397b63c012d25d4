"use client";

import { type ENI_COLUMNS, eniTable } from "@/app/subnets/[subnetId]/search-params";
import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import { Anchor } from "@/components/ui/anchor";
import { CopyButton } from "@/components/ui/copy-button";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { AddressClassLabel } from "@/components/ui/legend";
import { Missing } from "@/components/ui/missing";
import { Tag } from "@/components/ui/tag";
import type { EniHolder } from "@/lib/domain/api/subnet";
import { formatAge, formatUtcDateTime } from "@/lib/format";

interface EniTableProps {
  readonly subnetId: string;
  /** Whether there is a map on which an ENI's addresses can be shown. */
  readonly hasMap: boolean;
  readonly enis: readonly EniHolder[];
  /** When the snapshot was taken, for ages. */
  readonly now: number;
}

type EniColumn = Column<EniHolder, (typeof ENI_COLUMNS)[number]>;

const sinceOf = ({ attachTime, createdAt }: EniHolder): number | null => attachTime ?? createdAt;

const columnsOf = ({ subnetId, hasMap, now }: Omit<EniTableProps, "enis">): readonly EniColumn[] => [
  {
    id: "eni",
    header: "ENI",
    value: ({ eniId }) => eniId,
    cell: ({ eniId }) =>
      eniId === null ? (
        <Missing because="the record has no id" />
      ) : (
        <span className="inline-flex items-center gap-1.5">
          {hasMap ? (
            <Anchor
              href={`/subnets/${subnetId}?eni=${eniId}`}
              title="Show its addresses on the map"
              className="text-accent hover:underline"
            >
              {eniId}
            </Anchor>
          ) : (
            eniId
          )}
          <CopyButton text={eniId} what="ENI id" />
        </span>
      ),
  },
  {
    id: "holder",
    header: "Held by",
    value: ({ ownerLabel, isLeaked }) => (isLeaked ? `${ownerLabel} (leaked)` : ownerLabel),
    cell: ({ ownerLabel, isLeaked }) => (
      <>
        {ownerLabel}{" "}
        {isLeaked ? (
          <Tag tone="harm" title="Left behind by the VPC CNI: it can be deleted">
            leaked
          </Tag>
        ) : null}
      </>
    ),
  },
  {
    id: "class",
    header: "Class",
    value: ({ addressClass }) => ADDRESS_CLASS_WORDS[addressClass].short,
    cell: ({ addressClass }) => <AddressClassLabel addressClass={addressClass} />,
  },
  {
    id: "type",
    header: "Type",
    value: ({ serviceKind, interfaceType }) => serviceKind ?? interfaceType,
  },
  { id: "status", header: "Status", value: ({ status }) => status },
  { id: "addresses", header: "Addresses", align: "end", value: ({ addressCount }) => addressCount },
  {
    id: "since",
    header: "Since",
    note: "When it was attached or, by the CNI's tag, created; UTC",
    align: "end",
    value: (eni) => {
      const since = sinceOf(eni);
      return since === null ? null : new Date(since).toISOString();
    },
    cell: (eni) => {
      const since = sinceOf(eni);
      if (since === null) return <Missing because="EC2 does not tell when an ENI was made" />;
      return <span title={formatUtcDateTime(since)}>{formatAge(now - since)}</span>;
    },
  },
  {
    id: "description",
    header: "Description",
    value: ({ description }) => description,
    cell: ({ description }) => <span className="text-muted">{description ?? ""}</span>,
  },
];

export function EniTable({ subnetId, hasMap, enis, now }: EniTableProps) {
  return (
    <DataTable
      label="Other ENIs of this subnet"
      rows={enis}
      columns={columnsOf({ subnetId, hasMap, now })}
      rowKey={(eni) => eni.eniId ?? `${eni.ownerLabel} ${eni.description}`}
      state={eniTable}
      fileName={`other-enis-of-${subnetId}`}
      empty="Every visible ENI of this subnet belongs to a node."
    />
  );
}

import type { ReactNode } from "react";
import { type BLOCK_COLUMNS, blockTable } from "@/app/subnets/[subnetId]/search-params";
import { classesInBlock } from "@/components/address-map/block-details";
import { blockCidr, blockKindAt, type MapModel, rowLength } from "@/components/address-map/map-model";
import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import type { Column } from "@/components/ui/data-table/column";
import { DataTable } from "@/components/ui/data-table/data-table";
import { Swatch } from "@/components/ui/legend";
import type { AddressClass } from "@/lib/domain/vpc/address-class";

interface BlockRow {
  readonly row: number;
  readonly block: string;
  readonly kind: string | null;
  readonly free: number;
  readonly taken: number;
  readonly classes: readonly { readonly addressClass: AddressClass; readonly count: number }[];
}

const COLUMNS: readonly Column<BlockRow, (typeof BLOCK_COLUMNS)[number]>[] = [
  { id: "block", header: "Block", value: ({ block }) => block, sortValue: ({ row }) => row },
  { id: "kind", header: "Kind", value: ({ kind }) => kind, because: "the subnet is smaller than a /28" },
  { id: "free", header: "Free", align: "end", value: ({ free }) => free },
  { id: "taken", header: "Taken", align: "end", value: ({ taken }) => taken },
  {
    id: "holders",
    header: "By class",
    isSortable: false,
    value: ({ classes }) =>
      classes.map(({ addressClass, count }) => `${count} ${ADDRESS_CLASS_WORDS[addressClass].short}`).join(" · "),
    cell: ({ classes }) => (
      <span className="inline-flex gap-x-3">
        {classes.map(({ addressClass, count }) => (
          <span key={addressClass} className="inline-flex items-center gap-1">
            <Swatch addressClass={addressClass} />
            {count} {ADDRESS_CLASS_WORDS[addressClass].short}
          </span>
        ))}
      </span>
    ),
  },
];

/** The map as a table, one row a /28: the same data for those who do not see the map, and for sorting and export. */
export function BlockTable({ model, toolbar }: { readonly model: MapModel; readonly toolbar: ReactNode }) {
  const rows = Array.from({ length: model.cells.rowCount }, (_, row): BlockRow => {
    const taken = model.usedInBlock[row] ?? 0;
    return {
      row,
      block: blockCidr(model, row),
      kind: blockKindAt(model, row),
      free: rowLength(model, row) - taken,
      taken,
      classes: classesInBlock(model, row),
    };
  });
  return (
    <div>
      <div className="mb-2 flex flex-wrap gap-x-3 gap-y-1.5">{toolbar}</div>
      <DataTable
        label={`Blocks of ${model.subnetId}`}
        rows={rows}
        columns={COLUMNS}
        rowKey={({ block }) => block}
        state={blockTable}
        fileName={`blocks-${model.subnetId}`}
        empty="The subnet has no IPv4 address."
      />
    </div>
  );
}

import type { ReactNode } from "react";

/** What sorts, filters, copies and exports; null is "not known" and sorts last either way. */
export type CellValue = string | number | boolean | null;

export interface Column<Row, Id extends string = string> {
  /** Names the column in the URL, in CSV and in JSON. */
  readonly id: Id;
  readonly header: string;
  /** What the column means, as the header's tooltip. */
  readonly note?: string;
  /** `end` for numbers. */
  readonly align?: "start" | "end";
  readonly value: (row: Row) => CellValue;
  /** The cell on screen; without it the value as text, and null as "not known". */
  readonly cell?: (row: Row) => ReactNode;
  /** Why the value may be null: completes "not known, because …". */
  readonly because?: string;
  /** Where the order is not that of the value. */
  readonly sortValue?: (row: Row) => CellValue;
  readonly isSortable?: boolean;
  /** False for a drawing, and where `exportColumns` say it better. */
  readonly isExported?: boolean;
}

export type SortDirection = "asc" | "desc";

export interface Sort<Id extends string = string> {
  readonly column: Id;
  readonly direction: SortDirection;
}

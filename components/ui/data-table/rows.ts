import type { CellValue, Column, Sort } from "@/components/ui/data-table/column";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function compareKnown(a: string | number | boolean, b: string | number | boolean): number {
  return typeof a === "string" || typeof b === "string"
    ? collator.compare(String(a), String(b))
    : Number(a) - Number(b);
}

function compareValues(a: CellValue, b: CellValue, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * compareKnown(a, b);
}

/**
 * The rows in the sort's order; equal ones keep theirs. Numbers sort as numbers, text with the numbers in it as numbers
 * (`10.0.9.1` before `10.0.10.1`), what is not known comes last in both directions. An unknown column sorts nothing.
 */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const column = columns.find(({ id }) => id === sort.column);
  if (column === undefined) return rows;
  const sortKeyOf = column.sortValue ?? column.value;
  const sign = sort.direction === "asc" ? 1 : -1;
  return rows
    .map((row) => ({ row, value: sortKeyOf(row) }))
    .sort((a, b) => compareValues(a.value, b.value, sign))
    .map(({ row }) => row);
}

/** The rows in which every word of the filter occurs in some text of the row, whatever its case; numbers are not searched. */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], filter: string): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => column.value(row))
      .filter((value) => typeof value === "string")
      .join("\n")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

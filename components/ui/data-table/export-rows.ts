import type { CellValue, Column } from "@/components/ui/data-table/column";

/** Characters with which a spreadsheet takes a text cell for a formula (OWASP, CSV injection). */
export const FORMULA_START = /^[=+\-@\t\r\n]/;

const RATIO_DIGITS = 4;

/** A column's value for an export: fractions are shares, of which four digits are more than enough. */
export function exportValue<Row>(row: Row, column: Column<Row>): CellValue {
  const value = column.value(row);
  return typeof value === "number" ? Number(value.toFixed(RATIO_DIGITS)) : value;
}

/** Rows for the clipboard: tab-separated, so that they paste into cells. Tabs and line ends inside a value become spaces. */
export function toTsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cell = (value: CellValue) => {
    const text = String(value ?? "").replaceAll(/[\t\r\n]+/g, " ");
    return typeof value === "string" && FORMULA_START.test(text) ? `'${text}` : text;
  };
  return rows.map((row) => columns.map((column) => cell(exportValue(row, column))).join("\t")).join("\n");
}

import type { CellValue, Column } from "@/components/ui/data-table/column";

/** Characters with which a spreadsheet takes a text cell for a formula (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r\n]/;

/**
 * One CSV cell (RFC 4180). Names and tags are other people's text, so a text that a spreadsheet would run as a formula
 * gets a leading apostrophe; a number stays a number, what is not known is empty.
 */
export function toCsvCell(value: CellValue): string {
  if (value === null) return "";
  const text = typeof value === "string" && FORMULA_START.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const RATIO_DIGITS = 4;

/** A column's value for an export: fractions are shares, of which four digits are more than enough. */
function exportValue<Row>(row: Row, column: Column<Row>): CellValue {
  const value = column.value(row);
  return typeof value === "number" ? Number(value.toFixed(RATIO_DIGITS)) : value;
}

export function toCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = rows.map((row) => columns.map((column) => toCsvCell(exportValue(row, column))).join(","));
  return `${[columns.map(({ id }) => toCsvCell(id)).join(","), ...lines].join("\r\n")}\r\n`;
}

/** An array of objects keyed by column id; what is not known is null. */
export function toJson<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((column) => [column.id, exportValue(row, column)])));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

/** Rows for the clipboard: tab-separated, so that they paste into cells. Tabs and line ends inside a value become spaces. */
export function toTsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cell = (value: CellValue) => {
    const text = String(value ?? "").replaceAll(/[\t\r\n]+/g, " ");
    return typeof value === "string" && FORMULA_START.test(text) ? `'${text}` : text;
  };
  return rows.map((row) => columns.map((column) => cell(exportValue(row, column))).join("\t")).join("\n");
}

import type { CellValue, Column } from "@/components/ui/data-table/column";
import { exportValue, FORMULA_START } from "@/components/ui/data-table/export-rows";
import { download } from "@/components/ui/download";

/**
 * One CSV cell (RFC 4180). Names and tags are other people's text, so a text that a spreadsheet would run as a formula
 * gets a leading apostrophe; a number stays a number, what is not known is empty.
 */
export function toCsvCell(value: CellValue): string {
  if (value === null) return "";
  const text = typeof value === "string" && FORMULA_START.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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

export function saveCsv<Row>(fileName: string, rows: readonly Row[], columns: readonly Column<Row>[]): void {
  download(`${fileName}.csv`, "text/csv;charset=utf-8", toCsv(rows, columns));
}

export function saveJson<Row>(fileName: string, rows: readonly Row[], columns: readonly Column<Row>[]): void {
  download(`${fileName}.json`, "application/json", toJson(rows, columns));
}

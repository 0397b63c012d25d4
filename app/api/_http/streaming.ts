import type { CellValue } from "@/components/ui/data-table/column";
import { exportValue } from "@/components/ui/data-table/export-rows";
import { toCsvCell } from "@/components/ui/data-table/row-files";

type Pages<Row> = AsyncGenerator<readonly Row[], void, undefined>;
export type Values<Row> = Readonly<Record<string, (row: Row) => CellValue>>;

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const MEDIA_TYPE: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
};

interface Download<Row> {
  readonly pages: Pages<Row>;
  readonly format: ExportFormat;
  /** Of the columns; JSON has the rows as they are. */
  readonly values: Values<Row>;
  /** Without extension. */
  readonly fileName: string;
}

/**
 * A file as long as it may be, of which a page at a time is held: the next is read when the reader has taken this one. A
 * page that cannot be read breaks the connection off, so that no reader takes a part for the whole.
 */
export function streamedFile<Row>({ pages, format, values, fileName }: Download<Row>): Response {
  const chunks = format === "csv" ? csvOf(pages, values) : jsonOf(pages);
  return new Response(toStream(chunks), {
    headers: {
      "Content-Type": MEDIA_TYPE[format],
      "Content-Disposition": `attachment; filename="${fileName}.${format}"`,
      "Cache-Control": "no-store",
    },
  });
}

async function* csvOf<Row>(pages: Pages<Row>, values: Values<Row>): AsyncGenerator<string> {
  const columns = Object.entries(values).map(([id, value]) => ({ id, header: id, value }));
  const lineOf = (cells: readonly string[]) => `${cells.join(",")}\r\n`;
  yield lineOf(columns.map(({ id }) => toCsvCell(id)));
  for await (const rows of pages)
    yield rows.map((row) => lineOf(columns.map((column) => toCsvCell(exportValue(row, column))))).join("");
}

async function* jsonOf<Row>(pages: Pages<Row>): AsyncGenerator<string> {
  let separator = "[";
  for await (const rows of pages) {
    const text = rows.map((row) => JSON.stringify(row)).join(",\n");
    if (text === "") continue;
    yield `${separator}\n${text}`;
    separator = ",";
  }
  yield separator === "[" ? "[]\n" : "\n]\n";
}

function toStream(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

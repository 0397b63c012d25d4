import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CellValue, Column } from "@/components/ui/data-table/column";
import { toTsv } from "@/components/ui/data-table/export-rows";
import { toCsv, toCsvCell, toJson } from "@/components/ui/data-table/row-files";

type Row = readonly [CellValue, CellValue];

const columns: readonly Column<Row>[] = [
  { id: "name", header: "Name", value: ([name]) => name },
  { id: "free", header: "Free", value: ([, free]) => free },
];

/** RFC 4180, as a spreadsheet reads it. */
function parseCsv(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const lines: string[][] = [[]];
  for (const [, quoted, bare, end] of cells) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "\r\n") lines.push([]);
  }
  return lines.slice(0, -1);
}

describe("toCsvCell", () => {
  it.each([
    ["a formula", '=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ["a plus", "+1+1", "'+1+1"],
    ["a minus in text", "-2+3", "'-2+3"],
    ["an at sign", "@SUM(A1)", "'@SUM(A1)"],
    ["a tab", "\t=1", "'\t=1"],
    ["a carriage return", "\r=1", `"'\r=1"`],
    ["a sign inside stays", "a=b", "a=b"],
    ["a negative number stays a number", -5, "-5"],
    ["a comma is quoted", "a,b", '"a,b"'],
    ["a line end is quoted", "a\nb", '"a\nb"'],
    ["not known is empty", null, ""],
    ["false is said", false, "false"],
  ])("%s", (_, value, expected) => {
    expect(toCsvCell(value)).toBe(expected);
  });
});

describe("toCsv", () => {
  it("writes a head of column ids and one line a row", () => {
    const rows: readonly Row[] = [
      ["nodes-a", 5],
      ["", null],
    ];
    expect(toCsv(rows, columns)).toBe("name,free\r\nnodes-a,5\r\n,\r\n");
  });
  it("writes a share with four digits", () => {
    const rows: readonly Row[] = [["nodes-a", 201 / 251]];
    expect(toCsv(rows, columns)).toBe("name,free\r\nnodes-a,0.8008\r\n");
  });
  it("reads back to the same text, and no text cell starts as a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.integer()), { minLength: 1 }), (rows) => {
        const lines = parseCsv(toCsv(rows, columns)).slice(1);
        expect(lines.map(([name]) => name?.replace(/^'(?=[=+\-@\t\r\n])/, ""))).toEqual(
          rows.map(([name]) => name.replace(/^'(?=[=+\-@\t\r\n])/, "")),
        );
        for (const [name] of lines) expect(name).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});

describe("toJson", () => {
  it("keeps types, and null for what is not known", () => {
    expect(JSON.parse(toJson<Row>([["=1", null]], columns))).toEqual([{ name: "=1", free: null }]);
  });
});

describe("toTsv", () => {
  it("gives one line a row, inert, without line ends inside a cell", () => {
    const rows: readonly Row[] = [
      ["=1\t2", 5],
      ["a\r\nb", -1],
    ];
    expect(toTsv(rows, columns)).toBe("'=1 2\t5\na b\t-1");
  });
});

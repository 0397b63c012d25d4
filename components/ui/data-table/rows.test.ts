import { describe, expect, it } from "vitest";
import type { Column } from "@/components/ui/data-table/column";
import { filterRows, sortRows } from "@/components/ui/data-table/rows";

interface Row {
  readonly name: string | null;
  readonly address: string;
  readonly free: number | null;
}

const rows: readonly Row[] = [
  { name: "nodes-b", address: "10.0.10.1", free: 13 },
  { name: null, address: "10.0.9.1", free: null },
  { name: "Nodes-a", address: "10.0.9.20", free: 5 },
  { name: "pods-10", address: "100.64.0.1", free: 0 },
  { name: "pods-9", address: "100.64.0.1", free: 400 },
];

const columns: readonly Column<Row>[] = [
  { id: "name", header: "Name", value: ({ name }) => name },
  { id: "address", header: "Address", value: ({ address }) => address },
  { id: "free", header: "Free", value: ({ free }) => free },
  { id: "length", header: "Length", value: ({ name }) => name, sortValue: ({ name }) => name?.length ?? null },
];

const names = (sorted: readonly Row[]) => sorted.map(({ name }) => name);

describe("sortRows", () => {
  it("sorts numbers as numbers, what is not known last in both directions", () => {
    expect(sortRows(rows, columns, { column: "free", direction: "asc" }).map(({ free }) => free)).toEqual([
      0,
      5,
      13,
      400,
      null,
    ]);
    expect(sortRows(rows, columns, { column: "free", direction: "desc" }).map(({ free }) => free)).toEqual([
      400,
      13,
      5,
      0,
      null,
    ]);
  });
  it("sorts text whatever its case, and the numbers in it as numbers", () => {
    expect(names(sortRows(rows, columns, { column: "name", direction: "asc" }))).toEqual([
      "Nodes-a",
      "nodes-b",
      "pods-9",
      "pods-10",
      null,
    ]);
    expect(sortRows(rows, columns, { column: "address", direction: "asc" }).map(({ address }) => address)).toEqual([
      "10.0.9.1",
      "10.0.9.20",
      "10.0.10.1",
      "100.64.0.1",
      "100.64.0.1",
    ]);
  });
  it("keeps the order of equal rows", () => {
    const tail = names(sortRows(rows, columns, { column: "address", direction: "desc" })).slice(0, 2);
    expect(tail).toEqual(["pods-10", "pods-9"]);
  });
  it("sorts by the column's own order where it has one", () => {
    expect(names(sortRows(rows, columns, { column: "length", direction: "asc" }))[0]).toBe("pods-9");
  });
  it("leaves the rows as they are, and unsorted for an unknown column", () => {
    const before = [...rows];
    expect(sortRows(rows, columns, { column: "gone", direction: "asc" })).toBe(rows);
    sortRows(rows, columns, { column: "free", direction: "desc" });
    expect(rows).toEqual(before);
  });
});

describe("filterRows", () => {
  it("wants every word, in any text of the row, whatever its case", () => {
    expect(names(filterRows(rows, columns, "NODES"))).toEqual(["nodes-b", "Nodes-a"]);
    expect(names(filterRows(rows, columns, "10.0.9 nodes"))).toEqual(["Nodes-a"]);
    expect(filterRows(rows, columns, "nodes pods")).toEqual([]);
  });
  it("keeps all rows for a blank filter", () => {
    expect(filterRows(rows, columns, "  ")).toBe(rows);
  });
  it("does not look into numbers", () => {
    expect(filterRows(rows, columns, "400")).toEqual([]);
  });
  it("does not find a word across two columns", () => {
    expect(filterRows(rows, columns, "nodes-b10")).toEqual([]);
  });
});

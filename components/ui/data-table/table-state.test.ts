import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { tableState } from "@/components/ui/data-table/table-state";

const table = tableState({ name: "nodes", columns: ["name", "free"], sort: { column: "free", direction: "asc" } });
const load = createLoader(table.parsers, { urlKeys: table.urlKeys });

describe("a table's state in the URL", () => {
  it.each([
    ["ascending", "?nodes-sort=name", { column: "name", direction: "asc" }],
    ["descending", "?nodes-sort=-name", { column: "name", direction: "desc" }],
    ["absent: the default", "", { column: "free", direction: "asc" }],
    ["an unknown column: the default", "?nodes-sort=-password", { column: "free", direction: "asc" }],
    ["another table's sort: the default", "?sort=name", { column: "free", direction: "asc" }],
  ])("%s", (_, query, expected) => {
    expect(load(`http://localhost/${query}`).sort).toEqual(expected);
  });
  it("writes what it reads", () => {
    const { sort } = table.parsers;
    for (const text of ["name", "-name", "free", "-free"]) {
      const value = sort.parse(text);
      expect(value && sort.serialize(value)).toBe(text);
    }
  });
  it("keeps a filter as typed", () => {
    expect(load("http://localhost/?nodes-filter=a%20b").filter).toBe("a b");
  });
});

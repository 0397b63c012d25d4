import { describe, expect, it } from "vitest";
import { tableState } from "@/components/ui/data-table/table-state";
import { readUrlParams } from "@/components/url-state/url-param";

const table = tableState({ name: "nodes", columns: ["name", "free"], sort: { column: "free", direction: "asc" } });

function read(search: string) {
  const query = new URLSearchParams(search);
  return readUrlParams(table.params, (name) => query.get(name), table.names);
}

describe("a table's state in the URL", () => {
  it.each([
    ["ascending", "?nodes-sort=name", { column: "name", direction: "asc" }],
    ["descending", "?nodes-sort=-name", { column: "name", direction: "desc" }],
    ["absent: the default", "", { column: "free", direction: "asc" }],
    ["an unknown column: the default", "?nodes-sort=-password", { column: "free", direction: "asc" }],
    ["another table's sort: the default", "?sort=name", { column: "free", direction: "asc" }],
  ])("%s", (_, search, expected) => {
    expect(read(search).sort).toEqual(expected);
  });
  it("writes what it reads", () => {
    const { sort } = table.params;
    for (const text of ["name", "-name", "free", "-free"]) {
      const value = sort.parse(text);
      expect(value && sort.serialize(value)).toBe(text);
    }
  });
  it("keeps a filter as typed", () => {
    expect(read("?nodes-filter=a%20b").filter).toBe("a b");
  });
});

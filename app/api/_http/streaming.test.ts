import { describe, expect, it } from "vitest";
import { streamedFile } from "./streaming";

interface Row {
  readonly name: string;
  readonly count: number | null;
}

const VALUES = { name: ({ name }: Row) => name, count: ({ count }: Row) => count };

async function* pagesOf(...pages: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[], void, undefined> {
  for (const page of pages) yield page;
}

const PAGES = [
  [
    { name: "a", count: 1 },
    { name: '=cmd "x"', count: null },
  ],
  [],
  [{ name: "c,d", count: 3 }],
];

describe("a file sent as it is read", () => {
  it("is CSV with a header, in which no text is run as a formula", async () => {
    const response = streamedFile({ pages: pagesOf(...PAGES), format: "csv", values: VALUES, fileName: "rows" });
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="rows.csv"');
    expect(await response.text()).toBe('name,count\r\na,1\r\n"\'=cmd ""x""",\r\n"c,d",3\r\n');
  });

  it.each([
    ["of all rows", PAGES],
    ["of none", [[], []]],
    ["of no page", []],
  ])("is a JSON array %s", async (_case, pages) => {
    const response = streamedFile({ pages: pagesOf(...pages), format: "json", values: VALUES, fileName: "rows" });
    expect(await response.json()).toEqual(pages.flat());
  });

  it("reads a page when the one before is taken, and no further when the reader leaves", async () => {
    let readCount = 0;
    let isEnded = false;
    async function* endless(): AsyncGenerator<readonly Row[], void, undefined> {
      try {
        for (;;) {
          readCount++;
          yield [{ name: "a", count: readCount }];
        }
      } finally {
        isEnded = true;
      }
    }
    const reader = streamedFile({
      pages: endless(),
      format: "json",
      values: VALUES,
      fileName: "rows",
    }).body?.getReader();
    await reader?.read();
    await reader?.read();
    expect(readCount).toBe(2);
    await reader?.cancel();
    expect(isEnded).toBe(true);
  });

  it("breaks off where a page cannot be read, instead of ending as if it were whole", async () => {
    async function* breaking(): AsyncGenerator<readonly Row[], void, undefined> {
      yield [{ name: "a", count: 1 }];
      throw new Error("the store is gone");
    }
    const response = streamedFile({ pages: breaking(), format: "csv", values: VALUES, fileName: "rows" });
    await expect(response.text()).rejects.toThrow("the store is gone");
  });
});

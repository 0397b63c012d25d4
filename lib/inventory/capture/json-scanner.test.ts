import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonScanner, type ScanListener } from "@/lib/inventory/capture/json-scanner";

interface Scanned {
  readonly elements: { readonly list: string | null; readonly value: unknown }[];
  readonly documents: { readonly lists: readonly string[]; readonly members: readonly string[] }[];
  readonly cuts: { readonly rest: string; readonly list: string | null; readonly number: number }[];
  readonly strayLines: number[];
}

/** Scans a text given in pieces of so many bytes. */
function scan(text: string, pieceLength = 1 << 20): Scanned {
  const scanned: Scanned = { elements: [], documents: [], cuts: [], strayLines: [] };
  const listener: ScanListener = {
    element: (element, list) => scanned.elements.push({ list, value: JSON.parse(element) }),
    document: (lists, members) => scanned.documents.push({ lists: [...lists], members: [...members.keys()] }),
    cutShort: (rest, list, number) => scanned.cuts.push({ rest, list, number }),
    stray: (line) => scanned.strayLines.push(line),
  };
  const scanner = new JsonScanner(new Set(["Vpcs", "Subnets"]), listener);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceLength) scanner.push(bytes.subarray(at, at + pieceLength));
  scanner.end();
  return scanned;
}

const lists = fc.record({ Vpcs: fc.array(fc.jsonValue()), Subnets: fc.array(fc.jsonValue()) });
const layout = fc.constantFrom(0, 1, 4);

describe("the scanner", () => {
  it("gives every member of the wanted lists, in whatever pieces the file comes", () => {
    fc.assert(
      fc.property(lists, layout, fc.integer({ min: 1, max: 50 }), (document, indent, pieceLength) => {
        const text = JSON.stringify({ ...document, NextToken: 'a"\\]}' }, null, indent);
        const { elements, documents, cuts, strayLines } = scan(text, pieceLength);
        const expected = [
          ...document.Vpcs.map((value) => ({ list: "Vpcs", value })),
          ...document.Subnets.map((value) => ({ list: "Subnets", value })),
        ];
        expect(elements).toEqual(JSON.parse(JSON.stringify(expected)));
        expect(documents).toEqual([{ lists: ["Vpcs", "Subnets"], members: ["NextToken"] }]);
        expect([cuts, strayLines]).toEqual([[], []]);
      }),
    );
  });

  it("gives the members of bare arrays and of documents one after another", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.jsonValue())),
        fc.constantFrom("", "\n", " ,\n"),
        fc.integer({ min: 1, max: 9 }),
        (arrays, between, length) => {
          const { elements, cuts, strayLines } = scan(
            arrays.map((array) => JSON.stringify(array)).join(between),
            length,
          );
          expect(elements.map(({ value }) => value)).toEqual(JSON.parse(JSON.stringify(arrays)).flat());
          expect([cuts, strayLines]).toEqual([[], []]);
        },
      ),
    );
  });

  it("takes no list inside a record for a listing", () => {
    const { elements, documents } = scan('{"VpcId":"vpc-1","Subnets":[1,2]}');
    expect(elements).toEqual([]);
    expect(documents).toEqual([{ lists: [], members: ["VpcId", "Subnets"] }]);
  });

  it("tells of a cut wherever it is, and gives nothing that is not whole before it", () => {
    const values = [{ id: "a]}" }, { id: 'b"', deep: [[{ x: 1 }]] }, { id: "ü" }];
    const text = JSON.stringify({ Vpcs: values }, null, 2);
    for (let length = 1; length < text.length; length++) {
      const { elements, cuts } = scan(text.slice(0, length), 7);
      expect(elements.map(({ value }) => value)).toEqual(values.slice(0, elements.length));
      expect(cuts, `cut after ${length}`).toHaveLength(1);
    }
  });

  it("leaves out lines that are no JSON, and counts lines from 1", () => {
    const { elements, strayLines } = scan('{"Vpcs":[1]}\nAn error occurred\n{"Vpcs":[2]}\n\nmore words { here\n[3]');
    expect(elements.map(({ value }) => value)).toEqual([1, 2, 3]);
    expect(strayLines).toEqual([2, 5]);
  });

  it("never throws and always ends, whatever it is given", () => {
    const letters = fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "\n", " ", "Vpcs", "1", "x", "ü");
    const listener: ScanListener = { element: () => 0, document: () => 0, cutShort: () => 0, stray: () => 0 };
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (parts, pieceLength) => {
        const scanner = new JsonScanner(new Set(["Vpcs"]), listener);
        const bytes = Buffer.from(parts.join(""));
        for (let at = 0; at < bytes.length; at += pieceLength) scanner.push(bytes.subarray(at, at + pieceLength));
        scanner.end();
      }),
      { numRuns: 2000 },
    );
  });
});

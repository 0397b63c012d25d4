import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromStoredRaw, storableMessage, storableName, toStoredRaw } from "@/lib/history/storable-text";

const units = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });

describe("a raw text", () => {
  it("comes back from its stored form whatever its units, and is stored plainly where that can be", () => {
    fc.assert(
      fc.property(units, (text) => {
        const stored = toStoredRaw(text);
        expect(fromStoredRaw(stored)).toBe(text);
        expect(stored.raw).not.toContain("\u0000");
        expect(Buffer.from(stored.raw ?? "", "utf8").toString("utf8")).toBe(stored.raw);
      }),
    );
    expect(toStoredRaw('{"a":"😀"}')).toEqual({ raw: '{"a":"😀"}', rawIsEscaped: false });
    expect(fromStoredRaw(toStoredRaw(null))).toBeNull();
  });
});

describe("a column's text", () => {
  it("fits an index and holds nothing that PostgreSQL cannot", () => {
    fc.assert(
      fc.property(units, (text) => {
        const name = storableName(text) ?? "";
        expect(name).not.toContain("\u0000");
        expect(Buffer.from(name, "utf8").toString("utf8")).toBe(name);
      }),
    );
    expect(Buffer.byteLength(storableName("€".repeat(9_999)) ?? "")).toBeLessThan(2_000);
    expect(storableMessage("x".repeat(9_999))).toHaveLength(4_000);
    expect(storableName(null)).toBeNull();
  });

  it("is not cut in the middle of a character", () => {
    expect(storableName(`${"x".repeat(511)}😀`)).toBe(`${"x".repeat(511)}\uFFFD`);
  });
});

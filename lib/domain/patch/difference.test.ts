import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChanges, differenceOf, type Wish } from "@/lib/domain/patch/difference";
import { type EnvEntry, valuesOf } from "@/lib/domain/patch/environment";

const entries: readonly EnvEntry[] = [
  { name: "B", value: "1" },
  { name: "A", value: "" },
  { name: "NODE", value: null },
  { name: "TWICE", value: "1" },
  { name: "TWICE", value: "2" },
];

describe("valuesOf", () => {
  test("of duplicates the last counts, and what comes from a field has no value", () => {
    expect([...valuesOf(entries)]).toEqual([
      ["B", "1"],
      ["A", ""],
      ["TWICE", "2"],
    ]);
  });
});

describe("differenceOf", () => {
  test("tells added, changed and removed apart, in the order of the names", () => {
    const wishes = [
      { name: "Z", value: "9" },
      { name: "B", value: "2" },
      { name: "A", value: null },
    ];
    const changes = [
      { kind: "removed", name: "A", before: "", after: null },
      { kind: "changed", name: "B", before: "1", after: "2" },
      { kind: "added", name: "Z", before: null, after: "9" },
    ];
    expect(differenceOf(entries, wishes)).toEqual(changes);
    expect(differenceOf(entries.toReversed(), wishes.toReversed())).toEqual(changes);
  });

  test.each([
    { name: "the same value", wish: { name: "B", value: "1" } },
    { name: "the value that counts of a duplicate", wish: { name: "TWICE", value: "2" } },
    { name: "taking away what is not there", wish: { name: "Q", value: null } },
    { name: "a name that every object has", wish: { name: "constructor", value: null } },
  ])("$name is no change", ({ wish }) => {
    expect(differenceOf(entries, [wish])).toEqual([]);
  });

  test("a set and empty variable is not an absent one", () => {
    expect(differenceOf([], [{ name: "A", value: "" }])).toMatchObject([{ kind: "added", after: "" }]);
    expect(differenceOf(entries, [{ name: "A", value: null }])).toMatchObject([{ kind: "removed", before: "" }]);
  });

  test("applied it gives what was wished, and nothing else changes; turned round it gives all back", () => {
    const name = fc.constantFrom("A", "B", "C", "toString", "__proto__");
    const list = fc.uniqueArray(fc.record({ name, value: fc.string({ maxLength: 3 }) }), {
      selector: (entry) => entry.name,
    });
    const asked = fc.uniqueArray(fc.record<Wish>({ name, value: fc.option(fc.string({ maxLength: 3 })) }), {
      selector: (wish) => wish.name,
    });
    fc.assert(
      fc.property(list, asked, (before, wishes) => {
        const values = valuesOf(before);
        const changes = differenceOf(before, wishes);
        const after = applyChanges(values, changes);
        for (const wish of wishes) expect(after.get(wish.name) ?? null).toBe(wish.value);
        for (const [key, value] of values) {
          if (!wishes.some((wish) => wish.name === key)) expect(after.get(key)).toBe(value);
        }
        const back = changes.map((change) => ({ name: change.name, value: change.before }));
        const restored = applyChanges(
          after,
          differenceOf(
            [...after].map(([key, value]) => ({ name: key, value })),
            back,
          ),
        );
        expect(new Map([...restored].sort())).toEqual(new Map([...values].sort()));
      }),
    );
  });
});

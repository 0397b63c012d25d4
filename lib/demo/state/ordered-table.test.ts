import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ordered, OrderedTable } from "@/lib/demo/state/ordered-table";

const record = (sequence: number): Ordered => ({ sequence });
const sequences = (records: Iterable<Ordered>): number[] => [...records].map(({ sequence }) => sequence);

describe("records in the order of their creation", () => {
  it("lists those after a sequence number, also when the record of that number is gone", () => {
    const table = new OrderedTable<Ordered>();
    const records = [2, 5, 9, 12].map(record);
    for (const each of records) table.add(each);
    expect(sequences(table.after(-1))).toEqual([2, 5, 9, 12]);
    expect(sequences(table.after(5))).toEqual([9, 12]);
    table.delete(records[1] as Ordered);
    expect(sequences(table.after(5))).toEqual([9, 12]);
    expect(sequences(table.after(2))).toEqual([9, 12]);
    expect(sequences(table.after(12))).toEqual([]);
    expect(table.size).toBe(3);
  });

  it("refuses to delete what it does not hold", () => {
    const table = new OrderedTable<Ordered>();
    table.add(record(1));
    expect(() => table.delete(record(1))).toThrow(RangeError);
    expect(() => table.delete(record(7))).toThrow(RangeError);
  });

  it("meets every record that stays exactly once while others come and go between the pages", () => {
    const change = fc.record({
      deleted: fc.array(fc.nat(), { maxLength: 60 }),
      added: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(change),
        (count, page, changes) => {
          const table = new OrderedTable<Ordered>();
          let next = 0;
          const live: Ordered[] = [];
          const add = (): void => {
            const item = record(next++);
            live.push(item);
            table.add(item);
          };
          for (let i = 0; i < count; i++) add();
          const met: number[] = [];
          const atStart = new Set(sequences(table));
          const staying = new Set(atStart);
          let after = -1;
          for (let turn = 0; ; turn++) {
            const items = sequences(table.after(after)).slice(0, page);
            met.push(...items);
            const last = items.at(-1);
            if (last === undefined) break;
            after = last;
            const { deleted, added } = changes[turn] ?? { deleted: [], added: 0 };
            for (const pick of deleted) {
              const [gone] = live.length > 0 ? live.splice(pick % live.length, 1) : [];
              if (!gone) continue;
              table.delete(gone);
              staying.delete(gone.sequence);
            }
            for (let i = 0; i < added; i++) add();
          }
          expect(new Set(met).size).toBe(met.length);
          expect([...staying].filter((sequence) => !met.includes(sequence))).toEqual([]);
          expect(sequences(table)).toEqual(live.map(({ sequence }) => sequence).sort((a, b) => a - b));
        },
      ),
    );
  });
});

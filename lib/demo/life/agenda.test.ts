import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Agenda } from "@/lib/demo/life/agenda";

describe("the agenda", () => {
  it("gives what is due by tick, and within a tick in the order in which it was put down", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(20), (ticks, until) => {
        const agenda = new Agenda<number>();
        ticks.forEach((tick, index) => {
          agenda.add(tick, index);
        });
        const given: number[] = [];
        for (let next = agenda.take(until); next; next = agenda.take(until)) given.push(next.entry);
        const due = ticks.map((tick, index) => ({ tick, index })).filter(({ tick }) => tick <= until);
        expect(given).toEqual(due.sort((a, b) => a.tick - b.tick || a.index - b.index).map(({ index }) => index));
      }),
    );
  });
});

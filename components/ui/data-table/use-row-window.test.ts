import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROW_HEIGHT_PX, rowWindow, WINDOW_FROM_ROWS } from "@/components/ui/data-table/use-row-window";

describe("rowWindow", () => {
  it("draws all rows of a table of usual length", () => {
    expect(rowWindow(WINDOW_FROM_ROWS, 0, 500)).toEqual({ start: 0, end: WINDOW_FROM_ROWS });
  });
  it("holds every row in sight, and few others", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: WINDOW_FROM_ROWS + 1, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 100, max: 2000 }),
        (count, at, height) => {
          const top = at * Math.max(0, count * ROW_HEIGHT_PX - height);
          const { start, end } = rowWindow(count, top, height);
          expect(start).toBeLessThanOrEqual(Math.floor(top / ROW_HEIGHT_PX));
          expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((top + height) / ROW_HEIGHT_PX)));
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(count);
          expect(end - start).toBeLessThanOrEqual(Math.ceil(height / ROW_HEIGHT_PX) + 42);
        },
      ),
    );
  });
  it("shows the last rows when the scroller overshoots, as on a phone", () => {
    const { start, end } = rowWindow(1000, 1000 * ROW_HEIGHT_PX + 400, 620);
    expect(end).toBe(1000);
    expect(start).toBeLessThan(1000 - 20);
  });
});

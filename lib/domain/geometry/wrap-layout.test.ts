import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BAND_PITCH,
  cellOrigin,
  fitScale,
  GUTTER,
  offsetAt,
  rowsInBand,
  wrapRows,
} from "@/lib/domain/geometry/wrap-layout";

const DESKTOP = { width: 820, height: 560 };
const PHONE = { width: 340, height: 480 };
const sizeOf = (prefixLength: number): number => 2 ** (32 - prefixLength);

describe("wrapRows", () => {
  test.each([
    { prefixLength: 28, bandCount: 1, rowsPerBand: 1 },
    { prefixLength: 24, bandCount: 1, rowsPerBand: 16 },
    { prefixLength: 22, bandCount: 2, rowsPerBand: 32 },
    { prefixLength: 20, bandCount: 4, rowsPerBand: 64 },
    { prefixLength: 19, bandCount: 7, rowsPerBand: 80 },
    { prefixLength: 16, bandCount: 18, rowsPerBand: 240 },
  ])("a /$prefixLength on a desktop stands in $bandCount bands of $rowsPerBand rows", (row) => {
    const layout = wrapRows(sizeOf(row.prefixLength), DESKTOP, 30);
    expect(layout).toMatchObject({ bandCount: row.bandCount, rowsPerBand: row.rowsPerBand });
    expect(layout.width).toBe(row.bandCount * BAND_PITCH);
  });

  test("no other number of whole /24s in a band shows the cells larger", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 28 }),
        fc.integer({ min: 200, max: 3000 }),
        fc.integer({ min: 100, max: 2000 }),
        (prefixLength, width, height) => {
          const room = { width, height };
          const layout = wrapRows(sizeOf(prefixLength), room, 30);
          const chosen = fitScale(layout, room, 30);
          for (let rows = 16; rows <= layout.rowCount; rows += 16) {
            const bands = Math.ceil(layout.rowCount / rows);
            expect(chosen).toBeGreaterThanOrEqual(Math.min(30, width / (bands * BAND_PITCH), height / rows) - 1e-9);
          }
        },
      ),
    );
  });

  test("every band of a large subnet begins at the first address of a /24", () => {
    for (const prefixLength of [16, 17, 18, 19, 20]) {
      expect(wrapRows(sizeOf(prefixLength), DESKTOP, 30).rowsPerBand % 16).toBe(0);
    }
  });

  test("a narrow screen still sees the whole of a /16", () => {
    const layout = wrapRows(65_536, PHONE, 30);
    const scale = fitScale(layout, PHONE, 30);
    expect(layout.width * scale).toBeLessThanOrEqual(PHONE.width + 1e-9);
    expect(layout.height * scale).toBeLessThanOrEqual(PHONE.height + 1e-9);
    expect(scale).toBeGreaterThan(1);
  });

  test("a subnet smaller than a /28 has one row", () => {
    expect(wrapRows(8, DESKTOP, 30)).toMatchObject({ rowCount: 1, bandCount: 1, rowsPerBand: 1 });
  });

  test("a size that is no power of two keeps every row, the last band short", () => {
    const layout = wrapRows(16 * 100, { width: 800, height: 200 }, 30);
    const rows = Array.from({ length: layout.bandCount }, (_, band) => rowsInBand(layout, band));
    expect(rows.reduce((sum, n) => sum + n, 0)).toBe(100);
    expect(rowsInBand(layout, layout.bandCount)).toBe(0);
  });
});

describe("hit testing", () => {
  const layout = wrapRows(sizeOf(20), DESKTOP, 30);

  test("the middle of every cell hits that cell and no other", () => {
    for (let offset = 0; offset < layout.addressCount; offset++) {
      const { x, y } = cellOrigin(layout, offset);
      expect(offsetAt(layout, x + 0.5, y + 0.5)).toBe(offset);
    }
  });

  test.each([
    ["left of the map", -0.5, 3],
    ["above it", 5, -0.1],
    ["below it", 5, layout.height + 0.1],
    ["right of the last band", layout.width + 1, 3],
    ["in the first gutter", GUTTER - 0.1, 3],
    ["in the second gutter", BAND_PITCH + GUTTER / 2, 3],
  ])("a point %s hits nothing", (_, x, y) => {
    expect(offsetAt(layout, x, y)).toBeNull();
  });

  test("the empty part of a short row hits nothing", () => {
    expect(offsetAt(wrapRows(8, DESKTOP, 30), GUTTER + 7.5, 0.5)).toBe(7);
    expect(offsetAt(wrapRows(8, DESKTOP, 30), GUTTER + 8.5, 0.5)).toBeNull();
  });
});

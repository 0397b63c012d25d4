import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cellPixel,
  centreOffset,
  centreOn,
  clampView,
  FIT_CELL_PX,
  MAX_CELL_PX,
  type MapStage,
  minScale,
  offsetUnder,
  panBy,
  pinchBetween,
  reveal,
  visibleRows,
  wholeView,
  zoomAt,
} from "@/lib/domain/geometry/map-view";
import { wrapRows } from "@/lib/domain/geometry/wrap-layout";

const room = { width: 820, height: 560 };
const stageOf = (addressCount: number): MapStage => ({ layout: wrapRows(addressCount, room, FIT_CELL_PX), room });
const slash16 = stageOf(65_536);
const slash24 = stageOf(256);

const anyView = fc.record({
  scale: fc.double({ min: 0.01, max: 500, noNaN: true }),
  x: fc.double({ min: -5000, max: 5000, noNaN: true }),
  y: fc.double({ min: -5000, max: 5000, noNaN: true }),
});

describe("clampView", () => {
  test("the scale stays between the whole map and the closest look, and the map stays in sight", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const clamped = clampView(slash16, view);
        expect(clamped.scale).toBeGreaterThanOrEqual(minScale(slash16));
        expect(clamped.scale).toBeLessThanOrEqual(MAX_CELL_PX);
        expect(clamped.x).toBeGreaterThanOrEqual(0);
        expect(clamped.x + room.width / clamped.scale).toBeLessThanOrEqual(
          Math.max(slash16.layout.width, room.width / clamped.scale) + 1e-6,
        );
        expect(clampView(slash16, clamped)).toEqual(clamped);
      }),
    );
  });

  test("a map smaller than the surface stays at its upper left", () => {
    expect(clampView(slash24, { scale: 1, x: 40, y: -3 })).toMatchObject({ x: 0, y: 0 });
  });
});

describe("wholeView", () => {
  test.each([28, 26, 24, 22, 20, 18, 16])("a /%i fits whole", (prefixLength) => {
    const stage = stageOf(2 ** (32 - prefixLength));
    const view = wholeView(stage);
    expect(stage.layout.width * view.scale).toBeLessThanOrEqual(room.width + 1e-6);
    expect(stage.layout.height * view.scale).toBeLessThanOrEqual(room.height + 1e-6);
    expect(view.scale).toBeLessThanOrEqual(FIT_CELL_PX);
  });
});

describe("zoomAt", () => {
  test("what is under the pointer stays under it while zooming in", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 65_535 }),
        fc.double({ min: 1.05, max: 3, noNaN: true }),
        (offset, factor) => {
          const start = centreOn(slash16, 8, offset);
          const cell = cellPixel(slash16, start, offset);
          const px = cell.x + start.scale / 2;
          const py = cell.y + start.scale / 2;
          expect(offsetUnder(slash16, zoomAt(slash16, start, factor, px, py), px, py)).toBe(offset);
        },
      ),
    );
  });

  test("zooming out ends at the whole map, wherever it began", () => {
    const far = zoomAt(slash16, centreOn(slash16, 40, 60_000), 1e-6, 10, 10);
    expect(far).toEqual(wholeView(slash16));
  });

  test("zooming in ends at the closest look", () => {
    expect(zoomAt(slash16, wholeView(slash16), 1e6, 10, 10).scale).toBe(MAX_CELL_PX);
  });
});

describe("panBy", () => {
  test("the content follows the pointer pixel by pixel", () => {
    const start = centreOn(slash16, 10, 30_000);
    const before = cellPixel(slash16, start, 30_000);
    const after = cellPixel(slash16, panBy(slash16, start, 17, -9), 30_000);
    expect(after.x - before.x).toBeCloseTo(17, 6);
    expect(after.y - before.y).toBeCloseTo(-9, 6);
  });

  test("it stops at the map's edge", () => {
    expect(panBy(slash16, wholeView(slash16), 5000, 5000)).toEqual(wholeView(slash16));
  });
});

describe("reveal", () => {
  test("the cell comes wholly into sight, at the same scale", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 65_535 }), (from, to) => {
        const view = reveal(slash16, centreOn(slash16, 24, from), to);
        const cell = cellPixel(slash16, view, to);
        expect(view.scale).toBe(24);
        expect(cell.x).toBeGreaterThanOrEqual(-1e-6);
        expect(cell.x + 24).toBeLessThanOrEqual(room.width + 1e-6);
        expect(cell.y).toBeGreaterThanOrEqual(-1e-6);
        expect(cell.y + 24).toBeLessThanOrEqual(room.height + 1e-6);
      }),
    );
  });

  test("a cell already in sight moves nothing", () => {
    const view = centreOn(slash16, 24, 30_000);
    expect(reveal(slash16, view, 30_000)).toEqual(view);
  });
});

describe("centreOffset", () => {
  test("it gives back what the view was centred on, away from the edges", () => {
    for (const offset of [20_000 + 8, 33_333, 44_007]) {
      expect(centreOffset(slash16, centreOn(slash16, 30, offset))).toBe(offset);
    }
  });

  test("it is a cell of the map in every view", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const offset = centreOffset(slash24, clampView(slash24, view));
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThan(256);
      }),
    );
  });
});

describe("visibleRows", () => {
  test("the whole view shows every band and row", () => {
    const rows = visibleRows(slash16, wholeView(slash16));
    expect(rows).toEqual({
      firstBand: 0,
      endBand: slash16.layout.bandCount,
      firstRow: 0,
      endRow: slash16.layout.rowsPerBand,
    });
  });

  test("a close view shows no more rows than fit", () => {
    const rows = visibleRows(slash16, centreOn(slash16, 40, 30_000));
    expect(rows.endRow - rows.firstRow).toBeLessThanOrEqual(Math.ceil(room.height / 40) + 1);
    expect(rows.endBand - rows.firstBand).toBeLessThanOrEqual(3);
  });
});

describe("pinchBetween", () => {
  test("fingers that part zoom in about their middle", () => {
    const pinch = pinchBetween(
      [
        { x: 100, y: 100 },
        { x: 200, y: 100 },
      ],
      [
        { x: 60, y: 110 },
        { x: 260, y: 110 },
      ],
    );
    expect(pinch).toEqual({ factor: 2, dx: 10, dy: 10, x: 160, y: 110 });
  });

  test("fingers on one spot do not divide by zero", () => {
    const spot = { x: 5, y: 5 };
    expect(pinchBetween([spot, spot], [spot, { x: 5, y: 15 }]).factor).toBe(10);
  });
});

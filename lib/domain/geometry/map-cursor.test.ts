import { describe, expect, test } from "vitest";
import { CURSOR_MOVES, cursorMoveOf, moveCursor } from "@/lib/domain/geometry/map-cursor";
import { wrapRows } from "@/lib/domain/geometry/wrap-layout";

const layout = wrapRows(4096, { width: 820, height: 560 }, 30);
const cell = { pageRows: 8, byBlock: false };
const block = { pageRows: 8, byBlock: true };

describe("moveCursor", () => {
  test.each([
    ["right from a row's end goes to the next row", 15, "right", cell, 16],
    ["left from a row's start goes to the row before", 16, "left", cell, 15],
    ["left from the first address stays", 0, "left", cell, 0],
    ["right from the last address stays", 4095, "right", cell, 4095],
    ["down goes one /28 on", 5, "down", cell, 21],
    ["down at a band's end goes into the next band", 63 * 16 + 5, "down", cell, 64 * 16 + 5],
    ["up from the first row stays", 5, "up", cell, 5],
    ["down from the last row stays", 4090, "down", cell, 4090],
    ["row-start goes to the /28's base", 37, "row-start", cell, 32],
    ["row-end goes to the /28's last", 37, "row-end", cell, 47],
    ["first", 37, "first", cell, 0],
    ["last", 37, "last", cell, 4095],
    ["page-down moves by the page", 3, "page-down", cell, 3 + 128],
    ["page-down near the end stops in the last row, same column", 4000, "page-down", cell, 4080],
    ["page-up near the start stops in the first row, same column", 37, "page-up", cell, 5],
    ["right by block goes to the neighbouring band", 5, "right", block, 64 * 16 + 5],
    ["left by block in the first band stays", 5, "left", block, 5],
    ["down by block goes one /28 on", 5, "down", block, 21],
  ] as const)("%s", (_, from, move, options, to) => {
    expect(moveCursor(layout, from, move, options)).toBe(to);
  });

  test("every move from every address stays in the map", () => {
    const small = wrapRows(40, { width: 820, height: 560 }, 30);
    for (let from = 0; from < 40; from++) {
      for (const move of CURSOR_MOVES) {
        for (const options of [cell, block]) {
          const to = moveCursor(small, from, move, options);
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(40);
        }
      }
    }
  });
});

describe("cursorMoveOf", () => {
  test.each([
    ["ArrowLeft", false, "left"],
    ["Home", false, "row-start"],
    ["Home", true, "first"],
    ["End", true, "last"],
    ["ArrowLeft", true, null],
    ["a", false, null],
    ["constructor", false, null],
  ])("%s (control %s) means %s", (key, withControl, move) => {
    expect(cursorMoveOf(key, withControl)).toBe(move);
  });
});

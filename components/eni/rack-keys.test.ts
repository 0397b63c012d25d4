import { describe, expect, test } from "vitest";
import { nextPlace, parsePlace, RACK_KEYS } from "@/components/eni/rack-keys";

/** Two full ENIs, one without places (efa-only), one vacant. */
const counts = [15, 15, 0, 1];

describe("nextPlace", () => {
  test.each([
    ["right within a row", [0, 3], "ArrowRight", [0, 4]],
    ["right from a row's end to the next row", [0, 14], "ArrowRight", [1, 0]],
    ["right passes over a row without places", [1, 14], "ArrowRight", [3, 0]],
    ["right from the last place stays", [3, 0], "ArrowRight", [3, 0]],
    ["left from a row's start to the end of the row before", [1, 0], "ArrowLeft", [0, 14]],
    ["left passes over a row without places", [3, 0], "ArrowLeft", [1, 14]],
    ["left from the first place stays", [0, 0], "ArrowLeft", [0, 0]],
    ["down keeps the column", [0, 7], "ArrowDown", [1, 7]],
    ["down into a shorter row takes its last place", [1, 7], "ArrowDown", [3, 0]],
    ["down from the last row stays", [3, 0], "ArrowDown", [3, 0]],
    ["up from the first row stays", [0, 7], "ArrowUp", [0, 7]],
    ["home", [1, 7], "Home", [1, 0]],
    ["end", [1, 7], "End", [1, 14]],
  ] as const)("%s", (_, [row, column], key, [toRow, toColumn]) => {
    expect(nextPlace({ row, column }, key, counts)).toEqual({ row: toRow, column: toColumn });
  });

  test("every key from every place leads to a place that exists", () => {
    for (const [row, count] of counts.entries()) {
      for (let column = 0; column < count; column++) {
        for (const key of RACK_KEYS) {
          const to = nextPlace({ row, column }, key, counts);
          expect(to.column).toBeGreaterThanOrEqual(0);
          expect(to.column).toBeLessThan(counts[to.row] ?? 0);
        }
      }
    }
  });
});

describe("parsePlace", () => {
  test.each([
    ["2-14", { row: 2, column: 14 }],
    ["", null],
    ["2-", null],
    ["a-1", null],
  ])("%j", (text, place) => {
    expect(parsePlace(text)).toEqual(place);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromSteps, toSteps } from "@/lib/domain/simulation/offset-steps";

describe("offsets as steps", () => {
  it.each<[string, number[], number[]]>([
    ["nothing", [], []],
    ["offset 0 is one step from before the first", [0], [1]],
    ["a run of two", [4, 5], [5, -1]],
    ["a run of three and one apart", [4, 5, 6, 16], [5, -2, 10]],
    ["two runs", [0, 1, 8, 9], [1, -1, 7, -1]],
    ["none beside another", [3, 5, 7], [4, 2, 2]],
  ])("%s", (_name, offsets, steps) => {
    expect(toSteps(offsets)).toEqual(steps);
    expect(fromSteps(steps)).toEqual(offsets);
  });

  it("come back as they were, and take no more numbers than there are offsets", () => {
    const ascending = fc.uniqueArray(fc.nat(65_535), { maxLength: 300 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(ascending, (offsets) => {
        const steps = toSteps(offsets);
        expect(fromSteps(steps)).toEqual(offsets);
        expect(steps.length).toBeLessThanOrEqual(offsets.length);
      }),
    );
  });

  it("take typed arrays", () => {
    expect(toSteps(Uint32Array.of(7, 8, 9))).toEqual([8, -2]);
  });
});

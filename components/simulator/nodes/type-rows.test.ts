import { describe, expect, test } from "vitest";
import { typeRows, typeSplit } from "@/components/simulator/nodes/type-rows";
import type { TypeFigures } from "@/lib/domain/simulation/simulation-result";

const figures = (instanceType: string, over: Partial<TypeFigures> = {}): TypeFigures => ({
  instanceType,
  nodeCount: 2,
  eniCount: 4,
  total: 56,
  assigned: 6,
  warm: 48,
  prefixes: 0,
  held: 60,
  ...over,
});

describe("typeRows", () => {
  test("both sides of a type stand in one row, types that only one side has included", () => {
    const rows = typeRows(
      [figures("t3.2xlarge"), figures("m5.large")],
      [figures("m5.large", { held: 9 }), figures("c5.large")],
    );
    expect(rows.map(({ instanceType, today, proposed }) => [instanceType, today?.held, proposed?.held])).toEqual([
      ["t3.2xlarge", 60, undefined],
      ["m5.large", 60, 9],
      ["c5.large", undefined, 60],
    ]);
  });
});

describe("typeSplit", () => {
  test("the parts add up to what is held", () => {
    const split = typeSplit(figures("t3.2xlarge"));
    expect(split).toEqual([
      ["assigned", 6],
      ["cooldown", 2],
      ["warm", 48],
      ["node-primary", 2],
      ["eni-primary", 2],
    ]);
    expect(split.reduce((sum, [, count]) => sum + count, 0)).toBe(60);
  });

  test("what there is none of is no part", () =>
    expect(typeSplit(figures("m5.large", { nodeCount: 1, eniCount: 1, total: 9, assigned: 0, warm: 9 }))).toEqual([
      ["warm", 9],
      ["node-primary", 1],
    ]));
});

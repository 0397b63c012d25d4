import { describe, expect, test } from "vitest";
import { toHcl } from "@/lib/domain/patch/hcl-text";

const DOLLAR = "$";

describe("toHcl", () => {
  test.each([
    [`${DOLLAR}{x}`, `"${DOLLAR}${DOLLAR}{x}"`],
    ["%{if}", '"%%{if}"'],
    [`${DOLLAR}x`, `"${DOLLAR}x"`],
    ['a"b\\', '"a\\"b\\\\"'],
    ["\\b", '"\\\\b"'],
    ["\b\f", '"\\u0008\\u000c"'],
    ["é", '"é"'],
  ])("the text %j is %s", (value, written) => {
    expect(toHcl(value, "")).toBe(written);
  });

  test.each([
    [5, "5"],
    [true, "true"],
    [null, "null"],
    [[], "[]"],
    [{}, "{}"],
  ])("%j is %s", (value, written) => {
    expect(toHcl(value, "")).toBe(written);
  });

  test("neighbours of one line are aligned, a nested object starts a new run", () => {
    const value = { a: 1, long_name: "x", nested: { b: [1, "c"] }, z: true, "odd key": 2 };
    expect(toHcl(value, "")).toBe(`{
  a         = 1
  long_name = "x"
  nested = {
    b = [
      1,
      "c",
    ]
  }
  z         = true
  "odd key" = 2
}`);
  });
});

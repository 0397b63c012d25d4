import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseQuery, wholeNumber } from "./query";

const schema = z.strictObject({
  q: z.string().max(5).meta({ description: "a short text" }),
  limit: wholeNumber(1, 100).exactOptional().meta({ description: "a whole number, 1 to 100" }),
});

const parse = (query: string) => parseQuery(schema, new URLSearchParams(query));

describe("parseQuery", () => {
  it("reads what the schema knows", () => {
    expect(parse("q=abc&limit=20")).toEqual({ kind: "valid", value: { q: "abc", limit: 20 } });
    expect(parse("q=")).toEqual({ kind: "valid", value: { q: "" } });
  });

  it.each([
    ["q=a&limit=0", "limit"],
    ["q=a&limit=101", "limit"],
    ["q=a&limit=-1", "limit"],
    ["q=a&limit=1e2", "limit"],
    ["q=a&limit=0x10", "limit"],
    ["q=a&limit=%207", "limit"],
    ["q=a&limit=", "limit"],
    ["q=a&limit=2.5", "limit"],
    ["q=a&limit=99999999999999999999", "limit"],
    ["q=abcdef", "q"],
    ["", "q"],
    ["q=a&q=b", "q"],
    ["q=a&limt=5", "limt"],
    ["q=a&__proto__=1", "__proto__"],
  ])("refuses ?%s and names %s", (query, parameter) => {
    expect(parse(query)).toMatchObject({ kind: "invalid", problem: { code: "invalid-parameter", parameter } });
  });

  it("says what to give in the place of a bad value", () => {
    const outcome = parse("q=a&limit=x");
    expect(outcome.kind === "invalid" && outcome.problem.remedy).toBe("Give a whole number, 1 to 100.");
  });

  it("lists what is known when a parameter is not", () => {
    const outcome = parse("q=a&limt=5");
    expect(outcome.kind === "invalid" && outcome.problem.remedy).toContain("q, limit");
  });

  it("knows no parameter of an address without any", () => {
    expect(parseQuery(z.strictObject({}), new URLSearchParams("a=1"))).toMatchObject({ kind: "invalid" });
    expect(parseQuery(z.strictObject({}), new URLSearchParams())).toMatchObject({ kind: "valid" });
  });
});

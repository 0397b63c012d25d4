import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseBody } from "./body";

const schema = z.strictObject({ hold: z.string(), timesMs: z.array(z.int()) });
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

const parse = (body: string, headers: Record<string, string> = JSON_TYPE) =>
  parseBody(schema, new Request("http://localhost/", { method: "POST", body, headers }));

describe("parseBody", () => {
  it("gives what the schema asks for", async () => {
    const value = { hold: "a", timesMs: [1, 2] };
    expect(await parse(JSON.stringify(value))).toEqual({ kind: "valid", value });
  });

  it.each([
    ["a form of another site", "hold=a", "body", { "content-type": "text/plain" }],
    ["nothing", "", "body", JSON_TYPE],
    ["what is no JSON", "{", "body", JSON_TYPE],
    ["a list", "[]", "body", JSON_TYPE],
    ["a missing field", '{"hold":"a"}', "timesMs", JSON_TYPE],
    ["a wrong value inside", '{"hold":"a","timesMs":[1,"2"]}', "timesMs.1", JSON_TYPE],
    ["an unknown field", '{"hold":"a","timesMs":[],"endpoint":"http://ec2"}', "body", JSON_TYPE],
    ["more than any question needs", `{"hold":"${"a".repeat(100_000)}","timesMs":[]}`, "body", JSON_TYPE],
  ])("refuses %s and names the field", async (_, body, parameter, headers) => {
    expect(await parse(body, headers)).toMatchObject({
      kind: "invalid",
      problem: { code: "invalid-parameter", parameter },
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prettyJson } from "@/app/events/[eventId]/pretty-json";

describe("prettyJson", () => {
  it("lays JSON out, a field a line", () => {
    expect(prettyJson('{"a":1,"b":[true]}')).toBe('{\n  "a": 1,\n  "b": [\n    true\n  ]\n}');
  });

  it.each(["<html>", "", '{"a":', `${"[".repeat(100_000)}${"]".repeat(100_000)}`])(
    "leaves %.20s as it came",
    (text) => {
      expect(prettyJson(text)).toBe(text);
    },
  );

  it("never throws and never changes what JSON says", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const pretty = prettyJson(text);
        if (pretty !== text) expect(JSON.parse(pretty)).toEqual(JSON.parse(text));
      }),
    );
  });
});

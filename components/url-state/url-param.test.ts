import { describe, expect, it } from "vitest";
import { queryWith } from "@/components/url-state/query-writer";
import {
  choiceParam,
  createParam,
  listParam,
  readPageQuery,
  readUrlParams,
  textParam,
  toUrlText,
  unreadParams,
} from "@/components/url-state/url-param";

const zoom = createParam<number>({
  parse: (text) => (Number(text) > 0 ? Number(text) : null),
  serialize: (value) => String(value),
});
const params = {
  colour: choiceParam(["used", "warm"]).withDefault("used"),
  classes: listParam(choiceParam(["free", "pod"])).withDefault([]),
  zoom,
  q: textParam,
};
const read = (search: string) => {
  const query = new URLSearchParams(search);
  return readUrlParams(params, (name) => query.get(name), { classes: "class" });
};

describe("readUrlParams", () => {
  it("gives defaults and null for what is absent", () => {
    expect(read("")).toEqual({ colour: "used", classes: [], zoom: null, q: null });
  });
  it("reads each in its own way, under its name in the URL", () => {
    expect(read("?colour=warm&class=free,pod&zoom=2.5&q=a+b")).toEqual({
      colour: "warm",
      classes: ["free", "pod"],
      zoom: 2.5,
      q: "a b",
    });
  });
  it("takes what does not parse as absent, and leaves it out of a list", () => {
    expect(read("?colour=red&class=free,nonsense&zoom=-1")).toMatchObject({
      colour: "used",
      classes: ["free"],
      zoom: null,
    });
  });
  it("gives an unchanged text the same value, so that a list keeps its identity", () => {
    expect(read("?class=pod&zoom=1").classes).toBe(read("?class=pod&zoom=2").classes);
  });
  it("keeps it while another reader sees another text, as before the URL has followed", () => {
    const [ahead, behind] = [read("?class=pod").classes, read("?class=free").classes];
    expect(read("?class=pod").classes).toBe(ahead);
    expect(read("?class=free").classes).toBe(behind);
  });
  it("remembers few texts, however many are typed", () => {
    const parsed: string[] = [];
    const counting = createParam<string[]>({
      parse: (text) => {
        parsed.push(text);
        return [text];
      },
      serialize: ([text = ""]) => text,
    });
    for (let text = 0; text < 100; text += 1) counting.parse(String(text));
    counting.parse("99");
    counting.parse("0");
    expect(parsed.slice(99)).toEqual(["99", "0"]);
  });
});

describe("toUrlText", () => {
  it("writes neither an absent value nor the default", () => {
    expect(toUrlText(params.colour, "used")).toBeNull();
    expect(toUrlText(params.colour, null)).toBeNull();
    expect(toUrlText(params.classes, [])).toBeNull();
    expect(toUrlText(params.zoom, null)).toBeNull();
  });
  it("writes what reads back", () => {
    expect(toUrlText(params.colour, "warm")).toBe("warm");
    expect(toUrlText(params.classes, ["free", "pod"])).toBe("free,pod");
    expect(toUrlText(params.zoom, 2.5)).toBe("2.5");
  });
});

describe("readPageQuery", () => {
  it("takes the first of a parameter given twice, and no property that an object happens to have", async () => {
    const query = Promise.resolve({ q: ["one", "two"] });
    expect((await readPageQuery(params, query)).q).toBe("one");
    expect(await readPageQuery({ toString: textParam }, query)).toMatchObject({ toString: null });
  });
});

describe("queryWith", () => {
  it.each([
    ["adds", "?a=1", { b: "2" }, "?a=1&b=2"],
    ["replaces in place", "?a=1&b=2", { a: "3" }, "?a=3&b=2"],
    ["takes out", "?a=1&b=2", { a: null }, "?b=2"],
    ["leaves nothing behind", "?a=1", { a: null }, ""],
    ["leaves lists and CIDRs readable", "", { class: "free,pod", at: "10.0.0.0/28" }, "?class=free,pod&at=10.0.0.0/28"],
    ["escapes what would end a value", "", { q: "a&b=c#d+e" }, "?q=a%26b%3Dc%23d%2Be"],
  ])("%s", (_, search, texts, expected) => {
    expect(queryWith(search, texts)).toBe(expected);
  });
});

describe("unreadParams", () => {
  const unread = (search: string) => unreadParams(params, (name) => new URLSearchParams(search).get(name));

  it("names what is given and does not parse, with a default or without", () => {
    expect(unread("?colour=blue&zoom=-1&q=")).toEqual(["colour", "zoom"]);
  });
  it("names nothing that is absent, read or none of the page's", () => {
    expect(unread("?colour=warm&zoom=2&of=another")).toEqual([]);
  });
});

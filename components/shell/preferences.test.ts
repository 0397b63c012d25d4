import { describe, expect, it } from "vitest";
import { parseRefreshSeconds, parseTheme } from "@/components/shell/preferences";

describe("preferences from cookies", () => {
  it.each([
    ["dark", "dark"],
    ["light", "light"],
    ["system", "system"],
    [undefined, "system"],
    ['"><script>', "system"],
  ])("theme %s is %s", (cookie, theme) => {
    expect(parseTheme(cookie)).toBe(theme);
  });
  it.each([
    ["0", 0],
    ["300", 300],
    ["1", 30],
    ["", 30],
    [undefined, 30],
  ])("interval %s is %d s", (cookie, seconds) => {
    expect(parseRefreshSeconds(cookie)).toBe(seconds);
  });
});

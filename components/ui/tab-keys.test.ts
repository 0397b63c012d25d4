import { describe, expect, test } from "vitest";
import { tabAfterKey } from "@/components/ui/tab-keys";

describe("tabAfterKey", () => {
  test.each([
    { key: "ArrowRight", from: 0, to: 1 },
    { key: "ArrowRight", from: 2, to: 0 },
    { key: "ArrowLeft", from: 0, to: 2 },
    { key: "ArrowLeft", from: 2, to: 1 },
    { key: "Home", from: 2, to: 0 },
    { key: "End", from: 0, to: 2 },
    { key: "ArrowDown", from: 1, to: null },
    { key: "Enter", from: 1, to: null },
  ])("$key on tab $from of three leads to $to", ({ key, from, to }) => {
    expect(tabAfterKey(key, from, 3)).toBe(to);
  });

  test("without tabs no key leads anywhere", () => {
    expect(tabAfterKey("End", 0, 0)).toBeNull();
  });
});

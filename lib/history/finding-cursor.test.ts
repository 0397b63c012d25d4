import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { formatFindingCursor, parseFindingCursor } from "@/lib/history/finding-cursor";

describe("a cursor in a URL", () => {
  it("comes back as it was", () => {
    const cursor = { listedAt: millis(1_772_445_600_000), sequence: 42, ordinal: 3 };
    expect(formatFindingCursor(cursor)).toBe("1772445600000.42.3");
    expect(parseFindingCursor("1772445600000.42.3")).toEqual(cursor);
  });

  it.each(["", "1", "1.2", "1.2.3.4", "-1.2.3", "1.2.x", "1e3.2.3", " 1.2.3", "99999999999999999999.1.1"])(
    "is none: %j",
    (text) => {
      expect(parseFindingCursor(text)).toBeNull();
    },
  );
});

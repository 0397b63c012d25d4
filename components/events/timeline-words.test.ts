import { describe, expect, it } from "vitest";
import { bucketWords, countWords, timelineWords } from "@/components/events/timeline-words";
import type { TimelineBucketView } from "@/lib/domain/api/event";

const START = Date.UTC(2026, 2, 2, 14);
const bucket = (index: number, part: Partial<TimelineBucketView> = {}): TimelineBucketView => ({
  fromMs: START + index * 1_800_000,
  toMs: START + (index + 1) * 1_800_000,
  counts: { capacity: 0, fragmentation: 0 },
  reading: "read",
  ...part,
});

describe("countWords", () => {
  it.each([
    ["both kinds", { counts: { capacity: 1200, fragmentation: 3 } }, "1,200 capacity, 3 fragmentation"],
    [
      "a part that was read in part",
      { counts: { capacity: 1, fragmentation: 0 }, reading: "partly" as const },
      "1 capacity, only partly read",
    ],
    ["none", {}, "none"],
    ["none of what was read", { reading: "partly" as const }, "none in the part that was read"],
    ["nothing read: that, and no count", { reading: "not-read" as const }, "not read"],
  ])("%s", (_name, part, words) => {
    expect(countWords(bucket(0, part))).toBe(words);
  });
});

it("a bucket has its times in UTC, and the day of its end where it is as long", () => {
  expect(bucketWords(bucket(1))).toBe("2026-03-02 14:30 – 15:00 UTC: none");
  expect(bucketWords(bucket(0, { toMs: START + 86_400_000 }))).toBe("2026-03-02 14:00 – 2026-03-03 14:00 UTC: none");
});

describe("timelineWords", () => {
  it("tells the sum, the worst part and what was not read", () => {
    const buckets = [
      bucket(0, { reading: "not-read" }),
      bucket(1, { counts: { capacity: 2, fragmentation: 0 } }),
      bucket(2, { counts: { capacity: 5, fragmentation: 1 } }),
    ];
    expect(timelineWords(buckets, false)).toBe(
      "8 failed calls; most in 2026-03-02 15:00 – 15:30 UTC: 5 capacity, 1 fragmentation. 1 part of 3 not, or only partly, read.",
    );
  });

  it("says none only of what was read", () => {
    expect(timelineWords([bucket(0)], true)).toBe("No failed call in what was read.");
    expect(timelineWords([bucket(0), bucket(1, { reading: "not-read" })], false)).toContain("1 part of 2 not");
    expect(timelineWords([bucket(0, { reading: "not-read" })], false)).toBe("Nothing of this time was read yet.");
  });

  it("says of a range that was read to its end why its newest part is not whole", () => {
    const buckets = [bucket(0, { counts: { capacity: 2, fragmentation: 0 } }), bucket(1, { reading: "not-read" })];
    expect(timelineWords(buckets, true)).toContain("The newest 15 minutes may still gain some");
    expect(timelineWords(buckets, true)).not.toContain("part of 2");
  });
});

import { describe, expect, it } from "vitest";
import { shortageBrief } from "@/components/events/shortage-brief";
import { sumShortages, urgencyOf, vpcShortages } from "@/components/events/shortage-figures";
import type { EventReading, SubnetShortages } from "@/lib/domain/api/event";

const range = { fromMs: 0, toMs: 86_400_000 };

const shortages = (
  subnetId: string | null,
  vpcId: string | null,
  part: Partial<SubnetShortages> = {},
): SubnetShortages => ({
  subnet: subnetId === null ? null : { id: subnetId, name: null },
  vpc: vpcId === null ? null : { id: vpcId, name: null },
  incidentCount: 1,
  callCount: 10,
  windowCount: 3,
  nodeCount: 1,
  isOngoing: false,
  lastAt: 0,
  kinds: ["capacity"],
  buckets: [10, 0],
  freeAddressCount: 0,
  utilizationRatio: 1,
  ...part,
});

const reading = (isComplete: boolean): EventReading => ({
  status: isComplete ? "read" : "reading",
  source: "LookupEvents",
  covered: [range],
  isComplete,
  remainingMs: null,
  readEventCount: 1,
  readBy: null,
  problem: null,
  store: { status: "open", problem: null },
});

const bucket = (reading: "read" | "partly") => ({
  fromMs: 0,
  toMs: 1,
  counts: { capacity: 0, fragmentation: 0 },
  reading,
});

const recent = (isComplete: boolean) => ({
  range,
  reading: reading(isComplete),
  timeline: [bucket("partly"), bucket("read")],
  subnets: [
    shortages("a", "v1"),
    shortages("b", "v1", { isOngoing: true }),
    shortages("c", "v2"),
    shortages(null, null),
  ],
});

describe("shortageBrief", () => {
  it("says why nothing is known before anything is", () => {
    const brief = shortageBrief(null);
    expect(brief.because).toContain("not read yet");
    expect(brief.bySubnet).toEqual({});
  });

  it("holds the subnets that failed, and which parts were read", () => {
    const brief = shortageBrief(recent(true));
    expect(brief.because).toBeNull();
    expect(Object.keys(brief.bySubnet)).toEqual(["a", "b", "c"]);
    expect(brief.isRead).toEqual([false, true]);
  });

  it("leaves one VPC's subnets where one is asked for", () => {
    expect(Object.keys(shortageBrief(recent(true), "v2").bySubnet)).toEqual(["c"]);
  });

  it("keeps the reason with the counts of a day that was read in part", () => {
    const brief = shortageBrief(recent(false));
    expect(brief.because).toContain("only part");
    expect(vpcShortages(brief, "v1")?.incidentCount).toBe(2);
  });
});

describe("sumShortages", () => {
  it("is null where nothing failed, so that nothing is not taken for something", () => {
    expect(sumShortages([])).toBeNull();
    expect(vpcShortages(shortageBrief(recent(true)), "v3")).toBeNull();
  });

  it("adds figures and timelines up, and goes on where one does", () => {
    expect(vpcShortages(shortageBrief(recent(true)), "v1")).toMatchObject({
      incidentCount: 2,
      callCount: 20,
      windowCount: 6,
      isOngoing: true,
      buckets: [20, 0],
    });
  });
});

describe("urgencyOf", () => {
  it("puts failing now before failed today before full, whatever the share", () => {
    const now = urgencyOf({ isOngoing: true }, 0);
    const today = urgencyOf({ isOngoing: false }, 1);
    expect(now).toBeGreaterThan(today);
    expect(urgencyOf({ isOngoing: false }, 0)).toBeGreaterThan(urgencyOf(undefined, 1));
    expect(urgencyOf(null, 0.9)).toBeGreaterThan(urgencyOf(null, null));
  });
});

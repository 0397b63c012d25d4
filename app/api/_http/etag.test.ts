import { describe, expect, it } from "vitest";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import { etagOf, matchesEtag } from "./etag";

const header: SnapshotHeader = {
  id: "7",
  takenAt: 1_700_000_000_000,
  tookMs: 120,
  source: { kind: "demo", label: "demonstration account" },
  accountId: "111122223333",
  region: "eu-central-1",
  callCount: 12,
  eventCalls: null,
  apis: [],
  defects: [],
  staleBecause: null,
  thresholds: { warningRatio: 0.75, criticalRatio: 0.9 },
  poolSettings: { assumed: true, label: "defaults", env: {} },
};

describe("etagOf", () => {
  it("is weak, and the same for the same question to the same snapshot", () => {
    expect(etagOf(header, "/api/vpcs")).toMatch(/^W\/"[\w-]{22}"$/);
    expect(etagOf({ ...header }, "/api/vpcs")).toBe(etagOf(header, "/api/vpcs"));
  });

  it("does not change with the running count of calls", () => {
    expect(
      etagOf({ ...header, callCount: 13, eventCalls: { api: "LookupEvents", requestCount: 1 } }, "/api/vpcs"),
    ).toBe(etagOf(header, "/api/vpcs"));
  });

  it.each([
    ["a new snapshot", { id: "8" }],
    ["a notice that the snapshot is stale", { staleBecause: "the endpoint does not answer" }],
    ["other thresholds", { thresholds: { warningRatio: 0.5, criticalRatio: 0.9 } }],
  ])("changes with %s", (_, change) => {
    expect(etagOf({ ...header, ...change }, "/api/vpcs")).not.toBe(etagOf(header, "/api/vpcs"));
  });

  it("changes with the question", () => {
    expect(etagOf(header, "/api/search?q=a")).not.toBe(etagOf(header, "/api/search?q=b"));
  });
});

describe("matchesEtag", () => {
  it.each([
    ['W/"a"', true],
    ['"a"', true],
    ['"b", W/"a"', true],
    ["*", true],
    ['W/"b"', false],
    ["", false],
    [null, false],
  ])("If-None-Match: %s → %s", (ifNoneMatch, matches) => {
    expect(matchesEtag(ifNoneMatch, 'W/"a"')).toBe(matches);
  });
});

import { describe, expect, it } from "vitest";
import { heatStep, measureSubnet, severityOf } from "@/components/heatmap/measure";
import { subnetSummary } from "@/components/heatmap/subnet.fixture";
import { subnetStory } from "@/components/heatmap/subnet-story";
import type { SubnetShortages } from "@/lib/domain/api/event";

const READ = { because: null, isRead: [true], bySubnet: {} };

const figures = (subnetId: string, windowCount: number): SubnetShortages => ({
  subnet: { id: subnetId, name: null },
  vpc: { id: "vpc-0a1", name: null },
  incidentCount: 2,
  callCount: 1440,
  windowCount,
  nodeCount: 1,
  isOngoing: false,
  lastAt: 0,
  kinds: ["capacity"],
  buckets: [1440],
  freeAddressCount: 0,
  utilizationRatio: 1,
});

const plain = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("\u00a0", " "));

describe("measureSubnet", () => {
  it("says what is used and how many are free", () => {
    expect(plain(measureSubnet(subnetSummary(), "used", READ))).toEqual({
      kind: "known",
      ratio: 201 / 251,
      share: "80 %",
      detail: "50 free",
    });
  });
  it("colours warm by the middle of its range and says both ends", () => {
    expect(plain(measureSubnet(subnetSummary(), "warm", READ))).toEqual({
      kind: "known",
      ratio: 110 / 251,
      share: "40–48 %",
      detail: "100–120 warm",
    });
  });
  it("says one share where both ends of warm agree", () => {
    const measured = measureSubnet(subnetSummary({ warmEstimate: { low: 0, high: 0 } }), "warm", READ);
    expect(plain(measured)).toMatchObject({ ratio: 0, share: "0 %", detail: "0 warm" });
  });
  it("counts fragmented blocks of all blocks", () => {
    expect(plain(measureSubnet(subnetSummary(), "fragmented", READ))).toEqual({
      kind: "known",
      ratio: 0.5,
      share: "50 %",
      detail: "2 of 16 /28 free",
    });
  });
  it("holds nothing warm where there is no node", () => {
    const measured = measureSubnet(subnetSummary({ warmEstimate: null, nodeCount: 0 }), "warm", READ);
    expect(plain(measured)).toMatchObject({ kind: "known", ratio: 0, share: "0 %" });
  });
  it("colours shortages by the time that calls failed, against the worst subnet beside it", () => {
    const bySubnet = { "subnet-0f1": figures("subnet-0f1", 5), "subnet-0f2": figures("subnet-0f2", 20) };
    expect(measureSubnet(subnetSummary(), "shortages", { ...READ, bySubnet })).toEqual({
      kind: "known",
      ratio: 0.25,
      share: "2",
      detail: "1,440 failed calls",
    });
  });
  it("says 0 shortages only of a day that was read, and at least so many of one that was read in part", () => {
    expect(measureSubnet(subnetSummary(), "shortages", READ)).toMatchObject({ kind: "known", share: "0" });
    const part = { ...READ, because: "only part was read" };
    expect(measureSubnet(subnetSummary(), "shortages", part)).toEqual({
      kind: "unknown",
      because: "only part was read",
    });
    const bySubnet = { "subnet-0f1": figures("subnet-0f1", 5) };
    expect(measureSubnet(subnetSummary(), "shortages", { ...part, bySubnet })).toMatchObject({ share: "≥ 2" });
  });
  it.each([
    ["used", { utilizationRatio: null }],
    ["used", { freeAddressCount: null }],
    ["warm", { warmEstimate: null }],
    ["warm", { warmEstimate: null, nodeCount: null }],
    ["fragmented", { blocks: null }],
  ] as const)("%s is not known without its figures, never 0", (measure, missing) => {
    expect(measureSubnet(subnetSummary(missing), measure, READ).kind).toBe("unknown");
  });
  it("has no IPv4 measure in an IPv6-only subnet, but does not know one where the CIDR is missing", () => {
    const none = subnetSummary({ cidr: null, isIpv6Native: true });
    expect(measureSubnet(none, "used", READ)).toEqual({ kind: "none", words: "IPv6 only" });
    expect(measureSubnet({ ...none, isIpv6Native: false }, "used", READ).kind).toBe("unknown");
  });
});

describe("heatStep", () => {
  it.each([
    [0, 0],
    [0.0999, 0],
    [0.1, 1],
    [0.75, 7],
    [0.8999, 8],
    [0.9, 9],
    [1, 9],
    [1.2, 9],
    [-0.1, 0],
  ])("%d is step %d", (ratio, step) => {
    expect(heatStep(ratio)).toBe(step);
  });
});

describe("severityOf", () => {
  const thresholds = { warningRatio: 0.75, criticalRatio: 0.9 };
  it.each([
    [null, "none"],
    [0.7499, "none"],
    [0.75, "warning"],
    [0.8999, "warning"],
    [0.9, "critical"],
    [1, "critical"],
  ])("%s is %s", (ratio, severity) => {
    expect(severityOf(ratio, thresholds)).toBe(severity);
  });
});

describe("subnetStory", () => {
  it("holds everything that a cell may cut short", () => {
    const subnet = subnetSummary({ name: "a-very-long-name" });
    const story = subnetStory(subnet, measureSubnet(subnet, "used", READ), {
      severity: "warning",
      incidentCount: 3,
    }).replaceAll("\u00a0", " ");
    expect(story).toBe(
      "a-very-long-name (subnet-0f1) · 10.20.1.0/24 · 50 of 251 usable free, 80 % used · warning · 3 shortage incidents in 24 h · 100–120 held warm (estimate) · 2 of 16 /28 blocks free · 6 nodes",
    );
  });
  it("says what is not known and why", () => {
    const subnet = subnetSummary({
      name: null,
      freeAddressCount: null,
      utilizationRatio: null,
      warmEstimate: null,
      blocks: null,
      nodeCount: null,
    });
    expect(subnetStory(subnet, measureSubnet(subnet, "used", READ), { severity: "none", incidentCount: 0 })).toBe(
      "subnet-0f1 · 10.20.1.0/24 · free addresses not known · colour not known, because EC2 did not say how many addresses are free",
    );
  });
});

import { describe, expect, it } from "vitest";
import { heatStep, measureSubnet, severityOf } from "@/components/heatmap/measure";
import { subnetSummary } from "@/components/heatmap/subnet.fixture";
import { subnetStory } from "@/components/heatmap/subnet-story";

const plain = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("\u00a0", " "));

describe("measureSubnet", () => {
  it("says what is used and how many are free", () => {
    expect(plain(measureSubnet(subnetSummary(), "used"))).toEqual({
      kind: "known",
      ratio: 201 / 251,
      share: "80 %",
      detail: "50 free",
    });
  });
  it("colours warm by the middle of its range and says both ends", () => {
    expect(plain(measureSubnet(subnetSummary(), "warm"))).toEqual({
      kind: "known",
      ratio: 110 / 251,
      share: "40–48 %",
      detail: "100–120 warm",
    });
  });
  it("says one share where both ends of warm agree", () => {
    const measured = measureSubnet(subnetSummary({ warmEstimate: { low: 0, high: 0 } }), "warm");
    expect(plain(measured)).toMatchObject({ ratio: 0, share: "0 %", detail: "0 warm" });
  });
  it("counts fragmented blocks of all blocks", () => {
    expect(plain(measureSubnet(subnetSummary(), "fragmented"))).toEqual({
      kind: "known",
      ratio: 0.5,
      share: "50 %",
      detail: "2 of 16 /28 free",
    });
  });
  it("holds nothing warm where there is no node", () => {
    const measured = measureSubnet(subnetSummary({ warmEstimate: null, nodeCount: 0 }), "warm");
    expect(plain(measured)).toMatchObject({ kind: "known", ratio: 0, share: "0 %" });
  });
  it.each([
    ["used", { utilizationRatio: null }],
    ["used", { freeAddressCount: null }],
    ["warm", { warmEstimate: null }],
    ["warm", { warmEstimate: null, nodeCount: null }],
    ["fragmented", { blocks: null }],
  ] as const)("%s is not known without its figures, never 0", (measure, missing) => {
    expect(measureSubnet(subnetSummary(missing), measure).kind).toBe("unknown");
  });
  it("has no IPv4 measure in an IPv6-only subnet, but does not know one where the CIDR is missing", () => {
    const none = subnetSummary({ cidr: null, isIpv6Native: true });
    expect(measureSubnet(none, "used")).toEqual({ kind: "none", words: "IPv6 only" });
    expect(measureSubnet({ ...none, isIpv6Native: false }, "used").kind).toBe("unknown");
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
    const story = subnetStory(subnet, measureSubnet(subnet, "used"), "warning").replaceAll("\u00a0", " ");
    expect(story).toBe(
      "a-very-long-name (subnet-0f1) · 10.20.1.0/24 · 50 of 251 usable free, 80 % used · warning · 100–120 held warm (estimate) · 2 of 16 /28 blocks free · 6 nodes",
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
    expect(subnetStory(subnet, measureSubnet(subnet, "used"), "none")).toBe(
      "subnet-0f1 · 10.20.1.0/24 · free addresses not known · colour not known, because EC2 did not say how many addresses are free",
    );
  });
});

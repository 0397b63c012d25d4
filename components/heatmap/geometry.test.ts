import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Box, cellSpan, heatmapZones, MAX_SPAN, MIN_SPAN, neighbour } from "@/components/heatmap/geometry";
import { subnetSummary } from "@/components/heatmap/subnet.fixture";

describe("cellSpan", () => {
  it.each([
    ["the largest subnet is the widest", 65_536, 65_536, MAX_SPAN],
    ["a quarter of the size is half as wide", 16_384, 65_536, MAX_SPAN / 2],
    ["a small one keeps room for its words", 16, 65_536, MIN_SPAN],
    ["an unknown size is the smallest", null, 65_536, MIN_SPAN],
    ["no size in the whole VPC is the smallest", null, 0, MIN_SPAN],
    ["a lone /28 fills its place", 16, 16, MAX_SPAN],
  ])("%s", (_, size, largest, expected) => {
    expect(cellSpan(size, largest)).toBe(expected);
  });
  it("never makes a larger subnet narrower", () => {
    const size = fc.integer({ min: 4, max: 16 }).map((bits) => 2 ** bits);
    fc.assert(
      fc.property(size, size, size, (a, b, c) => {
        const largest = Math.max(a, b, c);
        expect(Math.sign(cellSpan(a, largest) - cellSpan(b, largest)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("heatmapZones", () => {
  const subnets = [
    subnetSummary({ id: "subnet-3", cidr: "10.20.10.0/24", availabilityZone: "eu-west-1b" }),
    subnetSummary({ id: "subnet-1", cidr: "10.20.9.0/24" }),
    subnetSummary({ id: "subnet-v6", cidr: null, isIpv6Native: true, sizeAddressCount: null }),
    subnetSummary({ id: "subnet-0", cidr: "10.20.2.0/24", sizeAddressCount: 1024 }),
    subnetSummary({ id: "subnet-x", cidr: "10.20.1.0/24", availabilityZone: null, availabilityZoneId: null }),
  ];
  it("groups by zone, by name, an unknown zone last", () => {
    expect(heatmapZones(subnets).map(({ zone }) => zone)).toEqual(["eu-west-1a", "eu-west-1b", null]);
  });
  it("orders cells by CIDR as numbers, those without one last", () => {
    expect(heatmapZones(subnets)[0]?.cells.map(({ subnet }) => subnet.id)).toEqual([
      "subnet-0",
      "subnet-1",
      "subnet-v6",
    ]);
  });
  it("scales all zones alike", () => {
    const spans = heatmapZones(subnets).flatMap(({ cells }) => cells.map(({ span }) => span));
    expect(spans).toEqual([16, 8, 4, 8, 8]);
  });
  it("keeps places when only figures change", () => {
    const ids = (list: typeof subnets) =>
      heatmapZones(list).flatMap(({ cells }) => cells.map(({ subnet }) => subnet.id));
    expect(
      ids(
        subnets
          .map((subnet, index) => ({ ...subnet, utilizationRatio: 1 - index / 7, freeAddressCount: index }))
          .reverse(),
      ),
    ).toEqual(ids(subnets));
  });
  it("has no zones for no subnets", () => {
    expect(heatmapZones([])).toEqual([]);
  });
});

describe("neighbour", () => {
  // Two zones: a wide, a narrow and a wrapped cell above; two halves below.
  const boxes: readonly Box[] = [
    { left: 0, top: 0, width: 300, height: 70 },
    { left: 305, top: 0, width: 100, height: 70 },
    { left: 0, top: 75, width: 100, height: 70 },
    { left: 0, top: 160, width: 200, height: 70 },
    { left: 205, top: 160, width: 200, height: 70 },
  ];
  it.each([
    ["right goes on in reading order", 1, "right", 2],
    ["right stops at the end", 4, "right", 4],
    ["left stops at the start", 0, "left", 0],
    ["down goes to the next row, also a wrapped one", 1, "down", 2],
    ["down into another zone", 2, "down", 3],
    ["up takes the nearest middle", 4, "up", 2],
    ["up from the wrapped row takes the cell above it", 2, "up", 0],
    ["down at the bottom stays", 3, "down", 3],
    ["up at the top stays", 1, "up", 1],
  ] as const)("%s", (_, from, direction, expected) => {
    expect(neighbour(boxes, from, direction)).toBe(expected);
  });
});

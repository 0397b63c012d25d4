import { describe, expect, it } from "vitest";
import type { InventoryFigures } from "@/app/_components/inventory-kpis";
import { sumFigures } from "@/app/_components/sum-figures";

const vpc: InventoryFigures = {
  usableAddressCount: 251,
  freeAddressCount: 50,
  warmEstimate: { low: 10, high: 20 },
  subnetsAboveCriticalCount: 0,
  subnetsAboveWarningCount: 1,
  nodeCount: 4,
  leakedEniCount: 0,
  unexplainedAddressCount: 2,
};

describe("sumFigures", () => {
  it("adds what is known", () => {
    expect(sumFigures([vpc, { ...vpc, freeAddressCount: 7, warmEstimate: { low: 1, high: 1 } }])).toEqual({
      usableAddressCount: 502,
      freeAddressCount: 57,
      warmEstimate: { low: 11, high: 21 },
      subnetsAboveCriticalCount: 0,
      subnetsAboveWarningCount: 2,
      nodeCount: 8,
      leakedEniCount: 0,
      unexplainedAddressCount: 4,
    });
  });
  it("knows no sum of which a part is not known", () => {
    const sum = sumFigures([vpc, { ...vpc, freeAddressCount: null, nodeCount: null, warmEstimate: null }]);
    expect(sum).toMatchObject({ freeAddressCount: null, nodeCount: null, warmEstimate: null, usableAddressCount: 502 });
  });
  it("holds nothing warm where there are no nodes, although nothing was estimated there", () => {
    expect(sumFigures([vpc, { ...vpc, nodeCount: 0, warmEstimate: null }]).warmEstimate).toEqual({ low: 10, high: 20 });
  });
  it("is zero for no VPC at all", () => {
    expect(sumFigures([])).toMatchObject({ freeAddressCount: 0, warmEstimate: { low: 0, high: 0 } });
  });
});

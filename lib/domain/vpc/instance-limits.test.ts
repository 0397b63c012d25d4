import { describe, expect, it, test } from "vitest";
import { knownInstanceTypeCount, lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";
import { INSTANCE_LIMITS_TABLE } from "@/lib/domain/vpc/instance-limits-table";

describe("lookUpInstanceLimits", () => {
  test.each([
    { name: "the story's type", type: "t3.2xlarge", maxEnis: 4, ipv4PerEni: 15, hypervisor: "nitro", cards: 1 },
    { name: "a small type", type: "t3.small", maxEnis: 3, ipv4PerEni: 4, hypervisor: "nitro", cards: 1 },
    { name: "a large type", type: "m5.24xlarge", maxEnis: 15, ipv4PerEni: 50, hypervisor: "nitro", cards: 1 },
    { name: "a Xen type", type: "m4.large", maxEnis: 2, ipv4PerEni: 10, hypervisor: "xen", cards: 1 },
    {
      name: "four cards: the default card's ENIs only",
      type: "p4d.24xlarge",
      maxEnis: 15,
      ipv4PerEni: 50,
      hypervisor: "nitro",
      cards: 4,
    },
    { name: "thirty-two cards", type: "p5.48xlarge", maxEnis: 2, ipv4PerEni: 50, hypervisor: "nitro", cards: 32 },
  ])("$name: $type", ({ type, maxEnis, ipv4PerEni, hypervisor, cards }) => {
    expect(lookUpInstanceLimits(type)).toEqual({
      instanceType: type,
      maxEnis,
      ipv4PerEni,
      hypervisor,
      isBareMetal: false,
      networkCardCount: cards,
      vcpuCount: null,
      from: "built-in",
    });
  });

  it("marks bare metal, whose hypervisor the table does not name", () => {
    expect(lookUpInstanceLimits("c5.metal")).toMatchObject({ isBareMetal: true, hypervisor: "unknown", maxEnis: 15 });
  });

  it("keeps sizes with a dash whole", () => {
    expect(lookUpInstanceLimits("m7i.metal-24xl")).toMatchObject({ maxEnis: 15, ipv4PerEni: 50, isBareMetal: true });
  });

  test.each(["", "t3", "t3.", "t3.17xlarge", "T3.2XLARGE", "constructor", "__proto__", "m5.large "])(
    "knows no %j",
    (type) => expect(lookUpInstanceLimits(type)).toBeNull(),
  );

  it("holds every type once, with limits that can be", () => {
    const names = INSTANCE_LIMITS_TABLE.trim()
      .split("\n")
      .flatMap((line) => (line.split("|")[1] ?? "").split(" "))
      .flatMap((family) => (family.split(":")[1] ?? "").split(",").map((size) => `${family.split(":")[0]}.${size}`));
    expect(new Set(names).size).toBe(names.length);
    expect(knownInstanceTypeCount()).toBe(names.length);
    expect(names.length).toBeGreaterThan(1300);
    for (const name of names) {
      const limits = lookUpInstanceLimits(name);
      expect(limits?.maxEnis, name).toBeGreaterThanOrEqual(1);
      expect(limits?.ipv4PerEni, name).toBeGreaterThanOrEqual(2);
      expect(limits?.networkCardCount, name).toBeGreaterThanOrEqual(1);
    }
  });

  it("is small enough to carry", () => expect(INSTANCE_LIMITS_TABLE.length).toBeLessThan(60_000));
});

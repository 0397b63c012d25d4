import { describe, expect, it } from "vitest";
import { ignoredBecause } from "@/app/simulator/_inputs/ignored-because";

const TODAY = { WARM_ENI_TARGET: "1", WARM_PREFIX_TARGET: "1" };

describe("ignoredBecause", () => {
  it.each([
    ["an IP target takes its place", "WARM_ENI_TARGET", { WARM_IP_TARGET: "2" }, "ignored once an IP target is set"],
    ["prefix delegation", "WARM_ENI_TARGET", { ENABLE_PREFIX_DELEGATION: "true" }, "ignored under prefix delegation"],
    [
      "turned without prefix delegation",
      "WARM_PREFIX_TARGET",
      { WARM_PREFIX_TARGET: "3" },
      "ignored without prefix delegation",
    ],
    ["a target of zero", "WARM_IP_TARGET", { WARM_IP_TARGET: "0" }, "0 is as unset"],
  ] as const)("says why: %s", (_, name, change, because) => {
    expect(ignoredBecause(name, TODAY, { ...TODAY, ...change })).toBe(because);
  });
  it("names what makes all targets moot", () => {
    const proposed = { ...TODAY, DISABLE_NETWORK_RESOURCE_PROVISIONING: "true" };
    expect(ignoredBecause("WARM_ENI_TARGET", TODAY, proposed)).toContain("DISABLE_NETWORK_RESOURCE_PROVISIONING");
  });
  it("is silent about what is looked at, is unset, or is as idle as it was", () => {
    expect(ignoredBecause("WARM_IP_TARGET", TODAY, { ...TODAY, WARM_IP_TARGET: "2" })).toBeNull();
    expect(ignoredBecause("WARM_ENI_TARGET", TODAY, { WARM_IP_TARGET: "2" })).toBeNull();
    expect(ignoredBecause("WARM_PREFIX_TARGET", TODAY, { ...TODAY, WARM_ENI_TARGET: "2" })).toBeNull();
  });
});

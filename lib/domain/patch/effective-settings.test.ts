import { describe, expect, test } from "vitest";
import { effectiveSettings, effectsBetween } from "@/lib/domain/patch/effective-settings";

const of = (env: Record<string, string>) => effectiveSettings(new Map(Object.entries({ ENABLE_IPv4: "true", ...env })));
const effects = (before: Record<string, string>, after: Record<string, string>) =>
  effectsBetween(of(before), of(after));

describe("effectsBetween", () => {
  test("an IP target puts the warm ENI target out of use", () => {
    expect(effects({}, { WARM_IP_TARGET: "2" })).toEqual([
      { name: "WARM_IP_TARGET", before: { text: "0", isLookedAt: false }, after: { text: "2", isLookedAt: true } },
      { name: "MINIMUM_IP_TARGET", before: { text: "0", isLookedAt: false }, after: { text: "0", isLookedAt: true } },
      { name: "WARM_ENI_TARGET", before: { text: "1", isLookedAt: true }, after: { text: "1", isLookedAt: false } },
    ]);
  });

  test.each([
    { name: "the same number otherwise written", before: { WARM_IP_TARGET: "7" }, after: { WARM_IP_TARGET: "+007" } },
    { name: "a default written out", before: {}, after: { WARM_ENI_TARGET: "1", IP_COOLDOWN_PERIOD: "30" } },
    { name: "a value that ipamd ignores", before: {}, after: { WARM_IP_TARGET: " 5" } },
    { name: "zero in place of unset", before: {}, after: { WARM_IP_TARGET: "0" } },
    { name: "a setting outside the pool", before: {}, after: { AWS_VPC_K8S_CNI_LOGLEVEL: "INFO" } },
  ])("$name has no effect", ({ before, after }) => {
    expect(effects(before as Record<string, string>, after as Record<string, string>)).toEqual([]);
  });

  test("under prefix delegation the warm prefix target stays in use beside an IP target: it keeps ENIs", () => {
    const on = { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "2" };
    expect(effects(on, { ...on, WARM_IP_TARGET: "5" }).map(({ name }) => name)).not.toContain("WARM_PREFIX_TARGET");
  });

  test("prefix delegation exchanges the warm ENI target for the warm prefix target", () => {
    const found = effects({ WARM_PREFIX_TARGET: "1" }, { WARM_PREFIX_TARGET: "1", ENABLE_PREFIX_DELEGATION: "true" });
    expect(found.map(({ name, after }) => [name, after.isLookedAt])).toEqual([
      ["ENABLE_PREFIX_DELEGATION", true],
      ["WARM_ENI_TARGET", false],
      ["WARM_PREFIX_TARGET", true],
    ]);
  });

  test.each(["ENABLE_IPv6", "DISABLE_NETWORK_RESOURCE_PROVISIONING", "ENABLE_IMDS_ONLY_MODE"])(
    "with %s no setting of the pool is looked at",
    (name) => {
      const found = effects({}, { [name]: "true" });
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter(({ after }) => after.isLookedAt)).toEqual([]);
    },
  );

  test("MAX_ENI unset is the instance type's own limit, not a number made up", () => {
    expect(effects({}, { MAX_ENI: "3" })).toMatchObject([
      { before: { text: "the instance type's own limit" }, after: { text: "3" } },
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { curesOf } from "@/lib/domain/simulation/cure";
import { SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { warning } from "@/lib/domain/simulation/setting-warnings";
import type { SimulationWarningKind } from "@/lib/domain/simulation/simulation-warning";

const cures = (kind: SimulationWarningKind, env: Readonly<Record<string, string>>, settings: readonly string[] = []) =>
  curesOf(warning(kind, "warning", "", { settings }), { ...SHIPPED, ...env });

describe("curesOf", () => {
  test("MINIMUM_IP_TARGET alone wants a WARM_IP_TARGET, and nothing once it has one", () => {
    expect(cures("minimum-ip-target-alone", { MINIMUM_IP_TARGET: "10" })).toEqual([
      { name: "WARM_IP_TARGET", value: "1" },
    ]);
    expect(cures("minimum-ip-target-alone", { MINIMUM_IP_TARGET: "10", WARM_IP_TARGET: "1" })).toEqual([]);
  });

  test("pods without an address are cured by the setting that stops them", () => {
    expect(cures("pods-without-address", {}, ["WARM_IP_TARGET"])).toEqual([{ name: "WARM_IP_TARGET", value: "1" }]);
    expect(cures("pods-without-address", { MAX_ENI: "1" }, ["MAX_ENI"])).toEqual([{ name: "MAX_ENI", value: null }]);
    expect(cures("pods-without-address", {}, [])).toEqual([]);
  });

  test.each([
    [" 5", "5"],
    ["5.0", "5"],
    ["-1", null],
    ["five", null],
    ["", null],
  ])("an ignored value %j becomes what it means, or goes: %j", (text, value) => {
    expect(cures("setting-ignored", { WARM_IP_TARGET: text }, ["WARM_IP_TARGET"])).toEqual([
      { name: "WARM_IP_TARGET", value },
    ]);
  });

  test("prefixes that cannot be had are turned off, where they are on", () => {
    expect(cures("prefixes-without-blocks", { ENABLE_PREFIX_DELEGATION: "true" })).toEqual([
      { name: "ENABLE_PREFIX_DELEGATION", value: "false" },
    ]);
    expect(cures("prefixes-on-xen", { ENABLE_PREFIX_DELEGATION: "false" })).toEqual([]);
  });

  test.each(["subnet-lowest-point", "cannot-go-back", "auto-mode", "note"] as const)("%s has no setting", (kind) =>
    expect(cures(kind, {}, [])).toEqual([]),
  );
});

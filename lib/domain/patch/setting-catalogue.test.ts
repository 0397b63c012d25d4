import { describe, expect, test } from "vitest";
import { parseSettings } from "@/lib/domain/ipamd/settings";
import { valuesOf } from "@/lib/domain/patch/environment";
import { deadSetting, KNOWN_SETTINGS, knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { isName, judgeText } from "@/lib/domain/patch/setting-text";
import { SHIPPED_ENTRIES, shippedValue } from "@/lib/domain/patch/shipped-environment";
import { SHIPPED_POOL_ASSUMPTION } from "@/lib/domain/vpc/pool-assumption";

describe("the catalogue", () => {
  test("names each setting once, by a name that Kubernetes takes", () => {
    const names = KNOWN_SETTINGS.map((setting) => setting.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !isName(name))).toEqual([]);
  });

  test("holds nothing that is said to do nothing, and what is to be set in its place", () => {
    expect(KNOWN_SETTINGS.filter(({ name }) => deadSetting(name))).toEqual([]);
    expect(deadSetting("AWS_VPC_K8S_CNI_WARM_ENI_TARGET")?.instead).toBe("WARM_ENI_TARGET");
    expect(deadSetting("warm-ip-target")?.why).toContain("Windows");
    for (const name of [
      "AWS_VPC_K8S_CNI_WARM_ENI_TARGET",
      "warm-ip-target",
      "minimum-ip-target",
      "warm-prefix-target",
    ]) {
      expect(knownSetting(deadSetting(name)?.instead ?? "")).not.toBeNull();
    }
  });

  test("defaults of the pool's settings are those that ipamd takes without them", () => {
    const written = Object.fromEntries(
      KNOWN_SETTINGS.flatMap(({ name, byDefault }) => (byDefault ? [[name, byDefault]] : [])),
    );
    expect(parseSettings(written)).toEqual(parseSettings({}));
  });
});

describe("the shipped environment", () => {
  test("has the manifest's 27 entries, two of them from fields, none twice", () => {
    expect(SHIPPED_ENTRIES).toHaveLength(27);
    expect(SHIPPED_ENTRIES.filter((entry) => entry.value === null).map((entry) => entry.name)).toEqual([
      "MY_NODE_NAME",
      "MY_POD_NAME",
    ]);
    expect(new Set(SHIPPED_ENTRIES.map((entry) => entry.name)).size).toBe(27);
  });

  test("ships none of the IP targets, MAX_ENI, the cool-down and the cluster's name", () => {
    for (const name of ["WARM_IP_TARGET", "MINIMUM_IP_TARGET", "MAX_ENI", "IP_COOLDOWN_PERIOD", "CLUSTER_NAME"]) {
      expect(shippedValue(name)).toBeNull();
    }
  });

  test("holds only settings in the catalogue, with texts that the CNI takes", () => {
    for (const [name, value] of valuesOf(SHIPPED_ENTRIES)) {
      const setting = knownSetting(name);
      expect([name, setting && judgeText(setting, value).kind]).toEqual([name, "fine"]);
    }
  });

  test("is what pod ranges and warm estimates assume too", () => {
    expect(parseSettings(SHIPPED_POOL_ASSUMPTION.env)).toEqual(
      parseSettings(Object.fromEntries(valuesOf(SHIPPED_ENTRIES))),
    );
  });
});

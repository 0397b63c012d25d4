import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseGoBool, parseGoInt } from "@/lib/domain/ipamd/go-values";
import { targetsFor } from "@/lib/domain/ipamd/node-targets";
import { parseSettings } from "@/lib/domain/ipamd/settings";

describe("parseGoInt reads what Go's Atoi reads", () => {
  it.each([
    ["0", 0n],
    ["7", 7n],
    ["+5", 5n],
    ["-0", 0n],
    ["-12", -12n],
    ["007", 7n],
    ["+007", 7n],
    ["9223372036854775807", 9_223_372_036_854_775_807n],
    ["-9223372036854775808", -9_223_372_036_854_775_808n],
  ])("%j is %d", (text, value) => {
    expect(parseGoInt(text)).toBe(value);
  });

  it.each([
    "",
    " 5",
    "5 ",
    "5\n",
    "5.0",
    "1e1",
    "0x10",
    "2_0",
    "5IPs",
    "None",
    "+",
    "-",
    "--5",
    "+-5",
    "٣",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
  ])("%j is an error", (text) => {
    expect(parseGoInt(text)).toBeNull();
  });

  it("gives back every 64-bit integer", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => parseGoInt(`${value}`) === value),
    );
  });
});

describe("parseGoBool reads what Go's ParseBool reads", () => {
  it.each(["1", "t", "T", "TRUE", "true", "True"])("%j is true", (text) => expect(parseGoBool(text)).toBe(true));
  it.each(["0", "f", "F", "FALSE", "false", "False"])("%j is false", (text) => expect(parseGoBool(text)).toBe(false));
  it.each(["", "yes", "no", "on", "off", "tRUE", " true", "true ", "2", "enabled"])("%j is an error", (text) =>
    expect(parseGoBool(text)).toBeNull(),
  );
});

describe("parseSettings", () => {
  it("has ipamd's defaults where nothing is set", () => {
    expect(parseSettings({})).toEqual({
      warmEniTarget: 1,
      warmIpTarget: 0,
      minimumIpTarget: 0,
      warmPrefixTarget: 0,
      maxEni: null,
      cooldownMs: 30_000,
      prefixDelegation: false,
      customNetworking: false,
      subnetDiscovery: true,
      podEni: false,
      multiNic: false,
    });
  });

  it.each([
    ["WARM_ENI_TARGET", "-1", "warmEniTarget", 1],
    ["WARM_ENI_TARGET", "abc", "warmEniTarget", 1],
    ["WARM_ENI_TARGET", "", "warmEniTarget", 1],
    ["WARM_ENI_TARGET", "0", "warmEniTarget", 0],
    ["WARM_IP_TARGET", "-2", "warmIpTarget", 0],
    ["WARM_IP_TARGET", "+2", "warmIpTarget", 2],
    ["MINIMUM_IP_TARGET", "5.0", "minimumIpTarget", 0],
    ["WARM_PREFIX_TARGET", "-30", "warmPrefixTarget", 0],
    ["MAX_ENI", "0", "maxEni", null],
    ["MAX_ENI", "-3", "maxEni", null],
    ["MAX_ENI", "2", "maxEni", 2],
    ["IP_COOLDOWN_PERIOD", "", "cooldownMs", 30_000],
    ["IP_COOLDOWN_PERIOD", "-2", "cooldownMs", -2_000],
    ["IP_COOLDOWN_PERIOD", "0", "cooldownMs", 0],
    ["ENABLE_SUBNET_DISCOVERY", "tRUE", "subnetDiscovery", true],
    ["ENABLE_SUBNET_DISCOVERY", "F", "subnetDiscovery", false],
    ["ENABLE_PREFIX_DELEGATION", "yes", "prefixDelegation", false],
  ] as const)("%s=%j gives %s %j", (name, text, key, value) => {
    expect(parseSettings({ [name]: text })[key]).toBe(value);
  });

  it("lets a cool-down of more seconds than a Go duration holds turn negative, as Go does", () => {
    expect(parseSettings({ IP_COOLDOWN_PERIOD: "9223372036" }).cooldownMs).toBeGreaterThan(0);
    expect(parseSettings({ IP_COOLDOWN_PERIOD: "9223372037" }).cooldownMs).toBeLessThan(0);
  });
});

describe("targetsFor", () => {
  const limits = { maxEnis: 4, ipv4PerEni: 15, supportsPrefixDelegation: true, maxPods: 58 };

  it("keeps MAX_ENI within the instance type's limit", () => {
    expect(targetsFor(parseSettings({ MAX_ENI: "2" }), limits).maxEnis).toBe(2);
    expect(targetsFor(parseSettings({ MAX_ENI: "9" }), limits).maxEnis).toBe(4);
    expect(targetsFor(parseSettings({ MAX_ENI: "0" }), limits).maxEnis).toBe(4);
  });

  it("turns prefix delegation off where the type cannot do it", () => {
    const settings = parseSettings({ ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "3", WARM_ENI_TARGET: "2" });
    expect(targetsFor(settings, limits)).toMatchObject({ prefixDelegation: true, warmTarget: 3, warmAddresses: 48 });
    const onXen = targetsFor(settings, { ...limits, supportsPrefixDelegation: false });
    expect(onXen).toMatchObject({ prefixDelegation: false, warmTarget: 2, warmAddresses: 28, extraEniAddresses: 42 });
  });

  it("lets a product beyond 64 bits wrap round, as Go does: such a target is never too low", () => {
    const settings = parseSettings({ WARM_ENI_TARGET: "9223372036854775807" });
    expect(targetsFor(settings, limits).warmAddresses).toBeLessThanOrEqual(0);
  });

  it("keeps a place for a trunk only on a type that can carry one", () => {
    const settings = parseSettings({ ENABLE_POD_ENI: "true" });
    expect(targetsFor(settings, limits).podEni).toBe(false);
    expect(targetsFor(settings, { ...limits, supportsTrunk: true }).podEni).toBe(true);
  });
});

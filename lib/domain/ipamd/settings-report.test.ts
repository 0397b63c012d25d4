import { describe, expect, it } from "vitest";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";
import { parseGoInt } from "@/lib/domain/ipamd/go-values";
import type { NodeLimits } from "@/lib/domain/ipamd/node-targets";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { settingsReport } from "@/lib/domain/ipamd/settings-report";

const t3Small: NodeLimits = { maxEnis: 3, ipv4PerEni: 4, supportsPrefixDelegation: true, maxPods: 11 };
const m4Large: NodeLimits = { maxEnis: 2, ipv4PerEni: 10, supportsPrefixDelegation: false, maxPods: 20 };

const findings = (environment: Environment, limits: NodeLimits | null = null) =>
  settingsReport(environment, limits).findings.map(({ kind, names }) => `${kind}: ${names.join(" ")}`);

describe("settingsReport names what an environment does not do", () => {
  it.each<[string, Environment, NodeLimits | null, string[]]>([
    ["nothing set", {}, null, []],
    [
      "the shipped manifest",
      { WARM_ENI_TARGET: "1", WARM_PREFIX_TARGET: "1" },
      null,
      ["not-looked-at: WARM_PREFIX_TARGET ENABLE_PREFIX_DELEGATION"],
    ],
    ["a space", { WARM_IP_TARGET: " 5" }, null, ["ignored: WARM_IP_TARGET"]],
    ["an empty value", { WARM_ENI_TARGET: "" }, null, ["ignored: WARM_ENI_TARGET"]],
    ["a negative target", { MINIMUM_IP_TARGET: "-1" }, null, ["ignored: MINIMUM_IP_TARGET"]],
    ["MAX_ENI 0", { MAX_ENI: "0" }, null, ["ignored: MAX_ENI"]],
    ["a word for true", { ENABLE_PREFIX_DELEGATION: "yes" }, null, ["ignored: ENABLE_PREFIX_DELEGATION"]],
    ["WARM_IP_TARGET 0", { WARM_IP_TARGET: "0" }, null, ["not-looked-at: WARM_IP_TARGET"]],
    [
      "an IP target beside WARM_ENI_TARGET",
      { WARM_IP_TARGET: "2", WARM_ENI_TARGET: "1" },
      null,
      ["not-looked-at: WARM_ENI_TARGET WARM_IP_TARGET"],
    ],
    ["MINIMUM_IP_TARGET alone", { MINIMUM_IP_TARGET: "10" }, null, ["contradiction: MINIMUM_IP_TARGET WARM_IP_TARGET"]],
    [
      "prefixes without a target",
      { ENABLE_PREFIX_DELEGATION: "true" },
      null,
      ["contradiction: ENABLE_PREFIX_DELEGATION WARM_PREFIX_TARGET"],
    ],
    ["WARM_ENI_TARGET 0", { WARM_ENI_TARGET: "0" }, null, ["contradiction: WARM_ENI_TARGET WARM_IP_TARGET"]],
    [
      "prefixes on Xen",
      { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
      m4Large,
      ["not-looked-at: WARM_PREFIX_TARGET ENABLE_PREFIX_DELEGATION", "contradiction: ENABLE_PREFIX_DELEGATION"],
    ],
    [
      "custom networking on one ENI",
      { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true", MAX_ENI: "1" },
      null,
      ["contradiction: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG MAX_ENI"],
    ],
    ["MAX_ENI above the type", { MAX_ENI: "9" }, t3Small, ["contradiction: MAX_ENI"]],
    ["MAX_ENI too small for the pods", { MAX_ENI: "1" }, t3Small, ["contradiction: MAX_ENI"]],
    ["a target above the pods", { WARM_IP_TARGET: "30" }, t3Small, ["contradiction: WARM_IP_TARGET"]],
    ["no cool-down", { IP_COOLDOWN_PERIOD: "0" }, null, ["contradiction: IP_COOLDOWN_PERIOD"]],
    [
      "both address families",
      { ENABLE_IPv4: "true", ENABLE_IPv6: "true", ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
      null,
      ["contradiction: ENABLE_IPv4 ENABLE_IPv6", "not-simulated: ENABLE_IPv6"],
    ],
    ["no address family", { ENABLE_IPv4: "false" }, null, ["contradiction: ENABLE_IPv4 ENABLE_IPv6"]],
    [
      "IPv6 without prefixes",
      { ENABLE_IPv6: "true" },
      null,
      [
        "contradiction: ENABLE_IPv6 ENABLE_PREFIX_DELEGATION AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG",
        "not-simulated: ENABLE_IPv6",
      ],
    ],
    [
      "a name of older guides",
      { AWS_VPC_K8S_CNI_WARM_ENI_TARGET: "0" },
      null,
      ["does-nothing: AWS_VPC_K8S_CNI_WARM_ENI_TARGET"],
    ],
    ["a key of the Windows ConfigMap", { "warm-ip-target": "1" }, null, ["does-nothing: warm-ip-target"]],
    ["a name misspelt", { WARM_IP_TARGTE: "1" }, null, ["unknown: WARM_IP_TARGTE"]],
    ["a name of somebody's own", { PROXY_URL_OF_OURS: "x" }, null, []],
    [
      "no provisioning",
      { DISABLE_NETWORK_RESOURCE_PROVISIONING: "true" },
      null,
      ["not-simulated: DISABLE_NETWORK_RESOURCE_PROVISIONING"],
    ],
  ])("%s", (_name, environment, limits, expected) => {
    expect(findings(environment, limits)).toEqual(expected);
  });

  it("says which value holds in place of an ignored one", () => {
    const { effective, findings: found } = settingsReport({ WARM_ENI_TARGET: "-1" }, null);
    expect(effective).toContainEqual({ name: "WARM_ENI_TARGET", value: 1, from: "default" });
    expect(found[0]?.message).toBe('WARM_ENI_TARGET="-1" is negative; ipamd ignores it in silence and takes 1.');
  });

  it("says the ceiling of MINIMUM_IP_TARGET alone, in whole prefixes under prefix delegation", () => {
    const alone = { MINIMUM_IP_TARGET: "20" };
    expect(settingsReport(alone, null).findings[0]?.message).toContain("more than 20 addresses");
    const prefixes = settingsReport({ ...alone, ENABLE_PREFIX_DELEGATION: "true" }, null);
    expect(prefixes.findings[0]?.message).toContain("more than 32 addresses");
  });

  it("finds every invalid target in the environments of the traces", () => {
    const targets = ["WARM_ENI_TARGET", "WARM_IP_TARGET", "MINIMUM_IP_TARGET", "WARM_PREFIX_TARGET"];
    for (const { env, patch } of readVectors("open")) {
      for (const environment of patch ? [env, patch.env] : [env]) {
        const invalid = targets.filter((name) => {
          const text = environment[name];
          const value = text === undefined ? 0n : parseGoInt(text);
          return value === null || value < 0n;
        });
        const reported = settingsReport(environment, null).findings.filter(({ kind }) => kind === "ignored");
        const names = reported.flatMap((finding) => finding.names).filter((name) => targets.includes(name));
        expect(names).toEqual(invalid);
      }
    }
  });
});

import { parseGoBool, parseGoInt } from "@/lib/domain/ipamd/go-values";
import { type NodeLimits, targetsFor } from "@/lib/domain/ipamd/node-targets";
import { whyNotSimulated } from "@/lib/domain/ipamd/not-simulated";
import type { SettingFinding } from "@/lib/domain/ipamd/setting-finding";
import { type Environment, parseSettings, type Settings } from "@/lib/domain/ipamd/settings";
import { contradictionsOf } from "@/lib/domain/ipamd/settings-contradictions";
import { nearestName } from "@/lib/domain/patch/nearest-name";
import { deadSetting, KNOWN_SETTINGS, knownSetting } from "@/lib/domain/patch/setting-catalogue";

/** One setting of the pool as ipamd lives by it. */
export interface EffectiveSetting {
  readonly name: string;
  readonly value: number | boolean | null;
  /** `default` where the name is unset, or set to what ipamd does not take. */
  readonly from: "environment" | "default";
}

export interface SettingsReport {
  readonly settings: Settings;
  readonly effective: readonly EffectiveSetting[];
  readonly findings: readonly SettingFinding[];
}

type PoolSetting = readonly [name: string, key: keyof Settings, type: "target" | "limit" | "seconds" | "flag"];

const POOL_SETTINGS: readonly PoolSetting[] = [
  ["WARM_ENI_TARGET", "warmEniTarget", "target"],
  ["WARM_IP_TARGET", "warmIpTarget", "target"],
  ["MINIMUM_IP_TARGET", "minimumIpTarget", "target"],
  ["WARM_PREFIX_TARGET", "warmPrefixTarget", "target"],
  ["MAX_ENI", "maxEni", "limit"],
  ["IP_COOLDOWN_PERIOD", "cooldownMs", "seconds"],
  ["ENABLE_PREFIX_DELEGATION", "prefixDelegation", "flag"],
  ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "customNetworking", "flag"],
  ["ENABLE_SUBNET_DISCOVERY", "subnetDiscovery", "flag"],
  ["ENABLE_POD_ENI", "podEni", "flag"],
  ["ENABLE_MULTI_NIC", "multiNic", "flag"],
];

/**
 * What ipamd makes of an environment, and what of it does not do what it seems to: values that it ignores in silence,
 * settings that another one puts out of use, contradictions, names that nothing reads. `limits` are those of a node that
 * the settings shall work on, null where they are not known; then what depends on them is not judged.
 * `settingsReport({ WARM_IP_TARGET: " 5" }, null)` has warmIpTarget 0 and one finding, `ignored`.
 */
export function settingsReport(environment: Environment, limits: NodeLimits | null): SettingsReport {
  const settings = parseSettings(environment);
  const effective = POOL_SETTINGS.map(([name, key, type]): EffectiveSetting => {
    const text = environment[name];
    const isTaken = text !== undefined && refusal(text, type) === null;
    const value = settings[key];
    const shown = type === "seconds" && typeof value === "number" ? value / 1_000 : value;
    return { name, value: shown, from: isTaken ? "environment" : "default" };
  });
  const findings = [
    ...ignored(environment, effective),
    ...notLookedAt(environment, settings, limits),
    ...contradictionsOf(environment, settings, limits),
    ...withoutEffect(environment),
    ...outOfReach(environment),
  ];
  return { settings, effective, findings };
}

/** Why ipamd does not take the text, or null where it does. */
function refusal(text: string, type: PoolSetting[2]): string | null {
  if (type === "flag") return parseGoBool(text) === null ? "is neither true nor false to Go's ParseBool" : null;
  const number = parseGoInt(text);
  if (number === null) return text === "" ? "is empty" : "is no whole number to Go's Atoi";
  if (type === "target" && number < 0n) return "is negative";
  if (type === "limit" && number < 1n) return "is less than 1";
  return null;
}

function ignored(environment: Environment, effective: readonly EffectiveSetting[]): SettingFinding[] {
  return POOL_SETTINGS.flatMap(([name, , type], index) => {
    const text = environment[name];
    const because = text === undefined ? null : refusal(text, type);
    if (because === null) return [];
    const value = effective[index]?.value ?? "the instance type's limit";
    const message = `${name}=${JSON.stringify(text)} ${because}; ipamd ignores it in silence and takes ${value}.`;
    return [{ kind: "ignored", names: [name], message }];
  });
}

/** Valid settings that another one puts out of use. Source: ipamd.go isDatastorePoolTooLow, v1.23.1. */
function notLookedAt(environment: Environment, settings: Settings, limits: NodeLimits | null): SettingFinding[] {
  const usesPrefixes = limits ? targetsFor(settings, limits).prefixDelegation : settings.prefixDelegation;
  const ipTargets = ["WARM_IP_TARGET", "MINIMUM_IP_TARGET"].filter((name) => {
    return (name === "WARM_IP_TARGET" ? settings.warmIpTarget : settings.minimumIpTarget) !== 0;
  });
  const outOfUse = (name: string, by: readonly string[], why: string): SettingFinding[] =>
    environment[name] === undefined
      ? []
      : [{ kind: "not-looked-at", names: [name, ...by], message: `${name} is not looked at, because ${why}.` }];
  const zeros = [
    ["WARM_IP_TARGET", settings.warmIpTarget],
    ["MINIMUM_IP_TARGET", settings.minimumIpTarget],
  ] as const;
  const zeroTargets = zeros.flatMap(([name, value]): SettingFinding[] =>
    value === 0 && parseGoInt(environment[name] ?? "") === 0n
      ? [{ kind: "not-looked-at", names: [name], message: `${name}=0 is the same as ${name} unset.` }]
      : [],
  );
  if (ipTargets.length > 0) {
    const why = `${ipTargets.join(" and ")} ${ipTargets.length > 1 ? "are" : "is"} set`;
    // WARM_PREFIX_TARGET still keeps an ENI from being freed (getDeletableENI), but no longer sizes the pool.
    return [
      ...zeroTargets,
      ...outOfUse("WARM_ENI_TARGET", ipTargets, why),
      ...outOfUse("WARM_PREFIX_TARGET", ipTargets, why),
    ];
  }
  return [
    ...zeroTargets,
    ...(usesPrefixes
      ? outOfUse("WARM_ENI_TARGET", ["ENABLE_PREFIX_DELEGATION"], "prefix delegation is on")
      : outOfUse("WARM_PREFIX_TARGET", ["ENABLE_PREFIX_DELEGATION"], "prefix delegation is off")),
  ];
}

function withoutEffect(environment: Environment): SettingFinding[] {
  return Object.keys(environment).flatMap((name): SettingFinding[] => {
    const dead = deadSetting(name);
    if (dead) {
      const instead = dead.instead ? ` Set ${dead.instead}.` : "";
      return [{ kind: "does-nothing", names: [name], message: `${name} ${dead.why}.${instead}` }];
    }
    if (knownSetting(name)) return [];
    const meant = nearestName(
      name,
      KNOWN_SETTINGS.map((setting) => setting.name),
    );
    if (meant === null) return [];
    return [{ kind: "unknown", names: [name], message: `${name} is no setting of the CNI. ${meant} is one.` }];
  });
}

function outOfReach(environment: Environment): SettingFinding[] {
  const reason = whyNotSimulated(environment);
  return reason ? [{ kind: "not-simulated", names: [reason.name], message: `${reason.name}: ${reason.because}.` }] : [];
}

import { parseGoBool, parseGoInt, wrapToInt64 } from "@/lib/domain/ipamd/go-values";

/** The environment of container aws-node: an absent key is unset; an empty text is set and empty. */
export type Environment = Readonly<Record<string, string>>;

/** Whether two have the same names with the same texts, in whatever order. */
export function isSameEnvironment(a: Environment, b: Environment): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** What ipamd makes of its environment, before the instance type's limits are known. */
export interface Settings {
  readonly warmEniTarget: number;
  readonly warmIpTarget: number;
  readonly minimumIpTarget: number;
  readonly warmPrefixTarget: number;
  /** MAX_ENI; null where unset, unreadable or below 1: then the instance type's limit counts alone. */
  readonly maxEni: number | null;
  /** Zero or negative: nothing ever cools. */
  readonly cooldownMs: number;
  readonly prefixDelegation: boolean;
  readonly customNetworking: boolean;
  readonly subnetDiscovery: boolean;
  /** ENABLE_POD_ENI: security groups for pods, which keep a place free for the trunk ENI. */
  readonly podEni: boolean;
  /** ENABLE_MULTI_NIC: pools on further network cards. */
  readonly multiNic: boolean;
}

export const DEFAULT_WARM_ENI_TARGET = 1;
const DEFAULT_COOLDOWN_SECONDS = 30n;
const NANOSECONDS = 1_000_000_000n;

/**
 * The settings that ipamd runs with, given the DaemonSet's environment. A value that Go does not parse, or that is
 * out of range, counts as if it were unset and ipamd says nothing; `settingsReport` names those.
 * Source: ipamd.go getWarmENITarget, getWarmIPTarget, getMinimumIPTarget, getWarmPrefixTarget, getMaxENI,
 * usePrefixDelegation, UseCustomNetworkCfg, UseSubnetDiscovery; data_store.go getCooldownPeriod; v1.23.1.
 *
 * `parseSettings({ WARM_IP_TARGET: "+2", WARM_ENI_TARGET: "-1" })` has warmIpTarget 2 and warmEniTarget 1.
 */
export function parseSettings(environment: Environment): Settings {
  const maxEni = readInt(environment, "MAX_ENI");
  return {
    warmEniTarget: readTarget(environment, "WARM_ENI_TARGET", DEFAULT_WARM_ENI_TARGET),
    warmIpTarget: readTarget(environment, "WARM_IP_TARGET", 0),
    minimumIpTarget: readTarget(environment, "MINIMUM_IP_TARGET", 0),
    warmPrefixTarget: readTarget(environment, "WARM_PREFIX_TARGET", 0),
    maxEni: maxEni !== null && maxEni >= 1n ? Number(maxEni) : null,
    cooldownMs: cooldownMs(readInt(environment, "IP_COOLDOWN_PERIOD") ?? DEFAULT_COOLDOWN_SECONDS),
    prefixDelegation: readBool(environment, "ENABLE_PREFIX_DELEGATION", false),
    customNetworking: readBool(environment, "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", false),
    subnetDiscovery: readBool(environment, "ENABLE_SUBNET_DISCOVERY", true),
    podEni: readBool(environment, "ENABLE_POD_ENI", false),
    multiNic: readBool(environment, "ENABLE_MULTI_NIC", false),
  };
}

const readInt = (environment: Environment, name: string): bigint | null => {
  const text = environment[name];
  return text === undefined ? null : parseGoInt(text);
};

const readTarget = (environment: Environment, name: string, fallback: number): number => {
  const value = readInt(environment, name);
  return value !== null && value >= 0n ? Number(value) : fallback;
};

const readBool = (environment: Environment, name: string, fallback: boolean): boolean => {
  const text = environment[name];
  return (text === undefined ? null : parseGoBool(text)) ?? fallback;
};

// A Go duration is nanoseconds in 64 bits: 300 years' worth of seconds wrap round, and a negative period cools nothing.
const cooldownMs = (seconds: bigint): number => Number(wrapToInt64(seconds * NANOSECONDS)) / 1e6;

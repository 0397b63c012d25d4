import { parseGoBool } from "@/lib/domain/ipamd/go-values";
import { parseSettings, type Settings } from "@/lib/domain/ipamd/settings";

/** An environment as ipamd lives by it. */
export interface EffectiveSettings {
  readonly settings: Settings;
  /** An IP target other than 0: the warm ENI and prefix targets then size nothing (ipamd.go warmIPTargetsDefined). */
  readonly hasIpTargets: boolean;
  readonly hasIpv4: boolean;
  readonly hasIpv6: boolean;
  /** Why no target is looked at at all; null as a rule. */
  readonly targetsMootBecause: string | null;
}

const isOn = (values: ReadonlyMap<string, string>, name: string): boolean =>
  parseGoBool(values.get(name) ?? "") ?? false;

function mootBecause(values: ReadonlyMap<string, string>): string | null {
  if (isOn(values, "ENABLE_IPv6")) return "in IPv6 mode every ENI holds one /80 prefix";
  for (const name of ["DISABLE_NETWORK_RESOURCE_PROVISIONING", "ENABLE_IMDS_ONLY_MODE"]) {
    if (isOn(values, name)) return `with ${name} the CNI takes and gives back nothing`;
  }
  return null;
}

/**
 * What ipamd makes of `{ name → value }`: values that it cannot read have their defaults (`parseSettings`), and settings
 * that others put out of use are told apart. An empty environment is the default without IP targets.
 */
export function effectiveSettings(values: ReadonlyMap<string, string>): EffectiveSettings {
  const settings = parseSettings(Object.fromEntries(values));
  return {
    settings,
    hasIpTargets: settings.warmIpTarget !== 0 || settings.minimumIpTarget !== 0,
    hasIpv4: isOn(values, "ENABLE_IPv4"),
    hasIpv6: isOn(values, "ENABLE_IPv6"),
    targetsMootBecause: mootBecause(values),
  };
}

/** A setting of the pool before and after: `isLookedAt` is false where ipamd has the value but does not act on it. */
export interface Effect {
  readonly name: string;
  readonly before: EffectiveValue;
  readonly after: EffectiveValue;
}

export interface EffectiveValue {
  readonly text: string;
  readonly isLookedAt: boolean;
}

function poolValues({ settings, hasIpTargets, targetsMootBecause }: EffectiveSettings): [string, EffectiveValue][] {
  const isMoot = targetsMootBecause !== null;
  const value = (content: number | boolean | string, isLookedAt = true): EffectiveValue => ({
    text: String(content),
    isLookedAt: isLookedAt && !isMoot,
  });
  return [
    ["ENABLE_PREFIX_DELEGATION", value(settings.prefixDelegation)],
    ["WARM_IP_TARGET", value(settings.warmIpTarget, hasIpTargets)],
    ["MINIMUM_IP_TARGET", value(settings.minimumIpTarget, hasIpTargets)],
    ["WARM_ENI_TARGET", value(settings.warmEniTarget, !hasIpTargets && !settings.prefixDelegation)],
    ["WARM_PREFIX_TARGET", value(settings.warmPrefixTarget, settings.prefixDelegation)],
    ["MAX_ENI", value(settings.maxEni ?? "the instance type's own limit")],
    ["IP_COOLDOWN_PERIOD", value(settings.cooldownMs / 1000)],
    ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", value(settings.customNetworking)],
    ["ENABLE_SUBNET_DISCOVERY", value(settings.subnetDiscovery)],
    ["ENABLE_POD_ENI", value(settings.podEni)],
    ["ENABLE_MULTI_NIC", value(settings.multiNic)],
  ];
}

const POOL_SETTINGS: ReadonlySet<string> = new Set(poolValues(effectiveSettings(new Map())).map(([name]) => name));

/** Whether a setting is one of the address pool's: whatever it changes for ipamd, `effectsBetween` says. */
export const isPoolSetting = (name: string): boolean => POOL_SETTINGS.has(name);

/**
 * What changes for ipamd between two environments: other than the difference of the texts it leaves out what comes to
 * the same ("7" and "007", a default that is written out) and holds what goes in or out of use by another setting.
 */
export const effectsBetween = (before: EffectiveSettings, after: EffectiveSettings): readonly Effect[] =>
  poolBetween(before, after).filter(isEffect);

/** All settings of the pool before and after, whether they change or not. */
export function poolBetween(before: EffectiveSettings, after: EffectiveSettings): readonly Effect[] {
  const then = new Map(poolValues(after));
  return poolValues(before).map(([name, value]) => ({ name, before: value, after: then.get(name) ?? value }));
}

/** Whether ipamd acts otherwise after than before: another value, or one that goes in or out of use. */
export const isEffect = ({ before, after }: Effect): boolean =>
  before.text !== after.text || before.isLookedAt !== after.isLookedAt;

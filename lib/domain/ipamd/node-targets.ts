import { wrapToInt64 } from "@/lib/domain/ipamd/go-values";
import type { Settings } from "@/lib/domain/ipamd/settings";

/** Addresses of a delegated prefix (/28). */
export const PREFIX_SIZE = 16;

/** What EC2 and Kubernetes allow a node. */
export interface NodeLimits {
  /** ENIs of the default network card. */
  readonly maxEnis: number;
  /** Places of one ENI, its own primary address among them. */
  readonly ipv4PerEni: number;
  /** Nitro or bare metal. */
  readonly supportsPrefixDelegation: boolean;
  /** The node's capacity of pods, as the kubelet reports it. */
  readonly maxPods: number;
  /** The type can carry a trunk ENI, for which ENABLE_POD_ENI keeps a place; absent: it cannot. */
  readonly supportsTrunk?: boolean | undefined;
}

/** The settings as they work on a node of these limits: what every rule of the pool reads. */
export interface NodeTargets {
  readonly settings: Settings;
  readonly prefixDelegation: boolean;
  /** Addresses of one entry of the mode's kind: 16 with prefix delegation, else 1. */
  readonly entrySize: number;
  /** Entries that one ENI holds beside its primary address. */
  readonly slotsPerEni: number;
  readonly maxEnis: number;
  readonly maxPods: number;
  readonly warmIpTarget: number;
  readonly minimumIpTarget: number;
  /** The warm prefix or the warm ENI target, whichever the mode reads. */
  readonly warmTarget: number;
  readonly warmPrefixTarget: number;
  /** WARM_IP_TARGET or MINIMUM_IP_TARGET is other than 0: then the warm prefix and ENI targets are not looked at. */
  readonly warmIpTargetsDefined: boolean;
  /** Fewer available addresses than these are too few (where no IP target is defined). */
  readonly warmAddresses: number;
  /** From this many available addresses on an ENI may be one too many (where no IP target is defined). */
  readonly extraEniAddresses: number;
  readonly cooldownMs: number;
  readonly customNetworking: boolean;
  readonly subnetDiscovery: boolean;
  /** A place is kept for the trunk ENI until there is one. */
  readonly podEni: boolean;
}

/**
 * The targets of a node. Prefix delegation on an instance that cannot do it is off, without a word.
 * Source: ipamd.go isConfigValid, initENIAndIPLimits, getMaxENI, GetIPv4Limit, warmIPTargetsDefined, v1.23.1.
 */
export function targetsFor(settings: Settings, limits: NodeLimits): NodeTargets {
  const prefixDelegation = settings.prefixDelegation && limits.supportsPrefixDelegation;
  const slotsPerEni = limits.ipv4PerEni - 1;
  const warmTarget = prefixDelegation ? settings.warmPrefixTarget : settings.warmEniTarget;
  const addressesPerEni = prefixDelegation ? PREFIX_SIZE * slotsPerEni : slotsPerEni;
  return {
    settings,
    prefixDelegation,
    entrySize: prefixDelegation ? PREFIX_SIZE : 1,
    slotsPerEni,
    maxEnis: Math.min(settings.maxEni ?? limits.maxEnis, limits.maxEnis),
    maxPods: limits.maxPods,
    warmIpTarget: settings.warmIpTarget,
    minimumIpTarget: settings.minimumIpTarget,
    warmTarget,
    warmPrefixTarget: settings.warmPrefixTarget,
    warmIpTargetsDefined: settings.warmIpTarget !== 0 || settings.minimumIpTarget !== 0,
    warmAddresses: multiplyLikeGo(warmTarget, prefixDelegation ? PREFIX_SIZE : slotsPerEni),
    extraEniAddresses: multiplyLikeGo(warmTarget + 1, addressesPerEni),
    cooldownMs: settings.cooldownMs,
    customNetworking: settings.customNetworking,
    subnetDiscovery: settings.subnetDiscovery,
    podEni: settings.podEni && limits.supportsTrunk === true,
  };
}

/** Go's product of two ints wraps round in 64 bits, and a target has no upper bound. */
const multiplyLikeGo = (a: number, b: number): number =>
  Number.isSafeInteger(a * b) ? a * b : Number(wrapToInt64(BigInt(a) * BigInt(b)));
